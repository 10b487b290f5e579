import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { projectRoot } from "../rigs/root.ts";
import { tempFolder } from "../rigs/temp.ts";

/** Larger texts lie outside the heap, which alone can be given a limit. */
const FILE_CHARS = 900_000;
const FILES = 120;

test("a look keeps the marks of many large files, and none of the texts around them", () => {
  using temp = tempFolder();
  const code = "value = other;\n".repeat(FILE_CHARS / 15);
  for (let at = 0; at < FILES; at += 1) writeFileSync(temp.at(`f${at}.ts`), `// TODO: mend number ${at} soon\n${code}`);
  // With the texts kept this heap is full after a third of the files.
  const args = ["--max-old-space-size=40", `${projectRoot}bench/look-for-marks.ts`, temp.path];
  expect(execFileSync(process.execPath, args, { encoding: "utf8" })).toBe(`${FILES}\n`);
});
