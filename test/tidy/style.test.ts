import { expect, test } from "vitest";
import { type SourceFile, sourceFiles } from "../../scripts/source/files.ts";
import { isNode, type Node, nameOf, walk } from "../../scripts/source/parse.ts";
import { type Complaint, expectNone, invented, paidDebts, programFiles } from "./check.ts";
import { casts, catchers } from "./debts.ts";

const DOORS = new Set(["index.ts", "testing.ts", "backlog-repo.ts"]);
const CATCHING_ROOMS = new Set(["host", "main.ts", "twins"]);

type Rule = (node: Node, file: SourceFile) => string | undefined;

const rules: Readonly<Record<string, { readonly find: Rule; readonly wayOut: string }>> = {
  "exports are named": {
    find: (node, file) =>
      node.type === "ExportDefaultDeclaration" && !file.path.endsWith(".config.ts") ? "default export" : undefined,
    wayOut: "Give the export a name, so that it is called the same everywhere.",
  },
  "there are no barrels": {
    find: (node, file) =>
      /^Export(All|Named)Declaration$/.test(node.type) && isNode(node.source) && !DOORS.has(file.room)
        ? "exports from another file"
        : undefined,
    wayOut: "Import the file that has it. A barrel loads everything to give one thing.",
  },
  "there is no any": {
    find: (node) => (node.type === "TSAnyKeyword" ? "any" : undefined),
    wayOut: "Use unknown and a parser, or the real type.",
  },
  "there is no non-null assertion": {
    find: (node) => (node.type === "TSNonNullExpression" ? "x!" : undefined),
    wayOut: "Say what happens when it is missing: a default, a fault, or an early return.",
  },
  "no catch is empty": {
    find: (node) => (node.type === "CatchClause" && isEmptyBlock(node.body) ? "empty catch" : undefined),
    wayOut: "Turn what was thrown into a fault, or name the value that stands in for it.",
  },
  "no module has state": {
    find: (node, file) =>
      node.type === "VariableDeclaration" && node.kind !== "const" && isTopLevel(node, file) && file.room !== ""
        ? `top-level ${String(node.kind)}`
        : undefined,
    wayOut: "Two backlogs in one process must not meet: keep it in a value that is made and passed on.",
  },
};

test.for(Object.entries(rules))("%s", ([name, { wayOut }]) => {
  expectNone(complaintsByRule().get(name) ?? [`${name} was not asked`], wayOut);
});

test("only host, main.ts and twins catch what is thrown", () => {
  const found = programFiles().filter((file) => !CATCHING_ROOMS.has(file.room));
  const all = found.flatMap((file) => complaintsOf(catches, file));
  expectNone(
    all.filter((complaint) => !(pathOf(complaint) in catchers)),
    "An expected failure is a value: give a Result with a Fault. What Node throws is caught in host, at the port.",
  );
  expectNone(
    paidDebts(existing(Object.keys(catchers)), new Set(all.map(pathOf))),
    "Remove it from catchers in debts.ts.",
  );
});

test("casts are made where a parser makes them, and become fewer", () => {
  const brands = brandsByRoom(programFiles());
  const found = programFiles().flatMap((file) => complaintsOf((node) => castIn(node, brands.get(file.room)), file));
  const counts = Map.groupBy(found, pathOf);
  expectNone(
    [...counts].flatMap(([path, all]) => (all.length > (casts[path]?.count ?? 0) ? all : [])),
    "A cast silences the compiler. Parse the value, narrow it with a type guard, or declare the type where the value is made. " +
      "Casts to a branded type belong to the room that declares it.",
  );
  expectNone(
    Object.entries(casts).flatMap(([path, { count }]) =>
      (counts.get(path)?.length ?? 0) < count
        ? [`${path} has ${counts.get(path)?.length ?? 0} casts, ${count} are listed`]
        : [],
    ),
    "Good: fewer casts. Lower the number in debts.ts.",
  );
});

