import type { Quote } from "../evidence/sighting.ts";
import { maskSecrets } from "../findings/mask-secrets.ts";

/** Longest message, and longest quotation, in characters. */
const MESSAGE_CHARS = 200;
const QUOTE_CHARS = 2_000;
const FACT_CHARS = 300;

const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
/** Control characters, and those that turn the direction of writing or are not seen: text that shows something else than it says. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

/** Text from outside without what a terminal or an eye could take for something else; line breaks stay. */
export function harmless(text: string): string {
  // Half of a character, out of JSON, is six characters in the ledger.
  return text.toWellFormed().replaceAll(ESCAPES, "").replaceAll(/\r\n?/g, "\n").replaceAll(UNSEEN, "");
}

/** One line that fits, secrets masked. */
export async function messageOf(text: string): Promise<string> {
  return shortened((await masked(text)).replaceAll(/\s+/g, " ").trim(), MESSAGE_CHARS);
}

/** One short value of a fact. */
export const factOf = (text: string): string => shortened(harmless(text).replaceAll(/\s+/g, " ").trim(), FACT_CHARS);

/** Head and tail of a text, secrets masked; what is left out of the middle is said. */
export async function quoteOf(text: string, maxChars = QUOTE_CHARS): Promise<Quote> {
  const clean = (await masked(text)).trim();
  if (clean.length <= maxChars) return { text: clean };
  const half = Math.floor(maxChars / 2);
  const [head, tail] = [clean.slice(0, half), clean.slice(-half)];
  const cut = clean.length - 2 * half;
  return { text: `${head}\n… ${cut} characters left out …\n${tail}`, cut };
}

/** Masked before it is cut, so that no half of a secret is taken for a word; of very long text only what may be kept. */
async function masked(text: string): Promise<string> {
  const clean = harmless(text);
  return maskSecrets(clean.length <= MASKED_CHARS ? clean : `${clean.slice(0, HALF)}\n${clean.slice(-HALF)}`);
}

const MASKED_CHARS = 100_000;
const HALF = MASKED_CHARS / 2;

function shortened(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${text.slice(0, maxChars - 1).trimEnd()}…`;
}
