import { join } from "node:path";
import type { SqlDatabase } from "../../ports/sql.ts";
import { ok, type Result } from "../../std/result.ts";
import { summarise } from "../../ticket/summary.ts";
import type { Backlog } from "../backlog.ts";
import { TICKETS_FOLDER } from "../home/home.ts";
import { MAX_TICKET_BYTES } from "../limits.ts";
import { all } from "./index-file.ts";

const WORK = "reading tickets for search";
const REPORT_EVERY = 500;

/** Reads into the full-text index what changed since it was last used. Building it is left to the first search. */
export function updateSearch(backlog: Backlog, db: SqlDatabase): Result<void> {
  const stale = staleNames(db);
  if (!stale.ok) return stale;
  if (stale.value.length === 0) return ok(undefined);
  const begun = db.run("begin immediate");
  if (!begun.ok) return begun;
  // Asked again now that nobody else writes: what another reader noted meanwhile would be forgotten below without having been read.
  const names = staleNames(db);
  return names.ok ? replaceAll(backlog, db, names.value) : names;
}

function staleNames(db: SqlDatabase): Result<readonly string[]> {
  const stale = db.all("select name from stale");
  return stale.ok ? ok(stale.value.map(({ name }) => String(name))) : stale;
}

function replaceAll({ home, world }: Backlog, db: SqlDatabase, names: readonly string[]): Result<void> {
  let outcome: Result<void> = ok(undefined);
  for (const [done, name] of names.entries()) {
    if (!outcome.ok) break;
    if (done % REPORT_EVERY === 0) world.progress.step(WORK, done, names.length);
    outcome = replaceDocument({ home, world }, db, name);
  }
  world.progress.end(WORK);
  return all(
    outcome,
    () => db.run("delete from stale"),
    () => db.run("commit"),
  );
}

function replaceDocument({ home, world }: Backlog, db: SqlDatabase, name: string): Result<void> {
  const path = `${TICKETS_FOLDER}/${name}`;
  const read = world.files.read(join(home.folder, path), MAX_TICKET_BYTES);
  const dropped = all(db.run("delete from search where rowid in (select id from document where name = ?)", name), () =>
    db.run("delete from document where name = ?", name),
  );
  if (!dropped.ok || !read.ok) return dropped;
  const { title, labels } = summarise(path, read.value);
  const text = new TextDecoder().decode(read.value);
  return all(db.run("insert into document(name) values(?)", name), () =>
    db.run(
      "insert into search(rowid, title, labels, body) values(last_insert_rowid(), ?, ?, ?)",
      title,
      labels.join(" "),
      text,
    ),
  );
}
