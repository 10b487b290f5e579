import { expect, test } from "vitest";
import { checkInput, INPUT_LIMITS } from "./check-input.ts";
import type { Fields } from "./op.ts";

const fields = {
  title: { type: "string", describe: "title", required: true },
  kind: { type: "string", describe: "kind", values: ["task", "bug"], default: "task" },
  labels: { type: "strings", describe: "labels" },
  effort: { type: "integer", describe: "effort", min: 1, max: 13 },
  ratio: { type: "number", describe: "ratio", min: 0 },
  all: { type: "boolean", describe: "all" },
} as const satisfies Fields;

test("a missing one of few values comes with the values", () => {
  const status = { type: "string", describe: "Where to.", required: true, values: ["new", "done"] } as const;
  const hint = "status: Where to. One of new, done.";
  expect(checkInput({ status }, {})).toMatchObject({ fault: { code: "input-missing", hint } });
});

test("gives the typed input with defaults filled in", () => {
  const result = checkInput(fields, { title: "x", labels: ["a"], effort: 3, ratio: 0.5, all: false });
  expect(result).toEqual({
    ok: true,
    value: { title: "x", kind: "task", labels: ["a"], effort: 3, ratio: 0.5, all: false },
  });
});

test.each<[string, Record<string, unknown>, object]>([
  ["a missing one", {}, { code: "input-missing", where: "title" }],
  ["an unknown one", { title: "x", labls: [] }, { code: "input-unknown", hint: "did you mean labels?" }],
  ["a name of the object's own kind", { title: "x", constructor: "y" }, { code: "input-unknown" }],
  ["a wrong type", { title: 5 }, { code: "input-type", message: "title takes text, not 5" }],
  ["null", { title: null }, { code: "input-missing" }],
  [
    "a value that is not allowed",
    { title: "x", kind: "bgu" },
    { code: "input-value", hint: expect.stringContaining("bug?") },
  ],
  ["a list with a number in it", { title: "x", labels: ["a", 1] }, { code: "input-type" }],
  ["a text for a list", { title: "x", labels: "a" }, { code: "input-type" }],
  ["a fraction for a whole number", { title: "x", effort: 1.5 }, { code: "input-type" }],
  ["infinity", { title: "x", ratio: Number.POSITIVE_INFINITY }, { code: "input-type" }],
  ["too much", { title: "x", effort: 14 }, { code: "input-range", message: "effort must be from 1 to 13, not 14" }],
  ["too little", { title: "x", ratio: -1 }, { code: "input-range", message: "ratio must be at least 0, not -1" }],
  ["NUL", { title: "a\0b" }, { code: "input-broken" }],
  ["half a surrogate pair", { title: "a\ud800" }, { code: "input-broken" }],
  ["a huge text", { title: "x".repeat(INPUT_LIMITS.textBytes + 1) }, { code: "input-too-large" }],
  ["a huge list", { title: "x", labels: Array(INPUT_LIMITS.listItems + 1).fill("a") }, { code: "input-too-large" }],
])("refuses %s", (_what, raw, fault) => {
  expect(checkInput(fields, raw)).toMatchObject({ ok: false, fault });
});
