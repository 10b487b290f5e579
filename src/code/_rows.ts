import type { SqlValue } from "../ports/sql.ts";
import { parseJson } from "../std/json.ts";
import { type CodeSymbol, type Import, SYMBOL_KINDS } from "./outline.ts";

/** Definitions as one text: each a short list, the container last and only where there is one. */
export function symbolsText(symbols: readonly CodeSymbol[]): string {
  const rows = symbols.map(({ name, kind, line, exported, container }) => {
    const row = [name, kind, line, exported ? 1 : 0];
    return container === undefined ? row : [...row, container];
  });
  return JSON.stringify(rows);
}

export function symbolsFrom(text: SqlValue | undefined): readonly CodeSymbol[] {
  return listsIn(text).flatMap(([name, told, line, exported, container]) => {
    const kind = SYMBOL_KINDS.find((one) => one === told);
    if (typeof name !== "string" || kind === undefined || typeof line !== "number") return [];
    const symbol = { name, kind, line, exported: exported === 1 };
    return typeof container === "string" ? [{ ...symbol, container }] : [symbol];
  });
}

export const importsText = (imports: readonly Import[]): string =>
  JSON.stringify(imports.map(({ spec, line, names }) => [spec, line, ...names]));

export function importsFrom(text: SqlValue | undefined): readonly Import[] {
  return listsIn(text).flatMap(([spec, line, ...names]) =>
    typeof spec === "string" && typeof line === "number"
      ? [{ spec, line, names: names.filter((name) => typeof name === "string") }]
      : [],
  );
}

function listsIn(text: SqlValue | undefined): readonly (readonly unknown[])[] {
  const list = typeof text === "string" ? parseJson(text) : undefined;
  return Array.isArray(list) ? list.filter((row) => Array.isArray(row)) : [];
}
