import type { Op } from "../ops/op.ts";
import { toolOf } from "./tool.ts";

/** The text of docs/mcp.md. */
export function mcpReference(ops: readonly Op[]): string {
  const tools = ops.filter(({ tool }) => tool !== undefined);
  const bytes = Buffer.byteLength(JSON.stringify(tools.map(toolOf)));
  return `${[
    "# Tools for agents",
    "",
    "Made from the op records by `npm run golden`; do not edit.",
    "",
    `\`docket mcp\` offers ${tools.length} tools (${bytes} bytes of description and schema in all) and the resources`,
    "`docket://ticket/{id}`. A call works in the first root that the client names, or in the server's own folder. An answer is at most",
    "24 kB of JSON; a longer one is cut, has `truncated: true` and counts under `omitted` what is missing. A ticket that was changed comes",
    "back without its sections and with its newest event alone: `show` has the rest. A fault is an answer with",
    '`isError` and the document `{"error":{"code","message","where","hint"}}`; around orders with a `card`: class, cause, next, recheck.',
    ...tools.flatMap(toolPage),
  ].join("\n")}\n`;
}

function toolPage(op: Op): readonly string[] {
  const fields = Object.entries(op.input).filter(([, field]) => !field.cliOnly);
  const rows = fields.map(([name, field]) => {
    const allowed =
      field.values === undefined ? "" : ` One of ${field.values.map((value) => `\`${value}\``).join(", ")}.`;
    const preset = field.default === undefined ? "" : ` Default \`${field.default}\`.`;
    const type = field.type === "strings" ? "list of strings" : field.type;
    return `| \`${name}\` | ${type}${field.required ? ", required" : ""} | ${cell(`${sentence(field.describe)}${allowed}${preset}`)} |`;
  });
  const table = rows.length === 0 ? [] : ["", "| input | type | meaning |", "|---|---|---|", ...rows];
  return ["", `## ${op.name}`, "", `${op.tool} Effect: ${op.effect}.`, ...table];
}

const sentence = (text: string): string => (text.endsWith(".") ? text : `${text}.`);
const cell = (text: string): string => text.replaceAll("|", "\\|");
