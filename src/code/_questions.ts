import type { SqlRow } from "../ports/sql.ts";
import { ok, type Result } from "../std/result.ts";
import { contentOf, type Desk, deskOf, type Opened, symbolsIn } from "./_desk.ts";
import { importsFrom, symbolsFrom } from "./_rows.ts";
import { searchFiles } from "./_search.ts";
import { tokensOf } from "./_words.ts";
import type { CodeFile, CodeIndex, FoundSymbol, Importer, ImportOf, ListOf, Reference } from "./code-index.ts";
import { MAX_REFERENCE_FILES } from "./limits.ts";
import { type Resolver, resolverOf } from "./resolve/resolve.ts";
import { codeOf } from "./scan/outline-of.ts";

export function indexOver(opened: Opened): CodeIndex {
  const desk = deskOf(opened);
  const { known, paths, db } = desk;
  let resolver: Resolver | undefined;
  const targets = (): Resolver => {
    resolver ??= resolverOf(paths, opened.readText);
    return resolver;
  };
  return {
    files: () => paths.flatMap((path) => fileAt(desk, path) ?? []),
    file: (path) => fileAt(desk, path),
    exists: (path) => known.has(path),
    linesOf: (path) => linesOf(desk, path),
    symbolsIn: (path) => symbolsIn(desk, path),
    symbolsNamed: (name) => symbolsNamed(desk, name),
    importsOf: (path) => importsOf(desk, targets(), path),
    importersOf: (path) => importersOf(desk, targets(), path),
    references: (name, limit) => references(desk, name, limit),
    search: (query, limit) => searchFiles(desk, query, limit),
    close: () => db.close(),
    [Symbol.dispose]: () => db.close(),
  };
}

function fileAt({ known }: Desk, path: string): CodeFile | undefined {
  const file = known.get(path);
  return file === undefined ? undefined : { path, kind: file.kind, bytes: file.size };
}

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number => (a.path < b.path ? -1 : 1);

function linesOf(desk: Desk, path: string): Result<number | undefined> {
  const row = contentOf(desk, path);
  if (!row.ok) return row;
  return ok(row.value === undefined ? undefined : Number(row.value.lines));
}

/** The contents whose column holds all pieces of a name. */
function contentsWith(desk: Desk, column: "defined" | "names", name: string): Result<readonly SqlRow[]> {
  const tokens = tokensOf(name);
  if (tokens.length === 0) return ok([]);
  const query = tokens.map((token) => `${column}:"${token}"`).join(" AND ");
  return desk.rows(
    "select id, language, symbols from content where id in (select rowid from words where words match ?) order by id",
    query,
  );
}

function symbolsNamed(desk: Desk, name: string): Result<readonly FoundSymbol[]> {
  const rows = contentsWith(desk, "defined", name);
  if (!rows.ok) return rows;
  const found = rows.value.flatMap((row) => {
    const symbols = symbolsFrom(row.symbols).filter((symbol) => symbol.name === name);
    return (desk.pathsOf.get(Number(row.id)) ?? []).flatMap((path) => symbols.map((symbol) => ({ path, ...symbol })));
  });
  return ok(found.sort((a, b) => byPath(a, b) || a.line - b.line));
}

function importsOf(desk: Desk, resolver: Resolver, path: string): Result<readonly ImportOf[]> {
  const row = contentOf(desk, path);
  if (!row.ok) return row;
  const from = { path, language: String(row.value?.language ?? "") };
  const imports = importsFrom(row.value?.imports);
  return ok(imports.map((given) => ({ spec: given.spec, line: given.line, ...resolver.targetOf(from, given) })));
}

function importersOf(desk: Desk, resolver: Resolver, path: string): Result<readonly Importer[]> {
  const rows = desk.rows("select id, language, imports from content where imports <> '[]' order by id");
  if (!rows.ok) return rows;
  const found = rows.value.flatMap((row) => {
    const imports = importsFrom(row.imports);
    const language = String(row.language);
    return (desk.pathsOf.get(Number(row.id)) ?? []).flatMap((from) =>
      imports
        .filter((given) => resolver.targetOf({ path: from, language }, given).paths.includes(path))
        .map(({ spec, line }) => ({ path: from, line, spec })),
    );
  });
  return ok(found.sort((a, b) => (a.path === b.path ? a.line - b.line : byPath(a, b))));
}

/** The full text tells which files hold the name; on which lines, the files themselves, read again. */
function references(desk: Desk, name: string, limit: number): Result<ListOf<Reference>> {
  const rows = contentsWith(desk, "names", name);
  if (!rows.ok) return rows;
  const found: Reference[] = [];
  const files = rows.value.flatMap((row) => (desk.pathsOf.get(Number(row.id)) ?? []).map((path) => ({ path, row })));
  for (const { path, row } of files.sort(byPath).slice(0, MAX_REFERENCE_FILES)) {
    const own = new Set(symbolsFrom(row.symbols).flatMap((symbol) => (symbol.name === name ? [symbol.line] : [])));
    const lines = linesWith(codeOf(path, desk.readText(path) ?? ""), name);
    found.push(...lines.filter((line) => !own.has(line)).map((line) => ({ path, line })));
  }
  return ok({ items: found.slice(0, limit), total: found.length });
}

function linesWith(code: string, name: string): readonly number[] {
  const whole = new RegExp(`(?<![\\p{L}\\p{N}_$])${RegExp.escape(name)}(?![\\p{L}\\p{N}_$])`, "u");
  return code.split("\n").flatMap((line, at) => (whole.test(line) ? [at + 1] : []));
}
