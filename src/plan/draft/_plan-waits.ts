import { type Candidate, meantItem, splitNames } from "./_plan-order.ts";
import type { Wait } from "./_without-circles.ts";

/** Lines of an item's text that say what it waits for, or what waits for it. */
const LINE =
  /^(?:[-*+]\s+)?(?:links?:\s*)?(?:[*_]{1,2})?(?:it\s+|this\s+)?(?:is\s+)?(depends on|blocked by|blocks|dependency|dependencies|prerequisites?|requires|needs)(?:[*_]{1,2})?\s*:?(?:[*_]{1,2})?\s+([^.;\n]{1,400})/i;

export interface DetailWaits {
  readonly waits: readonly Wait[];
  /** Places of the items that wait for this one. */
  readonly blocks: readonly number[];
}

/** Reads "Depends on US-1." and "Blocks SHOP-102" in the text of an item. What names no item is left in the text, as it may mean anything. */
export function waitsInDetails(lines: readonly string[], own: number, all: readonly Candidate[]): DetailWaits {
  const found = lines.flatMap((line) => {
    const [, word = "", names = ""] = LINE.exec(line.trim()) ?? [];
    const isBlocking = word.toLowerCase() === "blocks";
    return splitNames(names).flatMap((words) => {
      const place = meantItem(words, own, all);
      return place === undefined ? [] : [{ place, words, isBlocking }];
    });
  });
  return {
    waits: found.filter(({ isBlocking }) => !isBlocking).map(({ place, words }) => ({ place, words })),
    blocks: found.filter(({ isBlocking }) => isBlocking).map(({ place }) => place),
  };
}

/** "After everything else": all other items of the same list. */
export const isEverything = (words: string): boolean =>
  /^(?:every(?:thing|one)(?: else)?|all(?: (?:of )?(?:them|these|those|the above|the others?|the rest|others|else|other \p{L}+))?|the (?:rest|others)|the above)\.?$/iu.test(
    words.trim(),
  );
