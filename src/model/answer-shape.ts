/** C0, DEL and C1 (terminal escapes begin there), and the marks that turn the direction of text or hide in it. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const PLACEHOLDER = /\b(?:TBD|TODO|FIXME|XXX)\b|\?{3}|^\s*(?:\.{3}|…|n\/a|none|unknown)\.?\s*$/i;

export interface Line {
  readonly line: string;
}
export interface Wrong {
  /** What is wrong with it, to be read after a colon. */
  readonly wrong: string;
}

/** One line of plain text: of some length, with no control characters, and said in full. */
export function readLine(value: unknown, maxChars: number): Line | Wrong {
  if (typeof value !== "string") return { wrong: "it is no text" };
  const line = value.trim();
  if (line === "") return { wrong: "it is empty" };
  if (line.length > maxChars) return { wrong: `it is longer than ${maxChars} characters` };
  if (!line.isWellFormed() || HIDDEN.test(line)) return { wrong: "it holds control or invisible characters" };
  return PLACEHOLDER.test(line) ? { wrong: "it leaves something for later" } : { line };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list of at most so many; anything else is an empty one. */
export function readList(value: unknown, most: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}
