import { settingsSchema } from "../settings/schema.ts";
import type { Group, ListOf, MapOf, Shape } from "../settings/shape.ts";
import { quoted } from "./_quote.ts";

/** Values written out in a new docket.yaml; all other keys stand there as comments with their defaults. */
export type Written = Readonly<Record<string, string | number | undefined>>;

const head = `# Settings of this backlog. Every key has a default: what is commented out shows it. An unknown key is an error.
# All keys with their meaning: docs/settings.md of docket; or \`docket doctor\` when something is wrong here.
`;

/** A remark beside a key that is left out, by path. */
type Notes = Readonly<Record<string, string>>;

/** The text of a new docket.yaml, with one comment a group. `written` is by path: \`gates.test\`. */
export function settingsText(written: Written, notes: Notes = {}): string {
  const plain = Object.entries(settingsSchema.keys).filter(([, shape]) => !isBranch(shape));
  const branches = Object.entries(settingsSchema.keys).filter(([, shape]) => isBranch(shape));
  const parts = [
    plain.flatMap(([name, shape]) => leafLines(shape, { path: name, indent: "", written, notes })),
    ...branches.map(([name, shape]) => branchLines(shape, { path: name, indent: "", written, notes })),
  ];
  return `${head}\n${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

interface Spot {
  readonly path: string;
  readonly indent: string;
  readonly written: Written;
  readonly notes: Notes;
}

function branchLines(shape: Shape, spot: Spot): readonly string[] {
  const above = `${spot.indent}# ${shape.about}`;
  switch (shape.is) {
    case "group":
      return [above, ...groupLines(shape, spot)];
    case "list":
    case "map":
      return [above, ...exampleLines(shape, spot)];
    default:
      return leafLines(shape, spot);
  }
}

function groupLines(shape: Group, spot: Spot): readonly string[] {
  const mark = isWritten(spot) ? "" : "# ";
  const inner = Object.entries(shape.keys).flatMap(([name, child]) => {
    const at = { ...spot, path: `${spot.path}.${name}`, indent: `${spot.indent}  ` };
    return isBranch(child) ? commentedBranch(child, at) : leafLines(child, at);
  });
  return [`${spot.indent}${mark}${lastName(spot.path)}:`, ...inner];
}

/** Groups within groups are for those who look for them: short, without a sentence each. */
function commentedBranch(shape: Shape, spot: Spot): readonly string[] {
  if (shape.is === "group") return groupLines(shape, spot);
  return [`${spot.indent}# ${lastName(spot.path)}: ${shape.is === "list" ? "[]" : "{}"}`];
}

function leafLines(shape: Shape, spot: Spot): readonly string[] {
  const name = lastName(spot.path);
  const value = spot.written[spot.path];
  if (value !== undefined)
    return [`${spot.indent}${name}: ${typeof value === "number" ? value : quoted(value)}${choices(shape)}`];
  const note = spot.notes[spot.path];
  const remark = note === undefined ? "" : ` # ${note}`;
  return [`${spot.indent}# ${name}:${standard(shape)}${choices(shape)}${remark}`];
}

/** One made-up record shows what belongs there better than a sentence. */
function exampleLines(shape: ListOf | MapOf, { path }: Spot): readonly string[] {
  if (shape.is === "list" || path !== "kinds") return [`# ${lastName(path)}: ${shape.is === "list" ? "[]" : "{}"}`];
  return ["# kinds:", "#   spike: { prefix: SPIKE, priority: P2, redGreen: false, sections: [Question, Answer] }"];
}

function standard(shape: Shape): string {
  if (!("default" in shape) || shape.default === undefined) return "";
  const value = shape.default;
  if (typeof value === "string") return ` ${quoted(value)}`;
  return typeof value === "object" ? ` [${value.map((entry) => quoted(entry)).join(", ")}]` : ` ${value}`;
}

function choices(shape: Shape): string {
  return shape.is === "text" && shape.values !== undefined ? ` # ${shape.values.join(" | ")}` : "";
}

const isWritten = ({ path, written }: Spot): boolean =>
  Object.keys(written).some((key) => key.startsWith(`${path}.`) && written[key] !== undefined);
const lastName = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
const isBranch = (shape: Shape): boolean => shape.is === "group" || shape.is === "map" || shape.is === "list";
