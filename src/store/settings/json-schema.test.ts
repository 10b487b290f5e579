import { expect, test } from "vitest";
import { settingsJsonSchema } from "./json-schema.ts";

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
