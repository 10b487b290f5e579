import type { Finding } from "../std/finding.ts";
import { BINARY_CHECK_BYTES, FILES_A_TURN, MAX_FINDINGS, MAX_SCANNED_BYTES } from "./_files-limits.ts";
import type { Listed } from "./_files-list.ts";
import { finding } from "./_files-rules.ts";
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
  readonly each: (path: string, text: string) => void | Promise<void>;
  /** After so many files others get a turn. */
  readonly filesATurn?: number;
}

/** Reads the files one after the other; none is kept. Ends early when it is told to. */
export async function readFiles(look: Look, { listed, each, filesATurn = FILES_A_TURN }: Visit): Promise<ReadAll> {
  const findings: Finding[] = [];
  const unread: string[] = [];
  let done = 0;
  for (const path of listed.paths) {
    if (look.stop.aborted) break;
    const read = readText(look, path);
    if (read?.finding !== undefined) {
      findings.push(read.finding);
      unread.push(path);
    }
    if (read?.text !== undefined) await each(path, read.text);
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

type Read =
  | { readonly text: string; readonly finding?: undefined }
  | { readonly finding: Finding; readonly text?: undefined };

/** Undefined where there is nothing to read: a link, a binary file, one that has just gone. */
function readText({ world, root }: Pick<Look, "world" | "root">, path: string): Read | undefined {
  const full = `${root}/${path}`;
  const stat = world.files.stat(full);
  if (stat === undefined || !stat.isFile()) return undefined;
  const bytes = world.files.read(full, MAX_SCANNED_BYTES);
  if (!bytes.ok) return bytes.fault.code === "file-not-found" ? undefined : { finding: notRead(path, bytes.fault) };
  if (bytes.value.subarray(0, BINARY_CHECK_BYTES).includes(0)) return undefined;
  return { text: new TextDecoder().decode(bytes.value) };
}

function notRead(path: string, { code, message }: { readonly code: string; readonly message: string }): Finding {
  if (code === "file-too-large") {
    return finding("file-not-scanned", path, {
      message: `the file is larger than ${MAX_SCANNED_BYTES / 1024 / 1024} MB and was passed over`,
      hint: "leave it out for good with `exclude`",
    });
  }
  return finding("file-not-scanned", path, { message: `the file was passed over: ${message}` });
}

/** A list that can be read: what is left out is counted. */
export function bounded(findings: readonly Finding[]): readonly Finding[] {
  const [first] = findings.slice(MAX_FINDINGS);
  if (first === undefined) return findings;
  const message = `${findings.length - MAX_FINDINGS} more like this are not listed`;
  return [...findings.slice(0, MAX_FINDINGS), { ...first, message }];
}