test.for([
  ["export default 1;", "exports are named"],
  ['export * from "./b.ts";', "there are no barrels"],
  ['export { b } from "./b.ts";', "there are no barrels"],
  ["export const a = (b: any) => b;", "there is no any"],
  ["export const a = (b?: number) => b!;", "there is no non-null assertion"],
  ["try { a(); } catch { /* never mind */ }", "no catch is empty"],
  ["let count = 0;", "no module has state"],
] as const)("%s breaks the rule: %s", ([line, name]) => {
  const rule = rules[name];
  expect(rule && complaintsOf(rule.find, invented("src/std/a.ts", line))).toHaveLength(1);
});

test("finds casts and catches", () => {
  const brands = new Set(["Id"]);
  const found = (line: string, find: Rule): number => complaintsOf(find, invented("src/std/a.ts", line)).length;
  const cast: Rule = (node) => castIn(node, brands);
  expect(found("const a = b as string;", cast)).toBe(1);
  expect(found("const a = b as unknown as Id;", cast)).toBe(1);
  expect(found("const a = b as Id; const c = [1] as const; const d = {} satisfies object;", cast)).toBe(0);
  expect(found("try { a(); } catch (e) { b(e); }", catches)).toBe(1);
  expect(found("a().catch(b);", catches)).toBe(1);
  expect(found("try { a(); } finally { b(); }", catches)).toBe(0);
});

let byRule: Map<string, Complaint[]> | undefined;

/** Found in one walk over each file: there are millions of nodes. */
function complaintsByRule(): ReadonlyMap<string, readonly Complaint[]> {
  if (byRule !== undefined) return byRule;
  byRule = new Map(Object.keys(rules).map((name) => [name, []]));
  for (const file of sourceFiles()) {
    for (const [node] of walk(file.root)) noteBroken(byRule, node, file);
  }
  return byRule;
}

function noteBroken(found: ReadonlyMap<string, Complaint[]>, node: Node, file: SourceFile): void {
  for (const [name, complaints] of found) {
    const what = rules[name]?.find(node, file);
    if (what !== undefined) complaints.push(complaintAt(node, file, what));
  }
}

const complaintAt = (node: Node, file: SourceFile, what: string): Complaint =>
  `${file.path}:${file.lineAt(node.start)} ${what}`;

function complaintsOf(find: Rule, file: SourceFile): readonly Complaint[] {
  return walk(file.root).flatMap(([node]) => {
    const what = find(node, file);
    return what === undefined ? [] : [complaintAt(node, file, what)];
  });
}

const pathOf = (complaint: Complaint): string => complaint.replace(/:\d+ .*$/, "");

const existing = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => sourceFiles().some((file) => file.path === path));

function catches(node: Node): string | undefined {
  if (node.type === "CatchClause") return "catch";
  if (node.type !== "CallExpression" || !isNode(node.callee) || node.callee.type !== "MemberExpression")
    return undefined;
  return nameOf(node.callee.property) === "catch" ? ".catch()" : undefined;
}

function castIn(node: Node, brands: ReadonlySet<string> | undefined): string | undefined {
  if (node.type === "TSTypeAssertion") return "a cast";
  if (node.type !== "TSAsExpression" || !isNode(node.typeAnnotation)) return undefined;
  const name = nameOf(node.typeAnnotation.typeName);
  return name === "const" || (name !== undefined && brands?.has(name)) ? undefined : "a cast";
}

/** Names of branded types (`type Id = Brand<…>`) by the room that declares them. */
function brandsByRoom(files: readonly SourceFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of files) {
    const names = walk(file.root).flatMap(([node]) => brandDeclared(node));
    found.set(file.room, new Set([...(found.get(file.room) ?? []), ...names]));
  }
  return found;
}

function brandDeclared(node: Node): readonly string[] {
  if (node.type !== "TSTypeAliasDeclaration" || !isNode(node.typeAnnotation)) return [];
  const name = nameOf(node.id);
  return nameOf(node.typeAnnotation.typeName) === "Brand" && name !== undefined ? [name] : [];
}

const isEmptyBlock = (node: unknown): boolean => isNode(node) && Array.isArray(node.body) && node.body.length === 0;

const isTopLevel = (node: Node, file: SourceFile): boolean =>
  Array.isArray(file.root.body) &&
  file.root.body.some((one: unknown) => one === node || (isNode(one) && one.declaration === node));
