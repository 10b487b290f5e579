import { textOf } from "./_git.ts";
import type { Line } from "./change.ts";
import { MAX_LINE_CHARS, MAX_LINES_PER_CHANGE, MAX_LINES_PER_FILE } from "./limits.ts";

/** The lines of one `diff --git` part. */
export interface PatchSection {
  readonly added: readonly Line[];
  readonly removed: readonly Line[];
  readonly cut: boolean;
}

interface Growing {
  readonly added: Line[];
  readonly removed: Line[];
  cut: boolean;
}

/** Where the reader stands: how many lines the hunk still has, and the numbers of the next ones. */
interface Hunk {
  oldLeft: number;
  newLeft: number;
  oldNumber: number;
  newNumber: number;
}

const NEWLINE = 10;
const PLUS = 43;
const MINUS = 45;
const BACKSLASH = 92;
const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
/** No header line that matters is longer: a path has at most 4,096 bytes, four characters each when quoted. */
const MAX_HEADER_BYTES = 40_000;

/**
 * Reads a patch on its bytes, as it may be larger than a text can be. A hunk says how many lines it has, so a changed line that
 * looks like a header is never taken for one.
 */
export function parsePatch(patch: Uint8Array): readonly PatchSection[] {
  const sections: Growing[] = [];
  const hunk: Hunk = { oldLeft: 0, newLeft: 0, oldNumber: 0, newNumber: 0 };
  let kept = 0;
  for (let start = 0; start < patch.length; ) {
    const found = patch.indexOf(NEWLINE, start);
    const end = found < 0 ? patch.length : found;
    const section = sections.at(-1);
    if (hunk.oldLeft + hunk.newLeft > 0 && section !== undefined) {
      kept += readChanged(patch.subarray(start, end), hunk, kept < MAX_LINES_PER_CHANGE ? section : cutOff(section));
    } else {
      const header = textOf(patch.subarray(start, Math.min(end, start + MAX_HEADER_BYTES)));
      if (header.startsWith("diff --git ")) sections.push({ added: [], removed: [], cut: false });
      else enterHunk(header, hunk);
    }
    start = end + 1;
  }
  return sections;
}

/** Beyond the limit lines are still counted, into a part that nobody keeps. */
function cutOff(section: Growing): Growing {
  section.cut = true;
  return { added: [], removed: [], cut: true };
}

function enterHunk(header: string, hunk: Hunk): void {
  const [, oldStart, oldCount = "1", newStart, newCount = "1"] = HUNK.exec(header) ?? [];
  if (oldStart === undefined) return;
  hunk.oldNumber = Number(oldStart);
  hunk.oldLeft = Number(oldCount);
  hunk.newNumber = Number(newStart);
  hunk.newLeft = Number(newCount);
}

/** Takes one line of a hunk; gives how many lines were kept of it. */
function readChanged(line: Uint8Array, hunk: Hunk, section: Growing): number {
  const mark = line[0];
  if (mark === BACKSLASH) return 0;
  if (mark !== PLUS) hunk.oldLeft -= 1;
  if (mark !== MINUS) hunk.newLeft -= 1;
  const number = mark === MINUS ? hunk.oldNumber : hunk.newNumber;
  if (mark !== PLUS) hunk.oldNumber += 1;
  if (mark !== MINUS) hunk.newNumber += 1;
  if (mark !== PLUS && mark !== MINUS) return 0;
  const lines = mark === PLUS ? section.added : section.removed;
  if (lines.length >= MAX_LINES_PER_FILE) {
    section.cut = true;
    return 0;
  }
  const text = textOf(line.subarray(1, MAX_LINE_CHARS + 1));
  if (line.length > MAX_LINE_CHARS + 1) section.cut = true;
  lines.push({ number, text: text.endsWith("\r") ? text.slice(0, -1) : text });
  return 1;
}
