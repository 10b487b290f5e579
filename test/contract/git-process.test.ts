import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type GitOptions, systemGit } from "../../src/host/git.ts";
import { makeRepo } from "../rigs/repo.ts";
import { said, textOf } from "./git.ts";
import { tempFolder } from "./temp-folder.ts";

/** A program in git's place that does what the test needs; it and the call stand in a folder of their own. */
function standIn(script: string, options: GitOptions = {}) {
  const folder = tempFolder();
  writeFileSync(`${folder}/git`, `#!/bin/sh\n${script}\n`);
  chmodSync(`${folder}/git`, 0o755);
  const git = systemGit({ program: `${folder}/git`, ...options });
  return { folder, run: (...args: readonly string[]) => git.run({ cwd: folder, args }) };
}

/** Whether a process still runs; one that has ended and waits to be asked about it does not. */
function runs(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
  } catch {
    return false;
  }
}

const pidsIn = (folder: string): readonly number[] =>
  readFileSync(`${folder}/pids`, "utf8").trim().split("\n").map(Number);

/** A child and its child, both noted before the first one says that it is ready. */
const FAMILY = `(sleep 300 & echo $! >> pids; wait) & echo $! >> pids; while [ "$(wc -l < pids)" != 2 ]; do :; done; echo $$ >> pids`;

test("a call that is stopped leaves no process behind, neither git nor what it started", async () => {
  const { folder, run } = standIn(`${FAMILY}; exec yes`, { outputLimitBytes: 100 });
  expect(await run("log")).toMatchObject({ ok: false, fault: { code: "git-output-too-large" } });
  expect(pidsIn(folder)).toHaveLength(3);
  expect(pidsIn(folder).filter(runs)).toEqual([]);
});

test("those that do not listen are made to end", async () => {
  const { folder, run } = standIn(`trap '' TERM; ${FAMILY}; exec yes`, { outputLimitBytes: 100, graceMs: 60 });
  expect(await run("log")).toMatchObject({ ok: false, fault: { code: "git-output-too-large" } });
  expect(pidsIn(folder).filter(runs)).toEqual([]);
});

test("real git that waits for a program of its own is stopped together with it", async () => {
  using repo = makeRepo();
  repo.git("config", "alias.stall", "!echo $$ > pids; sleep 300; true");
  const answer = await systemGit({ limitMs: 400 }).run({ cwd: repo.path, args: ["stall"] });
  expect(answer).toMatchObject({ ok: false, fault: { code: "git-too-slow" } });
  expect(pidsIn(repo.path).filter(runs)).toEqual([]);
});

test("a program that git leaves behind with its pipes is not waited for", async () => {
  const { run } = standIn("sleep 300 & echo $!; echo said >&2; exit 3", { limitMs: 20_000 });
  const answer = await run("push");
  const left = Number(answer.ok && textOf(answer.value));
  onTestFinished(() => void (left > 1 && process.kill(left)));
  expect(answer).toMatchObject({ ok: true, value: { code: 3, stderr: "said\n" } });
  expect(runs(left), "what git left on purpose goes on").toBe(true);
});

test("a git that a signal ends answers as a shell would", async () => {
  expect(await standIn("kill -9 $$").run("gc")).toMatchObject({ ok: true, value: { code: 137 } });
});

test("output as large as the limit is taken, one byte more is not", async () => {
  const print = (bytes: number) => standIn(`head -c ${bytes} /dev/zero`, { outputLimitBytes: 70_000 }).run("log");
  expect(await print(70_000)).toMatchObject({ ok: true, value: { stdout: new Uint8Array(70_000) } });
  expect(await print(70_001)).toMatchObject({ ok: false, fault: { code: "git-output-too-large" } });
});

test("of a flood of words on stderr the beginning is kept, and the answer stands", async () => {
  const answer = await standIn("echo begin >&2; head -c 3000000 /dev/zero | tr '\\0' x >&2; echo ok").run("fetch");
  expect(answer).toMatchObject({ ok: true, value: { code: 0, stdout: new TextEncoder().encode("ok\n") } });
  expect(answer.ok && answer.value.stderr.startsWith("begin\nxxx")).toBe(true);
  expect(answer.ok && answer.value.stderr.length).toBeLessThan(100_000);
});

test("a program that may not be run is file-failed", async () => {
  const { folder, run } = standIn("exit 0");
  chmodSync(`${folder}/git`, 0o644);
  expect(await run("status")).toMatchObject({ ok: false, fault: { code: "file-failed" } });
});

test("a git that called us does not send our calls to its own repository", async () => {
  using repo = makeRepo();
  using other = makeRepo("bare");
  const variables = {
    ...process.env,
    GIT_DIR: other.path,
    GIT_WORK_TREE: other.path,
    GIT_COMMON_DIR: other.path,
    GIT_INDEX_FILE: other.temp.at("index"),
    GIT_OBJECT_DIRECTORY: other.temp.at("objects"),
    GIT_NAMESPACE: "other",
    GIT_PREFIX: "sub/",
    GIT_CONFIG: other.temp.at("config"),
  };
  const git = systemGit({ variables });
  expect(await said(git, repo.path, "rev-parse", "--absolute-git-dir")).toBe(`${repo.path}/.git\n`);
  expect(await said(git, repo.path, "rev-parse", "--show-toplevel")).toBe(`${repo.path}\n`);
  expect(await said(git, repo.path, "status", "--porcelain")).toBe("");
  expect(await said(git, repo.path, "config", "--get", "core.bare")).toBe("false\n");
});

test("git speaks its own language and pages nothing, whatever the surroundings wish", async () => {
  const wishes = {
    LANG: "de_DE.UTF-8",
    LC_ALL: "de_DE.UTF-8",
    LC_MESSAGES: "de_DE",
    LANGUAGE: "de",
    GIT_PAGER: "less",
  };
  const { run } = standIn("env", { variables: { PATH: process.env.PATH, ...wishes } });
  const answer = await run("log");
  const lines = answer.ok ? textOf(answer.value).split("\n") : [];
  expect(lines).toEqual(expect.arrayContaining(["LC_ALL=C", "GIT_PAGER=cat", "GIT_TERMINAL_PROMPT=0", "GIT_EDITOR=:"]));
  expect(lines.filter((line) => /de_DE|LANGUAGE|less/.test(line))).toEqual([]);
});

test("a remote that wants a password gets none, and nobody is asked for it", async () => {
  using repo = makeRepo();
  const server = createServer((_, answer) => answer.writeHead(401, { "WWW-Authenticate": "Basic realm=x" }).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const answer = await systemGit().run({ cwd: repo.path, args: ["ls-remote", `http://127.0.0.1:${port}/x.git`] });
  expect(answer).toMatchObject({ ok: true, value: { code: 128 } });
  expect(answer.ok && answer.value.stderr).toContain("terminal prompts disabled");
});
