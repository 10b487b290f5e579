import { hash } from "node:crypto";
import { join } from "node:path";
import type { Files } from "../ports/files.ts";
import { parseJson } from "../std/json.ts";
import type { Phase, TestCommand } from "./_test-runs.ts";
import { canonicalJson } from "./canonical-json.ts";
import { MAX_CACHE_BYTES } from "./limits.ts";
import { hasPassed } from "./run-check.ts";

/** Grows when what is kept, or how it is read, changes. */
const VERSION = 1;

interface Kept {
  readonly key: string;
  readonly sum: string;
  readonly phase: Phase;
}

/** Runs on a base by the id of its tree: many orders begin at the same one. The whole folder can be deleted at any time (I1). */
export function baseCache(
  files: Files,
  folder: string,
  about: { readonly tree: string; readonly command: TestCommand },
) {
  const { testCommand, reportFormat, reportFile, testGlobs } = about.command;
  const key = sumOf({ VERSION, tree: about.tree, testCommand, reportFormat, reportFile, testGlobs });
  const path = join(folder, `${key}.json`);
  return {
    read: (): Phase | undefined => {
      const bytes = files.read(path, MAX_CACHE_BYTES);
      const kept = bytes.ok ? parseJson(new TextDecoder().decode(bytes.value)) : undefined;
      return isKept(kept) && kept.key === key && kept.sum === sumOf(kept.phase) ? kept.phase : undefined;
    },
    /**
     * Only runs that passed are kept: one that failed may have failed for the machine's sake, and a failure that is remembered
     * would excuse the same test for ever. Nothing is lost when nothing can be kept.
     */
    write: (phase: Phase): void => {
      if (!phase.runs.every(({ evidence, report }) => hasPassed(evidence) && report?.complete !== false)) return;
      const text = JSON.stringify({ key, sum: sumOf(phase), phase });
      if (text.length < MAX_CACHE_BYTES / 4 && files.makeFolder(folder).ok)
        files.writeAtomic(path, new TextEncoder().encode(text));
    },
  };
}

/** The sum says that we wrote it, so only the outline is looked at. */
function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null || !("key" in value) || !("sum" in value) || !("phase" in value))
    return false;
  return (
    typeof value.phase === "object" && value.phase !== null && "runs" in value.phase && Array.isArray(value.phase.runs)
  );
}

function sumOf(value: unknown): string {
  return hash("sha256", canonicalJson(value));
}
