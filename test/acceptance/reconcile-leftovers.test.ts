import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitIn } from "../rigs/repo.ts";
import { call, must, realWorld, reconcile } from "./_bench.ts";
import { codes, openScene } from "./_scene.ts";

const { root, id, taken, work, begin, git, recordOf, statusOf, alter, settles, isReported, checkout, claim } =
  await openScene();

test.each(["merge", "squash", "rebase"])("merged-outside: a %s is recognised and recorded", async (how) => {
  const spoil = (): void => {
    writeFileSync(join(root, "other.md"), "The base goes on.\n");
    git("add", "other.md");
    git("commit", "-qm", "Another");
    if (how === "merge") git("merge", "-q", "--no-ff", "-m", "A pull request", taken.branch);
    if (how === "rebase") git("cherry-pick", taken.branch);
    if (how !== "squash") return;
    git("merge", "-q", "--squash", taken.branch);
    git("commit", "-qm", "Squashed");
  };
  await settles("finished", spoil, "merged-outside");
  expect(await statusOf()).toBe("done");
  expect(readFileSync(recordOf(), "utf8")).toMatch(/^merged_at_sha: [0-9a-f]{40}$/m);
});

test("merged-unproven: work that was merged before it was finished is told", () =>
  isReported("taken", () => git("merge", "-q", "--no-ff", "-m", "Too early", taken.branch), "merged-unproven"));

test("queue-left: a queue that landed is removed", () =>
  settles("ready", () => git("update-ref", "refs/heads/docket-queue/main", "main"), "queue-left"));

test("queue-waits: what can land lands, and its ticket is done", async () => {
  await settles("finished", queued, "queue-waits");
  expect(await statusOf()).toBe("done");
  expect(readFileSync(join(root, "friends.md"), "utf8")).toBe("Ada\n");
});

test("queue-blocked: what waits for a dirty checkout waits on, and nothing is touched", async () => {
  begin("finished");
  queued();
  writeFileSync(join(root, "friends.md"), "My own list\n");
  const answer = await reconcile(realWorld(30), root, true);
  expect(codes(answer)).toEqual(["queue-blocked"]);
  expect(answer.repairs).toEqual([]);
  expect(readFileSync(join(root, "friends.md"), "utf8")).toBe("My own list\n");
});

test("queue-stranded: a queue whose base went another way gives way, and the work is merged anew", async () => {
  const spoil = (): void => {
    queued();
    git("commit", "-q", "--allow-empty", "-m", "Another way");
  };
  await settles("finished", spoil, "queue-stranded");
  must(await call(realWorld(40), root, ["integrate", { order: id }]));
  expect(await statusOf()).toBe("done");
});

test("queue-stranded: commits that only the queue holds stay", async () => {
  const spoil = (): void => {
    const only = gitIn(checkout(), "commit-tree", "HEAD^{tree}", "-p", "main", "-m", "Only here");
    git("update-ref", "refs/heads/docket-queue/main", only);
    git("commit", "-q", "--allow-empty", "-m", "Another way");
  };
  await isReported("taken", spoil, "queue-stranded");
});

test("scratch-left: private worktrees of a proof go", async () => {
  const folder = join(root, ".git/docket/runs", taken.order, "proof/red");
  const spoil = (): void => {
    git("worktree", "add", "-q", "--detach", folder, "main");
    git("worktree", "lock", "--reason", "initializing", folder);
  };
  await settles("taken", spoil, "scratch-left");
  expect(existsSync(folder)).toBe(false);
  expect(git("worktree", "list")).not.toContain("proof");
});

test("ports-left: the block is free again", async () => {
  const spoil = (): void => writeFileSync(join(root, ".git/docket/ports.json"), '{"42010":"WO-gone-aa"}\n');
  await settles("ready", spoil, "ports-left");
  expect(readFileSync(join(root, ".git/docket/ports.json"), "utf8")).toBe("{}\n");
});

test("checkout-left: what a merge left goes; with a file in it it stays, in silence", async () => {
  const integrated = async (): Promise<void> => {
    must(await call(realWorld(20), root, ["integrate", { order: id }]));
    git("branch", taken.branch, work);
  };
  await settles("finished", integrated, "checkout-left");
  expect(git("branch", "--list", taken.branch)).toBe("");
});

test("checkout-left: a merge that was cut off when the files of its checkout were gone leaves no record of it", async () => {
  const cutOff = async (): Promise<void> => {
    must(await call(realWorld(20), root, ["integrate", { order: id }]));
    git("worktree", "add", "-q", "-b", taken.branch, checkout(), work);
    rmSync(checkout(), { recursive: true });
  };
  await settles("finished", cutOff, "checkout-left");
  expect([git("branch", "--list", taken.branch), git("worktree", "list", "--porcelain")]).toEqual([
    "",
    expect.not.stringContaining(taken.branch),
  ]);
});

