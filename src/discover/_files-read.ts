import type { Finding } from "../std/finding.ts";
import type { Result } from "../std/result.ts";
import type { InFile } from "./_files-in.ts";
import {
  BINARY_CHECK_BYTES,
  FILES_A_TURN,
  MAX_FINDINGS,
  MAX_PARTED_BYTES,
  MAX_SCANNED_BYTES,
} from "./_files-limits.ts";
import type { Listed } from "./_files-list.ts";
import { type OpenParts, readInParts } from "./_files-parts.ts";
import { finding } from "./_files-rules.ts";
import { textOf } from "./_files-text.ts";
import type { Look } from "./source.ts";

/** What came of reading many files. */
export interface ReadAll {
  readonly findings: readonly Finding[];
  /** Files that were opened, or need not be as they are no text. */
  readonly done: readonly string[];
  /** Files and folders that could not be looked at; a folder ends with a slash. */
  readonly unread: readonly string[];
  /** False when more than those was passed over. */
  readonly isWhole: boolean;
}

interface Visit {
  readonly listed: Pick<Listed, "paths" | "unread" | "findings" | "isWhole">;
  /** Given each text; links and binary files are left out. */
  readonly each: (path: string, text: string) => InFile | Promise<InFile>;
  /** For files too large to be read at once; without it they are passed over. */
  readonly parts?: OpenParts;
  /** Told what was seen in each file. */
  readonly seen: (path: string, found: InFile) => void;
  /** After so many files others get a turn. */
  readonly filesATurn?: number;
}

/** Reads the files one after the other; none is kept. Ends early when it is told to. */
export async function readFiles(look: Look, visit: Visit): Promise<ReadAll> {
  const { listed, filesATurn = FILES_A_TURN } = visit;
  const findings: Finding[] = [];
  const unread: string[] = [];
  let done = 0;
  for (const path of listed.paths) {
    if (look.stop.aborted) break;
    const { found, finding, isStopped } = await readFile(look, path, visit);
    if (isStopped === true) break;
    if (finding !== undefined) {
      findings.push(finding);
      unread.push(path);
    }
    if (found !== undefined) visit.seen(path, found);
    done += 1;
    if (done % filesATurn === 0) await turn(look, done, listed.paths.length);
  }
  const cut = done < listed.paths.length ? [cutShort(done, listed.paths.length)] : [];
  const closed = new Set(unread);
  return {
    findings: [...bounded([...listed.findings, ...findings]), ...cut],
    done: listed.paths.slice(0, done).filter((path) => !closed.has(path)),
    unread: [...listed.unread, ...unread],
    isWhole: listed.isWhole && cut.length === 0,
  };
}

async function turn({ world, progress, stop }: Look, done: number, total: number): Promise<void> {
  progress(done, total);
  await world.clock.sleep(0, stop);
}

const cutShort = (done: number, total: number): Finding =>
  finding("look-cut-short", ".", {
    message: `the look was ended after ${done} of ${total} files`,
    hint: "give it more time with discover.limitMs, or leave files out with `exclude`",
  });

interface ReadOne {
  readonly found?: InFile;
  readonly finding?: Finding;
  readonly isStopped?: true;
}

/** Says nothing where there is nothing to read: a link, a binary file, one that has just gone. */
async function readFile(look: Look, path: string, { each, parts }: Visit): Promise<ReadOne> {
  const full = `${look.root}/${path}`;
  const stat = look.world.files.stat(full);
  if (stat === undefined || !stat.isFile()) return {};
  if (parts !== undefined && stat.size > MAX_SCANNED_BYTES) return throughParts(look, { path, parts, size: stat.size });
  const bytes = look.world.files.read(full, MAX_SCANNED_BYTES);
  if (!bytes.ok) return notRead(path, bytes, MAX_SCANNED_BYTES);
  if (bytes.value.subarray(0, BINARY_CHECK_BYTES).includes(0)) return {};
  return { found: await each(path, textOf(bytes.value)) };
}

interface Large {
  readonly path: string;
  readonly parts: OpenParts;
  readonly size: number;
}

async function throughParts(look: Look, { path, parts, size }: Large): Promise<ReadOne> {
  if (size > MAX_PARTED_BYTES) return isText(look, path) ? { finding: tooLarge(path, MAX_PARTED_BYTES) } : {};
  const read = await readInParts(look, { path, open: parts });
  if (!read.ok) return notRead(path, read, MAX_PARTED_BYTES);
  if (read.value === undefined) return {};
  const { stuckAt, isStopped, ...found } = read.value;
  if (isStopped) return { isStopped };
  if (stuckAt === undefined) return { found };
  const message = `from line ${stuckAt} on the file was passed over: what begins there is too long`;
  return { found, finding: finding("file-not-scanned", path, { message, hint: LEAVE_OUT }) };
}

/** What cannot be opened is taken for text, so that it is named. */
function isText({ world, root }: Look, path: string): boolean {
  const beginning = world.files.readPiece(`${root}/${path}`, 0, BINARY_CHECK_BYTES);
  return !beginning.ok || !beginning.value.includes(0);
}

const LEAVE_OUT = "leave it out for good with `exclude`";

function notRead(path: string, { fault }: Extract<Result<unknown>, { readonly ok: false }>, most: number): ReadOne {
  const { code, message } = fault;
  if (code === "file-not-found") return {};
  if (code === "file-too-large") return { finding: tooLarge(path, most) };
  return { finding: finding("file-not-scanned", path, { message: `the file was passed over: ${message}` }) };
}

const tooLarge = (path: string, most: number): Finding =>
  finding("file-not-scanned", path, {
    message: `the file is larger than ${most / 1024 / 1024} MB and was passed over`,
    hint: LEAVE_OUT,
  });

/** A list that can be read: what is left out is counted. */
function bounded(findings: readonly Finding[]): readonly Finding[] {
  const [first] = findings.slice(MAX_FINDINGS);
  if (first === undefined) return findings;
  const message = `${findings.length - MAX_FINDINGS} more like this are not listed`;
  return [...findings.slice(0, MAX_FINDINGS), { ...first, message }];
}
