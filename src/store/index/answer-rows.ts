import type { SqlDatabase } from "../../ports/sql.ts";
import { hashBytes } from "../../std/hash.ts";

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

/** Writes an answer down, unless the index holds something else by now. */
export function saveAnswer(db: SqlDatabase, stamp: string, { name, text }: { name: string; text: string }): void {
  if (!db.run("begin immediate").ok) return;
  if (stampOf(db) === stamp)
    db.run("insert or replace into answers values(?, ?, ?)", name, text, sumOf(stamp, name, text));
  db.run("commit");
}

const sumOf = (stamp: string, name: string, text: string): number =>
  hashBytes(Buffer.from(`${stamp}\n${name}\n${text}`))[0];
