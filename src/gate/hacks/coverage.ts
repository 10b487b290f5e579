import type { Finding } from "../../std/finding.ts";
import type { Change, FileChange, Line } from "../change.ts";
import { finding } from "../rules.ts";
import { isToolConfig } from "./kinds-of-files.ts";

const THRESHOLD =
  /["']?(?<![\w-])((?:cov-)?fail[_-]under|branches|functions|lines|statements|minimum|minimumCoverage|minimum_coverage|threshold|target)["']?\s*[:=(]?\s*["']?(-?\d+(?:\.\d+)?)(?=[%"'\s,;)}\]]|$)/gim;

/** Finds thresholds of coverage that a change lowers or takes away. */
export function findLoweredCoverage(change: Change): readonly Finding[] {
  return change.files.filter(({ path, from }) => isToolConfig(from ?? path)).flatMap(judgeFile);
}

function judgeFile(file: FileChange): readonly Finding[] {
  const before = thresholds(file.removedLines);
  const after = thresholds(file.addedLines);
  return [...before].flatMap(([name, old]) => {
    const now = after.get(name) ?? [];
    return old.flatMap((value, at) => {
      const next = now[at];
      if (next !== undefined && next >= value) return [];
      const what = next === undefined ? "is gone" : `became ${next}`;
      return [
        finding("coverage-lowered", file.path, {
          message: `the threshold ${name}, which was ${value}, ${what}`,
          hint: "write the tests that keep the coverage where it was",
        }),
      ];
    });
  });
}

function thresholds(lines: readonly Line[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { text } of lines) {
    for (const [, name = "", value] of text.matchAll(THRESHOLD)) {
      const key = name.toLowerCase();
      found.set(key, [...(found.get(key) ?? []), Number(value)]);
    }
  }
  return found;
}
