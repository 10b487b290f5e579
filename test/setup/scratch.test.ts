import { execFileSync } from "node:child_process";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { onDisk } from "../rigs/temp.ts";
import { makeScratch, type Scratch } from "./scratch.ts";

function scratch(variables: Readonly<Record<string, string>>): Scratch {
  const made = makeScratch(variables);
  onTestFinished(() => rmSync(made.folder, { recursive: true }));
  return made;
}

test.each([{ TMPDIR: "/somewhere" }, { DOCKET_LONG: "1" }])("%o stays where temporary files are", (variables) => {
  expect(dirname(scratch(variables).folder)).toBe(tmpdir());
});

test("wherever it is, all may write and programs can be started there", () => {
  const { folder } = scratch({});
  expect(statSync(folder).mode & 0o7777).toBe(0o1777);
  writeFileSync(join(folder, "say"), "#!/bin/sh\necho here\n", { mode: 0o755 });
  expect(execFileSync(join(folder, "say"), { encoding: "utf8" })).toBe("here\n");
});

test("tests lie in one folder, and those of the disk outside of it", () => {
  expect(tmpdir()).toMatch(/docket-tests-\w+$/);
  expect(onDisk()).not.toContain("docket-tests-");
});
