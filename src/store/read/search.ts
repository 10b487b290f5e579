import type { SqlDatabase } from "../../ports/sql.ts";
import { ok, type Result } from "../../std/result.ts";
import type { Summary } from "../../ticket/model.ts";
import { decodeSummary } from "../../ticket/summary-line.ts";
import type { Backlog } from "../backlog.ts";
import { TICKETS_FOLDER } from "../home/home.ts";
import { discardIndex, indexPath, openIndex } from "../index/index-file.ts";
import { updateSearch } from "../index/search-index.ts";
import { currentTable } from "../index/summaries.ts";
import type { Table } from "../index/table.ts";
import { INDEX_BUSY_MS } from "../limits.ts";
import { readBytes } from "./read-ticket.ts";
import { scoreText, snippetOf, wordsOf } from "./words.ts";

export interface Hit {
  readonly summary: Summary;
  /** Greater is better. */
  readonly score: number;
  readonly snippet: string;
}

export interface Hits {
  readonly hits: readonly Hit[];
  readonly total: number;
}

/** Tickets that hold all the words (or beginnings of words), best first. */
export function searchTickets(
  backlog: Backlog,
  query: string,
  { accept, limit }: { readonly accept: (summary: Summary) => boolean; readonly limit: number },
): Hits {
  const words = wordsOf(query);
  if (words.length === 0) return { hits: [], total: 0 };
  const table = currentTable(backlog);
  const ranked = rankByIndex(backlog, table, words);
  const places = ranked.ok ? ranked.value : rankByReading(backlog, table, words);
  const accepted = places
    .map(({ place, score }) => ({ summary: decodeSummary(table.lines[place] ?? ""), score }))
    .filter(({ summary }) => accept(summary));
  const hits = accepted.slice(0, limit).map((hit) => ({ ...hit, snippet: snippetFor(backlog, hit.summary, words) }));
  return { hits, total: accepted.length };
}

interface Place {
  readonly place: number;
  readonly score: number;
}

/** Full-text index: title counts eight times, labels four times as much as the text. */
function rankByIndex(backlog: Backlog, table: Table, words: readonly string[]): Result<readonly Place[]> {
  const { home, world } = backlog;
  const writable = openIndex(world, home);
  const opened = writable.ok ? writable : world.sql.open(indexPath(home), "read", INDEX_BUSY_MS);
  if (!opened.ok) return opened;
  const found = withSearch(backlog, opened.value, { table, words });
  opened.value.close();
  if (!found.ok && writable.ok && found.fault.code !== "sql-busy") discardIndex(world, home);
  return found;
}

function withSearch(
  backlog: Backlog,
  db: SqlDatabase,
  { table, words }: { readonly table: Table; readonly words: readonly string[] },
): Result<readonly Place[]> {
  const updated = updateSearch(backlog, db);
  if (!updated.ok) return updated;
  const match = words.map((word) => `"${word}"*`).join(" ");
  const rows = db.all(
    "select d.name as name, bm25(search, 8.0, 4.0, 1.0) as score from search join document d on d.id = search.rowid where search match ? order by score",
    match,
  );
  if (!rows.ok) return rows;
  const places = new Map(table.names.map((name, place) => [name, place]));
  return ok(
    rows.value.flatMap(({ name, score }) => {
      const place = places.get(String(name));
      return place === undefined ? [] : [{ place, score: -Number(score) }];
    }),
  );
}

/** Where no index can be kept (a read-only disk), the files themselves are read. */
function rankByReading(backlog: Backlog, table: Table, words: readonly string[]): readonly Place[] {
  const scored: Place[] = [];
  for (const [place, name] of table.names.entries()) {
    const read = readBytes(backlog, `${TICKETS_FOLDER}/${name}`);
    const score = read.ok ? scoreText(new TextDecoder().decode(read.value), words) : 0;
    if (score > 0) scored.push({ place, score });
  }
  return scored.sort((one, other) => other.score - one.score);
}

function snippetFor(backlog: Backlog, summary: Summary, words: readonly string[]): string {
  const read = readBytes(backlog, summary.path);
  return read.ok ? snippetOf(new TextDecoder().decode(read.value), words) : "";
}
