import { type ESTree, parseSync } from "rolldown/utils";

/** A node of the syntax tree, as far as the checks need to know it. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Program {
  readonly root: Node;
  /** 1-based line of a place in the text. */
  lineAt(offset: number): number;
}

/** Parses one TypeScript file; throws when it is not TypeScript, which the compiler says better. */
export function parseSource(path: string, text: string): Program {
  const parsed = parseSync(path, text, { lang: "ts", sourceType: "module" });
  if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors[0]?.message}`);
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  return {
    root: asNode(parsed.program),
    lineAt: (offset) => starts.findLastIndex((start) => start <= offset) + 1,
  };
}

/** Every node below and including the given one, parents before children, with the chain of its ancestors. */
export function walk(root: Node): readonly (readonly [Node, readonly Node[]])[] {
  const found: (readonly [Node, readonly Node[]])[] = [];
  const visit = (node: Node, ancestors: readonly Node[]): void => {
    found.push([node, ancestors]);
    const below = children(node);
    if (below.length === 0) return;
    // One chain serves all children.
    const chain = [...ancestors, node];
    for (const child of below) visit(child, chain);
  };
  visit(root, []);
  return found;
}

/** The nodes directly below. */
export function children(node: Node): readonly Node[] {
  const found: Node[] = [];
  // Asked of millions of nodes: no lists on the way.
  for (const name in node) addNodes(found, node[name]);
  return found;
}

function addNodes(found: Node[], value: unknown): void {
  if (Array.isArray(value)) for (const one of value) addNodes(found, one);
  else if (isNode(value)) found.push(value);
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value;

/** The name of an identifier, or undefined for anything else. */
export const nameOf = (value: unknown): string | undefined =>
  isNode(value) && value.type === "Identifier" && typeof value.name === "string" ? value.name : undefined;

/** The text of a string literal, a template without holes, or a sum of these. */
export function textOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === "Literal") return typeof value.value === "string" ? value.value : undefined;
  if (value.type === "TemplateLiteral") return templateText(value);
  if (value.type !== "BinaryExpression" || value.operator !== "+") return undefined;
  const [left, right] = [textOf(value.left), textOf(value.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}

/** The values of an object literal's plain properties. */
export function propertiesOf(node: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  for (const property of Array.isArray(node.properties) ? node.properties : []) {
    if (!isNode(property) || property.type !== "Property") continue;
    const key = nameOf(property.key) ?? textOf(property.key);
    if (key !== undefined && isNode(property.value)) found.set(key, property.value);
  }
  return found;
}

function templateText(node: Node): string | undefined {
  const quasis = Array.isArray(node.quasis) ? node.quasis : [];
  const value = quasis.length === 1 && isNode(quasis[0]) ? quasis[0].value : undefined;
  if (typeof value !== "object" || value === null || !("cooked" in value)) return undefined;
  return typeof value.cooked === "string" ? value.cooked : undefined;
}

function asNode(program: ESTree.Program): Node {
  if (!isNode(program)) throw new Error("the parser gave no tree");
  return program;
}
