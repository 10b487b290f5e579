import { expect, test } from "vitest";
import { canonicalFailureId, isAtomId, partsOfAtomId } from "./atom-id.ts";

const RUN = "shop/20260301T101500Z/codex/0";
const HEX = "0123456789abcdef".repeat(4);

test.for([
  [`${RUN}:confusion_point:2`, true],
  ["a/b:error_json:1", true],
  [`operational_failure:${HEX}:${HEX}`, true],
  ["todo-1a2b3c4d5e6f", true],
  ["failing-tests-1a2b3c4d5e6f-3", true],
  ["one:error_json:1", false],
  [`${RUN}:confusion_point:0`, false],
  [`${RUN}:confusion_point`, false],
  ["../b:x:1", true],
  ["a//b:x:1", false],
  [`operational_failure:${HEX}`, false],
  ["npm run build", false],
  ["", false],
] as const)("%s is an id: %s", ([text, is]) => {
  expect(isAtomId(text)).toBe(is);
});

test("each way of telling that a run failed comes to one id", () => {
  for (const source of ["error_json", "report_validation_error", "run_failure_event"])
    expect(canonicalFailureId(`${RUN}:${source}:3`)).toBe(`${RUN}:run_failure_event:1`);
  expect(canonicalFailureId(`${RUN}:confusion_point:3`)).toBeUndefined();
  expect(canonicalFailureId("todo-1a2b3c4d5e6f")).toBeUndefined();
  expect(partsOfAtomId(`${RUN}:error_json:3`)).toEqual({ run: RUN, source: "error_json" });
});
