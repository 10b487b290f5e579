import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  author,
  BASE,
  codeOf,
  commitOn,
  desktop,
  forward,
  makeShared,
  must,
  ticket,
  wish,
} from "../../../test/rigs/claims.ts";
import { gitIn, makeRepo } from "../../../test/rigs/repo.ts";
import { verifyLine } from "./_ref-moves.ts";
import { claimRef } from "./claim.ts";

const T = ticket("FEAT-k3f9q2");

test("a holder publishes: the branch moves while the claim is held fast", async () => {
  using repo = makeRepo();
  repo.git("branch", "base");
  const { claims } = desktop(repo.path);
  const claim = must(await claims.take(wish(T, "mika")));
  const order = forward(repo.path, claim);

  const published = must(await claims.publish(order));

  expect(published).toEqual({ claim, fencing: "git", behind: [] });
  expect(repo.git("rev-parse", BASE)).toBe(order.moves[0]?.to);
  expect(repo.git("reflog", "-1", "--format=%gs", BASE)).toBe("land");
});

test("an overtaken holder is told who has the ticket, and nothing moves", async () => {
  using repo = makeRepo();
  repo.git("branch", "base");
  const { claims } = desktop(repo.path);
  const claim = must(await claims.take(wish(T, "mika")));
  must(await claims.takeOver(wish(T, "ann"), "mika is away"));
  const order = forward(repo.path, claim);

  const refused = await claims.publish(order);

  expect(codeOf(refused)).toBe("claim-lost");
  if (!refused.ok) expect(refused.fault.message).toContain("held by ann");
  expect(repo.git("rev-parse", BASE)).toBe(order.moves[0]?.from);
});

test("the lines that guard a transaction make git itself refuse an overtaken holder", async () => {
  using repo = makeRepo();
  repo.git("branch", "base");
  const { claims, world } = desktop(repo.path);
  const claim = must(await claims.take(wish(T, "mika")));
  const { moves } = forward(repo.path, claim);
  const line = `update ${BASE} ${moves[0]?.to} ${moves[0]?.from}\n`;
  const input = `start\n${verifyLine(claimRef(claim.ticket), claim.commit)}${line}prepare\ncommit\n`;
  must(await claims.takeOver(wish(T, "ann"), "mika is away"));

  const answer = must(await world.git.run({ cwd: repo.path, args: ["update-ref", "--stdin"], input }));

  expect(answer.code).not.toBe(0);
  expect(answer.stderr).toContain("refs/docket/claims/FEAT-k3f9q2");
  expect(repo.git("rev-parse", BASE)).toBe(moves[0]?.from);
});

test("a base that moved meanwhile is refused with where it stands", async () => {
  using repo = makeRepo();
  repo.git("branch", "base");
  const { claims } = desktop(repo.path);
  const claim = must(await claims.take(wish(T, "mika")));
  const order = forward(repo.path, claim);
  const elsewhere = commitOn(repo.path, BASE, "Somebody else's");
  repo.git("update-ref", BASE, elsewhere);

  const refused = await claims.publish(order);

  expect(codeOf(refused)).toBe("base-moved");
  if (!refused.ok) expect(refused.fault.message).toContain(elsewhere);
  expect(must(await claims.read(T))?.claim).toEqual(claim);
});

const REMOTE = { remote: "origin" } as const;

/** Two clones of one remote, and the first of them holds the ticket. */
async function shared() {
  const around = makeShared(2);
  const [mine = "", theirs = ""] = around.clones;
  for (const at of [mine, theirs]) gitIn(at, "branch", "base");
  gitIn(mine, "push", "-q", "origin", "base");
  const [one, two] = [desktop(mine, REMOTE), desktop(theirs, REMOTE)];
  const claim = must(await one.claims.take(wish(T, "mika")));
  const tip = (): string => gitIn(around.remote, "rev-parse", BASE);
  const dispose = (): void => around[Symbol.dispose]();
  return { remote: around.remote, mine, theirs, one, two, claim, tip, [Symbol.dispose]: dispose };
}

test("on a remote the claim and the branch move in one push, and this clone follows", async () => {
  using pair = await shared();
  const { mine, remote, one, claim, tip } = pair;
  const order = forward(mine, claim);

  const published = must(await one.claims.publish(order));

  expect(published).toMatchObject({ fencing: "git", behind: [], claim: { token: 1, counter: 1 } });
  expect(tip()).toBe(order.moves[0]?.to);
  expect(gitIn(mine, "rev-parse", BASE)).toBe(order.moves[0]?.to);
  expect(gitIn(remote, "rev-parse", "refs/docket/claims/FEAT-k3f9q2")).toBe(published.claim.commit);
  expect(gitIn(mine, "rev-parse", "refs/docket/claims/FEAT-k3f9q2")).toBe(published.claim.commit);
});

