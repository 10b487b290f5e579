import { chmodSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { nodeFiles } from "../../src/host/files.ts";
import { systemGit } from "../../src/host/git.ts";
import { nodeSql } from "../../src/host/sql.ts";
import { manualClock } from "../../src/twins/manual-clock.ts";
import { memoryFiles } from "../../src/twins/memory-files.ts";
import { tempFolder } from "../rigs/temp.ts";

/** A program in git's place that does what the test needs. */
function program(folder: { at(name: string): string }, script: string): string {
  const path = folder.at("git-stand-in");
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("a machine without git: git-missing", async () => {
  using folder = tempFolder();
  const answer = await systemGit({ program: folder.at("no-such-program") }).run({ cwd: folder.path, args: ["status"] });
  expect(answer).toMatchObject({ ok: false, fault: { code: "git-missing", exit: "usage" } });
});

test("a call that does not end is stopped: git-too-slow", async () => {
  using folder = tempFolder();
  const git = systemGit({ program: program(folder, "exec sleep 60"), limitMs: 50 });
  expect(await git.run({ cwd: folder.path, args: ["fetch"] })).toMatchObject({
    ok: false,
    fault: { code: "git-too-slow" },
  });
});

test("a call that prints without end is stopped: git-output-too-large", async () => {
  using folder = tempFolder();
  const git = systemGit({ program: program(folder, "exec yes"), outputLimitBytes: 10_000 });
  expect(await git.run({ cwd: folder.path, args: ["log"] })).toMatchObject({
    ok: false,
    fault: { code: "git-output-too-large" },
  });
});

test("a file that is no database: sql-failed", () => {
  using folder = tempFolder();
  writeFileSync(folder.at("index.db"), "no database, only a few words that go on for a while ".repeat(100));
  const opened = nodeSql().open(folder.at("index.db"), "write", 0);
  const answer = opened.ok ? opened.value.all("select * from sqlite_schema") : opened;
  if (opened.ok) opened.value.close();
  expect(answer).toMatchObject({ ok: false, fault: { code: "sql-failed" } });
});

test.each(["disk", "memory"])(
  "on %s a file that is not there is file-not-found, one that is there already file-exists",
  (kind) => {
    using folder = tempFolder();
    const files = kind === "disk" ? nodeFiles() : memoryFiles(manualClock());
    files.makeFolder(folder.path);
    expect(files.read(folder.at("nothing"), 100)).toMatchObject({
      fault: { code: "file-not-found", exit: "notFound" },
    });
    expect(files.createAtomic(folder.at("one"), new Uint8Array([1]))).toMatchObject({ ok: true });
    expect(files.createAtomic(folder.at("one"), new Uint8Array([2]))).toMatchObject({
      fault: { code: "file-exists", exit: "held" },
    });
  },
);
