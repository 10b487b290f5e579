import picomatch from "picomatch";
import { MAX_GLOB_CHARS } from "./limits.ts";

export type Matcher = (path: string) => boolean;

/** Extended globs are off: `!(x)` is a wildcard in disguise, and nested ones can take for ever. */
const OPTIONS = { dot: true, nonegate: true, noextglob: true } as const;

/** A pattern from the repository's root as it is meant: `./src/` is `src/**`; undefined when it is none. */
export function cleanGlob(pattern: string): string | undefined {
  const bare = pattern.trim().replace(/^(?:\.?\/)+/, "");
  if (bare === "" || bare.length > MAX_GLOB_CHARS || bare.includes("\0")) return undefined;
  if (bare.split("/").includes("..")) return undefined;
  return bare.endsWith("/") ? `${bare}**` : bare;
}

/**
 * Tells whether one of the patterns covers a path; patterns that are none cover nothing. Round brackets and bars stand for
 * themselves, as in `app/(auth)/**`. Square ones are a choice of characters, and also what they spell: `app/[id]/**` is a folder.
 */
export function globMatcher(patterns: readonly string[], { anyCase = false } = {}): Matcher {
  // A name may hold a line break, and a wildcard that stops there would let it past what denies it.
  const options = { ...OPTIONS, flags: anyCase ? "is" : "s" };
  const spellings = patterns.flatMap((pattern) => {
    const clean = cleanGlob(pattern)?.replace(/(?<!\\)[()|]/g, "\\$&");
    if (clean === undefined) return [];
    return clean.includes("[") ? [clean, clean.replace(/(?<!\\)[[\]]/g, "\\$&")] : [clean];
  });
  // Many are made of which few are asked.
  let matchers: readonly Matcher[] | undefined;
  return (path) => {
    matchers ??= [...new Set(spellings)].map((spelling) => picomatch(spelling, options));
    return matchers.some((covers) => covers(path));
  };
}

/** Names that nobody gives a file: a pattern that covers one of them covers everything on its level. */
const UNLIKELY = ["zq0w", "zq0w.zq1", "zq0w/zq1w", "zq0w/zq1w.zq2", "zq0w/zq1w/zq2w.zq3"];

/** Tells whether a pattern says "everything", however it is written. */
export function isGlobalWildcard(pattern: string): boolean {
  return UNLIKELY.some(globMatcher([pattern]));
}
