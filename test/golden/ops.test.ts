import { expect, test } from "vitest";
import { allOps } from "../../scripts/reference/all.ts";
import { toolOf } from "../../src/mcp/tool.ts";
import type { Op } from "../../src/ops/op.ts";

const ops = await allOps();
const MAX_TOOLS = 15;
const MAX_SCHEMA_BYTES = 6_000;
/** Names and letters that mean the same for every command. */
const GLOBAL = new Set(["dir", "json", "fields", "dry-run", "as", "quiet", "color", "help", "version"]);
const GLOBAL_SHORT = new Set(["C", "q", "h"]);

test("agents carry few tools, described in few bytes", () => {
  const tools = ops.filter(({ tool }) => tool !== undefined).map(toolOf);
  expect(tools.length).toBeLessThanOrEqual(MAX_TOOLS);
  const bytes = Buffer.byteLength(JSON.stringify(tools.map(({ inputSchema }) => inputSchema)));
  expect(bytes).toBeLessThanOrEqual(MAX_SCHEMA_BYTES);
});

test("no input of a verb takes the name or letter of a flag of every command", () => {
  expect(ops.flatMap(collisions)).toEqual([]);
});

test("finds a collision", () => {
  const [first] = ops;
  if (first === undefined) throw new Error("there are no verbs");
  const bad: Op = {
    ...first,
    name: "bad",
    input: { dryRun: { type: "boolean", describe: "d" }, queue: { type: "string", short: "q", describe: "q" } },
  };
  expect(collisions(bad)).toEqual(["bad --dry-run", "bad -q"]);
});

test("each verb is named like its record and has examples that call it", async () => {
  for (const op of ops) {
    expect(op.examples.length, op.name).toBeGreaterThan(0);
    for (const example of op.examples) expect(example).toMatch(new RegExp(`(^|\\| |\\$\\()docket ${op.name}( |$)`));
  }
});

function collisions(op: Op): readonly string[] {
  return Object.entries(op.input).flatMap(([name, field]) => {
    const flag = field.flag ?? name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const taken = field.position === undefined && GLOBAL.has(flag) ? [`${op.name} --${flag}`] : [];
    return [...taken, ...(GLOBAL_SHORT.has(field.short ?? "") ? [`${op.name} -${field.short}`] : [])];
  });
}
