import { join } from "node:path";
import { sqlFailed } from "../ports/faults.ts";
import type { Files } from "../ports/files.ts";
import type { Sql, SqlDatabase } from "../ports/sql.ts";
import { err, ok, type Result } from "../std/result.ts";
import { BUILD_BUSY_MS, READ_BUSY_MS } from "./limits.ts";

/**
 * The index on disk: two SQLite files in a private folder, disposable at any time.
 *
 *   code.db        tree: one row a checkout · file: its files, what the disk said of them and which content they have
 *                  content: what the text with a hash says about itself, shared by all checkouts · words: full text over it
 *   code-seal.db   what code.db looked like when its last writer was done; its lock is held by whoever writes
 *
 * SQLite does not notice every damage. A file that looks other than it was sealed was touched by somebody else, or its writer was
 * killed: it is made anew. Readers take no lock of the seal, so they never wait for a build.
 */
const FORMAT = 3;
const SCHEMA = `
  create table tree(id integer primary key autoincrement, root text unique, asked integer);
  create table content(id integer primary key autoincrement, hash text unique, language text, lines integer, symbols text, imports text);
  create table file(tree integer, path text, size integer, mtime real, ctime real, ino integer, kind text, content integer,
    primary key(tree, path)) without rowid;
  create index file_content on file(content);
  create virtual table words using fts5(defined, parts, comments, names, content='', contentless_delete=1, detail=column,
    tokenize="ascii tokenchars '_$'");
`;
const SEAL_SCHEMA = "create table if not exists seal(id integer primary key, looks text)";

export interface StorePorts {
  readonly files: Files;
  readonly sql: Sql;
}

/** Opens the database for reading; undefined when there is none that its last writer finished. */
export function openSealed(ports: StorePorts, folder: string): SqlDatabase | undefined {
  const looks = looksOf(ports, folder);
  if (looks === undefined) return undefined;
  const seal = ports.sql.open(sealPath(folder), "read", READ_BUSY_MS);
  if (!seal.ok) return undefined;
  const isSound = sealed(seal.value) === looks;
  seal.value.close();
  const opened = isSound ? ports.sql.open(databasePath(folder), "read", READ_BUSY_MS) : undefined;
  return opened?.ok === true ? opened.value : undefined;
}

/** Lets one writer at a time change the database, in one transaction, and seals what it left. Damage costs a second try. */
export function changeStore(
  ports: StorePorts,
  folder: string,
  change: (db: SqlDatabase) => Result<void>,
): Result<void> {
  const made = ports.files.makeFolder(folder);
  if (!made.ok) return made;
  const first = changeOnce(ports, folder, change);
  if (first.ok || first.fault.code !== "sql-failed") return first;
  discardStore(ports, folder);
  return changeOnce(ports, folder, change);
}

function changeOnce(ports: StorePorts, folder: string, change: (db: SqlDatabase) => Result<void>): Result<void> {
  const locked = lockSeal(ports, folder);
  if (!locked.ok) return locked;
  const seal = locked.value;
  const changed = changeUnderLock(ports, folder, { seal, change });
  const done = changed.ok ? seal.run("commit") : changed;
  seal.close();
  return done;
}

/** Throws everything away; the next question builds it anew. */
export function discardStore({ files }: StorePorts, folder: string): void {
  for (const path of [databasePath(folder), sealPath(folder)])
    for (const name of [path, `${path}-journal`]) files.remove(name);
}

const databasePath = (folder: string): string => join(folder, "code.db");
const sealPath = (folder: string): string => join(folder, "code-seal.db");

/** The seal's file with its lock held; while another one holds it, it is waited for. */
function lockSeal({ sql }: StorePorts, folder: string): Result<SqlDatabase> {
  const opened = sql.open(sealPath(folder), "write", BUILD_BUSY_MS);
  if (!opened.ok) return opened;
  const locked = steps(opened.value, ["begin immediate", SEAL_SCHEMA]);
  if (locked.ok) return opened;
  opened.value.close();
  return locked;
}

interface Writing {
  readonly seal: SqlDatabase;
  readonly change: (db: SqlDatabase) => Result<void>;
}

function changeUnderLock(ports: StorePorts, folder: string, { seal, change }: Writing): Result<void> {
  const looks = looksOf(ports, folder);
  const isSound = looks !== undefined && sealed(seal) === looks;
  const first = isSound ? writeOnce(ports, folder, { change, isNew: false }) : undefined;
  if (first?.ok === false && first.fault.code === "sql-busy") return first;
  if (first?.ok !== true) {
    // Damage that the seal did not show: what is known of all checkouts is found again.
    for (const path of [databasePath(folder), `${databasePath(folder)}-journal`]) ports.files.remove(path);
    const anew = writeOnce(ports, folder, { change, isNew: true });
    if (!anew.ok) return anew;
  }
  const after = looksOf(ports, folder);
  if (after === undefined) return err(sqlFailed({ path: databasePath(folder), reason: "it is gone" }));
  return seal.run("insert or replace into seal values(1, ?)", after);
}

function writeOnce(
  { sql }: StorePorts,
  folder: string,
  { change, isNew }: { readonly change: Writing["change"]; readonly isNew: boolean },
): Result<void> {
  const opened = sql.open(databasePath(folder), "write", BUILD_BUSY_MS);
  if (!opened.ok) return opened;
  const db = opened.value;
  const begun = steps(db, isNew ? ["pragma page_size = 16384", "begin immediate", SCHEMA] : ["begin immediate"]);
  const changed = begun.ok ? change(db) : begun;
  const done = changed.ok ? db.run("commit") : changed;
  db.close();
  return done;
}

/** What the file looks like from outside; whoever writes to it changes that. */
function looksOf({ files }: StorePorts, folder: string): string | undefined {
  const stat = files.stat(databasePath(folder));
  return stat === undefined ? undefined : [FORMAT, stat.size, stat.mtimeMs, stat.ctimeMs, stat.ino].join(" ");
}

function sealed(seal: SqlDatabase): unknown {
  const rows = seal.all("select looks from seal where id = 1");
  return rows.ok ? rows.value[0]?.looks : undefined;
}

function steps(db: SqlDatabase, statements: readonly string[]): Result<void> {
  for (const statement of statements) {
    const done = db.run(statement);
    if (!done.ok) return done;
  }
  return ok(undefined);
}
