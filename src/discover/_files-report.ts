import { err, ok, type Result } from "../std/result.ts";
import { reportOutside } from "./_files-faults.ts";
import { globMatcher } from "./_files-globs.ts";
import { MAX_REPORTS } from "./_files-limits.ts";
import { walk } from "./_files-list.ts";
import type { Look } from "./source.ts";

/** The files that a setting names, by a path or a glob; links that lead out of the repository, and such paths, are refused. */
export function reportFiles(look: Look, report: string): Result<readonly string[]> {
  const path = report.trim().replace(/^(?:\.\/)+/, "");
  if (path.startsWith("/") || path.split("/").includes("..") || path.includes("\0"))
    return err(reportOutside({ path: report }));
  const found = isPattern(path) ? walk(look, globMatcher([path])).paths.slice(0, MAX_REPORTS) : [path];
  for (const one of found) {
    const real = look.world.files.realPath(`${look.root}/${one}`);
    if (real !== undefined && !real.startsWith(`${look.root}/`)) return err(reportOutside({ path: one }));
  }
  return ok(found.filter((one) => look.world.files.realPath(`${look.root}/${one}`) !== undefined));
}

const isPattern = (path: string): boolean => /[*?[{]/.test(path);
