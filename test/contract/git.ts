import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Git, GitAnswer } from "../../src/ports/git.ts";
import { makeRepo, type Repo } from "../rigs/repo.ts";

export type MakeGit = () => Git;

/** Runs git where only success is expected, and gives what it printed. */
export async function said(git: Git, cwd: string, ...args: readonly string[]): Promise<string> {
  const answer = await git.run({ cwd, args });
  if (!answer.ok) throw new Error(answer.fault.message);
  if (answer.value.code !== 0) throw new Error(answer.value.stderr);
  return textOf(answer.value);
}

export const textOf = ({ stdout }: GitAnswer): string => new TextDecoder().decode(stdout);

/** The name git gives to these bytes as a blob. */
export const blobName = (bytes: Uint8Array): string =>
  createHash("sha1").update(`blob ${bytes.byteLength}\0`).update(bytes).digest("hex");

/** What every Git keeps to. */
export function gitContract(name: string, make: MakeGit): void {
  describe(`git: ${name}`, () => {
    answers(make);
    bytesBothWays(make);
    refusals(make);
    neutrality(make);
  });
}

const WORDS = [
  "with space",
  "line\nbreak",
  "",
  "-dash",
  "--",
  "$(exit 9)",
  "`x`",
  "a;b|c&d>e",
  "*",
  "it's",
  'q"q',
  "é🎟",
];

function answers(make: MakeGit): void {
  test("an exit other than 0 is an answer, with what was said about it", async () => {
    using repo = makeRepo();
    const yes = await make().run({ cwd: repo.path, args: ["rev-parse", "--abbrev-ref", "HEAD"] });
    expect(yes).toEqual({ ok: true, value: { code: 0, stdout: new TextEncoder().encode("main\n"), stderr: "" } });
    const no = await make().run({ cwd: repo.path, args: ["cat-file", "-e", "HEAD:nothing"] });
    expect(no).toMatchObject({ ok: true, value: { code: 128, stdout: new Uint8Array(0) } });
    expect(no.ok && no.value.stderr).toContain("nothing");
  });

  test("arguments arrive as they are, whatever is in them", async () => {
    using repo = makeRepo();
    const quoted = WORDS.map((word) => ` '${word.replaceAll("'", "'\\''")}'`).join("");
    expect(await said(make(), repo.path, "rev-parse", "--sq-quote", ...WORDS)).toBe(`${quoted}\n`);
  });

  test("many calls at once get each its own answer", async () => {
    using repo = makeRepo();
    const git = make();
    const numbers = Array.from({ length: 12 }, (_, at) => String(at));
    const given = await Promise.all(numbers.map((number) => said(git, repo.path, "rev-parse", "--sq-quote", number)));
    expect(given).toEqual(numbers.map((number) => ` '${number}'\n`));
  });

  test("what a call adds to the environment is in it", async () => {
    using repo = makeRepo();
    const env = { GIT_AUTHOR_NAME: "Ada Ångström", GIT_AUTHOR_EMAIL: "ada@example.org" };
    const answer = await make().run({ cwd: repo.path, args: ["var", "GIT_AUTHOR_IDENT"], env });
    expect(answer.ok && textOf(answer.value)).toMatch(/^Ada Ångström <ada@example\.org> /);
  });
}

function bytesBothWays(make: MakeGit): void {
  const large = Uint8Array.from({ length: 3_000_001 }, (_, at) => (at * 7) % 256);

  test("bytes go in and come out unchanged, few and many", async () => {
    using repo = makeRepo();
    const texts = [new TextEncoder().encode("\uFEFFline\r\n\0end"), new Uint8Array(0), large];
    for (const input of texts) {
      const stored = await make().run({ cwd: repo.path, args: ["hash-object", "-w", "--stdin"], input });
      expect(stored.ok && textOf(stored.value)).toBe(`${blobName(input)}\n`);
      const back = await make().run({ cwd: repo.path, args: ["cat-file", "blob", blobName(input)] });
      expect(back.ok && Buffer.compare(back.value.stdout, input)).toBe(0);
    }
  });

  test("a call without input finds it empty and does not wait", async () => {
    using repo = makeRepo();
    expect(await said(make(), repo.path, "hash-object", "--stdin")).toBe(`${blobName(new Uint8Array(0))}\n`);
  });

  test("input that git does not read is no failure", async () => {
    using repo = makeRepo();
    const answer = await make().run({ cwd: repo.path, args: ["rev-parse", "--is-bare-repository"], input: large });
    expect(answer).toMatchObject({ ok: true, value: { code: 0 } });
  });
}

function refusals(make: MakeGit): void {
  test("a folder to start in that is not there, or is none, is file-not-found", async () => {
    using repo = makeRepo();
    for (const cwd of [repo.temp.at("nowhere"), repo.temp.at("repo", "readme.txt")]) {
      expect(await make().run({ cwd, args: ["status"] })).toMatchObject({
        ok: false,
        fault: { code: "file-not-found", message: expect.stringContaining(cwd) },
      });
    }
  });

  test("what no program can be given is file-failed, and nothing is thrown", async () => {
    using repo = makeRepo();
    const cwd = repo.path;
    const refused = { ok: false, fault: { code: "file-failed" } };
    expect(await make().run({ cwd, args: ["log", "nul\0inside"] })).toMatchObject(refused);
    expect(await make().run({ cwd, args: ["log"], env: { NAME: "nul\0inside" } })).toMatchObject(refused);
    expect(await make().run({ cwd, args: ["log", "a".repeat(5_000_000)] })).toMatchObject(refused);
  });
}

