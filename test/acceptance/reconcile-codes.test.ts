import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitIn } from "../rigs/repo.ts";
import { call, must, realWorld, reconcile, takeIt } from "./_bench.ts";
import { codes, MOMENTS, openScene } from "./_scene.ts";

const { root, id, taken, work, begin, git, recordOf, statusOf, alter, settles, isReported, checkout, claim } =
  await openScene();

test.each(MOMENTS)("a healthy backlog agrees when its ticket is %s", async (moment) => {
  begin(moment);
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
  begin("taken");
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

function alterTicket(what: RegExp, to: string): void {
  const name = gitIn(join(root, "docket"), "ls-files", "tickets");
  alter(join(root, "docket", name), what, to);
}
