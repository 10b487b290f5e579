import { expect, test } from "vitest";
import {
  author,
  codeOf,
  type Desktop,
  desktop,
  HOUR_MS,
  makeShared,
  must,
  ticket,
  wish,
} from "../../../test/rigs/claims.ts";
import { gitIn } from "../../../test/rigs/repo.ts";
import { systemGit } from "../../host/git.ts";
import type { Git } from "../../ports/git.ts";

const T = ticket("FEAT-k3f9q2");
const REF = "refs/docket/claims/FEAT-k3f9q2";

/** Two clones of one remote, in which mika and ann work. */
interface Pair extends Disposable {
  readonly remote: string;
  readonly mika: Desktop & { readonly at: string };
  readonly ann: Desktop & { readonly at: string };
}

function makePair(refs: "docket" | "heads" = "docket"): Pair {
  const around = makeShared(2);
  const [first = "", second = ""] = around.clones;
  const settings = { remote: "origin", refs } as const;
  return {
    remote: around.remote,
    mika: { ...desktop(first, settings), at: first },
    ann: { ...desktop(second, settings), at: second },
    [Symbol.dispose]: () => around[Symbol.dispose](),
  };
}

const offline = { offline: true } as const;

test("the remote decides, and the other clone is told who holds the ticket", async () => {
  using pair = makePair();
  const { mika, ann, remote } = pair;
  const claim = must(await mika.claims.take(wish(T, "mika")));
  expect(gitIn(remote, "rev-parse", REF)).toBe(claim.commit);
  expect(gitIn(mika.at, "rev-parse", REF)).toBe(claim.commit);

  const refused = await ann.claims.take(wish(T, "ann"));

  expect(codeOf(refused)).toBe("claim-held");
  if (!refused.ok) expect(refused.fault.message).toContain("held by mika");
  expect(gitIn(remote, "fsck", "--strict")).toBe("");
});

test("a heartbeat between the question and the fetch is no damage", async () => {
  using pair = makePair();
  const { mika, ann } = pair;
  const claim = must(await mika.claims.take(wish(T, "mika")));
  mika.world.clock.advance(HOUR_MS / 2);
  const real = systemGit();
  let beats = 0;
  const git: Git = {
    run: async (call) => {
      const answer = await real.run(call);
      if (call.args[0] === "ls-remote" && beats++ === 0) must(await mika.claims.renew(claim, author("mika")));
      return answer;
    },
  };
  const { claims } = desktop(ann.at, { remote: "origin" }, { git });

  expect(codeOf(await claims.take(wish(T, "ann")))).toBe("claim-held");

  expect(beats).toBe(2);
  expect(must(await claims.read(T))?.claim.counter).toBe(1);
});

test("the same order name in another clone is another order", async () => {
  using pair = makePair();
  must(await pair.mika.claims.take(wish(T, "mika")));
  expect(codeOf(await pair.ann.claims.take(wish(T, "mika")))).toBe("claim-held");
});

test("a heartbeat, a release and a taking elsewhere go through the remote, and the token goes on", async () => {
  using pair = makePair();
  const { mika, ann, remote } = pair;
  const claim = must(await mika.claims.take(wish(T, "mika")));
  mika.world.clock.advance(HOUR_MS / 4 - 1_000);
  must(await mika.claims.renew(claim, author("mika")));
  expect(gitIn(remote, "rev-parse", REF)).toBe(claim.commit);
  mika.world.clock.advance(1_000);
  const beaten = must(await mika.claims.renew(claim, author("mika")));
  expect(gitIn(remote, "rev-parse", REF)).toBe(beaten.commit);

  must(await mika.claims.release(beaten, author("mika"), { reason: "enough" }));
  const taken = must(await ann.claims.take(wish(T, "ann")));

  expect(taken).toMatchObject({ holder: "ann", token: 2 });
  expect(gitIn(remote, "rev-list", "--count", REF)).toBe("2");
  mika.world.clock.advance(HOUR_MS);
  const lost = await mika.claims.renew(beaten, author("mika"));
  expect(codeOf(lost)).toBe("claim-lost");
});

