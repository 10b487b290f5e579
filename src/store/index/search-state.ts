import type { SqlDatabase, SqlRow } from "../../ports/sql.ts";
import { hashBytes } from "../../std/hash.ts";
import { ok, type Result } from "../../std/result.ts";
import { all, isWhole, sealTable } from "./index-file.ts";

/** What the index knows of the search's own file. */
export interface SearchState {
  /** The file as its last writer left it; nothing where it has to be made anew. */
  readonly seal: string | undefined;
  /** Files whose text it has yet to read. */
  readonly stale: readonly string[];
}

/** Notes files whose text the search has yet to read; where there is no search, it will read all of them. */
export function markStale(db: SqlDatabase, names: readonly string[]): Result<void> {
  if (names.length === 0) return ok(undefined);
  const seal = db.all("select value from sealed where what = 'search'");
  if (!seal.ok) return seal;
  if (seal.value.length === 0) return ok(undefined);
  for (const name of names) {
    const marked = db.run("insert or ignore into stale values(?, ?)", name, sumOf(name));
    if (!marked.ok) return marked;
  }
  return sealTable(db, "stale");
}

/** Reads where the search stands. Where a note was lost or changed nobody knows what it lacks, so there is no seal then. */
export function readSearchState(db: SqlDatabase): Result<SearchState> {
  const seals = db.all("select what, value from sealed where what in ('search', 'stale')");
  const stale = db.all("select name, sum from stale");
  if (!seals.ok) return seals;
  if (!stale.ok) return stale;
  const values = new Map(seals.value.map(({ what, value }) => [what, value]));
  const seal = values.get("search");
  const sound = stale.value.every(isSound) && isWhole(values.get("stale"), stale.value);
  if (!sound || typeof seal !== "string") return ok({ seal: undefined, stale: [] });
  return ok({ seal, stale: stale.value.map(({ name }) => String(name)) });
}

/** Writes down that the search has read everything, and what its file looks like now. */
export function sealSearch(db: SqlDatabase, seal: string): Result<void> {
  return all(
    db.run("insert or replace into sealed values('search', ?)", seal),
    () => db.run("delete from stale"),
    () => sealTable(db, "stale"),
  );
}

/** Has the next search read everything anew. */
export const dropSearchSeal = (db: SqlDatabase): Result<void> =>
  all(
    db.run("delete from sealed where what = 'search'"),
    () => db.run("delete from stale"),
    () => sealTable(db, "stale"),
  );

const isSound = ({ name, sum }: SqlRow): boolean => typeof name === "string" && sumOf(name) === sum;

const sumOf = (name: string): number => hashBytes(Buffer.from(name))[1];
