import { expect, test } from "vitest";
import type { OutcomeRecord } from "../../evidence/outcome.ts";
import { printOutcomes, readOutcomes } from "../../evidence/outcome-file.ts";
import { parseInstant } from "../../ticket/instant.ts";
import { mergeLines } from "./merge-lines.ts";

const PATH = "evidence/outcomes/TASK-k3f9q2.json";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function record(state: "unverified" | "mitigated", time: string): OutcomeRecord {
  const at = parseInstant(time);
  if (at === undefined) throw new Error("no time");
  return { identity: "TASK-k3f9q2", scope: "case", state, evidence: [], history: [{ to: state, at, by: "mika" }] };
}

test("outcomes that two clones wrote are one record with both histories, and the later move decides", () => {
  const ours = printOutcomes([record("mitigated", "2026-03-02T09:31:00Z")]);
  const theirs = printOutcomes([record("unverified", "2026-03-02T09:30:00Z")]);
  const merged = mergeLines(PATH, { base: undefined, ours: bytes(ours), theirs: bytes(theirs) });
  expect(merged.findings).toEqual([]);
  expect(readOutcomes(new TextDecoder().decode(merged.bytes))).toMatchObject({
    value: [{ state: "mitigated", history: [{ to: "unverified" }, { to: "mitigated" }] }],
  });
  expect(mergeLines(PATH, { base: undefined, ours: bytes(theirs), theirs: bytes(ours) }).bytes).toEqual(merged.bytes);
});

test("where one side's file cannot be read, it is merged like any text, and that is told", () => {
  const ours = printOutcomes([record("mitigated", "2026-03-02T09:31:00Z")]);
  const { bytes: after, findings } = mergeLines(PATH, {
    base: undefined,
    ours: bytes(ours),
    theirs: bytes("no JSON\n"),
  });
  expect(findings).toMatchObject([{ code: "merge-theirs-kept", file: PATH }]);
  expect(new TextDecoder().decode(after)).toBe("no JSON\n");
});