/** Settings of a person that change what git prints or does where they are not overruled. */
const WILFUL: readonly (readonly [name: string, value: string])[] = [
  ["color.ui", "always"],
  ["color.status", "always"],
  ["color.diff", "always"],
  ["color.branch", "always"],
  ["color.push", "always"],
  ["color.remote", "always"],
  ["core.quotePath", "true"],
  ["core.autocrlf", "true"],
  ["core.pager", "false"],
  ["diff.noprefix", "true"],
  ["diff.renames", "copies"],
  ["diff.external", "false"],
  ["log.showSignature", "true"],
  ["log.decorate", "full"],
  ["log.date", "relative"],
  ["log.follow", "true"],
  ["format.pretty", "oneline"],
  ["i18n.logOutputEncoding", "ISO-8859-1"],
  ["i18n.commitEncoding", "ISO-8859-1"],
  ["status.short", "true"],
  ["status.branch", "true"],
  ["status.relativePaths", "true"],
  ["status.showUntrackedFiles", "no"],
  ["commit.gpgSign", "true"],
  ["tag.gpgSign", "true"],
  ["push.gpgSign", "true"],
  ["gpg.program", "false"],
  ["push.followTags", "true"],
  ["submodule.recurse", "true"],
  ["push.recurseSubmodules", "only"],
  ["fetch.recurseSubmodules", "true"],
  ["core.fsmonitor", "false-program"],
];

/** The kinds of calls the program makes, each with what could bend it. */
const CALLS: readonly (readonly string[])[] = [
  ["status", "--porcelain", "-z", "--untracked-files=all", "--no-renames"],
  ["log", "--format=%H%x00%an%x00%s%x00%b", "--", "ümlaut.txt"],
  ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-commit-id", "HEAD~1", "HEAD"],
  ["ls-tree", "-r", "HEAD"],
  ["for-each-ref", "--format=%(refname)"],
  ["rev-list", "--count", "HEAD"],
  ["ls-files", "--stage"],
  ["cat-file", "commit", "HEAD"],
  ["hash-object", "--no-filters", "crlf.txt"],
  ["push", "--porcelain", "../hub.git", "HEAD:refs/heads/docket"],
  ["ls-remote", "../hub.git"],
];

/** Fixed, so that the same commit made twice is the same commit. */
const WHEN = "2030-01-01T00:00:00Z";
const IDENTITY = { GIT_AUTHOR_DATE: WHEN, GIT_COMMITTER_DATE: WHEN };

function neutrality(make: MakeGit): void {
  test("answers do not depend on the person's settings", async () => {
    using plain = await busyRepo(make());
    using bent = await busyRepo(make(), WILFUL);
    for (const args of CALLS) {
      const [expected, given] = await Promise.all(
        [plain, bent].map((repo) => make().run({ cwd: repo.path, args, env: IDENTITY })),
      );
      expect(readable(given), args.join(" ")).toEqual(readable(expected));
    }
    expect(bent.git("ls-remote", "../hub.git")).not.toContain("refs/tags");
  });

  test("no hook runs, wherever hooks are kept", async () => {
    using repo = makeRepo();
    const ran = repo.temp.at("ran");
    for (const folder of [repo.temp.at("repo", ".git", "hooks"), repo.temp.at("mine")]) {
      mkdirSync(folder, { recursive: true });
      for (const hook of ["pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-checkout"])
        writeFileSync(`${folder}/${hook}`, `#!/bin/sh\ntouch '${ran}'\nexit 1\n`, { mode: 0o755 });
    }
    repo.git("config", "core.hooksPath", "../mine");
    await said(make(), repo.path, "commit", "--quiet", "--allow-empty", "-m", "Second");
    await said(make(), repo.path, "checkout", "--quiet", "-b", "side");
    expect(existsSync(ran)).toBe(false);
    expect(() => repo.git("commit", "--allow-empty", "-m", "Third"), "the hooks work").toThrow();
    expect(existsSync(ran)).toBe(true);
  });

  test("no editor opens", async () => {
    using repo = makeRepo();
    const opened = repo.temp.at("opened");
    repo.git("config", "core.editor", `touch '${opened}'; false`);
    const answer = await make().run({ cwd: repo.path, args: ["commit", "--allow-empty"] });
    expect(answer).toMatchObject({ ok: true, value: { code: 1 } });
    expect(existsSync(opened)).toBe(false);
  });
}

/** Made by git itself under the given settings, so that a commit shows them too. */
async function busyRepo(git: Git, settings: readonly (readonly [string, string])[] = []): Promise<Repo> {
  const repo = makeRepo();
  repo.git("init", "--quiet", "--bare", "../hub.git");
  for (const [name, value] of settings) repo.git("config", name, value);
  repo.write("ümlaut.txt", "one\n");
  repo.write("crlf.txt", "one\r\n");
  await said(git, repo.path, "-c", "core.autocrlf=false", "add", ".");
  const commit = { cwd: repo.path, env: IDENTITY };
  await git.run({ ...commit, args: ["commit", "--quiet", "--amend", "--reset-author", "-m", "First"] });
  await git.run({ ...commit, args: ["commit", "--quiet", "--allow-empty", "-m", "Füße\n\nand a body"] });
  await git.run({ ...commit, args: ["tag", "-m", "A tag", "v1"] });
  repo.write("ümlaut.txt", "two\n");
  repo.write("new.txt", "new\n");
  return repo;
}

/** Paths of the throw-away folder differ between two runs. */
const readable = (answer: Awaited<ReturnType<Git["run"]>> | undefined) =>
  answer?.ok === true
    ? { code: answer.value.code, stdout: textOf(answer.value), stderr: answer.value.stderr }
    : answer?.fault;
