import { decodeUri, schemeOf } from "./_uri.ts";
import type { Problem, ProblemReport } from "./problem.ts";

/**
 * The report with paths from the given folder. A path that leads out of it is no place of ours: it is kept as the fact `outside` and
 * nobody follows it. Several names of one folder may be given, as a link and what it leads to.
 */
export function problemsUnderRoot(report: ProblemReport, roots: readonly string[]): ProblemReport {
  const { unread = [], ...rest } = report;
  const inside = unread.map((file) => pathUnder(file, roots));
  const files = inside.filter((path) => path !== undefined);
  return {
    ...rest,
    problems: report.problems.map((problem) => placed(problem, roots)),
    // A file that cannot be found here may be any of ours.
    complete: report.complete && files.length === inside.length,
    ...(files.length === 0 ? {} : { unread: files }),
  };
}

function placed(problem: Problem, roots: readonly string[]): Problem {
  if (problem.file === undefined) return problem;
  const path = pathUnder(problem.file, roots);
  if (path !== undefined) return { ...problem, file: path };
  const { file, line, column, ...rest } = problem;
  return { ...rest, facts: { ...rest.facts, outside: shown(file) } };
}

/** The path from one of the roots, with its dots resolved; undefined when it leads elsewhere, or names the root itself. */
export function pathUnder(file: string, roots: readonly string[]): string | undefined {
  const scheme = schemeOf(file);
  if (scheme !== undefined && scheme !== "file") return undefined;
  const host = /^file:\/\/([^/]*)/i.exec(file)?.[1] ?? "";
  if (host !== "" && host !== "localhost") return undefined;
  const path = scheme === "file" ? decodeUri(file.replace(/^file:(?:\/\/[^/]*)?/i, "")) : file;
  if (path.includes("\0") || /^[A-Za-z]:/.test(path) || path.startsWith("//")) return undefined;
  const root = roots.find((one) => path === one || path.startsWith(one.endsWith("/") ? one : `${one}/`));
  if (root === undefined && path.startsWith("/")) return undefined;
  return resolved(root === undefined ? path : path.slice(root.length));
}

function resolved(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.pop() === undefined) return undefined;
    if (part !== "..") parts.push(part);
  }
  return parts.length === 0 ? undefined : parts.join("/");
}

const shown = (path: string): string => path.replaceAll(/[\u0000-\u001f\u007f]/g, "?").slice(0, 200);
