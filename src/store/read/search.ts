import { ok, type Result } from "../../std/result.ts";
import type { Summary } from "../../ticket/model.ts";
import { decodeSummary, isBrokenLine } from "../../ticket/summary-line.ts";
import type { Backlog } from "../backlog.ts";
import { TICKETS_FOLDER } from "../home/home.ts";
import { discardSearch, openSearch } from "../index/search-index.ts";
import { steadily } from "../index/steadily.ts";
import { currentTable } from "../index/summaries.ts";
import type { Table } from "../index/table.ts";
import { readJournal } from "../write/journal.ts";
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

export interface Wanted {
  /** Everything is accepted without it, and then only what is shown is read. */
  readonly accept?: ((summary: Summary) => boolean) | undefined;
  readonly limit: number;
}

/** Tickets that hold all the words (or beginnings of words), best first. */
export function searchTickets(backlog: Backlog, query: string, { accept, limit }: Wanted): Hits {
  const words = wordsOf(query);
  if (words.length === 0) return { hits: [], total: 0 };
  return steadily(backlog, () => searchOnce(backlog, words, { accept, limit }));
}

function searchOnce(backlog: Backlog, words: readonly string[], { accept, limit }: Wanted): Hits {
  const table = currentTable(backlog);
  const ranked = rankByIndex(backlog, { table, words });
  const places = ranked.ok
    ? withPending(backlog, ranked.value, { table, words })
    : rankByReading(backlog, { table, words });
  const lineAt = (place: number): string => table.lines[place] ?? "";
  const accepted = places.filter(({ place }) => {
    const line = lineAt(place);
    return !isBrokenLine(line) && (accept === undefined || accept(decodeSummary(line)));
  });
  const hits = accepted.slice(0, limit).map(({ place, score }) => {
    const summary = decodeSummary(lineAt(place));
    return { summary, score, snippet: snippetFor(backlog, summary, words) };
  });
  return { hits, total: accepted.length };
}

interface Asked {
  readonly table: Table;
  readonly words: readonly string[];
}

interface Place {
  readonly place: number;
  readonly score: number;
}

/** The texts of a transaction that a crash left or a writer has just begun are not in the index yet: they are read (I2). */
function withPending(backlog: Backlog, places: readonly Place[], { table, words }: Asked): readonly Place[] {
  const pending = readJournal(backlog.world.files, backlog.home)?.changes ?? [];
  const names = new Set(pending.map(({ path }) => path.slice(TICKETS_FOLDER.length + 1)));
  if (names.size === 0) return places;
  const known = new Map(places.map(({ place, score }) => [place, score]));
  const isPending = (place: number): boolean => names.has(table.names[place] ?? "");
  const read = rankByReading(backlog, { table, words }, isPending).map(({ place, score }) => ({
    place,
    score: known.get(place) ?? score,
  }));
  return bestFirst([...places.filter(({ place }) => !isPending(place)), ...read], table);
}

/** Full-text index: title counts eight times, labels four times as much as the text. */
function rankByIndex({ home, world }: Backlog, { table, words }: Asked): Result<readonly Place[]> {
  const opened = openSearch({ home, world });
  if (!opened.ok) return opened;
  const match = words.map((word) => `"${word}"*`).join(" ");
  const rows = opened.value.all(
    "select d.name as name, bm25(search, 8.0, 4.0, 1.0) as score from search join document d on d.id = search.rowid where search match ? order by score, d.name",
    match,
  );
  opened.value.close();
  if (!rows.ok) {
    if (rows.fault.code !== "sql-busy") discardSearch(world, home);
    return rows;
  }
  const places = new Map(table.names.map((name, place) => [name, place]));
  return ok(
    rows.value.flatMap(({ name, score }) => {
      const place = places.get(String(name));
      return place === undefined ? [] : [{ place, score: -Number(score) }];
    }),
  );
}

/** Where no index can be kept (a read-only disk), the files themselves are read. */
function rankByReading(
  backlog: Backlog,
  { table, words }: Asked,
  isAsked: (place: number) => boolean = () => true,
): readonly Place[] {
  const scored: Place[] = [];
  for (const [place, name] of table.names.entries()) {
    if (!isAsked(place)) continue;
    const read = readBytes(backlog, `${TICKETS_FOLDER}/${name}`);
    const score = read.ok ? scoreText(new TextDecoder().decode(read.value), words) : 0;
    if (score > 0) scored.push({ place, score });
  }
  return bestFirst(scored, table);
}

/** Equal ones by name, whichever way they were found. */
function bestFirst(places: readonly Place[], { names }: Table): readonly Place[] {
  const nameOf = ({ place }: Place): string => names[place] ?? "";
  return places.toSorted((one, other) => other.score - one.score || (nameOf(one) < nameOf(other) ? -1 : 1));
}

function snippetFor(backlog: Backlog, summary: Summary, words: readonly string[]): string {
  const read = readBytes(backlog, summary.path);
  return read.ok ? snippetOf(new TextDecoder().decode(read.value), words) : "";
}
