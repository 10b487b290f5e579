import { plain } from "./_text.ts";

/** A place that a text names: a line of a stack trace, a compiler's complaint. */
export interface Frame {
  /** As it was written, without `file://`. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** Most places read out of one text, and how much of it is looked at. */
const MAX_FRAMES = 30;
const MAX_CHARS = 20_000;

const SHAPES: readonly RegExp[] = [
  // src/a.ts:3:7, file:///project/src/a.ts:3:7, (src/a.ts:3)
  /(?:\bfile:\/\/|(?<=^|[\s(['"`<|=,@]))((?:[A-Za-z]:)?[^\s:()'"`<>|,=[\]]{1,300}\.[A-Za-z]\w{0,9}):(\d{1,7})(?!\d)/gm,
  // Python: File "src/a.py", line 3
  /\bFile "([^"\n]{1,300})", line (\d{1,7})/g,
  // Compilers of Microsoft: src/a.ts(3,7): error
  /([^\s:()'"`<>|,=[\]]{1,300}\.[A-Za-z]\w{0,9})\((\d{1,7}),\d{1,7}\)/g,
];

/** The places a text names, each once, in the order in which they stand there. */
export function framesIn(text: string): readonly Frame[] {
  const lines = plain(text.slice(0, MAX_CHARS));
  const found = SHAPES.flatMap((shape) =>
    [...lines.matchAll(shape)].map((match) => ({ at: match.index, path: match[1] ?? "", line: Number(match[2]) })),
  );
  const frames = new Map<string, Frame>();
  for (const { path, line } of found.toSorted((a, b) => a.at - b.at)) {
    if (line > 0 && !/^\d+(?:\.\d+)*$/.test(path)) frames.set(`${path}:${line}`, { path, line });
    if (frames.size === MAX_FRAMES) break;
  }
  return [...frames.values()];
}
