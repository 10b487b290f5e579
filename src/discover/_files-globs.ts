import picomatch from "picomatch";
import { MAX_GLOB_CHARS } from "./_files-limits.ts";

/** Extended globs are off: nested ones can take for ever. */
const OPTIONS = { dot: true, nonegate: true, noextglob: true } as const;

/**
 * What is left out unless the settings say themselves what to look at: copies of other people's code, what tools make, and what no
 * person writes. Files that git ignores are not looked at anyway.
 */
export const LEFT_OUT: readonly string[] = [
  "**/{node_modules,bower_components,vendor,third_party,thirdparty,.yarn,.venv,site-packages,Pods,Carthage}/**",
  "**/{dist,build,out,target,coverage,.next,.nuxt,__pycache__,.gradle,.terraform}/**",
  "**/*.{min.js,min.css,bundle.js,map,lock,snap,svg}",
  "**/{package-lock.json,npm-shrinkwrap.json,pnpm-lock.yaml,go.sum,CHANGELOG.md}",
];

/** The same for secrets: what tools make is handed on as well, so only other people's packages are left out. */
export const LEFT_OUT_OF_SECRETS: readonly string[] = [
  "**/{node_modules,bower_components,.yarn,.venv,site-packages}/**",
];

/** Folders that are not even entered where there is no git to say what belongs to the project. */
export const NOT_ENTERED: ReadonlySet<string> = new Set([
  ".git",
  ".hg",
  ".svn",
  "node_modules",
  ".venv",
  "__pycache__",
  ".worktrees",
]);

export type Matcher = (path: string) => boolean;

/** Tells whether one of the patterns covers a path; patterns that are none, or lead outside, cover nothing. */
export function globMatcher(patterns: readonly string[]): Matcher {
  const matchers = patterns.flatMap((pattern) => {
    const clean = cleanGlob(pattern);
    return clean === undefined ? [] : [picomatch(clean, OPTIONS)];
  });
  return (path) => matchers.some((covers) => covers(path));
}

interface Choice {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Which files the settings mean: all but what is left out, or what they include; never what they exclude. */
export function meant({ include, exclude }: Choice, leftOut: readonly string[]): Matcher {
  const excluded = globMatcher(exclude);
  if (include.length > 0) {
    const included = globMatcher(include);
    return (path) => included(path) && !excluded(path);
  }
  const isLeftOut = globMatcher(leftOut);
  return (path) => !isLeftOut(path) && !excluded(path);
}

function cleanGlob(pattern: string): string | undefined {
  const bare = pattern.trim().replace(/^(?:\.?\/)+/, "");
  if (bare === "" || bare.length > MAX_GLOB_CHARS || bare.includes("\0") || bare.split("/").includes(".."))
    return undefined;
  return bare.endsWith("/") ? `${bare}**` : bare;
}
