import { join } from "node:path";
import picomatch from "picomatch";
import type { Files } from "../ports/files.ts";
import { err, ok, type Result } from "../std/result.ts";
import { reportOutside } from "./_files-faults.ts";
import { toolReportMissing } from "./_tool-faults.ts";
import { MAX_REPORT_DEPTH, MAX_REPORT_ENTRIES, MAX_TOOL_REPORTS } from "./_tool-limits.ts";
import type { Look } from "./source.ts";

const SKIPPED = new Set([".git", "node_modules"]);

/** The files that the setting `report` means, from the root: one path, or a glob. Links are not followed, nor is what leads outside. */
export function reportFiles(look: Look, source: string, report: string): Result<readonly string[]> {
  const { files } = look.world;
  const pattern = report.trim().replace(/^(?:\.\/)+/, "");
  const isWithin = pattern !== "" && !/^[/\\]|^[A-Za-z]:|\0/.test(pattern) && !pattern.split("/").includes("..");
  if (!isWithin) return err(reportOutside({ path: report }));
  const found = files.stat(join(look.root, pattern)) === undefined ? matching(look, pattern) : [pattern];
  if (found.length === 0) return err(toolReportMissing({ report, source, isOld: false }));
  const outside = found.find((path) => !isInside(files, look.root, path));
  return outside === undefined ? ok(found) : err(reportOutside({ path: outside }));
}

function isInside(files: Files, root: string, path: string): boolean {
  const real = files.realPath(join(root, path));
  return real === undefined || real.startsWith(`${root}/`);
}

/** Walks the folders that the pattern can mean, from the part of it that is no pattern. */
function matching({ world, root, stop }: Look, pattern: string): readonly string[] {
  const { files } = world;
  const { base } = picomatch.scan(pattern);
  if (base === pattern) return [];
  const matches = picomatch(pattern, { dot: true, nonegate: true, noextglob: true });
  const found: string[] = [];
  const folders = [{ path: base === "." ? "" : base, depth: 0 }];
  let entries = 0;
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    if (stop.aborted || entries > MAX_REPORT_ENTRIES || found.length >= MAX_TOOL_REPORTS) break;
    if (!isInside(files, root, folder.path === "" ? "." : folder.path) && folder.path !== "") continue;
    const listed = files.list(join(root, folder.path));
    for (const name of listed.ok ? [...listed.value].sort() : []) {
      entries += 1;
      const path = folder.path === "" ? name : `${folder.path}/${name}`;
      const stat = files.stat(join(root, path));
      if (stat?.isFile() === true && matches(path)) found.push(path);
      if (stat?.isDirectory() === true && !SKIPPED.has(name) && folder.depth < MAX_REPORT_DEPTH)
        folders.push({ path, depth: folder.depth + 1 });
    }
  }
  return found.slice(0, MAX_TOOL_REPORTS);
}
