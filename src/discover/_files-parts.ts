import { ok, type Result } from "../std/result.ts";
import type { InFile } from "./_files-in.ts";
import { BINARY_CHECK_BYTES, PART_BYTES, PART_CONTEXT_CHARS, WINDOW_CHARS } from "./_files-limits.ts";
import { ofItsOwn, type Raw } from "./_files-sighting.ts";
import type { Look } from "./source.ts";

/**
 * A file too large to be kept in memory, read through a window:
 *
 *     said already | context |        from ......... upTo ...... what comes | not read yet
 *                  └──────────────── text ──────────────────────────────────┘
 *
 * What begins in front of `from` was said before. What begins in front of `upTo` is said now; the rest is seen again with more text behind it.
 */
export interface Part {
  readonly text: string;
  readonly from: number;
  /** There is more to come; no more of it fits; or this is the end of the file. */
  readonly edge: "more" | "full" | "last";
}

export interface TakenPart extends InFile {
  readonly upTo: number;
}

/** Looks into one part after the other. Lines are counted from the beginning of the text it is given. */
export type TakePart = (part: Part) => TakenPart | Promise<TakenPart>;

/** Given the path and the beginning of the text; undefined when there is nothing to look for in such a file. */
export type OpenParts = (path: string, beginning: string) => TakePart | undefined;

export interface Sizes {
  readonly partBytes: number;
  readonly windowChars: number;
  readonly contextChars: number;
}

const SIZES: Sizes = { partBytes: PART_BYTES, windowChars: WINDOW_CHARS, contextChars: PART_CONTEXT_CHARS };

export interface Through extends InFile {
  /** Line up to which the file was looked at, when it could not be looked at to its end. */
  readonly stuckAt?: number;
  /** The look was told to end. */
  readonly isStopped?: true;
}

/** Reads a file part by part; undefined when it is no text. */
export async function readInParts(
  look: Pick<Look, "world" | "root" | "stop">,
  { path, open, sizes = SIZES }: { readonly path: string; readonly open: OpenParts; readonly sizes?: Sizes },
): Promise<Result<Through | undefined>> {
  const { world, root, stop } = look;
  const decoder = new TextDecoder();
  const window = emptyWindow(sizes);
  let take: TakePart | undefined;
  for (let offset = 0; ; ) {
    const piece = world.files.readPiece(`${root}/${path}`, offset, sizes.partBytes);
    if (!piece.ok) return piece;
    if (offset === 0 && piece.value.subarray(0, BINARY_CHECK_BYTES).includes(0)) return ok(undefined);
    const isLast = piece.value.length < sizes.partBytes;
    offset += piece.value.length;
    window.add(decoder.decode(piece.value, { stream: !isLast }));
    take ??= open(path, window.text());
    if (take === undefined) return ok({ raws: [], isWhole: true });
    const isOver = await window.pass(take, isLast);
    if (isLast || isOver) return ok(window.seen());
    await world.clock.sleep(0, stop);
    if (stop.aborted) return ok({ ...window.seen(), isStopped: true });
  }
}

interface Window {
  add(text: string): void;
  text(): string;
  /** True when nothing can be said of the rest. */
  pass(take: TakePart, isLast: boolean): Promise<boolean>;
  seen(): Through;
}

function emptyWindow({ windowChars, contextChars }: Sizes): Window {
  const raws: Raw[] = [];
  let [text, from, lines] = ["", 0, 0];
  let isWhole = true;
  let stuckAt: number | undefined;
  // After a part of which nothing could be said the next try has twice as much, so that all tries together stay in proportion.
  let wanted = 0;

  const pass = async (take: TakePart, isLast: boolean): Promise<boolean> => {
    if (!isLast && text.length < Math.min(wanted, windowChars)) return false;
    const edge = isLast ? "last" : text.length >= windowChars ? "full" : "more";
    const taken = await take({ text, from, edge });
    for (const raw of taken.raws) raws.push(further(raw, lines));
    isWhole &&= taken.isWhole;
    if (edge === "full" && taken.upTo <= from) stuckAt = lines + newLinesIn(text.slice(0, from)) + 1;
    wanted = taken.upTo > from ? 0 : text.length * 2;
    const dropped = Math.max(0, taken.upTo - contextChars);
    lines += newLinesIn(text.slice(0, dropped));
    from = taken.upTo - dropped;
    text = text.slice(dropped);
    return stuckAt !== undefined;
  };

  return {
    add: (more) => {
      text += more;
    },
    text: () => text,
    pass,
    seen: () => ({ raws, isWhole, ...(stuckAt === undefined ? {} : { stuckAt }) }),
  };
}

/** The same with the lines in front of the window, and no part of the window kept in memory for it. */
function further(raw: Raw, lines: number): Raw {
  const line = raw.place?.line;
  const place = line === undefined ? raw.place : { path: "", ...raw.place, line: line + lines };
  return ofItsOwn(place === undefined ? raw : { ...raw, place });
}

function newLinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
