import { expect, test } from "vitest";
import { checkBody, checkLabel, checkTitle } from "./clean.ts";
import { checkField } from "./fields.ts";
import { MAX_BODY_BYTES, MAX_LABEL_CHARS, MAX_TITLE_CHARS, MAX_YAML_DEPTH } from "./limits.ts";
import type { FieldValue } from "./model.ts";

test.each([
  ["title", " Sign in ", "Sign in"],
  ["title", 12, "12"],
  ["priority", "high", "P1"],
  ["status", "own_status-2", "own_status-2"],
  ["created", "2026-03-02T09:30:00Z", "2026-03-02T09:30:00Z"],
  ["due", "2026-03-02", "2026-03-02"],
  ["labels", "a, b ,,a", ["a", "b"]],
  ["labels", ["a", 1, true], ["a", "1", "true"]],
  ["labels", "", []],
  ["depends_on", "FEAT-a1, FEAT-b2", ["FEAT-a1", "FEAT-b2"]],
  ["parent", "FEAT-a1", "FEAT-a1"],
  ["parent", null, null],
  ["effort", "13", 13],
  ["impact", 1, 1],
  ["needs_preflight", "Yes", true],
  ["needs_preflight", 0, false],
  ["anything", { deep: [1, null, "x"] }, { deep: [1, null, "x"] }],
  ["x-own", "two\nlines", "two\nlines"],
] as readonly (readonly [string, FieldValue, FieldValue])[])("%s: %j is stored as %j", (name, given, stored) => {
  expect(checkField(name, given)).toEqual({ ok: true, value: stored });
});

test.each([
  ["title", null, "title-refused"],
  ["title", "", "title-refused"],
  ["title", ["a", "b"], "title-refused"],
  ["id", "x", "field-refused"],
  ["priority", "P4", "field-refused"],
  ["priority", 1, "field-refused"],
  ["status", "Two Words", "field-refused"],
  ["status", null, "field-refused"],
  ["kind", "-x", "field-refused"],
  ["created", "today", "field-refused"],
  ["due", "2026-02-30", "field-refused"],
  ["labels", ["ok", "not ok"], "label-refused"],
  ["labels", [["nested", "x"]], "label-refused"],
  ["depends_on", ["FEAT-a1", "feat-b2"], "field-refused"],
  ["blocks", 1, "field-refused"],
  ["effort", 0, "field-refused"],
  ["effort", 1.5, "field-refused"],
  ["effort", "1e1", "field-refused"],
  ["needs_preflight", "maybe", "field-refused"],
  ["own", Number.POSITIVE_INFINITY, "field-refused"],
  ["own", { "a\0": 1 }, "field-refused"],
  ["own", nested(MAX_YAML_DEPTH + 1), "field-refused"],
  ["", "x", "field-name-refused"],
  ["1st", "x", "field-name-refused"],
  ["a b", "x", "field-name-refused"],
  ["a\nb", "x", "field-name-refused"],
  ["x".repeat(65), "x", "field-name-refused"],
] as readonly (readonly [string, FieldValue, string])[])("%j: %j is refused", (name, given, code) => {
  expect(checkField(name, given)).toMatchObject({ ok: false, fault: { code } });
});

test("titles, labels and bodies of every language pass, up to their limits", () => {
  for (const title of ["日本語のチケット", "שלום עולם", "🎉 done", "a: b # c", '"quoted"', "é", "-"]) {
    expect(checkTitle(title)).toEqual({ ok: true, value: title });
  }
  expect(checkTitle("x".repeat(MAX_TITLE_CHARS)).ok).toBe(true);
  for (const label of ["ui", "área", "v1.2", "team/web", "a:b", "c++", "日本", "x".repeat(MAX_LABEL_CHARS)]) {
    expect(checkLabel(` ${label} `)).toEqual({ ok: true, value: label });
  }
  for (const body of ["", "\r\n\t", "\u001b[31m", "---", "x".repeat(MAX_BODY_BYTES), "é".repeat(MAX_BODY_BYTES / 2)]) {
    expect(checkBody(body)).toEqual({ ok: true, value: body });
  }
});

function nested(levels: number): FieldValue {
  return Array.from({ length: levels }).reduce<FieldValue>((inner) => [inner], "x");
}
