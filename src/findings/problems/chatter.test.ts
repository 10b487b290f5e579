import { expect, test } from "vitest";
import { isCompilerChatter, isScriptChatter } from "./chatter.ts";

const BUILD = `\u001b[90m02:51:53 PM\u001b[0m - Projects in this build:${" "}
    * a/tsconfig.json
    * tsconfig.json

02:51:53 PM - Project 'a/tsconfig.json' is up to date because newest input 'a/a.ts' is older than output 'a/out/tsconfig.tsbuildinfo'

[2:51:53 PM] Project 'b/tsconfig.json' is out of date because output file 'b/out' does not exist

14:51:53 - Building project 'b/tsconfig.json'...
`;

const TOLD = `/usr/lib/my compiler/lib.d.ts
C:/code/a.ts
src/a.ts
TSFILE: /code/out/a.js
Files:                    83
Memory used:          25603K
BuildInfo read time:  0.000s
Total time:           0.380s
`;

test.each([
  ["nothing", "", true],
  ["npm's own lines", "\n> shop@1.0.0 types\n> tsc --noEmit\n\n", true],
  ["yarn's own lines", "yarn run v1.22.22\n$ tsc --noEmit\nDone in 1.24s.\n", true],
  ["other words", "all types are fine\n", false],
])("runners of scripts: %s", (_, text, isChatter) => {
  expect([isScriptChatter(text), isCompilerChatter(text)]).toEqual([isChatter, isChatter]);
});

test.each([
  ["a build that tells what it does", BUILD],
  ["lists of files, and measures", TOLD],
  ["a count of nothing", "Found 0 errors. Watching for file changes.\n"],
])("the compiler: %s", (_, text) => {
  expect([isScriptChatter(text), isCompilerChatter(text)]).toEqual([false, true]);
});

test.each([
  "Cannot find a.ts",
  "Found 2 errors in a.ts",
  "02:51:53 PM - Project 'b/tsconfig.json' can't be built because its dependency 'a' has errors",
  "src/a.py:1: error: Incompatible types",
  "Usage: tsc [options]",
  "Error: 404",
])("%s is something said", (text) => {
  expect(isCompilerChatter(`${BUILD}${text}\n`)).toBe(false);
});
