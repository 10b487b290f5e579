import { orderSchema } from "../orders/schema.ts";
import { dodSchema } from "./dod.ts";
import { epicsSchema } from "./epics.ts";
import { settingsSchema } from "./schema.ts";
import type { Group, Quantity, Shape, Text } from "./shape.ts";

/** JSON Schema of docket.yaml, for editors that complete and check while one types. */
export const settingsJsonSchema = (): Readonly<Record<string, unknown>> => fileSchema("docket.yaml", settingsSchema);

/** JSON Schemas of the other YAML files of a backlog, by the name of the schema. */
export const otherJsonSchemas = (): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  dod: fileSchema("a file of dod/", dodSchema),
  epics: fileSchema("epics.yaml", epicsSchema),
  order: fileSchema("order.yaml", orderSchema),
});

const fileSchema = (title: string, shape: Group): Readonly<Record<string, unknown>> => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title,
  ...schemaOf(shape),
});

function schemaOf(shape: Shape): Readonly<Record<string, unknown>> {
  switch (shape.is) {
    case "group":
      // A group whose keys are all commented out reads as null in YAML.
      return { description: shape.about, type: ["object", "null"], ...groupSchema(shape) };
    case "map":
      return { description: shape.about, type: ["object", "null"], additionalProperties: schemaOf(shape.of) };
    case "list":
      return { description: shape.about, type: ["array", "null"], items: itemSchema(shape.of) };
    case "texts":
      return {
        description: shape.about,
        type: ["array", "null"],
        items: { type: "string", ...(shape.values === undefined ? {} : { enum: shape.values }) },
        default: shape.default,
      };
    default:
      return { description: shape.about, ...scalarSchema(shape) };
  }
}

function itemSchema(shape: Group): Readonly<Record<string, unknown>> {
  return { description: shape.about, type: "object", ...groupSchema(shape) };
}

function groupSchema(shape: Group): Readonly<Record<string, unknown>> {
  const required = Object.entries(shape.keys).flatMap(([name, inner]) => (inner.required === true ? [name] : []));
  return {
    properties: Object.fromEntries(Object.entries(shape.keys).map(([name, inner]) => [name, schemaOf(inner)])),
    ...(required.length === 0 ? {} : { required }),
    // Keys that begin with x- are free for other tools.
    ...(shape.open === true ? {} : { patternProperties: { "^x-": true }, additionalProperties: false }),
  };
}

function scalarSchema(
  shape: Exclude<Shape, { is: "group" | "map" | "list" | "texts" }>,
): Readonly<Record<string, unknown>> {
  const standard = shape.default === undefined ? {} : { default: shape.default };
  if (shape.is === "flag") return { type: "boolean", ...standard };
  if (shape.is === "text") return { type: "string", ...textSchema(shape), ...standard };
  return { type: shape.is, ...quantitySchema(shape), ...standard };
}

function textSchema({ values, pattern }: Text): Readonly<Record<string, unknown>> {
  return {
    ...(values === undefined ? {} : { enum: values }),
    ...(pattern === undefined ? {} : { pattern: `^(?:${pattern})$` }),
  };
}

function quantitySchema({ min, max }: Quantity): Readonly<Record<string, unknown>> {
  return { ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) };
}
