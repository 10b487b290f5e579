import { mkdtempSync } from "node:fs";
import { expect, test } from "vitest";
import { cloneRepo, gitIn, makeRepo, type Repo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { readChange } from "./read-change.ts";
import { recheckVerdict } from "./recheck.ts";
import { sampleBody } from "./verdict/_sample.ts";
import { sealVerdict } from "./verdict/verdict.ts";
import type { Verdict } from "./verdict/verdict-shape.ts";

const ORDER = sampleBody.order;

function commit(repo: Repo, message: string): void {
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "-m", message);
}

/** A repository in which `work` has two commits that a verdict was made about. */
async function judged(): Promise<{ readonly repo: Repo; readonly verdict: Verdict; [Symbol.dispose](): void }> {
  const repo = makeRepo();
  repo.git("switch", "--quiet", "-c", "work");
  repo.write("a.txt", "a\n");
  commit(repo, `feat: a\n\nDocket-Work-Order: ${ORDER}`);
  repo.write("b.txt", "b\n");
  commit(repo, `feat: b\n\nDocket-Work-Order: ${ORDER}`);
  const change = await readChange(systemGit(), nodeFiles(), { worktree: repo.path, base: "main" });
  if (!change.ok) throw new Error(change.fault.message);
  const { mergeBase, baseTree, head, headTree, patchId, commits } = change.value;
  const verdict = sealVerdict({ ...sampleBody, mergeBase, baseTree, head, headTree, patchId, commits });
  return { repo, verdict, [Symbol.dispose]: () => repo[Symbol.dispose]() };
}

/** What a fresh clone of `main` alone says, after the branch is gone. */
async function inFreshClone(repo: Repo, verdict: Verdict, ...flags: readonly string[]): Promise<unknown> {
  const path = tempFolderIn(repo);
  const url = `file://${repo.path}`;
  gitIn(repo.temp.path, "clone", "--quiet", "--single-branch", "--branch", "main", ...flags, url, path);
  const answer = await recheckVerdict(systemGit(), verdict, { folder: path });
  return answer.ok
    ? [answer.value.foundBy, answer.value.landed, ...answer.value.findings.map(({ code }) => code)]
    : answer.fault.code;
}

const tempFolderIn = (repo: Repo): string => mkdtempSync(repo.temp.at("fresh-"));

/** Lets main move on, as others do. */
function moveMain(repo: Repo): void {
  repo.git("switch", "--quiet", "main");
  repo.write("other.txt", "other\n");
  commit(repo, "Other work");
}

test("fast-forwarded and merged work is found by its commit", async () => {
  using scene = await judged();
  const { repo, verdict } = scene;
  repo.git("switch", "--quiet", "main");
  repo.git("merge", "--quiet", "--ff-only", "work");
  expect(await inFreshClone(repo, verdict)).toEqual(["commit", true]);
});

test("a merge on a base that moved is found too", async () => {
  using scene = await judged();
  const { repo, verdict } = scene;
  moveMain(repo);
  repo.git("merge", "--quiet", "--no-edit", "work");
  expect(await inFreshClone(repo, verdict)).toEqual(["commit", true]);
});

test("a squash is found by its tree, or by its patch where the base moved", async () => {
  using scene = await judged();
  const { repo, verdict } = scene;
  repo.git("switch", "--quiet", "main");
  repo.git("merge", "--quiet", "--squash", "work");
  commit(repo, "feat: a and b");
  expect(await inFreshClone(repo, verdict)).toEqual(["tree", true]);
  repo.git("reset", "--quiet", "--hard", "HEAD^");
  moveMain(repo);
  repo.git("merge", "--quiet", "--squash", "work");
  commit(repo, "feat: a and b");
  repo.write("later.txt", "later\n");
  commit(repo, "Later work");
  const path = cloneRepo(repo, "again");
  expect(await recheckVerdict(systemGit(), verdict, { folder: path })).toMatchObject({
    value: { foundBy: "commit", landed: true, findings: [] },
  });
  expect(await inFreshClone(repo, verdict)).toEqual(["patch", true]);
});

