import type { Quote } from "../evidence/sighting.ts";
import { maskSecrets } from "../findings/mask-secrets.ts";
import { oneLine, quote } from "../findings/quote.ts";

/** Longest message, and longest quotation, in characters. */
const MESSAGE_CHARS = 200;
const QUOTE_CHARS = 2_000;
const FACT_CHARS = 300;

/** Text from outside without what a terminal or an eye could take for something else; line breaks stay. */
export function harmless(text: string): string {
  // Half of a character, out of JSON, is six characters in the ledger.
  return quote(text.toWellFormed().replaceAll(/\r\n?/g, "\n"), Number.POSITIVE_INFINITY).text;
}

/** One line that fits, secrets masked. */
export async function messageOf(text: string): Promise<string> {
  return oneLine(await masked(text), MESSAGE_CHARS);
}

/** One short value of a fact. */
export const factOf = (text: string): string => oneLine(text.toWellFormed(), FACT_CHARS);

/** Head and tail of a text, secrets masked; what is left out of the middle is said. */
export async function quoteOf(text: string, maxChars = QUOTE_CHARS): Promise<Quote> {
  const clean = (await masked(text)).trim();
  if (clean.length <= maxChars) return { text: clean };
  const half = Math.floor(maxChars / 2);
  const [head, tail] = [clean.slice(0, half), clean.slice(-half)];
  const cut = clean.length - 2 * half;
  return { text: `${head}\n… ${cut} characters left out …\n${tail}`, cut };
}

/** Masked before it is cut, so that no half of a secret is taken for a word. */
const masked = (text: string): Promise<string> => maskSecrets(harmless(text));
