import { join } from "node:path";
import { sqlFailed } from "../../ports/faults.ts";
import type { SqlDatabase } from "../../ports/sql.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { summarise } from "../../ticket/summary.ts";
import type { Backlog } from "../backlog.ts";
import { type Home, TICKETS_FOLDER } from "../home/home.ts";
import { INDEX_BUSY_MS, MAX_TICKET_BYTES } from "../limits.ts";
import { all, type IndexPorts, indexPath, openIndex, readIndex } from "./index-file.ts";
import { readSearchState, sealSearch } from "./search-state.ts";

/**
 * The full text of all tickets: a SQLite file of its own, disposable at any time (I1), with `document` to map a row to a file.
 *
 * SQLite does not notice every damage to a full-text table, and a word that is lost there hides a ticket. So the index remembers
 * what this file looked like when its last writer, who holds the index's lock meanwhile, was done. A file that looks otherwise
 * was touched by somebody else and is made anew.
 *
 *   look: nothing stale, file as sealed ─▶ open it
 *     └─ else, under the index's lock: file as sealed? ─ yes ─▶ read what is stale ─▶ seal
 *                                                    └─ no ──▶ make it anew, read everything ─▶ seal
 */
const SCHEMA = `
  create table document(id integer primary key, name text unique);
  create virtual table search using fts5(title, labels, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
`;
/** Raise when the schema or what is written changes. */
const FORMAT = 1;
const WORK = "reading tickets for search";
const REPORT_EVERY = 500;

/** Opens the full text as the index last saw the tickets. Building it is left to the first search. */
export function openSearch(backlog: Backlog): Result<SqlDatabase> {
  const { home, world } = backlog;
  if (!isReady(backlog)) {
    const renewed = renewSearch(backlog);
    if (!renewed.ok) return renewed;
  }
  return world.sql.open(searchPath(home), "read", INDEX_BUSY_MS);
}

/** Throws the full text away; the next search builds it anew. */
export function discardSearch({ files }: IndexPorts, home: Home): void {
  files.remove(searchPath(home));
  files.remove(`${searchPath(home)}-journal`);
}

const searchPath = (home: Home): string => join(home.privateFolder, "index-search.db");

/** What the file looks like from outside; whoever writes to it changes that. */
function looksOf({ files }: IndexPorts, home: Home): string | undefined {
  const stat = files.stat(searchPath(home));
  return stat === undefined ? undefined : [FORMAT, stat.size, stat.mtimeMs, stat.ctimeMs, stat.ino].join(" ");
}

function isReady({ home, world }: Backlog): boolean {
  const opened = world.sql.open(indexPath(home), "read", INDEX_BUSY_MS);
  if (!opened.ok) return false;
  const state = readSearchState(opened.value);
  opened.value.close();
  return state.ok && state.value.stale.length === 0 && state.value.seal === (looksOf(world, home) ?? "gone");
}

/** The index's lock is held throughout: no other search writes meanwhile, and no reader notes what is stale in between. */
function renewSearch(backlog: Backlog): Result<void> {
  const opened = openIndex(backlog.world, backlog.home);
  if (!opened.ok) return opened;
  const index = opened.value;
  const renewed = all(
    index.run("begin immediate"),
    () => renewUnderLock(backlog, index),
    () => index.run("commit"),
  );
  index.close();
  return renewed;
}

function renewUnderLock({ home, world }: Backlog, index: SqlDatabase): Result<void> {
  const state = readSearchState(index);
  if (!state.ok) return state;
  const fits = state.value.seal !== undefined && state.value.seal === looksOf(world, home);
  if (!fits) discardSearch(world, home);
  const names = fits ? state.value.stale : readIndex(index)?.table.names;
  if (names === undefined) return err(sqlFailed({ path: indexPath(home), reason: "it has no list of the tickets" }));
  const written = writeDocuments({ home, world }, fits ? "known" : "anew", names);
  const looks = looksOf(world, home);
  if (written.ok && looks !== undefined) return sealSearch(index, looks);
  return written.ok ? err(sqlFailed({ path: searchPath(home), reason: "it is gone" })) : written;
}

function writeDocuments({ home, world }: Backlog, file: "known" | "anew", names: readonly string[]): Result<void> {
  const opened = world.sql.open(searchPath(home), "write", INDEX_BUSY_MS);
  if (!opened.ok) return opened;
  const db = opened.value;
  // Nobody ever sees the tables without what belongs in them: they come with the same commit.
  let outcome = all(
    db.run("pragma page_size = 16384"),
    () => db.run("begin immediate"),
    () => (file === "anew" ? db.run(SCHEMA) : ok(undefined)),
  );
  for (const [done, name] of names.entries()) {
    if (!outcome.ok) break;
    if (done % REPORT_EVERY === 0) world.progress.step(WORK, done, names.length);
    outcome = replaceDocument({ home, world }, db, name);
  }
  world.progress.end(WORK);
  const written = all(outcome, () => db.run("commit"));
  db.close();
  return written;
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
