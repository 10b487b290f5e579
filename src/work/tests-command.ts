import type { Settings } from "../store/settings/schema.ts";

/** How the tests are run so that each of them can be told apart. */
export interface TestsCommand {
  readonly testCommand: string;
  readonly reportFormat?: string;
  readonly reportFile?: string;
}

/** Test programs whose own flags make a report, by a word of the command. Others are read as they print. */
const REPORTERS: readonly { readonly called: RegExp; readonly flags: string; readonly format: string }[] = [
  { called: /\bvitest\b/, flags: "--reporter=json", format: "vitest-json" },
  { called: /\bjest\b/, flags: "--json", format: "jest-json" },
  { called: /\bnode\b.*\s--test\b/, flags: "--test-reporter=tap", format: "tap" },
  { called: /^pytest\b|\bpython3? -m pytest\b/, flags: "-rA", format: "pytest" },
  { called: /\bunittest\b/, flags: "-v", format: "unittest" },
  { called: /\bgo test\b/, flags: "-json", format: "go-test-json" },
  { called: /\bcargo test\b/, flags: "", format: "cargo-test" },
];

/** The command of the settings, or the test gate with the flags that make it name each test. */
export function testsCommand({ tests, gates }: Settings): TestsCommand | undefined {
  if (tests.command !== undefined && tests.command !== "")
    return {
      testCommand: tests.command,
      ...(tests.format === undefined ? {} : { reportFormat: tests.format }),
      ...(tests.report === undefined ? {} : { reportFile: tests.report }),
    };
  const gate = gates.test;
  if (gate === undefined || gate === "") return undefined;
  // A chain of commands takes no flags at its end.
  const known = /[;&|]/.test(gate) ? undefined : REPORTERS.find(({ called }) => called.test(gate));
  if (known === undefined) return { testCommand: gate };
  return { testCommand: withFlags(gate, known.flags), reportFormat: known.format };
}

/** Node takes its flags before the files; the others at the end, before a `--`. */
function withFlags(command: string, flags: string): string {
  if (flags === "" || command.includes(flags)) return command;
  return flags.startsWith("--test-") ? command.replace(/\s--test\b/, ` --test ${flags}`) : `${command} ${flags}`;
}
