/** A command that runs tests, so that its report names each of them. */
export interface ReportingCommand {
  readonly command: string;
  /** Of the report; undefined when the command is none that we know, and its output speaks for itself. */
  readonly format?: string;
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

/** The command of a gate with the flags that make it name each test. */
export function reportingCommand(gate: string): ReportingCommand {
  // A chain of commands takes no flags at its end.
  const known = /[;&|]/.test(gate) ? undefined : REPORTERS.find(({ called }) => called.test(gate));
  return known === undefined ? { command: gate } : { command: withFlags(gate, known.flags), format: known.format };
}

/** Node takes its flags before the files; the others at the end, before a `--`. */
function withFlags(command: string, flags: string): string {
  if (flags === "" || command.includes(flags)) return command;
  return flags.startsWith("--test-") ? command.replace(/\s--test\b/, ` --test ${flags}`) : `${command} ${flags}`;
}
