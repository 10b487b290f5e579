import type { SqlDatabase } from "../../ports/sql.ts";
import { hashBytes } from "../../std/hash.ts";
import type { Result } from "../../std/result.ts";

/** What the index holds now, in a word: the sums of its snapshot and of what lies beside it. */
function stampOf(db: SqlDatabase): string | undefined {
  const rows = db.all(
    "select snapshot.sum as snapshot, sealed.value as seal, (select count(*) from delta) as beside from snapshot, sealed where snapshot.id = 1 and sealed.what = 'delta'",
  );
  const row = rows.ok ? rows.value[0] : undefined;
  return row === undefined ? undefined : [row.snapshot, row.seal, row.beside].join(" ");
}

/** All answers that belong to what the index holds; damaged ones are none. */
export function readAnswers(db: SqlDatabase, stamp: string): ReadonlyMap<string, string> {
  const rows = db.all("select name, text, sum from answers");
  if (!rows.ok) return new Map();
  return new Map(
    rows.value.flatMap(({ name, text, sum }) =>
      typeof name === "string" && typeof text === "string" && sumOf(stamp, name, text) === sum ? [[name, text]] : [],
    ),
  );
}

export const dropAnswers = (db: SqlDatabase): Result<void> => db.run("delete from answers");

/**
 * Runs a step that writes other lines in the same places, and keeps the answers over it: what they rest on does not change. Only
 * where the index still is what the caller knows; else they go.
 */
export function carryAnswers(db: SqlDatabase, known: string | undefined, step: () => Result<void>): Result<void> {
  const before = stampOf(db);
  const answers = before !== undefined && before === known ? readAnswers(db, before) : new Map<string, string>();
  const done = step();
  const dropped = done.ok ? dropAnswers(db) : done;
  const after = stampOf(db);
  if (!dropped.ok || after === undefined) return dropped;
  for (const [name, text] of answers) {
    const kept = insert(db, after, { name, text });
    if (!kept.ok) return kept;
  }
  return dropped;
}

/** Writes an answer down, unless the index holds something else by now. */
export function saveAnswer(db: SqlDatabase, stamp: string, { name, text }: { name: string; text: string }): void {
  if (!db.run("begin immediate").ok) return;
  if (stampOf(db) === stamp) insert(db, stamp, { name, text });
  db.run("commit");
}

const insert = (db: SqlDatabase, stamp: string, { name, text }: { name: string; text: string }): Result<void> =>
  db.run("insert or replace into answers values(?, ?, ?)", name, text, sumOf(stamp, name, text));

const sumOf = (stamp: string, name: string, text: string): number =>
  hashBytes(Buffer.from(`${stamp}\n${name}\n${text}`))[0];
