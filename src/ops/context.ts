import { relative, resolve } from "node:path";
import type { CodeHit, CodeIndex, FoundSymbol, Importer, ImportOf, Reference } from "../code/code-index.ts";
import type { CodeSymbol } from "../code/outline.ts";
import { err, ok, type Result } from "../std/result.ts";
import { type Code, openCode } from "./code/_open-code.ts";
import { codeNameUnknown } from "./faults.ts";
import { type Call, op } from "./op.ts";

export interface FileContext {
  readonly path: string;
  readonly kind: string;
  readonly lines: number | undefined;
  readonly symbols: readonly CodeSymbol[];
  readonly imports: readonly ImportOf[];
  readonly importers: readonly Importer[];
}

export interface NameContext {
  readonly name: string;
  readonly definitions: readonly FoundSymbol[];
  readonly references: readonly Reference[];
  /** How many references there are in all. */
  readonly total: number;
}

export interface QueryContext {
  readonly query: string;
  readonly files: readonly CodeHit[];
  readonly total: number;
}

/** Answers from the index of the code. */
export const contextOp = op({
  name: "context",
  summary: "Ask the index of the code: definitions, references, imports, files by words",
  about:
    "symbols NAME tells where a name is defined and used; symbols PATH what a file defines, imports and is imported by; query WORDS finds files by paths, names and comments. It speaks of the checkout you are in, as its files are now; what git ignores and files that hold secrets are not read.",
  examples: [
    "docket context symbols cache",
    "docket context symbols src/cache.ts",
    "docket context query cache --limit 5",
  ],
  group: "work",
  effect: "read",
  input: {
    ask: {
      type: "string",
      required: true,
      position: 0,
      values: ["symbols", "query"],
      describe: "What to ask.",
      word: "ask",
    },
    words: {
      type: "strings",
      required: true,
      position: 1,
      describe: "A name or path, or words to look for.",
      word: "words",
    },
    limit: { type: "integer", default: 20, min: 0, max: 10_000, short: "n", describe: "At most this many.", word: "N" },
  },
  async run(world, call, given): Promise<Result<FileContext | NameContext | QueryContext>> {
    const opened = await openCode(world, call.cwd);
    if (!opened.ok) return opened;
    using index = opened.value.index;
    const text = given.words.join(" ");
    if (given.ask === "query") return queryContext(index, text, given.limit);
    const path = pathIn(opened.value, call, text);
    return path === undefined ? nameContext(index, text, given.limit) : fileContext(index, path);
  },
});

/** The path of a file of the checkout that the words name, from where the caller stands or from the top. */
function pathIn({ root, index }: Code, { cwd }: Call, text: string): string | undefined {
  const fromHere = relative(root, resolve(cwd, text)).replaceAll("\\", "/");
  return [fromHere, text.replace(/^\.\//, "")].find((path) => index.exists(path));
}

function fileContext(index: CodeIndex, path: string): Result<FileContext> {
  const lines = index.linesOf(path);
  if (!lines.ok) return lines;
  const symbols = index.symbolsIn(path);
  if (!symbols.ok) return symbols;
  const imports = index.importsOf(path);
  if (!imports.ok) return imports;
  const importers = index.importersOf(path);
  if (!importers.ok) return importers;
  return ok({
    path,
    kind: index.file(path)?.kind ?? "text",
    lines: lines.value,
    symbols: symbols.value,
    imports: imports.value,
    importers: importers.value,
  });
}

function nameContext(index: CodeIndex, given: string, limit: number): Result<NameContext> {
  const { name, container } = partsOf(given);
  const named = index.symbolsNamed(given);
  if (!named.ok) return named;
  const inner = named.value.length > 0 || container === undefined ? named : index.symbolsNamed(name);
  if (!inner.ok) return inner;
  const definitions = named.value.length > 0 ? named.value : inner.value.filter((one) => one.container === container);
  const used = index.references(named.value.length > 0 ? given : name, limit);
  if (!used.ok) return used;
  const isKnown = definitions.length > 0 || (container === undefined && used.value.total > 0);
  if (!isKnown) return err(codeNameUnknown({ name: given }));
  return ok({ name: given, definitions, references: used.value.items, total: used.value.total });
}

/** `Session.close`, `Session#close` and `Session::close` mean close in Session. */
function partsOf(given: string): { readonly name: string; readonly container: string | undefined } {
  const parts = /^(?:.*(?:\.|#|::))?([^.#:]+)(?:\.|#|::)([^.#:]+)$/.exec(given);
  return { name: parts?.[2] ?? given, container: parts?.[1] };
}

function queryContext(index: CodeIndex, query: string, limit: number): Result<QueryContext> {
  const found = index.search(query, limit);
  return found.ok ? ok({ query, files: found.value.items, total: found.value.total }) : found;
}