test("a claim of another clone is stale when its counter stood still for a lease before our eyes", async () => {
  using pair = makePair();
  const { mika, ann } = pair;
  const claim = must(await mika.claims.take(wish(T, "mika", { kind: "engine" })));
  // A clock that is far ahead says nothing: what counts is what this clone has seen.
  ann.world.clock.set(ann.world.clock.now() + 100 * HOUR_MS);
  expect(codeOf(await ann.claims.take(wish(T, "ann")))).toBe("claim-held");
  ann.world.clock.advance(HOUR_MS - 1);
  expect(codeOf(await ann.claims.take(wish(T, "ann")))).toBe("claim-held");
  mika.world.clock.advance(HOUR_MS / 2);
  must(await mika.claims.renew(claim, author("mika")));
  ann.world.clock.advance(HOUR_MS);
  expect(codeOf(await ann.claims.take(wish(T, "ann")))).toBe("claim-held");
  ann.world.clock.advance(HOUR_MS);

  expect(must(await ann.claims.take(wish(T, "ann")))).toMatchObject({ holder: "ann", token: 2 });
});

test("what was seen before the machine started anew does not count", async () => {
  using pair = makePair();
  const { mika, ann } = pair;
  must(await mika.claims.take(wish(T, "mika", { kind: "engine" })));
  expect(codeOf(await ann.claims.take(wish(T, "ann")))).toBe("claim-held");
  const self = () => ({ ...ann.world.processes.self(), boot: "another" });
  const rebooted = desktop(ann.at, { remote: "origin" }, { processes: { ...ann.world.processes, self } });
  rebooted.world.clock.advance(HOUR_MS);
  expect(codeOf(await rebooted.claims.take(wish(T, "ann")))).toBe("claim-held");
  rebooted.world.clock.advance(HOUR_MS);
  expect(must(await rebooted.claims.take(wish(T, "ann"))).token).toBe(2);
});

test("refreshing brings the claims of others here, and notes when they were seen", async () => {
  using pair = makePair();
  const { mika, ann } = pair;
  const claims = [];
  for (const id of ["BUG-aaaaaa", "BUG-bbbbbb", T]) claims.push(must(await mika.claims.take(wish(id, "mika"))));
  expect(must(await ann.claims.list()).rows).toEqual([]);

  expect(must(await ann.claims.refresh())).toBe(3);

  expect(must(await ann.claims.list()).rows.map(({ claim }) => claim)).toEqual(claims);
  expect(must(await ann.claims.refresh())).toBe(0);
  ann.world.clock.advance(HOUR_MS);
  expect(must(await ann.claims.read(T))?.standing).toEqual({ is: "overdue" });
});

test("taking offline marks the claim, and settling wins where nobody else was quicker", async () => {
  using pair = makePair();
  const { mika, ann, remote } = pair;
  const claim = must(await mika.claims.take({ ...wish(T, "mika"), ...offline }));
  expect(must(await mika.claims.read(T))?.unsettled).toBe(true);
  expect(must(await mika.claims.list()).findings).toMatchObject([{ code: "claim-unsettled", severity: "warning" }]);
  expect(() => gitIn(remote, "rev-parse", "--verify", "-q", REF)).toThrow();

  const settled = must(await mika.claims.settle(author("mika")));

  expect(settled).toMatchObject([{ is: "won", ticket: T, claim: { taking: claim.taking } }]);
  expect(must(await mika.claims.list())).toMatchObject({ rows: [{ unsettled: false }], findings: [] });
  expect(codeOf(await ann.claims.take(wish(T, "ann")))).toBe("claim-held");
  expect(must(await mika.claims.settle(author("mika")))).toEqual([]);
});

test("of two clones that took a ticket offline the first to settle has it; the other is told", async () => {
  using pair = makePair();
  const { mika, ann } = pair;
  must(await mika.claims.take({ ...wish(T, "mika"), ...offline }));
  const second = must(await ann.claims.take({ ...wish(T, "ann"), ...offline }));
  must(await mika.claims.settle(author("mika")));

  const settled = must(await ann.claims.settle(author("ann")));

  expect(settled).toMatchObject([{ is: "lost", ours: { holder: "ann" }, theirs: { holder: "mika" } }]);
  expect(must(await ann.claims.read(T))).toMatchObject({ claim: { holder: "mika" }, unsettled: false });
  expect(codeOf(await ann.claims.renew(second, author("ann")))).toBe("claim-lost");
});

