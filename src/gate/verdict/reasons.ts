import type { Finding } from "../../std/finding.ts";
import { holds } from "../run-check.ts";
import type { Verdict } from "./verdict-shape.ts";

/** Why the work failed, in a few words: codes of errors, commands that did not end well, tests that broke. None: it passed. */
export function reasonsOf({
  findings,
  redGreen,
  checks,
}: Pick<Verdict, "findings" | "redGreen" | "checks">): readonly string[] {
  const codes = new Set(errorsIn({ findings, redGreen }).map(({ code }) => code));
  const commands = checks.filter((check) => !holds(check)).map(({ name }) => `the check ${name}`);
  const broken = redGreen.regressions.length;
  return [...codes, ...commands, ...(broken > 0 ? [`${broken} tests that passed before`] : [])];
}

/** Everything the judges found, in one list. */
export const findingsOf = ({ findings, redGreen }: Pick<Verdict, "findings" | "redGreen">): readonly Finding[] => [
  ...Object.values(findings).flat(),
  ...redGreen.findings,
];

/** What of it stops the order. */
export const errorsIn = (verdict: Pick<Verdict, "findings" | "redGreen">): readonly Finding[] =>
  findingsOf(verdict).filter(({ severity }) => severity === "error");
