import { expect, test } from "vitest";
import type { SourceFile } from "../../scripts/source/files.ts";
import { type Node, nameOf, textOf, walk } from "../../scripts/source/parse.ts";
import { type Complaint, expectNone, invented, paidDebts, programFiles } from "./check.ts";

/** Rooms that are the outside, or put it together. */
const OUTSIDE = new Set(["host", "main.ts"]);

/** Built-ins that only compute; `crypto` has parts that do not, see PURE_CRYPTO. */
const PURE = new Set(["assert", "buffer", "crypto", "path", "path/posix", "string_decoder", "url", "util", "zlib"]);
const PURE_CRYPTO = new Set(["createHash", "hash", "timingSafeEqual"]);

/** Names that reach the outside without an import. */
const GLOBALS = new Set([
  ...["process", "console", "performance", "fetch", "crypto", "WebSocket", "EventSource", "navigator", "localStorage"],
  ...["setTimeout", "setInterval", "setImmediate", "globalThis", "global", "require"],
]);

/** Method calls whose answer depends on the machine, its clock or its language. */
const METHODS = new Set(["Date.now", "Math.random", "Temporal.Now", "AbortSignal.timeout", "import.meta"]);
const BY_LANGUAGE = /^(localeCompare|toLocale\w+)$/;

/** Places outside `host` that may touch the outside, each with the reason. The list may only become shorter. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "src/twins/manual-clock.ts setImmediate":
    "a turn of the event loop, not a span of time: others get on while the clock stands",
  "src/twins/memory-sql.ts crypto":
    "a name for a shared in-memory database, so that two twins in one process never meet",
};

test("only host and main.ts touch the outside", () => {
  const all = programFiles().flatMap(outsideComplaints);
  expectNone(
    all.filter((complaint) => !(keyOf(complaint) in EXCEPTIONS)),
    "These lines reach disk, process, clock, chance, network or language of the machine. Ask a port instead (src/ports), and let " +
      "src/host answer it; pure code takes the time as a value. Compare texts with < and >, not by locale.",
  );
  expectNone(
    paidDebts(Object.keys(EXCEPTIONS), new Set(all.map(keyOf))),
    "Remove the line from EXCEPTIONS in this test.",
  );
});

test.for([
  ['import { readFileSync } from "node:fs";', "node:fs"],
  ['import { spawn } from "child_process";', "child_process"],
  ['import { randomUUID } from "node:crypto";', "node:crypto"],
  ['const os = await import("node:os");', "node:os"],
  ["export const a = Date.now();", "Date.now"],
  ["export const a = new Date();", "new Date()"],
  ["export const a = Date();", "new Date()"],
  ["export const a = Math.random();", "Math.random"],
  ["export const a = process.env.HOME;", "process"],
  ["export const a = () => console.log(1);", "console"],
  ["export const a = () => setTimeout(() => 1, 1);", "setTimeout"],
  ["export const a = (b: string) => b.localeCompare(b);", "localeCompare"],
  ["export const a = import.meta.url;", "import.meta"],
] as const)("finds %s outside host", ([line, what]) => {
  expect(outsideComplaints(invented("src/store/a.ts", line))).toEqual([`src/store/a.ts:1 ${what}`]);
  expect(outsideComplaints(invented("src/host/a.ts", line))).toEqual([]);
});

test("lets pure code alone", () => {
  const lines = [
    'import { createHash } from "node:crypto";',
    'import { join } from "node:path";',
    'import type { Stats } from "node:fs";',
    "export const a = (now: number, console: { process: number }) => [new Date(now), console.process, join, createHash];",
    "export interface B { readonly performance: number }",
    "export const b = { setTimeout: 1 };",
  ];
  expect(outsideComplaints(invented("src/store/a.ts", ...lines))).toEqual([]);
});

const keyOf = (complaint: Complaint): string => complaint.replace(/:\d+ /, " ");

function outsideComplaints(file: SourceFile): readonly Complaint[] {
  if (OUTSIDE.has(file.room)) return [];
  const declared = declaredNames(file.root);
  const touched = walk(file.root).flatMap(([node, ancestors]) => {
    const what = touches(node, ancestors.at(-1), declared);
    return what === undefined ? [] : [`${file.path}:${file.lineAt(node.start)} ${what}`];
  });
  return [...importComplaints(file), ...touched];
}

function importComplaints(file: SourceFile): readonly Complaint[] {
  return file.imports
    .filter((one) => one.file === undefined && !one.typeOnly && !isPure(one.target, one.names))
    .map((one) => `${file.path}:${one.line} ${one.target}`);
}

function isPure(target: string, names: readonly string[]): boolean {
  const name = target.replace(/^node:/, "");
  if (!target.startsWith("node:") && !BARE_BUILT_INS.test(target)) return true;
  return PURE.has(name) && (name !== "crypto" || names.every((taken) => PURE_CRYPTO.has(taken)));
}

const BARE_BUILT_INS = /^(fs|child_process|os|net|http|https|crypto|worker_threads|process|timers|tty|readline)(\/|$)/;

function touches(node: Node, parent: Node | undefined, declared: ReadonlySet<string>): string | undefined {
  if (node.type === "MetaProperty") return nameOf(node.meta) === "import" ? "import.meta" : undefined;
  if (node.type === "NewExpression" || node.type === "CallExpression") return dateWithoutTime(node);
  if (node.type === "MemberExpression") return touchedMember(node);
  const name = nameOf(node);
  if (name === undefined || !GLOBALS.has(name) || declared.has(name)) return undefined;
  return isReference(node, parent) ? name : undefined;
}

function dateWithoutTime(node: Node): string | undefined {
  const isDate = nameOf(node.callee) === "Date";
  const hasTime = node.type === "NewExpression" && Array.isArray(node.arguments) && node.arguments.length > 0;
  return isDate && !hasTime ? "new Date()" : undefined;
}

function touchedMember(node: Node): string | undefined {
  const property = node.computed === true ? textOf(node.property) : nameOf(node.property);
  if (property !== undefined && BY_LANGUAGE.test(property)) return property;
  const path = `${nameOf(node.object)}.${property}`;
  return METHODS.has(path) ? path : undefined;
}

/** Whether an identifier stands for a value, and is not the name of a property or a type. */
function isReference(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined || parent.type.startsWith("TS")) return parent?.type === "TSAsExpression";
  if (parent.type === "MemberExpression") return parent.object === node || parent.computed === true;
  if (parent.type === "Property") return parent.value === node;
  return !["PropertyDefinition", "MethodDefinition", "ImportSpecifier", "ExportSpecifier"].includes(parent.type);
}

/** Names the file declares itself, as parameters, constants or imports: they hide the globals. */
function declaredNames(root: Node): ReadonlySet<string> {
  const names = walk(root).flatMap(([node]) => {
    if (node.type === "VariableDeclarator") return bound(node.id);
    if (node.type.startsWith("Import")) return bound(node.local);
    return Array.isArray(node.params) ? node.params.flatMap(bound) : [];
  });
  return new Set(names);
}

function bound(pattern: unknown): readonly string[] {
  const name = nameOf(pattern);
  if (name !== undefined) return [name];
  if (typeof pattern !== "object" || pattern === null) return [];
  if ("properties" in pattern && Array.isArray(pattern.properties)) {
    return pattern.properties.flatMap((property: { readonly value?: unknown }) => bound(property.value));
  }
  if ("elements" in pattern && Array.isArray(pattern.elements)) return pattern.elements.flatMap(bound);
  return "left" in pattern ? bound(pattern.left) : [];
}
