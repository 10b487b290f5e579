import { plain } from "../_text.ts";
import { MAX_LINE_CHARS, MAX_PROBLEMS } from "../limits.ts";
import { cleanProblem } from "./_clean.ts";
import type { Level, Problem, ProblemParser, ProblemReport } from "./problem.ts";

const PLAIN = /^(\S.{0,4095}?)\((\d{1,9}),(\d{1,9})\): (error|warning|info|message) TS(\d{1,6}): (.*)$/;
const PRETTY = /^(\S.{0,4095}?):(\d{1,9}):(\d{1,9}) - (error|warning|info|message) TS(\d{1,6}): (.*)$/;
const GLOBAL = /^(error|warning|info|message) TS(\d{1,6}): (.*)$/;
const COUNT = /^Found (\d{1,9}) errors?\b/;
const ANY =
  /(?:^|\n)(?:\S[^\n]{0,4095}?(?:\(\d{1,9},\d{1,9}\):|:\d{1,9}:\d{1,9} -) )?(?:error|warning|info|message) TS\d{1,6}: /;

/** A build leaves projects out whose dependency has errors; what it would say of them is not gone. */
const SKIPPED = /(?:can't be built because its dependency|^.{0,30}Skipping build of project) /;

/** What TypeScript's compiler prints, in its plain and in its pretty form, and what is made after it. */
export const tsc: ProblemParser = {
  format: "tsc",
  recognises: (text) => ANY.test(plain(text)),
  parse: parseTsc,
};

function parseTsc(text: string): ProblemReport {
  const clean = plain(text);
  const lines = clean.split("\n");
  const problems: Problem[] = [];
  let counted: number | undefined;
  let isPretty = false;
  for (const line of lines) {
    if (line.length > MAX_LINE_CHARS) continue;
    const count = COUNT.exec(line);
    if (count !== null) counted = (counted ?? 0) + Number(count[1]);
    const problem = problems.length > MAX_PROBLEMS ? undefined : problemOf(line);
    if (problem === undefined) continue;
    isPretty ||= PRETTY.test(line);
    problems.push(problem);
  }
  const errors = problems.filter(({ level }) => level === "error").length;
  const isToEnd = isPretty ? counted === errors : counted !== undefined || lines.at(-1) === "" || problems.length === 0;
  return {
    format: "tsc",
    problems: problems.slice(0, MAX_PROBLEMS),
    complete:
      isToEnd &&
      !lines.some((line) => SKIPPED.test(line)) &&
      problems.length <= MAX_PROBLEMS &&
      !problems.some(stopsTheCompiler),
  };
}

function problemOf(line: string): Problem | undefined {
  const placed = PLAIN.exec(line) ?? PRETTY.exec(line);
  if (placed !== null) {
    const [, file, row, column, level = "", code = "", message = ""] = placed;
    return cleanProblem({ ...said(level, code, message), file, line: Number(row), column: Number(column) });
  }
  const [, level, code = "", message = ""] = GLOBAL.exec(line) ?? [];
  return level === undefined ? undefined : cleanProblem(said(level, code, message));
}

function said(level: string, code: string, message: string): Pick<Problem, "rule" | "level" | "message"> {
  return { rule: `TS${code}`, level: LEVELS[level] ?? "note", message };
}

const LEVELS: Readonly<Record<string, Level>> = { error: "error", warning: "warning" };

/**
 * After an error in the syntax (TS1000 to TS1999), in the options or in the settings' file the compiler does not look at types at all,
 * so what it does not say then is not gone.
 */
function stopsTheCompiler({ rule, file, level }: Problem): boolean {
  if (level !== "error") return false;
  return file === undefined || /\.jsonc?$/.test(file) || /^TS(?:1|5)\d{3}$/.test(rule);
}
