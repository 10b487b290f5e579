import { expect, test } from "vitest";
import { ticket } from "../../../test/rigs/claims.ts";
import { formatInstant } from "../../ticket/instant.ts";
import type { Claim } from "./claim.ts";
import { standingOf } from "./standing.ts";

const at = formatInstant(0);
const claim = (kind: Claim["kind"], state: Claim["state"]): Claim => ({
  ticket: ticket("FEAT-k3f9q2"),
  order: "WO-k3f9q2-7d",
  holder: "mika",
  kind,
  user: "mika",
  host: "desk",
  clone: "c",
  taking: "t",
  process: kind === "engine" ? { pid: 1, start: "1", boot: "b", host: "desk" } : undefined,
  takenAt: at,
  renewedAt: at,
  leaseMs: 1_000,
  token: 1,
  counter: 0,
  state,
  reason: undefined,
  commit: "0",
});

test.for([
  ["engine", "held", true, 999, "live"],
  ["engine", "held", undefined, 999, "live"],
  ["engine", "held", true, 1_000, "lapsed"],
  ["engine", "held", undefined, 1_000, "lapsed"],
  ["engine", "held", false, 0, "dead"],
  ["engine", "released", true, 0, "released"],
  ["person", "held", undefined, 999, "live"],
  ["person", "held", undefined, 1_000, "overdue"],
  ["person", "held", undefined, -5_000, "live"],
  ["person", "released", undefined, 0, "released"],
] as const)("%s, %s, process %s, silent for %i ms: %s", ([kind, state, alive, silentMs, expected]) => {
  const standing = standingOf(claim(kind, state), { alive, silentMs });
  expect(standing.is === "free" ? standing.why : standing.is).toBe(expected);
});
