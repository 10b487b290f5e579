import { hash } from "node:crypto";
import { extname, join } from "node:path";
import type { Files } from "../ports/files.ts";
import type { Progress } from "../ports/progress.ts";
import type { SqlDatabase, SqlValue } from "../ports/sql.ts";
import { ok, type Result } from "../std/result.ts";
import { type FileKind, kindUnread } from "./_kinds.ts";
import type { Listed } from "./_listing.ts";
import { importsText, symbolsText } from "./_rows.ts";
import { difference, knownFiles } from "./_tree.ts";
import { tokensOf, wordsOfName } from "./_words.ts";
import { BINARY_LOOK_BYTES, MAX_SOURCE_BYTES, MAX_TREES, RACY_MS, SPARE_CONTENTS } from "./limits.ts";
import type { Outline } from "./outline.ts";
import { languageNamed } from "./scan/languages.ts";
import { outlineOf } from "./scan/outline-of.ts";

export interface Refreshing {
  readonly files: Files;
  readonly progress: Progress;
  readonly root: string;
  readonly listed: readonly Listed[];
}

const WORK = "reading the code";
const REPORT_EVERY = 200;

/** Brings what is known of a checkout up to the disk: what changed is read, and parsed where no checkout had the same text before. */
export function refreshTree(db: SqlDatabase, { files, progress, root, listed }: Refreshing): Result<void> {
  const known = knownFiles(db, root);
  if (!known.ok) return known;
  const tree = treeId(db, root, files.stampMs());
  if (!tree.ok) return tree;
  const { stale, gone } = difference(known.value ?? new Map(), listed);
  for (const path of gone) {
    const dropped = db.run("delete from file where tree = ? and path = ?", tree.value, path);
    if (!dropped.ok) return dropped;
  }
  for (const [done, one] of stale.entries()) {
    if (done % REPORT_EVERY === 0) progress.step(WORK, done, stale.length);
    const saved = saveFile(db, { files, root, tree: tree.value }, one);
    if (!saved.ok) return saved;
  }
  progress.end(WORK);
  return prune(db);
}

function treeId(db: SqlDatabase, root: string, nowMs: number): Result<number> {
  const asked = Math.floor(nowMs);
  const noted = db.run(
    "insert into tree(root, asked) values(?, ?) on conflict(root) do update set asked = excluded.asked",
    root,
    asked,
  );
  if (!noted.ok) return noted;
  const rows = db.all("select id from tree where root = ?", root);
  return rows.ok ? ok(Number(rows.value[0]?.id)) : rows;
}

interface Saving {
  readonly files: Files;
  readonly root: string;
  readonly tree: number;
}

function saveFile(db: SqlDatabase, { files, root, tree }: Saving, { path, stat }: Listed): Result<void> {
  const read = readFile(db, files, { root, path, stat });
  if (!read.ok) return read;
  const { kind, content } = read.value;
  const isRacy = Math.max(stat.mtimeMs, stat.ctimeMs) > files.stampMs() - RACY_MS;
  const state: readonly SqlValue[] = [stat.size, isRacy ? -1 : stat.mtimeMs, stat.ctimeMs, stat.ino];
  return db.run("insert or replace into file values(?, ?, ?, ?, ?, ?, ?, ?)", tree, path, ...state, kind, content);
}

interface Read {
  readonly kind: FileKind;
  readonly content: number;
}

function readFile(
  db: SqlDatabase,
  files: Files,
  { root, path, stat }: { readonly root: string } & Listed,
): Result<Read> {
  const unread = kindUnread(path, stat);
  if (unread !== undefined) return ok({ kind: unread, content: 0 });
  const bytes = files.read(join(root, path), MAX_SOURCE_BYTES);
  // Gone or closed to us meanwhile: what cannot be read is like what need not be.
  if (!bytes.ok) return ok({ kind: bytes.fault.code === "file-too-large" ? "large" : "binary", content: 0 });
  if (bytes.value.subarray(0, BINARY_LOOK_BYTES).includes(0)) return ok({ kind: "binary", content: 0 });
  const text = new TextDecoder().decode(bytes.value);
  const language = languageNamed(path, text) ?? "";
  const kind = language === "" ? "text" : "source";
  // The ending counts: a header is read in another way than a source.
  const key = `${language} ${extname(path).toLowerCase()} ${hash("sha256", bytes.value)}`;
  const known = db.all("select id from content where hash = ?", key);
  if (!known.ok) return known;
  const id = known.value[0]?.id;
  if (id !== undefined) return ok({ kind, content: Number(id) });
  const saved = saveContent(db, { key, language }, outlineOf(path, text));
  return saved.ok ? ok({ kind, content: saved.value }) : saved;
}

function saveContent(
  db: SqlDatabase,
  { key, language }: { readonly key: string; readonly language: string },
  { lines, symbols, imports, words, identifiers }: Outline,
): Result<number> {
  const made = db.run(
    "insert into content(hash, language, lines, symbols, imports) values(?, ?, ?, ?, ?)",
    key,
    language,
    lines,
    symbolsText(symbols),
    importsText(imports),
  );
  if (!made.ok) return made;
  const rows = db.all("select id from content where hash = ?", key);
  if (!rows.ok) return rows;
  const id = Number(rows.value[0]?.id);
  if (language === "") return ok(id);
  const names = new Set(symbols.map(({ name }) => name));
  const parts = new Set([...names].flatMap((name) => wordsOfName(name)));
  const texts = [names, parts, words, identifiers].map((list) => [...list].flatMap(tokensOf).join(" "));
  const written = db.run(
    "insert into words(rowid, defined, parts, comments, names) values(?, ?, ?, ?, ?)",
    id,
    ...texts,
  );
  return written.ok ? ok(id) : written;
}

const UNUSED = "select id from content where id not in (select content from file)";

/** Forgets checkouts nobody asked about for long, and texts that no file has when there are many of them. */
function prune(db: SqlDatabase): Result<void> {
  const old = `select id from tree order by asked desc, id desc limit -1 offset ${MAX_TREES}`;
  for (const statement of [`delete from file where tree in (${old})`, `delete from tree where id in (${old})`]) {
    const done = db.run(statement);
    if (!done.ok) return done;
  }
  const counts = db.all(
    "select (select count(*) from content) as all_of_them, (select count(distinct content) from file) as used",
  );
  if (!counts.ok) return counts;
  const { all_of_them: all, used } = counts.value[0] ?? {};
  if (Number(all) <= 2 * Number(used) + SPARE_CONTENTS) return ok(undefined);
  const dropped = db.run(`delete from words where rowid in (${UNUSED})`);
  return dropped.ok ? db.run(`delete from content where id in (${UNUSED})`) : dropped;
}
