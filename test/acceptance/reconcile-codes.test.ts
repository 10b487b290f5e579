import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gitIn, makeRepo, type Repo } from "../rigs/repo.ts";
import { type TempFolder, tempFolder } from "../rigs/temp.ts";
import {
  call,
  disagreements,
  must,
  readyBench,
  realWorld,
  reconcile,
  replace,
  type TakenOrder,
  takeIt,
  workOn,
} from "./_bench.ts";

/** Three moments of one order's life, made once; each test begins from a copy of one. */
const MOMENTS = ["ready", "taken", "finished"] as const;
type Moment = (typeof MOMENTS)[number];

let repo: Repo;
let kept: TempFolder;
let root = "";
let id = "";
let taken: TakenOrder;
let work = "";

beforeAll(async () => {
  repo = makeRepo("plain");
  kept = tempFolder("kept");
  root = repo.path;
  id = await readyBench(root);
  replace(root, kept.at("ready"));
  taken = await takeIt(realWorld(10), root, id);
  work = workOn(root, taken);
  replace(root, kept.at("taken"));
  must(await call(realWorld(11), root, ["finish", { order: id }]));
  replace(root, kept.at("finished"));
});

afterAll(() => {
  repo[Symbol.dispose]();
  kept[Symbol.dispose]();
});

const git = (...args: readonly string[]): string => gitIn(root, ...args);
const checkout = (): string => join(root, taken.worktree);
const claim = (): string => `refs/docket/claims/${id}`;
const recordOf = (order = taken.order): string => join(root, "docket/orders", order, "order.yaml");
const statusOf = async (): Promise<string> =>
  (must(await call(realWorld(60), root, ["show", { id }])) as { ticket: { status: string } }).ticket.status;

/** Changes a file of the backlog as a hand, a merge or another program would. */
function alter(path: string, what: RegExp, to: string): void {
  const before = readFileSync(path, "utf8");
  expect(before).toMatch(what);
  writeFileSync(path, before.replace(what, to));
  gitIn(join(root, "docket"), "add", "-A");
  gitIn(join(root, "docket"), "commit", "-qm", "By hand");
}

const codes = (answer: { readonly findings: readonly { readonly code: string }[] }): readonly string[] => [
  ...new Set(answer.findings.map(({ code }) => code)),
];

/** From a moment, with a disagreement made by `spoil`: it is found, settled, and nothing that holds work is lost. */
async function settles(moment: Moment, spoil: () => unknown, code: string): Promise<void> {
  replace(kept.at(moment), root);
  await spoil();
  const before = await reconcile(realWorld(30), root, false);
  expect(codes(before)).toContain(code);
  const answer = await reconcile(realWorld(31), root, true);
  expect(answer.repairs.filter(({ failed }) => failed !== undefined)).toEqual([]);
  expect(answer.repairs.map((repair) => repair.code)).toContain(code);
  const after = await reconcile(realWorld(32), root, false);
  expect(disagreements(after)).toEqual([]);
  expect(after.repairs).toEqual([]);
  // What was put on top of the base has another name there.
  const isThere = git("branch", "--contains", work) !== "" || existsSync(join(root, "friends.md"));
  expect(isThere || moment === "ready").toBe(true);
  expect(git("status", "--porcelain")).toBe("?? notes-of-mine.txt");
}

/** Found, and left to a person: applying changes nothing about it. */
async function isReported(moment: Moment, spoil: () => unknown, code: string): Promise<void> {
  replace(kept.at(moment), root);
  await spoil();
  expect(codes(await reconcile(realWorld(30), root, false))).toContain(code);
  expect(codes(await reconcile(realWorld(31), root, true))).toContain(code);
}

test.each(MOMENTS)("a healthy backlog agrees when its ticket is %s", async (moment) => {
  replace(kept.at(moment), root);
  const before = git("for-each-ref");
  const answer = await reconcile(realWorld(30), root, true);
  expect([answer.findings, answer.repairs]).toEqual([[], []]);
  expect(git("for-each-ref")).toBe(before);
});

test("claim-without-order: the ticket is free again, and what was made for it stays while it holds work", async () => {
  await settles(
    "taken",
    () => renameSync(join(root, "docket/orders", taken.order), join(root, ".git/gone")),
    "claim-without-order",
  );
  expect(codes(await reconcile(realWorld(33), root, false))).toEqual(["checkout-kept"]);
  expect(existsSync(join(checkout(), "friends.md"))).toBe(true);
});

test("claim-of-ended-order: it is released", () =>
  settles("taken", () => alter(recordOf(), /^state: running$/m, "state: failed"), "claim-of-ended-order"));

test("claim-token-differs: the record says what the claim says", async () => {
  await settles("taken", () => alter(recordOf(), /^token: 1$/m, "token: 7"), "claim-token-differs");
  expect(readFileSync(recordOf(), "utf8")).toContain("token: 1");
});

test("order-without-claim: it is claimed again for its owner, and goes on to the end", async () => {
  await settles("taken", () => git("update-ref", "-d", claim()), "order-without-claim");
  must(await call(realWorld(40), root, ["finish", { order: id }]));
  must(await call(realWorld(41), root, ["integrate", { order: id }]));
  expect(await statusOf()).toBe("done");
});

