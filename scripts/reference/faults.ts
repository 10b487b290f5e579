import { type Code, faultCodes, findingCodes } from "../source/codes.ts";
import { sourceFiles } from "../source/files.ts";

const EXIT_CODES: Readonly<Record<string, number>> = { findings: 1, usage: 2, held: 3, notFound: 4 };

/** docs/faults.md: every code that a script may meet, read out of the source. */
export function faultReference(): string {
  const program = sourceFiles().filter((file) => file.room !== "" && !file.isTest);
  const faults = faultCodes(program).map((code) => row(code, String(EXIT_CODES[code.weight] ?? code.weight)));
  const findings = findingCodes(program).map((code) => row(code, code.weight));
  return [
    "# Faults and findings",
    "",
    "Made by `npm run golden`; do not edit. Look at codes, never at messages: codes are stable.",
    "",
    'A *fault* ends a command; with `--json` it is `{"error":{"code","message","where","hint"}}`, around orders with a `card`, and its exit code is in the table.',
    "A *finding* is about a file; `docket doctor` lists them.",
    "",
    "## Faults",
    "",
    ...table("| code | exit | when |", faults),
    "",
    "## Findings",
    "",
    ...table("| code | severity | when |", findings),
    "",
  ].join("\n");
}

const row = ({ code, summary }: Code, weight: string): string =>
  `| \`${code}\` | ${weight} | ${summary.replaceAll("|", "\\|")} |`;

const table = (header: string, rows: readonly string[]): readonly string[] => [
  header,
  "|---|---|---|",
  ...[...new Set(rows)].sort(),
];