test("checkout-left and checkout-kept: a stray worktree goes only when it holds nothing", async () => {
  begin("ready");
  const stray = join(root, ".worktrees/WO-stray-aa");
  git("worktree", "add", "-q", "-b", "feat/wo-WO-stray-aa", stray, "main");
  writeFileSync(join(stray, "work.txt"), "work\n");
  expect(codes(await reconcile(realWorld(30), root, true))).toEqual(["checkout-kept"]);
  rmSync(join(stray, "work.txt"));
  expect(codes(await reconcile(realWorld(31), root, false))).toEqual(["checkout-left"]);
  expect(codes(await reconcile(realWorld(32), root, true))).toEqual([]);
  expect([existsSync(stray), git("branch", "--list", "feat/*")]).toEqual([false, ""]);
});

test("run-unusable: a run of another version and a damaged one are ended, and what stands is judged", async () => {
  const journal = (name: string): string => join(root, ".git/docket/runs", name, "journal.jsonl");
  const spoil = (): void => {
    mkdirSync(join(root, ".git/docket/runs/take-damaged"), { recursive: true });
    writeFileSync(journal("take-damaged"), '{"sum":"0000000000000000","kind":"begin"}\n{}\n');
  };
  await settles("taken", spoil, "run-unusable");
  expect(existsSync(journal("take-damaged"))).toBe(false);
});

test("order-unreadable: nothing about its ticket is touched", async () => {
  const before = (): string => git("for-each-ref");
  let refs = "";
  const spoil = (): void => {
    alter(recordOf(), /^state: running$/m, "state: [");
    refs = before();
  };
  await isReported("taken", spoil, "order-unreadable");
  expect(before()).toBe(refs);
});

test("order-without-ticket: it is told, and its work stays", async () => {
  const spoil = (): void => {
    gitIn(join(root, "docket"), "rm", "-q", "-r", "tickets");
    gitIn(join(root, "docket"), "commit", "-qm", "Without tickets");
  };
  await isReported("taken", spoil, "order-without-ticket");
  expect(existsSync(join(checkout(), "friends.md"))).toBe(true);
});

const SECOND = (): string => `WO-${id.split("-")[1]}-zz`;

function secondOrder(): void {
  const text = readFileSync(recordOf(), "utf8").replaceAll(taken.order, SECOND()).replace("attempt: 1", "attempt: 2");
  mkdirSync(join(root, "docket/orders", SECOND()));
  writeFileSync(recordOf(SECOND()), text);
  gitIn(join(root, "docket"), "add", "-A");
  gitIn(join(root, "docket"), "commit", "-qm", "A second one");
}

test("order-lost-claim: of two open orders the one without the claim ends", async () => {
  await settles("taken", secondOrder, "order-lost-claim");
  expect(readFileSync(recordOf(SECOND()), "utf8")).toContain("state: partial");
  expect(readFileSync(recordOf(), "utf8")).toContain("state: running");
  expect(await statusOf()).toBe("doing");
});

test("order-duplicate: of two that nobody holds none is chosen, until a person does", async () => {
  const spoil = (): void => {
    secondOrder();
    git("update-ref", "-d", claim());
  };
  await isReported("taken", spoil, "order-duplicate");
  must(await call(realWorld(40), root, ["take", { over: taken.order, reason: "This one." }]));
  expect(codes(await reconcile(realWorld(41), root, true))).toEqual([]);
});

test("order-elsewhere: an order of another clone is a note", async () => {
  const spoil = (): void => {
    git("remote", "add", "origin", "/nowhere");
    const text = readFileSync(recordOf(), "utf8").replaceAll(taken.order, SECOND());
    rmSync(join(root, "docket/orders", taken.order), { recursive: true });
    mkdirSync(join(root, "docket/orders", SECOND()));
    writeFileSync(recordOf(SECOND()), text);
    gitIn(join(root, "docket"), "add", "-A");
    gitIn(join(root, "docket"), "commit", "-qm", "Synced");
    git("update-ref", "-d", claim());
  };
  await isReported("taken", spoil, "order-elsewhere");
});

test("verdict-damaged: an edited verdict is told, and audit can fail on it", async () => {
  const path = join(root, "docket/orders", taken.order, "verdict.json");
  await isReported("finished", () => alter(path, /"result": "passed"/, '"result": "failed"'), "verdict-damaged");
  expect(must(await call(realWorld(40), root, ["audit", { fail_on: ["verdict-damaged"] }]))).toMatchObject({
    failed: ["verdict-damaged"],
    codes: { "verdict-damaged": 1 },
  });
});

test("verdict-waived: a proof that a person let go stays visible", async () => {
  const waive = async (): Promise<void> => {
    const wish = { order: id, skip_verification: "The machine for it is gone." };
    must(await call(realWorld(20), root, ["finish", wish]));
  };
  await isReported("taken", waive, "verdict-waived");
});

/** The merge is made and waits, as when the process died over landing it. */
function queued(): void {
  const tree = git("merge-tree", "--write-tree", "main", taken.branch);
  const trailer = `Docket-Work-Order: ${taken.order}`;
  const tip = git("commit-tree", tree, "-p", "main", "-p", taken.branch, "-m", "Merge", "-m", trailer);
  git("update-ref", "refs/heads/docket-queue/main", tip);
}
