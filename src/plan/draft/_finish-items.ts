import { lineOf } from "../from-evidence/outside-text.ts";
import { meantItem, waitingOf } from "./_plan-order.ts";
import type { ItemSaid } from "./_plan-told.ts";
import { isEverything, waitsInDetails } from "./_plan-waits.ts";
import { plainWish } from "./_plan-words.ts";
import { type Wait, withoutCircles } from "./_without-circles.ts";
import { MAX_ITEM } from "./limits.ts";
import type { PlanItem } from "./plan-item.ts";

/** An item as it was read, before what it says of the others is understood. */
export interface Raw {
  text: string;
  readonly label: string | undefined;
  /** What a column of a table says it waits for. */
  readonly waits: readonly string[];
  readonly said: ItemSaid;
  readonly line: number;
  readonly under: readonly string[];
  readonly details: string[];
  readonly criteria: string[];
  readonly parent: number | undefined;
  readonly number: number | undefined;
  readonly list: number;
  readonly isOrdered: boolean;
}

/** Marks a criterion among the lines of a heading that is still being read. */
export const CRITERION_MARK = "\u0001";

/** Understands what items say of each other, and makes orders of stories and requirements. */
export function finishedItems(kept: readonly Raw[]): readonly PlanItem[] {
  const labels = new Set(kept.flatMap(({ label }) => label?.toUpperCase() ?? []));
  const items = kept.map((item, at) => finished(item, at, { all: kept, labels }));
  const sorted = withoutCircles(
    items.map(({ waits }, at) => [
      ...waits,
      ...blockersOf(items, at).filter(({ place }) => !leadsBack(place, at, kept)),
    ]),
  );
  return items.map(({ item, lost }, at): PlanItem => {
    const { after = [], circular = [] } = sorted[at] ?? {};
    return { ...item, after, lost: [...lost, ...circular] };
  });
}

/** Items that say that they block this one. */
const blockersOf = (items: readonly Finished[], at: number): readonly Wait[] =>
  items.flatMap(({ blocks, item }, place) =>
    place !== at && blocks.includes(at) ? [{ place, words: item.text }] : [],
  );

interface Finished {
  readonly item: Omit<PlanItem, "after" | "lost">;
  readonly waits: readonly Wait[];
  readonly blocks: readonly number[];
  readonly lost: readonly string[];
}

interface Among {
  readonly all: readonly Raw[];
  readonly labels: ReadonlySet<string>;
}

function finished(raw: Raw, at: number, { all, labels }: Among): Finished {
  const waiting = waitingOf(raw.text, labels);
  const lines = raw.details.join("\n").split("\n");
  const inDetails = waitsInDetails(lines, at, all);
  const named = [...waiting.waits, ...raw.waits];
  const found = named
    .filter((words) => !isEverything(words))
    .map((words) => ({ words, place: meantItem(words, at, all) }));
  const before = raw.isOrdered && raw.number !== undefined ? previous(raw, at, all) : undefined;
  const said = found.flatMap(({ words, place }) => (place === undefined ? [] : [{ place, words: lineOf(words) }]));
  const others = named.some(isEverything) ? siblings(raw, at, all) : [];
  const rest = [...others, ...(before === undefined ? [] : [before])];
  const waits: readonly Wait[] = [...said, ...inDetails.waits, ...rest.map((place) => ({ place, words: undefined }))];
  return {
    item: itemOf(raw, waiting.text, lines),
    waits: waits.filter(({ place }) => !leadsBack(place, at, all)),
    blocks: inDetails.blocks,
    lost: found.filter(({ place }) => place === undefined).map(({ words }) => lineOf(words)),
  };
}

function itemOf(raw: Raw, words: string, lines: readonly string[]): Omit<PlanItem, "after" | "lost"> {
  const plain = plainWish(lineOf(words, MAX_ITEM) || lineOf(raw.text, MAX_ITEM));
  const isOther = plain.text !== words.replace(/\.$/, "");
  const said = { ...(plain.isOptional ? { priority: "P3" } : {}), ...raw.said };
  const own = lines.filter((line) => !line.startsWith(CRITERION_MARK));
  return {
    ...{ text: plain.text, line: raw.line, under: raw.under },
    // What a sentence said before it was made an order still says for whom and why.
    details: [...(isOther ? [raw.text, ""] : []), ...own].join("\n").trim(),
    criteria: [
      ...raw.criteria,
      ...lines.filter((line) => line.startsWith(CRITERION_MARK)).map((line) => line.slice(1)),
    ],
    ...(raw.parent === undefined ? {} : { parent: raw.parent }),
    ...(Object.keys(said).length === 0 ? {} : { said }),
  };
}

/** All others of the same list that are no parts of another one. */
const siblings = ({ list }: Raw, at: number, all: readonly Raw[]): readonly number[] =>
  all.flatMap((one, place) => (place !== at && one.list === list ? [place] : []));

const previous = ({ list }: Raw, at: number, all: readonly Raw[]): number | undefined => {
  const place = all.findLastIndex((one, other) => other < at && one.list === list && one.number !== undefined);
  return place < 0 ? undefined : place;
};

/** A part cannot wait for the whole that it is a part of. */
function leadsBack(place: number, at: number, all: readonly Raw[]): boolean {
  for (let above = all[at]?.parent; above !== undefined; above = all[above]?.parent) if (above === place) return true;
  return false;
}
