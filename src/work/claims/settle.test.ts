import fc from "fast-check";
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
import { rounds } from "../../../test/rounds.ts";
import type { Claim } from "./claim.ts";
import { readClaimText } from "./claim-text.ts";

const T = ticket("FEAT-k3f9q2");

const steps = fc.array(
  fc.record({
    who: fc.constantFrom(0, 1),
    verb: fc.constantFrom("take", "take", "renew", "release", "takeOver", "settle"),
    offline: fc.boolean(),
  }),
  { minLength: 6, maxLength: 12 },
);

test("whatever two clones do, on and off line, they come to agree, and the remote's token only grows", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("docket" as const, "heads" as const), steps, async (refs, story) => {
      using around = makeShared(2);
      if (refs === "heads") gitIn(around.remote, "config", "receive.denyNonFastForwards", "true");
      const clones = around.clones.map((at) => ({ ...desktop(at, { remote: "origin", refs }), at }));
      const held = new Map<number, Claim>();
      let token = 0;
      for (const { who, verb, offline } of story) {
        const clone = clones[who];
        if (clone === undefined) continue;
        clone.world.clock.advance(HOUR_MS / 4);
        const done = await play(clone, { name: `p${who}`, verb, offline, own: held.get(who) });
        if (done?.ok) held.set(who, done.value);
        const now = remoteToken(around.remote, refs);
        expect(now).toBeGreaterThanOrEqual(token);
        token = now;
      }
      for (const [who, { claims }] of clones.entries()) must(await claims.settle(author(`p${who}`)));
      for (const { claims } of clones) must(await claims.refresh());
      const views = await Promise.all(clones.map(async ({ claims }) => must(await claims.list()).rows));
      expect(views.flat().every(({ unsettled }) => !unsettled)).toBe(true);
      const live = views.map((rows) => rows.find(({ claim }) => claim.state === "held")?.claim);
      expect(live[1]).toEqual(live[0]);
    }),
    { numRuns: rounds(5) },
  );
}, 900_000);

interface Step {
  readonly name: string;
  readonly verb: string;
  readonly offline: boolean;
  readonly own: Claim | undefined;
}

async function play({ claims }: Desktop, { name, verb, offline, own }: Step) {
  if (verb === "take") return claims.take({ ...wish(T, name), offline });
  if (verb === "takeOver") return claims.takeOver({ ...wish(T, name), offline }, "a reason");
  if (verb === "settle") must(await claims.settle(author(name)));
  if (verb === "settle" || own === undefined) return undefined;
  if (verb === "renew") return claims.renew(own, author(name), { offline });
  return claims.release(own, author(name), { reason: "enough", offline });
}

function remoteToken(remote: string, refs: "docket" | "heads"): number {
  const ref = refs === "docket" ? `refs/docket/claims/${T}` : `refs/heads/docket-claims/${T}`;
  if (gitIn(remote, "for-each-ref", ref) === "") return 0;
  const read = readClaimText(`${gitIn(remote, "log", "-1", "--format=%B", ref)}\n`);
  if (!read.ok) throw new Error(read.problem);
  return read.claim.token;
}

test("a remote whose claim cannot be read decides nothing: the claim stays unsettled", async () => {
  using around = makeShared(1);
  const [at = ""] = around.clones;
  const { claims } = desktop(at, { remote: "origin" });
  must(await claims.take({ ...wish(T, "mika"), offline: true }));
  gitIn(around.remote, "update-ref", `refs/docket/claims/${T}`, gitIn(around.remote, "rev-parse", "HEAD"));

  expect(must(await claims.settle(author("mika")))).toMatchObject([{ is: "open", fault: { code: "claim-damaged" } }]);

  expect(must(await claims.read(T))).toMatchObject({ unsettled: true, claim: { holder: "mika" } });
  expect(codeOf(await claims.take(wish(T, "ann")))).toBe("claim-damaged");
  expect(must(await claims.takeOver(wish(T, "ann"), "mend it"))).toMatchObject({ holder: "ann" });
  expect(must(await claims.read(T))).toMatchObject({ unsettled: false, claim: { holder: "ann" } });
});