test("a rebase is found by the order its commits name", async () => {
  using scene = await judged();
  const { repo, verdict } = scene;
  moveMain(repo);
  repo.git("switch", "--quiet", "work");
  repo.git("rebase", "--quiet", "main");
  repo.git("switch", "--quiet", "main");
  repo.git("merge", "--quiet", "--ff-only", "work");
  repo.write("later.txt", "later\n");
  commit(repo, "Later work");
  expect(await inFreshClone(repo, verdict)).toEqual(["trailer", true]);
});

test("work that was changed on the way is another patch", async () => {
  using scene = await judged();
  const { repo, verdict } = scene;
  moveMain(repo);
  repo.git("merge", "--quiet", "--squash", "work");
  repo.write("a.txt", "something else\n");
  commit(repo, `feat: a and b\n\nDocket-Work-Order: ${ORDER}`);
  expect(await inFreshClone(repo, verdict)).toEqual(["trailer", false, "verdict-patch-differs"]);
});

test("work that never landed is missing; where its branch is, the verdict agrees and nothing landed", async () => {
  using scene = await judged();
  const { repo, verdict } = scene;
  moveMain(repo);
  expect(await inFreshClone(repo, verdict)).toEqual([undefined, false, "verdict-work-missing"]);
  expect(await recheckVerdict(systemGit(), verdict, { folder: repo.path, base: "main" })).toMatchObject({
    value: { foundBy: "commit", landed: false, findings: [] },
  });
});

test("a verdict that speaks of other trees or another patch, however well sealed, is found out", async () => {
  using scene = await judged();
  const { repo, verdict } = scene;
  repo.git("switch", "--quiet", "main");
  repo.git("merge", "--quiet", "--ff-only", "work");
  const path = cloneRepo(repo, "clone");
  const codes = async (lie: Partial<Verdict>): Promise<unknown> => {
    const answer = await recheckVerdict(systemGit(), { ...verdict, ...lie }, { folder: path });
    return answer.ok ? answer.value.findings.map(({ code }) => code) : answer.fault.code;
  };
  const other = "9".repeat(40);
  expect(await codes({})).toEqual([]);
  expect(await codes({ baseTree: other })).toEqual(["verdict-base-differs"]);
  expect(await codes({ headTree: other })).toEqual(["verdict-head-differs"]);
  expect(await codes({ patchId: other })).toEqual(["verdict-patch-differs"]);
  expect(await codes({ mergeBase: other })).toBe("verdict-not-checkable");
  expect(await codes({ head: other, patchId: other })).toEqual(["verdict-patch-differs"]);
});

test("a shallow clone, a clone without contents and no clone at all say that they cannot tell", async () => {
  using scene = await judged();
  const { repo, verdict } = scene;
  moveMain(repo);
  repo.git("merge", "--quiet", "--squash", "work");
  commit(repo, "feat: a and b");
  repo.git("config", "uploadpack.allowFilter", "true");
  const bare = repo.temp.at("elsewhere");
  gitIn(repo.temp.path, "init", "--quiet", "elsewhere");
  expect(await inFreshClone(repo, verdict, "--depth=2")).toBe("verdict-not-checkable");
  expect(await recheckVerdict(systemGit(), verdict, { folder: bare })).toMatchObject({
    fault: { code: "verdict-not-checkable" },
  });
  expect(await recheckVerdict(systemGit(), verdict, { folder: repo.temp.path })).toMatchObject({
    fault: { code: "verdict-not-checkable" },
  });
  const partial = repo.temp.at("partial");
  gitIn(
    repo.temp.path,
    "clone",
    "--quiet",
    "--no-checkout",
    "--filter=blob:none",
    "--single-branch",
    `file://${repo.path}`,
    partial,
  );
  expect(await recheckVerdict(systemGit(), verdict, { folder: partial })).toMatchObject({
    fault: { code: "verdict-not-checkable" },
  });
});