test("a free claim of the remote makes way for one taken offline, and the token goes on", async () => {
  using pair = makePair();
  const { mika, ann } = pair;
  for (let round = 0; round < 3; round += 1) {
    const claim = must(await ann.claims.take(wish(T, `ann-${round}`)));
    must(await ann.claims.release(claim, author("ann"), { reason: "no" }));
  }
  const claim = must(await mika.claims.take({ ...wish(T, "mika"), ...offline }));
  expect(claim.token).toBe(1);

  // Any word with the remote settles first.
  mika.world.clock.advance(HOUR_MS / 2);
  const renewed = must(await mika.claims.renew(claim, author("mika")));

  expect(renewed).toMatchObject({ holder: "mika", token: 4, taking: claim.taking });
  expect(codeOf(await ann.claims.take(wish(T, "ann-9")))).toBe("claim-held");
});

test("an explicit takeover made offline wins over the claim it knew, but not over a newer one", async () => {
  using pair = makePair();
  const { mika, ann } = pair;
  const first = must(await mika.claims.take(wish(T, "mika")));
  must(await ann.claims.refresh());
  must(await ann.claims.takeOver({ ...wish(T, "ann"), ...offline }, "mika is away"));
  expect(must(await ann.claims.settle(author("ann")))).toMatchObject([{ is: "won", claim: { token: 2 } }]);
  mika.world.clock.advance(HOUR_MS);
  expect(codeOf(await mika.claims.renew(first, author("mika")))).toBe("claim-lost");

  const third = must(await mika.claims.takeOver({ ...wish(T, "mika-2"), ...offline }, "back again"));
  expect(third.token).toBe(3);
  ann.world.clock.advance(HOUR_MS);
  must(await ann.claims.take(wish(T, "ann")));
  const anns = must(await ann.claims.read(T))?.claim;
  must(await ann.claims.renew(anns ?? first, author("ann")));
  expect(must(await mika.claims.settle(author("mika")))).toMatchObject([{ is: "lost", theirs: { holder: "ann" } }]);
});

test("what was released before it was settled is simply over", async () => {
  using pair = makePair();
  const { mika, ann } = pair;
  const claim = must(await mika.claims.take({ ...wish(T, "mika"), ...offline }));
  must(await mika.claims.release(claim, author("mika"), { reason: "no", ...offline }));
  must(await ann.claims.take(wish(T, "ann")));

  expect(must(await mika.claims.settle(author("mika")))).toEqual([{ is: "over", ticket: T }]);
  expect(must(await mika.claims.read(T))).toMatchObject({ claim: { holder: "ann" }, unsettled: false });
});

test("a remote that cannot be reached is a fault with the way out, and nothing changes", async () => {
  using pair = makePair();
  const { mika } = pair;
  gitIn(mika.at, "remote", "set-url", "origin", `${mika.at}/nowhere`);
  const refused = await mika.claims.take(wish(T, "mika"));
  expect(codeOf(refused)).toBe("claims-remote-failed");
  if (!refused.ok) expect(refused.fault.hint).toContain("--offline");
  expect(must(await mika.claims.read(T))).toBeUndefined();
  must(await mika.claims.take({ ...wish(T, "mika"), ...offline }));
  expect(codeOf(await mika.claims.settle(author("mika")))).toBe("claims-remote-failed");
  expect(must(await mika.claims.read(T))?.unsettled).toBe(true);
});

test("a host that takes branches only keeps claims there, and none of them is ever rewound", async () => {
  using pair = makePair("heads");
  const { mika, ann, remote } = pair;
  gitIn(remote, "config", "receive.hideRefs", "refs/docket");
  gitIn(remote, "config", "receive.denyNonFastForwards", "true");
  const claim = must(await mika.claims.take(wish(T, "mika")));
  mika.world.clock.advance(HOUR_MS / 2);
  const beaten = must(await mika.claims.renew(claim, author("mika")));
  must(await mika.claims.release(beaten, author("mika"), { reason: "no" }));

  const taken = must(await ann.claims.take(wish(T, "ann")));

  expect(taken.token).toBe(2);
  expect(gitIn(remote, "rev-list", "--count", "refs/heads/docket-claims/FEAT-k3f9q2")).toBe("4");
  expect(gitIn(ann.at, "rev-parse", REF)).toBe(taken.commit);
});
