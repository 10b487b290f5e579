import { expected } from "./_scalars.ts";
import { settingsSchema } from "./schema.ts";
import { type Group, type Reader, readers, type Shape } from "./shape.ts";

/** The reference of docket.yaml in Markdown: docs/settings.md. */
export function settingsReference(): string {
  const parts = Object.entries(settingsSchema.keys).filter(([, shape]) => isBranch(shape));
  const plain = Object.entries(settingsSchema.keys).filter(([, shape]) => !isBranch(shape));
  return `${[
    "# Settings",
    "",
    "<!-- Generated from the settings table by `npm run golden`; do not edit. -->",
    "",
    "`docket.yaml` lies in the backlog's folder. Every key has a default, so an empty file is a valid one. An unknown key or a value",
    "of the wrong type is an error with its line. Keys that begin with `x-` are left to other tools. Groups marked *open* keep keys",
    "that Docket does not know. Editors find the schema in `schemas/docket.schema.json`.",
    "",
    "## At the top",
    "",
    ...table(plain.map(([name, shape]) => row(name, shape, "store"))),
    ...parts.flatMap(([name, shape]) => section(name, shape)),
  ].join("\n")}\n`;
}

function section(name: string, shape: Shape): readonly string[] {
  const reader = shape.readBy ?? "store";
  const open = shape.is === "group" && shape.open === true ? " *Open.*" : "";
  return [
    "",
    `## \`${name}\``,
    "",
    `${shape.about}${open} Read by: ${readerText(reader)}.`,
    "",
    ...table(rows(name, shape, reader)),
  ];
}

/** One row a leaf; entries of maps and lists are written `name.<name>.key` and `name[].key`. */
function rows(path: string, shape: Shape, reader: Reader): readonly string[] {
  const mine = shape.readBy ?? reader;
  switch (shape.is) {
    case "group":
      return groupRows(path, shape, mine);
    case "list":
      return groupRows(`${path}[]`, shape.of, mine);
    case "map":
      return rows(`${path}.<name>`, shape.of, mine);
    default:
      return [row(path, shape, mine)];
  }
}

function groupRows(path: string, group: Group, reader: Reader): readonly string[] {
  return Object.entries(group.keys).flatMap(([name, inner]) => rows(`${path}.${name}`, inner, reader));
}

function table(lines: readonly string[]): readonly string[] {
  return ["| key | type | default | meaning | read by |", "|---|---|---|---|---|", ...lines];
}

function row(path: string, shape: Shape, reader: Reader): string {
  const cells = [`\`${path}\``, expected(shape), defaultText(shape), shape.about, readerText(shape.readBy ?? reader)];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function defaultText(shape: Shape): string {
  if (shape.required === true) return "needed";
  if (!("default" in shape) || shape.default === undefined) return "–";
  if (typeof shape.default !== "object") return `\`${shape.default}\``;
  return shape.default.length === 0 ? "none" : shape.default.map((value) => `\`${value}\``).join(", ");
}

function readerText(reader: Reader): string {
  return readers[reader].built ? reader : `${reader} (not built yet)`;
}

const isBranch = (shape: Shape): boolean => shape.is === "group" || shape.is === "map" || shape.is === "list";