test("on a remote an overtaken holder is refused, and the branch stays", async () => {
  using pair = await shared();
  const { mine, one, two, claim, tip } = pair;
  const order = forward(mine, claim);
  must(await two.claims.takeOver(wish(T, "ann"), "mika is away"));

  const refused = await one.claims.publish(order);

  expect(codeOf(refused)).toBe("claim-lost");
  if (!refused.ok) expect(refused.fault.message).toContain("held by ann");
  expect(tip()).toBe(order.moves[0]?.from);
  expect(gitIn(mine, "rev-parse", BASE)).toBe(order.moves[0]?.from);
});

test("overtaken in the middle of a push, the remote's own transaction refuses", async () => {
  using pair = await shared();
  const { mine, theirs, remote, one, two, claim, tip } = pair;
  const order = forward(mine, claim);
  const overtaken = must(await two.claims.takeOver({ ...wish(T, "ann"), offline: true }, "mika is away"));
  gitIn(theirs, "push", "-q", "origin", `${overtaken.commit}:refs/keep/claim`);
  // A hook runs when the push has begun and the refs have not moved yet: then ann's claim comes in between.
  const hook = `#!/bin/sh
unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
exec git update-ref refs/docket/claims/FEAT-k3f9q2 ${overtaken.commit}
`;
  mkdirSync(join(remote, "hooks"), { recursive: true });
  writeFileSync(join(remote, "hooks", "pre-receive"), hook, { mode: 0o755 });

  const refused = await one.claims.publish(order);

  expect(codeOf(refused)).toBe("claim-lost");
  if (!refused.ok) expect(refused.fault.message).toContain("held by ann");
  expect(tip()).toBe(order.moves[0]?.from);
  expect(gitIn(remote, "rev-parse", "refs/docket/claims/FEAT-k3f9q2")).toBe(overtaken.commit);
});

test("a branch that has moved on the remote is refused, and the claim stays ours", async () => {
  using pair = await shared();
  const { mine, theirs, one, claim, tip } = pair;
  const order = forward(mine, claim);
  const elsewhere = commitOn(theirs, BASE, "Somebody else's");
  gitIn(theirs, "push", "-q", "origin", `${elsewhere}:${BASE}`);

  expect(codeOf(await one.claims.publish(order))).toBe("base-moved");

  expect(tip()).toBe(elsewhere);
  expect(must(await one.claims.renew(claim, author("mika")))).toEqual(claim);
});

test("a branch that the remote protects is refused in the remote's words", async () => {
  using pair = await shared();
  const { mine, remote, one, claim, tip } = pair;
  const order = forward(mine, claim);
  gitIn(remote, "config", "receive.hideRefs", BASE);

  const refused = await one.claims.publish(order);

  expect(codeOf(refused)).toBe("publish-refused");
  if (!refused.ok) expect(refused.fault.message).toContain("hidden ref");
  gitIn(remote, "config", "--unset", "receive.hideRefs");
  expect(tip()).toBe(order.moves[0]?.from);
});

test("a branch of this clone that moved meanwhile stays behind, and is named", async () => {
  using pair = await shared();
  const { mine, one, claim, tip } = pair;
  const order = forward(mine, claim);
  const local = commitOn(mine, BASE, "Made here");
  gitIn(mine, "update-ref", BASE, local);

  const published = must(await one.claims.publish(order));

  expect(published.behind).toEqual([BASE]);
  expect(tip()).toBe(order.moves[0]?.to);
  expect(gitIn(mine, "rev-parse", BASE)).toBe(local);
  expect(must(await one.claims.read(T))?.claim).toEqual(published.claim);
});

test("a remote that takes one ref at a time fences by advice only, and that is said", async () => {
  using pair = await shared();
  const { mine, remote, one, two, claim, tip } = pair;
  gitIn(remote, "config", "receive.advertiseAtomic", "false");

  const published = must(await one.claims.publish(forward(mine, claim)));
  expect(published.fencing).toBe("advisory");
  const before = tip();
  must(await two.claims.takeOver(wish(T, "ann"), "mika is away"));

  expect(codeOf(await one.claims.publish(forward(mine, published.claim)))).toBe("claim-lost");
  expect(tip()).toBe(before);
});

test.for([
  ["true", "git"],
  ["false", "advisory"],
] as const)("the first push of a claim tells who fences (receive.advertiseAtomic=%s)", async ([atomic, expected]) => {
  using around = makeShared(1);
  const [clone = ""] = around.clones;
  gitIn(around.remote, "config", "receive.advertiseAtomic", atomic);
  const { claims } = desktop(clone, { remote: "origin" });
  expect(claims.fencing()).toBe(undefined);

  const claim = must(await claims.take(wish(T, "mika")));

  expect(claims.fencing()).toBe(expected);
  expect(gitIn(around.remote, "rev-parse", claimRef(T))).toBe(claim.commit);
  expect(desktop(clone).claims.fencing()).toBe("git");
  expect(desktop(clone, { remote: "upstream" }).claims.fencing()).toBe(undefined);
});

test("offline only this clone's branch moves", async () => {
  using pair = await shared();
  const { mine, one, claim, tip } = pair;
  const order = { ...forward(mine, claim), offline: true };

  must(await one.claims.publish(order));

  expect(gitIn(mine, "rev-parse", BASE)).toBe(order.moves[0]?.to);
  expect(tip()).toBe(order.moves[0]?.from);
});
