import { ok, type Result } from "../std/result.ts";
import { type Desk, symbolsIn } from "./_desk.ts";
import { stemOf, tokenOf, wordsOfName } from "./_words.ts";
import type { CodeHit, ListOf } from "./code-index.ts";
import { MAX_QUERY_WORDS } from "./limits.ts";
import type { CodeSymbol } from "./outline.ts";

/** What a word counts for by where it stands. A word in several places counts in each. */
const WEIGHTS = { parts: 3, path: 4, comments: 1, names: 0.5 } as const;
/** A word that only begins like the one asked for. */
const BEGINS_ALIKE = 0.6;
/** Tests and made files tell less about where something is done. */
const ASIDE = 0.7;
const ASIDE_PATH = /(?:^|[/._-])(?:tests?|specs?|__tests__|mocks?|fixtures?|examples?|docs?|d\.ts)(?:[/._-]|$)/;
const SHOWN_SYMBOLS = 5;
const COMMON = new Set(
  "the and for with from into that this when what are is to of in on an or be by as at it add new use make".split(" "),
);

type Column = "parts" | "comments" | "names";

/**
 * Ranks files by the words of a query: how rare a word is among the files of this checkout, where it stands, and how many of the words a
 * file has. Sums and shares are of the checkout alone, so what else lies in the index makes no difference.
 */
export function searchFiles(desk: Desk, query: string, limit: number): Result<ListOf<CodeHit>> {
  const words = queryWords(query);
  const scores = new Map<string, { score: number; words: number }>();
  for (const word of words) {
    const points = pointsOf(desk, word);
    if (!points.ok) return points;
    const rarity = Math.log(1 + desk.paths.length / (1 + points.value.size));
    for (const [path, point] of points.value) {
      const before = scores.get(path) ?? { score: 0, words: 0 };
      scores.set(path, { score: before.score + point * rarity, words: before.words + 1 });
    }
  }
  const ranked = [...scores].map(([path, { score, words: hit }]) => ({
    path,
    score: Number((score * (hit / words.length) * (ASIDE_PATH.test(path) ? ASIDE : 1)).toFixed(3)),
  }));
  ranked.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
  const hits: CodeHit[] = [];
  for (const one of ranked.slice(0, limit)) {
    const symbols = fittingSymbols(desk, one.path, words);
    if (!symbols.ok) return symbols;
    hits.push({ ...one, symbols: symbols.value });
  }
  return ok({ items: hits, total: ranked.length });
}

function queryWords(query: string): readonly string[] {
  const all = [...new Set(wordsOfName(query))];
  const telling = all.filter((word) => !COMMON.has(word));
  return (telling.length > 0 ? telling : all).slice(0, MAX_QUERY_WORDS);
}

/** What one word gives each file. */
function pointsOf(desk: Desk, word: string): Result<ReadonlyMap<string, number>> {
  const points = new Map<string, number>();
  const stem = stemOf(word);
  for (const column of ["parts", "comments", "names"] as const) {
    const rows = contentsOf(desk, column, { word, stem });
    if (!rows.ok) return rows;
    for (const [content, share] of rows.value)
      for (const path of desk.pathsOf.get(content) ?? [])
        points.set(path, (points.get(path) ?? 0) + share * WEIGHTS[column]);
  }
  for (const path of desk.paths) {
    const share = shareIn(wordsOfName(path), { word, stem });
    if (share > 0) points.set(path, (points.get(path) ?? 0) + share * WEIGHTS.path);
  }
  return ok(points);
}

interface Wanted {
  readonly word: string;
  readonly stem: string;
}

function contentsOf(desk: Desk, column: Column, { word, stem }: Wanted): Result<ReadonlyMap<number, number>> {
  const shares = new Map<number, number>();
  const alike = desk.rows(
    "select rowid as id from words where words match ? order by rowid",
    `${column}:"${tokenOf(stem)}"*`,
  );
  if (!alike.ok) return alike;
  for (const { id } of alike.value) shares.set(Number(id), BEGINS_ALIKE);
  const same = desk.rows(
    "select rowid as id from words where words match ? order by rowid",
    `${column}:"${tokenOf(word)}"`,
  );
  if (!same.ok) return same;
  for (const { id } of same.value) shares.set(Number(id), 1);
  return ok(shares);
}

function shareIn(words: readonly string[], { word, stem }: Wanted): number {
  if (words.includes(word)) return 1;
  return words.some((one) => one.startsWith(stem)) ? BEGINS_ALIKE : 0;
}

/** The definitions whose names have most of the words, as many as a person looks at. */
function fittingSymbols(desk: Desk, path: string, words: readonly string[]): Result<readonly CodeSymbol[]> {
  const symbols = symbolsIn(desk, path);
  if (!symbols.ok) return symbols;
  const wanted = words.map((word) => ({ word, stem: stemOf(word) }));
  const fitting = symbols.value.flatMap((symbol) => {
    const own = wordsOfName(symbol.name);
    const share = wanted.reduce((sum, one) => sum + shareIn(own, one), 0);
    return share > 0 ? [{ symbol, share }] : [];
  });
  fitting.sort(
    (a, b) =>
      b.share - a.share || Number(b.symbol.exported) - Number(a.symbol.exported) || a.symbol.line - b.symbol.line,
  );
  return ok(fitting.slice(0, SHOWN_SYMBOLS).map(({ symbol }) => symbol));
}
