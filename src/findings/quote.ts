import { harmless } from "./_text.ts";

/** Characters that turn the direction of writing, or cannot be seen: they make text look like other text. */
const HIDDEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** A text kept as a quotation. */
export interface Cutting {
  readonly text: string;
  /** Characters left out of the middle. */
  readonly cut?: number;
}

/** Several lines that fit, without terminal escapes and hidden characters; what is left out of the middle is said. */
export function quote(text: string, maxChars: number): Cutting {
  const clean = harmless(text).replaceAll(HIDDEN, "").trimEnd();
  if (clean.length <= maxChars) return { text: clean };
  const head = Math.ceil(maxChars * 0.7);
  const tail = maxChars - head;
  return { text: `${whole(clean.slice(0, head))}…${whole(clean.slice(-tail))}`, cut: clean.length - maxChars };
}

/** One line that fits. */
export function oneLine(text: string, maxChars: number): string {
  const clean = harmless(text).replaceAll(HIDDEN, "").replace(/\s+/g, " ").trim();
  return clean.length <= maxChars ? clean : `${whole(clean.slice(0, maxChars - 1))}…`;
}

/** Without the half of a character that a cut left at an end. */
const whole = (text: string): string => text.replace(/[\ud800-\udbff]$|^[\udc00-\udfff]/g, "");
