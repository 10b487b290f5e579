import { expect, test } from "vitest";
import { type SourceFile, sourceFiles } from "../../scripts/source/files.ts";
import { isNode, type Node, nameOf } from "../../scripts/source/parse.ts";
import { type Complaint, expectNone, invented } from "./check.ts";

const DOORS = new Set(["main.ts", "index.ts", "testing.ts", "backlog-repo.ts"]);

/** Packages that no verb needs before it needs one of them. */
const HOT = ["main", "ops/list", "ops/show", "ops/ready", "ops/next", "ops/search", "ops/new", "ops/edit", "ops/move"];

test("each value that is exported is imported somewhere", () => {
  expectNone(
    deadExports(sourceFiles()),
    "Nobody imports these. Remove the word export, or the whole piece when its own file does not use it either.",
  );
});

test("the hot path loads no package", () => {
  const hot = HOT.map((name) => `src/${name}.ts`);
  expectNone(
    hot.flatMap((path) => packagesLoaded(path, sourceFiles())),
    "Every call of a verb pays for this import. Load it late (await import) where it is needed, or do without it.",
  );
});

test("finds dead exports and packages on the hot path", () => {
  const files = [
    invented("src/std/a.ts", "export const used = 1; export function dead() {} export type Fine = 1;"),
    invented("src/std/b.ts", 'import { used } from "./a.ts"; import { parse } from "yaml"; used(parse);'),
    invented("src/ops/c.ts", 'import "../std/b.ts"; const late = () => import("zod");'),
  ];
  expect(deadExports(files)).toEqual(["src/std/a.ts dead"]);
  expect(packagesLoaded("src/ops/c.ts", files)).toEqual(["src/ops/c.ts loads yaml through src/std/b.ts"]);
});

/** Types are left out: they cost nothing and tell what a function takes. Lists of codes are read by the reference. */
function deadExports(files: readonly SourceFile[]): readonly Complaint[] {
  const taken = new Set(
    files.flatMap((file) => file.imports.flatMap((one) => one.names.map((name) => `${one.file} ${name}`))),
  );
  return files
    .filter((file) => file.room !== "" && !file.isTest && !DOORS.has(file.room))
    .filter((file) => !taken.has(`${file.path} *`))
    .flatMap((file) => exportedValues(file.root).map((name) => `${file.path} ${name}`))
    .filter((name) => !taken.has(name) && !/(Faults|Rules|Problems)$/.test(name));
}

function exportedValues(root: Node): readonly string[] {
  const body: readonly unknown[] = Array.isArray(root.body) ? root.body : [];
  return body
    .filter(isNode)
    .filter((node) => node.type === "ExportNamedDeclaration" && node.exportKind !== "type" && isNode(node.declaration))
    .flatMap((node) => (isNode(node.declaration) ? declaredIn(node.declaration) : []));
}

function declaredIn(declaration: Node): readonly string[] {
  if (/^TS(Interface|TypeAlias)/.test(declaration.type)) return [];
  const declared = Array.isArray(declaration.declarations) ? declaration.declarations : [declaration];
  return declared.flatMap((one: unknown) => (isNode(one) ? (nameOf(one.id) ?? []) : []));
}

/** Packages in the closure of imports that are loaded together with the file. */
function packagesLoaded(path: string, files: readonly SourceFile[]): readonly Complaint[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set([path]);
  const complaints: Complaint[] = [];
  for (const at of reached) {
    for (const one of byPath.get(at)?.imports ?? []) {
      if (one.typeOnly || one.late) continue;
      if (one.file !== undefined) reached.add(one.file);
      else if (!one.target.startsWith("node:")) complaints.push(`${path} loads ${one.target} through ${at}`);
    }
  }
  return complaints;
}
