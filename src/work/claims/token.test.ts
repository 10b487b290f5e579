import fc from "fast-check";
import { expect, test } from "vitest";
import { author, desktop, HOUR_MS, must, ticket, wish } from "../../../test/rigs/claims.ts";
import { makeRepo } from "../../../test/rigs/repo.ts";
import { rounds } from "../../../test/rounds.ts";
import type { Claim } from "./claim.ts";

const T = ticket("FEAT-k3f9q2");
const NAMES = ["ann", "bob", "cem"] as const;

const moves = fc.array(
  fc.record({
    verb: fc.constantFrom("take", "take", "renew", "release", "takeOver"),
    name: fc.constantFrom(...NAMES),
    kind: fc.constantFrom("person", "engine"),
    passMs: fc.constantFrom(0, 1_000, HOUR_MS / 2, 2 * HOUR_MS),
  }),
  { minLength: 15, maxLength: 25 },
);

test("over any takings, heartbeats, releases and takeovers the token only grows, and one commit stands for each", async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (steps) => {
      using repo = makeRepo();
      const { claims, world } = desktop(repo.path);
      const held = new Map<string, Claim>();
      let last: Claim | undefined;
      for (const { verb, name, kind, passMs } of steps) {
        world.clock.advance(passMs);
        const own = held.get(name);
        const done = await play(claims, { verb, name, kind, own });
        const now = must(await claims.read(T))?.claim;
        if (done?.ok) {
          held.set(name, done.value);
          expect(done.value).toEqual(now);
        } else {
          // What was refused changed nothing.
          expect(now).toEqual(last);
        }
        expectStep(last, now);
        last = now;
      }
      if (last !== undefined) expect(repo.git("rev-list", "--count", last.commit)).toBe(String(last.token));
    }),
    { numRuns: rounds(10) },
  );
}, 600_000);

interface Step {
  readonly verb: string;
  readonly name: string;
  readonly kind: "person" | "engine";
  readonly own: Claim | undefined;
}

async function play(claims: ReturnType<typeof desktop>["claims"], { verb, name, kind, own }: Step) {
  if (verb === "take") return claims.take(wish(T, name, { kind }));
  if (verb === "takeOver") return claims.takeOver(wish(T, name, { kind }), "a reason");
  if (own === undefined) return undefined;
  return verb === "renew" ? claims.renew(own, author(name)) : claims.release(own, author(name), { reason: "enough" });
}

/** A new taking has the next token; within one the token stays and heartbeats are counted. */
function expectStep(before: Claim | undefined, after: Claim | undefined): void {
  if (after === undefined) expect(before).toBeUndefined();
  else if (before?.taking === after.taking) {
    expect(after.token).toBe(before.token);
    expect(after.counter).toBeGreaterThanOrEqual(before.counter);
  } else {
    expect(after.token).toBe((before?.token ?? 0) + 1);
    expect(after.counter).toBe(0);
  }
}
