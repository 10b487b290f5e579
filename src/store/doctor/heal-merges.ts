import { join } from "node:path";
import { mergeTicket } from "../../ticket/merge.ts";
import { revisionOf } from "../../ticket/revision.ts";
import type { Backlog } from "../backlog.ts";
import { ASIDE_FOLDER, TICKETS_FOLDER } from "../home/home.ts";
import { MAX_STATE_BYTES } from "../limits.ts";
import { mergeNumbers, NUMBERS_FILE } from "../numbers.ts";
import { mergeLines } from "../sync/merge-lines.ts";
import type { Change } from "../write/change.ts";
import { noted, type Repair, type RepairDesk } from "./remedy.ts";
import type { Unmerged } from "./unmerged.ts";

/** Merges what git could not, from the versions git kept. Only where the code's tree holds the backlog: else docket sync merges. */
export function healMerges(desk: RepairDesk, unmerged: readonly Unmerged[]): readonly Repair[] {
  const { home, world } = desk.backlog;
  if (home.kind !== "tree") return [];
  const repairs: Repair[] = [];
  for (const file of unmerged) {
    const { path } = file;
    const read = world.files.read(join(home.folder, path), MAX_STATE_BYTES);
    if (!read.ok && read.fault.code !== "file-not-found") continue;
    const before = read.ok ? read.value : undefined;
    const merged = mergeFile(desk, file);
    if (merged === undefined) continue;
    const [main] = merged;
    const remedy = { code: "merge-unfinished", file: path, action: "merge it from the versions git kept" };
    const paths = merged.map((change) => change.path);
    if (main !== undefined && before !== undefined && holdsAll(before, main.bytes))
      repairs.push({ remedy: { ...remedy, action: "tell git that it is merged" }, changes: [], stage: [path] });
    else if (before === undefined || holdsNothingNew(before, file))
      repairs.push({ remedy, changes: changesOf(desk.backlog, merged, before), stage: paths });
  }
  return repairs;
}

interface Merged {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What is written, where an event is added to what was merged. */
  readonly text?: string;
}

/** The merged file first, then what was put aside; undefined where it takes a person to choose. */
function mergeFile(desk: RepairDesk, file: Unmerged): readonly Merged[] | undefined {
  const { path, base, ours, theirs } = file;
  if (path === NUMBERS_FILE) return [{ path, bytes: mergeNumbers([base, ours, theirs]) }];
  if (ours === undefined || theirs === undefined) {
    // Removed here, changed there: the change wins, since nothing may be lost.
    const bytes = ours ?? theirs;
    return bytes === undefined ? undefined : [withEvent(desk, { path, bytes })];
  }
  if (!path.startsWith(`${TICKETS_FOLDER}/`) || !path.endsWith(".md")) {
    const { bytes, findings } = mergeLines(path, { base, ours, theirs });
    return findings.length === 0 ? [{ path, bytes }] : undefined;
  }
  const { bytes, aside } = mergeTicket({ base, ours, theirs });
  const main = withEvent(desk, { path, bytes });
  if (aside === undefined) return [main];
  const name = path.slice(path.lastIndexOf("/") + 1, -".md".length);
  return [main, { path: `${ASIDE_FOLDER}/${name}.${revisionOf(aside.bytes)}.md`, bytes: aside.bytes }];
}

/** A version that cannot be read takes no event; it stays as it is. */
function withEvent(desk: RepairDesk, merged: Merged): Merged {
  const body = "A git merge had left this ticket in conflict; its versions were merged from what git kept.";
  const text = noted(desk, new TextDecoder("utf-8", { ignoreBOM: true }).decode(merged.bytes), {
    code: "merge-unfinished",
    body,
  });
  return text.ok ? { ...merged, text: text.value } : merged;
}

function changesOf(
  { home, world }: Backlog,
  [main, ...aside]: readonly Merged[],
  before: Uint8Array | undefined,
): readonly Change[] {
  const beside = aside.map(({ path, bytes }) => {
    const there = world.files.read(join(home.folder, path), MAX_STATE_BYTES);
    return { path, before: there.ok ? there.value : undefined, after: bytes };
  });
  if (main === undefined) return beside;
  return [{ path: main.path, before, after: main.text ?? main.bytes }, ...beside];
}

/** Whether a person wrote nothing into the file since the merge: every line is git's marker or stands in one of the versions. */
function holdsNothingNew(now: Uint8Array, { base, ours, theirs }: Unmerged): boolean {
  const known = new Set([base, ours, theirs].flatMap((bytes) => (bytes === undefined ? [] : linesOf(bytes))));
  return linesOf(now).every((line) => known.has(line) || /^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/.test(line));
}

/** Whether the file holds the whole outcome already: healed by an earlier run that was cut off before git was told. */
function holdsAll(now: Uint8Array, merged: Uint8Array): boolean {
  const lines = linesOf(now);
  if (lines.some((line) => /^(?:<{7}|>{7}) /.test(line))) return false;
  const there = new Set(lines);
  return linesOf(merged).every((line) => there.has(line) || line.startsWith("updated:"));
}

const linesOf = (bytes: Uint8Array): readonly string[] => Buffer.from(bytes).toString("latin1").split(/\r?\n/);
