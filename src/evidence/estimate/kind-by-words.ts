import { keywordsIn } from "./keywords.ts";
import { wordsReason } from "./points.ts";
import { KIND_TABLE } from "./tables.ts";

/** The kind of ticket that the words of a text ask for; undefined when they ask for none in particular. */
export function kindByWords(text: string): { readonly name: string; readonly reason: string } | undefined {
  for (const { kind, words } of KIND_TABLE) {
    const found = keywordsIn(text, words);
    if (found.length > 0) return { name: kind, reason: wordsReason(found) };
  }
  return undefined;
}
