import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { author, codeOf, desktop, forward, HOUR_MS, must, ticket, wish } from "../../../test/rigs/claims.ts";
import { gitIn, makeRepo } from "../../../test/rigs/repo.ts";

const T = ticket("FEAT-k3f9q2");
const REF = "refs/docket/claims/FEAT-k3f9q2";

test("a claim is a commit with an empty tree, a line for people and the holder as its author", async () => {
  using repo = makeRepo();
  const { claims } = desktop(repo.path);

  const claim = must(await claims.take(wish(T, "mika")));

  expect(claim).toMatchObject({ ticket: T, holder: "mika", kind: "person", token: 1, counter: 0, state: "held" });
  expect(repo.git("rev-parse", REF)).toBe(claim.commit);
  expect(repo.git("log", "-1", "--format=%an %ae|%s", REF)).toBe(
    "mika mika@example.com|Claim 1 of FEAT-k3f9q2: held by mika",
  );
  expect(repo.git("ls-tree", REF)).toBe("");
  expect(must(await claims.read(T))).toEqual({ claim, standing: { is: "live" }, unsettled: false });
  // Nothing is missing: the empty tree was written too.
  expect(repo.git("fsck", "--strict")).toBe("");
});

test("a second one is told who holds it, where, since when and for how long", async () => {
  using repo = makeRepo();
  const { claims } = desktop(repo.path);
  must(await claims.take(wish(T, "mika")));

  const refused = await claims.take(wish(T, "ann"));

  expect(codeOf(refused)).toBe("claim-held");
  if (!refused.ok) {
    for (const part of ["mika", "test-host", "WO-k3f9q2-mika", "2030-01-01T00:00:00Z", "60 min"])
      expect(refused.fault.message).toContain(part);
  }
});

test("taking what the same order holds already gives the same claim, and renews it when that is due", async () => {
  using repo = makeRepo();
  const { claims, world } = desktop(repo.path);
  const claim = must(await claims.take(wish(T, "mika")));
  expect(must(await claims.take(wish(T, "mika")))).toEqual(claim);
  world.clock.advance(2 * HOUR_MS);
  expect(must(await claims.read(T))?.standing).toEqual({ is: "overdue" });
  expect(must(await claims.take(wish(T, "mika")))).toMatchObject({ taking: claim.taking, token: 1, counter: 1 });
  expect(must(await claims.read(T))?.standing).toEqual({ is: "live" });
});

test("releasing keeps the ref, and the next token is one more", async () => {
  using repo = makeRepo();
  const { claims } = desktop(repo.path);
  const first = must(await claims.take(wish(T, "mika")));

  const released = must(await claims.release(first, author("mika"), { reason: "done\nfor today" }));
  expect(released).toMatchObject({ token: 1, state: "released", reason: "done for today" });
  expect(must(await claims.read(T))?.standing).toEqual({ is: "free", why: "released" });
  expect(must(await claims.release(first, author("mika"), { reason: "again" }))).toEqual(released);
  const second = must(await claims.take(wish(T, "ann")));

  expect(second).toMatchObject({ token: 2, counter: 0, holder: "ann" });
  expect(repo.git("rev-list", "--count", REF)).toBe("2");
  expect(codeOf(await claims.renew(first, author("mika")))).toBe("claim-lost");
});

test("a heartbeat is written when a quarter of the lease has gone by, and takes the place of the one before", async () => {
  using repo = makeRepo();
  const { claims, world } = desktop(repo.path);
  const claim = must(await claims.take(wish(T, "mika")));

  world.clock.advance(HOUR_MS / 4 - 1_000);
  expect(must(await claims.renew(claim, author("mika")))).toEqual(claim);
  world.clock.advance(1_000);
  const beaten = must(await claims.renew(claim, author("mika")));
  expect(beaten).toMatchObject({ token: 1, counter: 1, renewedAt: "2030-01-01T00:15:00Z" });
  world.clock.advance(HOUR_MS / 4);
  // The first value is as good as the newest: both are the same taking.
  expect(must(await claims.renew(claim, author("mika")))).toMatchObject({ counter: 2 });

  expect(repo.git("rev-list", "--count", REF)).toBe("1");
});

test("a person's claim whose lease ran out moves only by a takeover", async () => {
  using repo = makeRepo();
  const { claims, world } = desktop(repo.path);
  const first = must(await claims.take(wish(T, "mika")));
  world.clock.advance(HOUR_MS);
  expect(must(await claims.read(T))?.standing).toEqual({ is: "overdue" });
  const refused = await claims.take(wish(T, "ann"));
  expect(codeOf(refused)).toBe("claim-held");
  if (!refused.ok) expect(refused.fault.hint).toContain("take --over FEAT-k3f9q2");

  const second = must(await claims.takeOver(wish(T, "ann"), "mika is ill"));

  expect(second).toMatchObject({ holder: "ann", token: 2, reason: "mika is ill" });
  const lost = await claims.renew(first, author("mika"));
  expect(codeOf(lost)).toBe("claim-lost");
  if (!lost.ok) expect(lost.fault.message).toContain("held by ann");
  expect(codeOf(await claims.release(first, author("mika"), { reason: "late" }))).toBe("claim-lost");
});