test("checkout-missing: it is checked out again with all its commits", async () => {
  await settles("taken", () => rmSync(checkout(), { recursive: true }), "checkout-missing");
  expect(gitIn(checkout(), "rev-parse", "HEAD")).toBe(work);
});

test("checkout-missing: another folder at its place is not touched", async () => {
  const spoil = (): void => {
    rmSync(checkout(), { recursive: true });
    mkdirSync(checkout());
    writeFileSync(join(checkout(), "mine.txt"), "mine\n");
  };
  await isReported("taken", spoil, "checkout-missing");
  expect(readFileSync(join(checkout(), "mine.txt"), "utf8")).toBe("mine\n");
});

test("checkout-moved: its new place is written down", async () => {
  const moved = `${checkout()}-moved`;
  await settles("taken", () => git("worktree", "move", checkout(), moved), "checkout-moved");
  expect(must(await call(realWorld(40), root, ["path", { order: id }]))).toMatchObject({ path: moved });
});

test("branch-missing: the branch comes back from the log of its worktree", async () => {
  await settles("taken", () => git("update-ref", "-d", `refs/heads/${taken.branch}`), "branch-missing");
  expect(git("rev-parse", taken.branch)).toBe(work);
});

test("branch-missing: without any trace of it the ticket goes back", async () => {
  replace(kept.at("taken"), root);
  rmSync(checkout(), { recursive: true });
  git("worktree", "prune");
  git("update-ref", "-d", `refs/heads/${taken.branch}`);
  expect(codes(await reconcile(realWorld(30), root, true))).toEqual([]);
  expect(await statusOf()).toBe("ready");
});

test("head-elsewhere: commits on a detached HEAD become the branch's", async () => {
  const spoil = (): void => {
    gitIn(checkout(), "switch", "--quiet", "--detach");
    writeFileSync(join(checkout(), "friends.md"), "Ada\nBob\n");
    gitIn(checkout(), "commit", "-qam", "Bob");
    writeFileSync(join(checkout(), "later.md"), "not committed\n");
  };
  await settles("taken", spoil, "head-elsewhere");
  expect(gitIn(checkout(), "show", `${taken.branch}:friends.md`)).toBe("Ada\nBob");
  expect(gitIn(checkout(), "status", "--porcelain")).toBe("?? later.md");
});

test("head-elsewhere: commits beside the branch get a branch of their own", async () => {
  let lonely = "";
  const spoil = (): void => {
    gitIn(checkout(), "switch", "--quiet", "--detach", "HEAD~1");
    gitIn(checkout(), "commit", "-q", "--allow-empty", "-m", "Beside");
    lonely = gitIn(checkout(), "rev-parse", "HEAD");
  };
  await settles("taken", spoil, "head-elsewhere");
  expect(git("branch", "--contains", lonely)).toContain("-kept-");
  expect(gitIn(checkout(), "branch", "--show-current")).toBe(taken.branch);
});

test("status-differs: the ticket is where its order is", async () => {
  await settles("taken", () => alterTicket(/^status: doing$/m, "status: ready"), "status-differs");
  expect(await statusOf()).toBe("doing");
});

test("status-differs: finished work whose ticket was given back ends, and its branch stays", async () => {
  const give = () => call(realWorld(29), root, ["move", { id, status: "ready", reason: "Not like this." }]);
  await settles("finished", async () => must(await give()), "status-differs");
  expect(readFileSync(recordOf(), "utf8")).toContain("state: partial");
  expect(await takeIt(realWorld(40), root, id)).toMatchObject({ ticket: id, token: 2, fresh: true });
});

test("status-differs: an order whose ticket was closed ends", async () => {
  const close = () => call(realWorld(29), root, ["close", { id, resolution: "Done by hand." }]);
  await settles("taken", async () => must(await close()), "status-differs");
  expect(await statusOf()).toBe("done");
});

test("status-differs: an ended order leaves no ticket in doing", async () => {
  const spoil = (): void => {
    alter(recordOf(), /^state: running$/m, "state: partial");
    git("update-ref", "-d", claim());
  };
  await settles("taken", spoil, "status-differs");
  expect(await statusOf()).toBe("ready");
});

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
  replace(kept.at("finished"), root);
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

test("checkout-left and checkout-kept: a stray worktree goes only when it holds nothing", async () => {
  replace(kept.at("ready"), root);
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

function alterTicket(what: RegExp, to: string): void {
  const name = gitIn(join(root, "docket"), "ls-files", "tickets");
  alter(join(root, "docket", name), what, to);
}

/** The merge is made and waits, as when the process died over landing it. */
function queued(): void {
  const tree = git("merge-tree", "--write-tree", "main", taken.branch);
  const trailer = `Docket-Work-Order: ${taken.order}`;
  const tip = git("commit-tree", tree, "-p", "main", "-p", taken.branch, "-m", "Merge", "-m", trailer);
  git("update-ref", "refs/heads/docket-queue/main", tip);
}
