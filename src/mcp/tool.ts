import type { Tool } from "@modelcontextprotocol/server";
import type { Field, Op } from "../ops/op.ts";

/** Makes the tool of an op: as few bytes as possible, because every agent carries all tools in its context. */
export function toolOf(op: Op): Tool {
  const fields = Object.entries(op.input).filter(([, field]) => !field.cliOnly);
  const required = fields.filter(([, field]) => field.required).map(([name]) => name);
  return {
    name: op.name,
    description: op.tool ?? op.summary,
    inputSchema: {
      type: "object",
      properties: Object.fromEntries(fields.map(([name, field]) => [name, propertyOf(name, field)])),
      ...(required.length === 0 ? {} : { required }),
    },
    annotations: ANNOTATIONS[op.effect],
  };
}

/** What is written is a commit in the backlog's history, so nothing is destroyed by it. */
const ANNOTATIONS: Readonly<Record<Op["effect"], NonNullable<Tool["annotations"]>>> = {
  read: { readOnlyHint: true },
  write: { destructiveHint: false },
  run: {},
};

type Property = NonNullable<Tool["inputSchema"]["properties"]>[string];

/** Inputs whose name says all that an agent needs. */
const EVIDENT = new Set([
  "id",
  "title",
  "kind",
  "label",
  "epic",
  "status",
  "limit",
  "priority",
  "parent",
  "add_label",
  "remove_label",
]);

/** Ranges and defaults are left to the check of the input: its fault names them to whoever needs to know. */
function propertyOf(name: string, field: Field): Property {
  const list = field.type === "strings";
  const allowed = field.values === undefined ? {} : { enum: [...field.values] };
  return {
    type: list ? "array" : field.type,
    ...(list ? { items: { type: "string", ...allowed } } : allowed),
    ...(EVIDENT.has(name) ? {} : { description: field.describe }),
  };
}
