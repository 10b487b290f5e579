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
  const known = reporterOf(gate);
  return known === undefined ? { command: gate } : { command: withFlags(gate, known.flags), format: known.format };
}

/** Node takes its flags before the files; the others at the end, before a `--`. */
function withFlags(command: string, flags: string): string {
  if (flags === "" || command.includes(flags)) return command;
  return flags.startsWith("--test-") ? command.replace(/\s--test\b/, ` --test ${flags}`) : `${command} ${flags}`;
}

/** A chain of commands takes no flags at its end. */
const reporterOf = (command: string): (typeof REPORTERS)[number] | undefined =>
  /[;&|\n`]|\$\(/.test(command) ? undefined : REPORTERS.find(({ called }) => called.test(command));

/** Whether a command is one known test program and nothing else, behind a script of package.json as well. */
export function runsTestsAlone(command: string, scripts: Readonly<Record<string, string>>): boolean {
  if (reporterOf(command) !== undefined) return true;
  const name = /^(?:npm|pnpm|yarn|bun) (?:run )?([\w:-]+)$/.exec(command.trim())?.[1];
  if (name === undefined || !Object.hasOwn(scripts, name)) return false;
  const isAlone = scripts[`pre${name}`] === undefined && scripts[`post${name}`] === undefined;
  return isAlone && reporterOf(scripts[name] ?? "") !== undefined;
}
