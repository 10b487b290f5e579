import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isNode, type Node, nameOf, type Program, parseSource, textOf, walk } from "./parse.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** One TypeScript file of the project, read and parsed. */
export interface SourceFile extends Program {
  /** From the root of the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly isTest: boolean;
  readonly imports: readonly Import[];
  /** First folder below src, or the file's name directly in src; empty outside src. */
  readonly room: string;
}

export interface Import {
  /** As it is written. */
  readonly target: string;
  /** The file meant, from the root of the project; undefined for packages and built-ins. */
  readonly file: string | undefined;
  readonly typeOnly: boolean;
  /** `await import(…)`: loaded when needed. */
  readonly late: boolean;
  /** Names taken; `*` for all of them. */
  readonly names: readonly string[];
  readonly line: number;
}

const SKIPPED = new Set(["node_modules", "dist", ".git", ".corpus", ".worktrees"]);

/** Paths of all files below the given folders, sorted, from the root of the project. */
export function listFiles(folder = ""): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(path) : entry.isFile() ? [path] : [];
    })
    .sort();
}

export const readProjectFile = (path: string): string => readFileSync(join(root, path), "utf8");

let cache: readonly SourceFile[] | undefined;

/** Every TypeScript file of the project, parsed once. */
export function sourceFiles(): readonly SourceFile[] {
  cache ??= listFiles()
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readSource(path, readProjectFile(path)));
  return cache;
}

export function readSource(path: string, text: string): SourceFile {
  const program = parseSource(path, text);
  return {
    ...program,
    path,
    text,
    lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0),
    isTest: path.endsWith(".test.ts"),
    imports: walk(program.root).flatMap(([node]) => importOf(path, node, program)),
    room: /^src\/([^/]+)/.exec(path)?.[1] ?? "",
  };
}

const STATIC = new Set(["ImportDeclaration", "ExportNamedDeclaration", "ExportAllDeclaration"]);

function importOf(path: string, node: Node, program: Program): readonly Import[] {
  const late = node.type === "ImportExpression";
  const inType = node.type === "TSImportType";
  if (!late && !inType && !STATIC.has(node.type)) return [];
  const target = textOf(node.source);
  if (target === undefined) return [];
  const specifiers = (Array.isArray(node.specifiers) ? node.specifiers : []).filter(isNode);
  return [
    {
      target,
      file: target.startsWith(".") ? relative(".", join(dirname(path), target)).replaceAll("\\", "/") : undefined,
      typeOnly: inType || isTypeOnly(node, specifiers),
      late,
      names: STATIC.has(node.type) && node.type !== "ExportAllDeclaration" ? specifiers.map(takenName) : ["*"],
      line: program.lineAt(node.start),
    },
  ];
}

function isTypeOnly(node: Node, specifiers: readonly Node[]): boolean {
  if (node.importKind === "type" || node.exportKind === "type") return true;
  const kinds = specifiers.map((one) => one.importKind ?? one.exportKind);
  return kinds.length > 0 && kinds.every((kind) => kind === "type");
}

/** The name a specifier takes from the other file. */
function takenName(specifier: Node): string {
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  const taken = specifier.type === "ExportSpecifier" ? specifier.local : specifier.imported;
  return nameOf(taken) ?? textOf(taken) ?? "*";
}