test("an engine's claim is free when its process is dead, and when its lease ran out", async () => {
  using repo = makeRepo();
  const { claims, world } = desktop(repo.path);
  const engine = (name: string) => wish(T, name, { kind: "engine" });
  const first = must(await claims.take(engine("one")));
  expect(first.process?.pid).toBe(process.pid);
  expect(codeOf(await claims.take(engine("two")))).toBe("claim-held");
  const dead = { ...world.processes, alive: () => false };
  const { claims: after, world: later } = desktop(repo.path, {}, { processes: dead });
  expect(must(await after.read(T))?.standing).toEqual({ is: "free", why: "dead" });

  const second = must(await after.take(engine("two")));

  expect(second).toMatchObject({ token: 2, holder: "two" });
  later.clock.advance(HOUR_MS);
  world.clock.advance(HOUR_MS);
  expect(must(await claims.read(T))?.standing).toEqual({ is: "free", why: "lapsed" });
});

test("an order goes on with the same taking when the process that drove it died", async () => {
  using repo = makeRepo();
  const { claims, world } = desktop(repo.path);
  const first = must(await claims.take(wish(T, "one", { kind: "engine" })));
  const other = { pid: 999_999, start: "1", boot: "b", host: "h" };
  const dead = { self: () => other, alive: () => false };
  const { claims: after } = desktop(repo.path, {}, { processes: { ...world.processes, ...dead } });

  const resumed = must(await after.take(wish(T, "one", { kind: "engine" })));

  expect(resumed).toMatchObject({ token: 1, counter: 1, taking: first.taking, process: other });
});

test("lists all claims with what they are worth, and names what cannot be read", async () => {
  using repo = makeRepo();
  const { claims } = desktop(repo.path);
  const held = must(await claims.take(wish(T, "mika")));
  must(await claims.release(must(await claims.take(wish("BUG-aaaaaa", "ann"))), author("ann"), { reason: "no" }));
  must(await claims.take(wish("BUG-bbbbbb", "ann")));
  const tree = repo.git("rev-parse", "HEAD^{tree}");
  gitIn(repo.path, "update-ref", "refs/docket/claims/BUG-bbbbbb", tree);
  gitIn(repo.path, "update-ref", "refs/docket/claims/BUG-cccccc", repo.git("rev-parse", "HEAD"));

  const readable = must(await claims.list());
  expect(readable.rows.map(({ claim, standing }) => [claim.ticket, standing.is])).toEqual([
    ["BUG-aaaaaa", "free"],
    ["FEAT-k3f9q2", "live"],
  ]);
  expect(readable.findings).toMatchObject([
    { code: "claim-unreadable", severity: "error", file: "refs/docket/claims/BUG-bbbbbb" },
    { code: "claim-unreadable", file: "refs/docket/claims/BUG-cccccc" },
  ]);
  writeFileSync(join(repo.path, ".git", "refs/docket/claims/BUG-dddddd"), "nonsense\n");
  writeFileSync(join(repo.path, ".git", "refs/docket/claims/BUG-eeeeee"), `${"1".repeat(40)}\n`);

  const all = must(await claims.list());
  expect(all.rows.map(({ claim }) => claim.commit)).toContain(held.commit);
  expect(all.findings.map(({ file }) => file.slice(-6)).sort()).toEqual(["bbbbbb", "cccccc", "dddddd", "eeeeee"]);
});

test("what cannot be read is not taken, but a takeover mends it and the token goes on", async () => {
  using repo = makeRepo();
  const { claims } = desktop(repo.path);
  const first = must(await claims.take(wish(T, "mika")));
  const tree = repo.git("mktree", "--missing");
  const commit = gitIn(repo.path, "commit-tree", tree, "-p", first.commit, "-m", "by hand");
  gitIn(repo.path, "update-ref", REF, commit);

  for (const refused of [
    await claims.take(wish(T, "ann")),
    await claims.read(T),
    await claims.renew(first, author("mika")),
  ])
    expect(codeOf(refused)).toBe("claim-damaged");
  const mended = must(await claims.takeOver(wish(T, "ann"), "damaged"));

  expect(mended.token).toBeGreaterThan(first.token);
  expect(repo.git("rev-list", "--count", REF)).toBe("3");
  gitIn(repo.path, "update-ref", REF, repo.git("rev-parse", "HEAD^{tree}"));
  expect(must(await claims.takeOver(wish(T, "ann"), "damaged again")).token).toBeGreaterThan(mended.token);
});

test("a ref that git itself cannot read is refused with the way out", async () => {
  using repo = makeRepo();
  const { claims } = desktop(repo.path);
  must(await claims.take(wish("BUG-aaaaaa", "ann")));
  writeFileSync(join(repo.path, ".git", REF), "nonsense\n");
  const refused = await claims.take(wish(T, "mika"));
  expect(codeOf(refused)).toBe("claim-damaged");
  if (!refused.ok) expect(refused.fault.message).toContain("remove that file");
});

test.for(["bare", "worktree", "submodule", "separate-git-dir"] as const)(
  "claims work in a repository of shape %s",
  async (shape) => {
    using repo = makeRepo(shape);
    repo.git("branch", "base");
    const { claims } = desktop(repo.path);
    const claim = must(await claims.take(wish(T, "mika")));
    expect(repo.git("rev-parse", REF)).toBe(claim.commit);
    const published = must(await claims.publish(forward(repo.path, claim)));
    expect(published.behind).toEqual([]);
    must(await claims.release(claim, author("mika"), { reason: "done" }));
    expect(must(await claims.list()).rows.map(({ standing }) => standing.is)).toEqual(["free"]);
  },
);

test("a linked worktree and the main checkout see the same claims", async () => {
  using repo = makeRepo("worktree");
  const main = repo.temp.at("repo");
  const claim = must(await desktop(repo.path).claims.take(wish(T, "mika")));
  expect(must(await desktop(main).claims.read(T))?.claim).toEqual(claim);
  expect(must(await desktop(main).claims.take(wish(T, "mika")))).toEqual(claim);
});
