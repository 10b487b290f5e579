import { expect, test } from "vitest";
import { z } from "zod";
import { otherJsonSchemas, settingsJsonSchema } from "./json-schema.ts";

test("the schema says the same as the reader: types, limits, values, closed groups", () => {
  expect(settingsJsonSchema()).toMatchObject({
    type: ["object", "null"],
    additionalProperties: false,
    patternProperties: { "^x-": true },
    properties: {
      home: { type: "string", enum: ["branch", "tree"], default: "branch" },
      lock: { properties: { waitMs: { type: "integer", minimum: 0, maximum: 600_000, default: 10_000 } } },
      kinds: {
        additionalProperties: { required: ["prefix"], properties: { prefix: { pattern: "^(?:[A-Z][A-Z0-9]{0,9})$" } } },
      },
      routing: {
        properties: { rules: { type: ["array", "null"], items: { required: ["pattern", "agent", "label"] } } },
      },
      review: { properties: { confidenceThreshold: { type: "integer", minimum: 0, maximum: 100 } } },
    },
  });
});

test("open groups allow unknown keys", () => {
  const { properties } = settingsJsonSchema() as { properties: Record<string, object> };
  expect(properties.routing).not.toHaveProperty("additionalProperties");
  expect(properties.gates).toHaveProperty("additionalProperties", false);
});

test("it is plain data", () => {
  expect(JSON.parse(JSON.stringify(settingsJsonSchema()))).toEqual(settingsJsonSchema());
});

test("orders, epics and Definitions of Done have schemas that take what Docket writes and refuse what it refuses", () => {
  const fits = (name: string, value: unknown): boolean =>
    z.fromJSONSchema(JSON.parse(JSON.stringify(otherJsonSchemas()[name]))).safeParse(value).success;
  const order = {
    id: "WO-k3f9q2-7d",
    ticket: "FEAT-k3f9q2",
    state: "running",
    owner: "mika",
    base: "main",
    base_commit: "a".repeat(40),
    branch: "feat/wo",
    worktree: ".worktrees/WO-k3f9q2-7d",
  };
  expect(fits("order", order)).toBe(true);
  expect(fits("order", { ...order, state: "asleep" })).toBe(false);
  expect(fits("order", { ...order, owner: undefined })).toBe(false);
  expect(fits("epics", { version: 1, epics: [{ id: "E-a", title: "A", queue: ["FEAT-k3f9q2"] }] })).toBe(true);
  expect(fits("epics", { epics: [{ id: "a", title: "A" }] })).toBe(false);
  expect(fits("dod", { dod: [{ id: "DOD-A", title: "A", required_checks: [{ name: "x", commands: ["y"] }] }] })).toBe(
    true,
  );
  expect(fits("dod", { dod: [{ id: "DOD-A" }] })).toBe(false);
});
