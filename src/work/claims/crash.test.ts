import { existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import {
  author,
  codeOf,
  desktop,
  HOUR_MS,
  makeShared,
  manyTickets,
  must,
  ticket,
  wish,
} from "../../../test/rigs/claims.ts";
import { gitIn, makeRepo } from "../../../test/rigs/repo.ts";
import { systemGit } from "../../host/git.ts";
import type { TicketId } from "../../ticket/model.ts";
import { failingGit } from "../../twins/failing-git.ts";
import { Crash, type FailurePlan, newLife } from "../../twins/life.ts";
import { claimsOf } from "./claims.ts";

const T = ticket("FEAT-k3f9q2");
const LOCK = "refs/docket/claims/FEAT-k3f9q2.lock";

interface Doomed {
  readonly at: string;
  readonly remote: string;
  readonly id: TicketId;
  readonly plan: FailurePlan;
}

/** One process that takes, renews and releases, and dies at a git call; gives whether it lived to the end. */
async function liveUntil({ at, remote, id, plan }: Doomed): Promise<boolean> {
  const { claims, world } = desktop(at, { remote }, { git: failingGit(systemGit(), newLife(plan)) });
  const story = async (): Promise<void> => {
    const claim = must(await claims.take(wish(id, "mika")));
    world.clock.advance(HOUR_MS / 2);
    const beaten = must(await claims.renew(claim, author("mika")));
    must(await claims.release(beaten, author("mika"), { reason: "enough" }));
  };
  return story().then(
    () => true,
    (error: unknown) => {
      if (error instanceof Crash) return false;
      throw error;
    },
  );
}

test.for(["none", "origin"])(
  "killed at any git call (remote: %s), the claim can be read and its order goes on",
  { timeout: 120_000 },
  async (remote) => {
    using around = makeShared(1);
    const [at = ""] = around.clones;
    let deaths = 0;
    for (const [point, id] of manyTickets(100).entries()) {
      const plan = { crashAt: Math.floor(point / 2) + 1, moment: point % 2 === 0 ? "before" : "after" } as const;
      if (await liveUntil({ at, remote, id, plan })) break;
      deaths += 1;
      const { claims } = desktop(at, { remote });
      must(await claims.refresh());
      const { rows, findings } = must(await claims.list());
      expect(findings).toEqual([]);
      // What lies there is a moment of the same taking, or nothing yet.
      const found = rows.find(({ claim }) => claim.ticket === id)?.claim;
      const again = must(await claims.take(wish(id, "mika")));
      expect(again.token).toBe(found?.state === "released" ? 2 : 1);
      expect(gitIn(at, "rev-parse", `refs/docket/claims/${id}`)).toBe(again.commit);
    }
    expect(deaths).toBeGreaterThan(16);
  },
);

test("a lock that a dead git left is waited for, and removed when no call takes that long", async () => {
  using repo = makeRepo();
  const { claims } = desktop(repo.path);
  must(await claims.take(wish("BUG-aaaaaa", "mika")));
  const lock = join(repo.path, ".git", LOCK);
  mkdirSync(dirname(lock), { recursive: true });
  writeFileSync(lock, "");

  expect(codeOf(await claims.take(wish(T, "mika")))).toBe("claim-keeps-moving");
  expect(existsSync(lock)).toBe(true);
  const longAgo = Date.now() / 1000 - 60;
  utimesSync(lock, longAgo, longAgo);

  expect(must(await claims.take(wish(T, "mika"))).token).toBe(1);
  expect(existsSync(lock)).toBe(false);
});

test("so it is with the lock of packed refs, which every removal of a ref needs", async () => {
  using around = makeShared(1);
  const [at = ""] = around.clones;
  const { claims } = desktop(at, { remote: "origin" });
  must(await claims.take({ ...wish(T, "mika"), offline: true }));
  const lock = join(at, ".git", "packed-refs.lock");
  writeFileSync(lock, "");
  const longAgo = Date.now() / 1000 - 60;
  utimesSync(lock, longAgo, longAgo);
  must(await claims.settle(author("mika")));
  must(await claims.settle(author("mika")));
  expect(must(await claims.read(T))?.unsettled).toBe(false);
});

test("a folder without git has no claims", () => {
  using repo = makeRepo();
  const { world } = desktop(repo.path);
  const home = { kind: "plain", folder: "/p/docket", privateFolder: "/p/docket/.private", root: "/p" } as const;
  const settings = { remote: "none", refs: "docket", leaseMs: HOUR_MS } as const;
  expect(codeOf(claimsOf(world, { ...home, gitFolder: undefined }, settings))).toBe("claims-need-git");
});
