/** An open item of a list in Markdown. */
export interface OpenItem {
  readonly text: string;
  /** The headings above it, from the largest. */
  readonly under: readonly string[];
  /** 1-based. */
  readonly line: number;
}

const MAX_ITEMS = 5_000;
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[([ xX])\]\s+(.*\S)/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$/;
const FENCE = /^\s*(`{3,}|~{3,})/;

/** Reads the open items of checklists; ticked ones, and whatever stands in a piece of code, are none. */
export function readChecklist(text: string): readonly OpenItem[] {
  const items: OpenItem[] = [];
  let under: readonly { readonly level: number; readonly text: string }[] = [];
  let fence: string | undefined;
  for (const [at, raw] of text.split("\n").entries()) {
    const line = raw.trimEnd();
    const ticks = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (ticks?.startsWith(fence)) fence = undefined;
      continue;
    }
    if (ticks !== undefined) fence = ticks;
    const [, marks = "", heading = ""] = HEADING.exec(line) ?? [];
    if (marks !== "")
      under = [...under.filter(({ level }) => level < marks.length), { level: marks.length, text: heading }];
    const [, tick, said = ""] = ITEM.exec(line) ?? [];
    if (tick === " " && items.length < MAX_ITEMS)
      items.push({ text: said, under: under.map((one) => one.text), line: at + 1 });
  }
  return items;
}
