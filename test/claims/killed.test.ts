import fc from "fast-check";
import { expect, test } from "vitest";
import { startChild } from "../contract/child.ts";
import { makeShared, manyTickets, must, realClaims, wish } from "../rigs/claims.ts";
import { gitIn } from "../rigs/repo.ts";
import { rounds } from "../rounds.ts";

const TICKETS = manyTickets(3);

test("a process killed at any moment leaves claims that can be read, taken and numbered on", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("none", "origin"),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 0, max: 30 }),
      async (remote, lines, turns) => {
        using around = makeShared(1);
        const [at = ""] = around.clones;
        const child = startChild("../../claims/children/claim-on-and-on.ts", at, remote, ...TICKETS);
        const told = new Map<string, number>();
        for (let line = 0; line < lines; line += 1) {
          const [id = "", token] = (await child.line()).split(" ");
          told.set(id, Number(token));
        }
        // Some way into the next claim; how far is chance.
        for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        child.process.kill("SIGKILL");
        await child.ended;

        const claims = realClaims(at, { remote, leaseMs: 4 });
        must(await claims.refresh());
        expect(must(await claims.list()).findings).toEqual([]);
        for (const id of TICKETS) {
          const next = must(await claims.takeOver(wish(id, "heir"), "it was killed"));
          expect(next.token).toBeGreaterThan(told.get(id) ?? 0);
          expect(gitIn(at, "rev-list", "--count", next.commit)).toBe(String(next.token));
        }
      },
    ),
    { numRuns: rounds(6) },
  );
}, 900_000);
