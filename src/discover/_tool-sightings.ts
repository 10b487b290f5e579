import type { Problem } from "../findings/problems/problem.ts";
import { problemsUnderRoot } from "../findings/problems/problems-under-root.ts";
import type { Finding } from "../std/finding.ts";
import { globMatcher } from "./_files-globs.ts";
import { type Raw, shortHash, sightingsOf } from "./_files-sighting.ts";
import type { ToolKit } from "./_tool.ts";
import { type Code, codeOf } from "./_tool-code.ts";
import { MAX_LINE_QUOTE_CHARS, MAX_TOOL_SIGHTINGS } from "./_tool-limits.ts";
import { toolFinding } from "./_tool-rules.ts";
import type { NamedReport, Reports } from "./_tool-together.ts";
import type { Look, Seen } from "./source.ts";

/** Turns the problems of all reports into sightings; one that is told twice is one. */
export async function seenIn(look: Look, kit: ToolKit, { reports, findings, isWhole, closed }: Reports): Promise<Seen> {
  const covered = coverage(look);
  const placed = reports.map((one) => ({ ...one, report: problemsUnderRoot(one.report, [look.root]) }));
  const problems = unique(placed.flatMap(problemsOf)).filter(({ file }) => covered(file));
  const unread = [...new Set([...closed, ...placed.flatMap(({ report }) => report.unread ?? [])])].sort();
  const kept = problems.slice(0, MAX_TOOL_SIGHTINGS);
  const known = kit.complete?.(look, kept) ?? kept;
  const code = codeOf(look);
  const sightings = await sightingsOf(inOrderOfFiles(known).map((problem) => rawOf(problem, kit, code)));
  return {
    sightings,
    // No such tool can say what changed since a time, but a look that was asked for only that is not meant to end things.
    isWhole:
      isWhole &&
      placed.every(({ report }) => report.complete) &&
      look.since === undefined &&
      kept.length === problems.length,
    ...(unread.length === 0 ? {} : { unread }),
    findings: [...findings, ...outsideFindings(kit, kept), ...cutFindings(kit, problems.length)],
  };
}

function problemsOf({ report, file, name, tool = name }: NamedReport): readonly Problem[] {
  return report.problems.map((problem) => ({
    ...problem,
    ...(problem.file === undefined && file !== undefined && problem.facts?.outside === undefined ? { file } : {}),
    facts: { tool, ...problem.facts },
  }));
}

/** What `include` and `exclude` leave; what has no file is not meant by them. */
function coverage({ settings: { include, exclude } }: Look): (file: string | undefined) => boolean {
  const [included, excluded] = [globMatcher(include), globMatcher(exclude)];
  return (file) => file === undefined || ((include.length === 0 || included(file)) && !excluded(file));
}

function unique(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map(
    problems.map((one) => [JSON.stringify([one.rule, one.file, one.line, one.column, one.subject, one.message]), one]),
  );
  return [...seen.values()];
}

const inOrderOfFiles = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => compare(a.file ?? "", b.file ?? "") || (a.line ?? 0) - (b.line ?? 0));

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function rawOf(problem: Problem, kit: ToolKit, code: Code): Raw {
  const { rule, message, file, line, column, url, facts = {} } = problem;
  const place = file === undefined ? undefined : { path: file, ...(line === undefined ? {} : { line }) };
  const here =
    kit.isAboutCode && file !== undefined && line !== undefined
      ? code.at({ file, line, ...(column === undefined ? {} : { column }) })
      : undefined;
  return {
    source: kit.name,
    identity: { rule, subject: subjectOf(problem, kit, here?.code) },
    message,
    severity: kit.severity(problem),
    facts: { ...facts, ...(url === undefined ? {} : { url }) },
    ...(place === undefined ? {} : { place }),
    ...(here === undefined || isAboutSecrets(problem) ? {} : { excerpt: here.line.slice(0, MAX_LINE_QUOTE_CHARS) }),
    ...(kit.isOutside ? { isOutside: true } : {}),
    ...(kit.isSecurity(problem) ? { isSecurity: true } : {}),
  };
}

/**
 * What tells a problem from others of its rule: a package; else the code at its place, as a hash, since what a scanner found there may be a
 * secret; else the symbol; and only where nothing can be read the file and the message, in which numbers count lines and lengths.
 */
function subjectOf({ subject, file, message }: Problem, kit: ToolKit, code: string | undefined): string {
  if (!kit.isAboutCode && subject !== undefined) return subject;
  if (code !== undefined) return `code ${shortHash(`docket ${code}`)}`;
  if (subject !== undefined) return subject;
  const words = message.replaceAll(/\d+/g, "#");
  return file === undefined ? words : `${file}: ${words}`;
}

/** The line of such a problem is the secret itself. */
function isAboutSecrets({ rule, facts }: Problem): boolean {
  return /secret|credential|password|passwd|token|api-?key|private-?key|gitleaks|trufflehog/i.test(
    `${rule} ${facts?.tool ?? ""} ${facts?.tags ?? ""}`,
  );
}

function outsideFindings({ name }: ToolKit, problems: readonly Problem[]): readonly Finding[] {
  const outside = problems.flatMap(({ facts }) => facts?.outside ?? []);
  const [first] = outside;
  if (first === undefined) return [];
  const more = outside.length === 1 ? "" : `, and ${outside.length - 1} more`;
  return [
    toolFinding("problem-outside", name, {
      message: `a problem is said to be in ${JSON.stringify(first)}${more}, outside the repository`,
      hint: "let the tool run in the root of the repository; the problem is kept, without a place",
    }),
  ];
}

function cutFindings({ name }: ToolKit, count: number): readonly Finding[] {
  if (count <= MAX_TOOL_SIGHTINGS) return [];
  return [
    toolFinding("problems-cut", name, {
      message: `${count} problems are reported, and ${MAX_TOOL_SIGHTINGS} are kept`,
      hint: `leave files or folders out with discover.sources.${name}.exclude`,
    }),
  ];
}
