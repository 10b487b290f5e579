import fc from "fast-check";
import { expect, test } from "vitest";
import { ticket } from "../../../test/rigs/claims.ts";
import { rounds } from "../../../test/rounds.ts";
import { formatInstant } from "../../ticket/instant.ts";
import type { ClaimContent } from "./claim.ts";
import { claimText, readClaimText } from "./claim-text.ts";

const sample: ClaimContent = {
  ticket: ticket("FEAT-k3f9q2"),
  order: "WO-k3f9q2-7d",
  holder: "mika",
  kind: "engine",
  user: "mk",
  host: "desk",
  clone: "0123456789abcdef",
  taking: "fedcba9876543210",
  process: { pid: 4242, start: "123", boot: "b", host: "desk" },
  takenAt: formatInstant(Date.UTC(2030, 0, 1)),
  renewedAt: formatInstant(Date.UTC(2030, 0, 1, 1)),
  leaseMs: 3_600_000,
  token: 3,
  counter: 7,
  state: "held",
  reason: undefined,
};

const line = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .filter((text) => !/\p{Cc}|\u2028/u.test(text));

const contents: fc.Arbitrary<ClaimContent> = fc
  .record({
    order: line,
    holder: line,
    user: line,
    host: line,
    isEngine: fc.boolean(),
    token: fc.integer({ min: 1 }),
    counter: fc.nat(),
    leaseMs: fc.integer({ min: 1, max: 2_678_400_000 }),
    state: fc.constantFrom("held" as const, "released" as const),
    reason: fc.option(line, { nil: undefined }),
  })
  .map(({ isEngine, ...rest }) => ({
    ...sample,
    ...rest,
    kind: isEngine ? "engine" : "person",
    process: isEngine ? sample.process : undefined,
  }));

test("what is written reads back", () => {
  fc.assert(
    fc.property(contents, (claim) => {
      expect(readClaimText(claimText(claim))).toEqual({ ok: true, claim });
    }),
    { numRuns: rounds(300) },
  );
});

test("whatever the message, reading gives a claim or says what is wrong", () => {
  const any = fc.oneof(
    fc.string(),
    fc.json(),
    fc.jsonValue().map((value) => `Claim\n\n${JSON.stringify(value)}\n`),
  );
  fc.assert(
    fc.property(any, (text) => {
      const read = readClaimText(text);
      expect(read.ok ? read.claim.token : read.problem.length).toBeGreaterThan(0);
    }),
    { numRuns: rounds(300) },
  );
});

test.for([
  ["version", 2],
  ["ticket", "../../etc"],
  ["ticket", 7],
  ["order", ""],
  ["holder", "mi\nka"],
  ["holder", "x".repeat(300)],
  ["user", null],
  ["host", undefined],
  ["clone", {}],
  ["taking", []],
  ["kind", "robot"],
  ["kind", "person"],
  ["process", null],
  ["process", { pid: -1, start: "", boot: "", host: "" }],
  ["process", { pid: 1, start: "", boot: "" }],
  ["takenAt", "yesterday"],
  ["renewedAt", "2030-13-01T00:00:00Z"],
  ["leaseMs", 0],
  ["leaseMs", 1e12],
  ["token", 0],
  ["token", 1.5],
  ["counter", -1],
  ["state", "lost"],
  ["reason", "a\u0000b"],
] as const)("%s %j is no claim", ([field, value]) => {
  const text = `Claim\n\n${JSON.stringify({ version: 1, ...sample, [field]: value })}\n`;
  const read = readClaimText(text);
  expect(read.ok).toBe(false);
  if (!read.ok) expect(read.problem).toMatch(field === "kind" && value === "person" ? /process/ : new RegExp(field));
});

test("a message that is too large is not read", () => {
  expect(readClaimText(`${claimText(sample)}${" ".repeat(20_000)}`)).toMatchObject({ ok: false });
});
