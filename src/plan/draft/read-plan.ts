import { lineOf } from "../from-evidence/outside-text.ts";
import { type PlanLine, planLines } from "./_plan-lines.ts";
import { meantItem, waitingOf } from "./_plan-order.ts";
import { type Wait, withoutCircles } from "./_without-circles.ts";
import { MAX_PLAN_DEPTH, MAX_PLAN_TICKETS } from "./limits.ts";

/** One piece of work of a plan. */
export interface PlanItem {
  readonly text: string;
  readonly line: number;
  /** Headings above it, outermost first. */
  readonly under: readonly string[];
  readonly details: string;
  /** Criteria that the plan itself gives. */
  readonly criteria: readonly string[];
  /** Place of the item that it is nested in. */
  readonly parent?: number;
  /** Places of the items that come first. */
  readonly after: readonly number[];
  /** What it says it waits for and no other item is. */
  readonly lost: readonly string[];
}

export interface ReadPlan {
  readonly items: readonly PlanItem[];
  readonly passedOver: readonly { readonly line: number; readonly text: string; readonly why: string }[];
  /** Items beyond the limit. */
  readonly more: number;
}

/**
 * Splits a plan in Markdown into pieces of work: items of lists, and headings that have words under them and no list. Nested items are
 * parts of the one above; order counts where the plan says so. All of it is data (I13).
 */
export function readPlan(markdown: string): ReadPlan {
  const reading: Reading = {
    items: [],
    passedOver: [],
    headings: [],
    open: [],
    list: 0,
    isOrdered: false,
    section: undefined,
  };
  for (const line of planLines(markdown)) STEPS[line.is](reading, line);
  closeSection(reading);
  const kept = reading.items.slice(0, MAX_PLAN_TICKETS);
  const items = kept.map((item, at) => finished(item, at, kept));
  const sorted = withoutCircles(items.map(({ waits }) => waits));
  return {
    items: items.map(({ item, lost }, at): PlanItem => {
      const { after = [], circular = [] } = sorted[at] ?? {};
      return { ...item, after, lost: [...lost, ...circular] };
    }),
    passedOver: reading.passedOver,
    more: reading.items.length - kept.length,
  };
}

interface Raw {
  text: string;
  readonly line: number;
  readonly under: readonly string[];
  readonly details: string[];
  readonly criteria: string[];
  readonly parent: number | undefined;
  readonly number: number | undefined;
  readonly list: number;
  readonly isOrdered: boolean;
}

interface Heading {
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

interface Reading {
  readonly items: Raw[];
  readonly passedOver: { readonly line: number; readonly text: string; readonly why: string }[];
  headings: readonly Heading[];
  /** Items that are open for nested ones, by their indent; undefined for one that was passed over, "criteria" for a list of these. */
  open: readonly { readonly indent: number; readonly item: number | undefined | "criteria" }[];
  list: number;
  isOrdered: boolean;
  /** Text under the newest heading, while no item has come. */
  section: string[] | undefined;
}

const STEPS: Readonly<Record<PlanLine["is"], (reading: Reading, line: PlanLine) => void>> = {
  heading: (reading, line) => {
    if (line.is === "heading") openHeading(reading, line);
  },
  item: (reading, line) => {
    if (line.is === "item") addItem(reading, line);
  },
  text: (reading, line) => {
    if (line.is === "text") addText(reading, line);
  },
  blank: (reading) => {
    reading.section?.push("");
  },
};

/** Headings under which nobody asks for work. */
const NO_WORK =
  /^(?:\d+[.)]?\s*)?(?:non.?goals?|goals?|background|overview|introduction|summary|motivation|context|risks?|open questions?|questions?|references?|links?|out of scope|glossary|definitions?|timeline|assumptions?|success metrics?|metrics?|stakeholders?|personas?|appendix|changelog|history|table of contents|contents|alternatives(?: considered)?|decisions?|notes?)\b/i;
const CRITERIA = /^(?:acceptance )?criteria:?$/i;
const IN_ORDER =
  /\b(?:in (?:this|that|the following|the given) order|in order:|one after (?:the other|another)|step by step)/i;

function openHeading(reading: Reading, { level, text, line }: Heading): void {
  if (!CRITERIA.test(text)) closeSection(reading);
  reading.headings = [...reading.headings.filter((one) => one.level < level), { level, text: lineOf(text), line }];
  reading.open = CRITERIA.test(text) ? [{ indent: -1, item: "criteria" }] : [];
  reading.list += 1;
  reading.isOrdered = IN_ORDER.test(text);
  reading.section = CRITERIA.test(text) ? reading.section : [];
}

/** A heading with words under it and no list is a piece of work by itself. */
function closeSection(reading: Reading): void {
  const { section, headings } = reading;
  const heading = headings.findLast(({ text }) => !CRITERIA.test(text));
  reading.section = undefined;
  const details = section?.join("\n").trim() ?? "";
  if (heading === undefined || details === "" || heading.level === 1) return;
  const above = headings.filter(({ level }) => level < heading.level).map(({ text }) => text);
  const noWork = [...above, heading.text].find((text) => NO_WORK.test(text));
  if (noWork !== undefined) {
    reading.passedOver.push({ line: heading.line, text: heading.text, why: `under "${noWork}" nobody asks for work` });
    return;
  }
  reading.items.push({ ...newRaw(reading, heading), under: above, details: [details] });
}

function newRaw(reading: Reading, { text, line }: { readonly text: string; readonly line: number }): Raw {
  const { headings, list, isOrdered } = reading;
  return {
    ...{ text, line, under: headings.map((one) => one.text), details: [], criteria: [], parent: undefined },
    ...{ number: undefined, list, isOrdered },
  };
}

function addItem(reading: Reading, item: Extract<PlanLine, { is: "item" }>): void {
  const { text, line, indent } = item;
  const above = reading.open.filter((one) => one.indent < indent);
  const inside = above.at(-1)?.item;
  if (inside === "criteria") {
    addCriterion(reading, item);
    return;
  }
  const parent = above.findLast((one) => typeof one.item === "number")?.item;
  const why = whyNoWork(reading, item);
  if (CRITERIA.test(text)) {
    reading.open = [...above, { indent, item: "criteria" }];
    return;
  }
  if (why !== undefined) {
    reading.passedOver.push({ line, text: lineOf(text), why });
    reading.open = [...above, { indent, item: undefined }];
    return;
  }
  if (above.length === 0) reading.section = undefined;
  if (above.length >= MAX_PLAN_DEPTH && typeof inside === "number") {
    reading.items[inside]?.details.push(`- ${text}`);
    return;
  }
  reading.items.push({
    ...newRaw(reading, item),
    number: item.number,
    parent: typeof parent === "number" ? parent : undefined,
    list: reading.list * 100 + above.length,
    isOrdered: reading.isOrdered && above.length === 0,
  });
  reading.open = [...above, { indent, item: reading.items.length - 1 }];
}

function addCriterion(
  { items, section, headings, open }: Reading,
  { text, indent }: { readonly text: string; readonly indent: number },
): void {
  const owner = open.filter((one) => one.indent < indent).findLast((one) => typeof one.item === "number")?.item;
  const words = lineOf(text).replace(/^AC-\d+:\s*/, "");
  if (typeof owner === "number") items[owner]?.criteria.push(words);
  // Of a heading that is still being read: kept with its text, which is split again when the heading is closed.
  else if (section !== undefined && headings.length > 0) section.push(`${CRITERION_MARK}${words}`);
  else items.at(-1)?.criteria.push(words);
}

const CRITERION_MARK = "\u0001";

function whyNoWork(
  { headings }: Reading,
  { ticked, text }: { readonly ticked: boolean; readonly text: string },
): string | undefined {
  if (ticked) return "it is ticked off";
  if (lineOf(text) === "") return "it has no words";
  const heading = headings.find((one) => NO_WORK.test(one.text));
  return heading === undefined ? undefined : `under "${heading.text}" nobody asks for work`;
}

/** Indented text belongs to the item above; other text tells of the section, and whether the list below it is in order. */
function addText(reading: Reading, { text, indent }: { readonly text: string; readonly indent: number }): void {
  const owner = reading.open.findLast((one) => one.indent < indent && one.indent >= 0)?.item;
  if (typeof owner === "number") {
    reading.items[owner]?.details.push(text);
    return;
  }
  reading.open = [];
  reading.list += 1;
  reading.isOrdered = IN_ORDER.test(text);
  reading.section?.push(text);
}

interface Finished {
  readonly item: Omit<PlanItem, "after" | "lost">;
  readonly waits: readonly Wait[];
  readonly lost: readonly string[];
}

function finished(raw: Raw, at: number, all: readonly Raw[]): Finished {
  const waiting = waitingOf(raw.text);
  const found = waiting.waits.map((words) => ({ words, place: meantItem(words, at, all) }));
  const before = raw.isOrdered && raw.number !== undefined ? previous(raw, at, all) : undefined;
  const said = found.flatMap(({ words, place }) => (place === undefined ? [] : [{ place, words: lineOf(words) }]));
  const waits: readonly Wait[] = [...said, ...(before === undefined ? [] : [{ place: before, words: undefined }])];
  const lines = raw.details.join("\n").split("\n");
  const item = {
    text: lineOf(waiting.text, MAX_ITEM) || lineOf(raw.text, MAX_ITEM),
    line: raw.line,
    under: raw.under,
    details: lines
      .filter((line) => !line.startsWith(CRITERION_MARK))
      .join("\n")
      .trim(),
    criteria: [
      ...raw.criteria,
      ...lines.filter((line) => line.startsWith(CRITERION_MARK)).map((line) => line.slice(1)),
    ],
    ...(raw.parent === undefined ? {} : { parent: raw.parent }),
  };
  return {
    item,
    waits: waits.filter(({ place }) => !leadsBack(place, at, all)),
    lost: found.filter(({ place }) => place === undefined).map(({ words }) => lineOf(words)),
  };
}

const MAX_ITEM = 400;

const previous = ({ list }: Raw, at: number, all: readonly Raw[]): number | undefined => {
  const place = all.findLastIndex((one, other) => other < at && one.list === list && one.number !== undefined);
  return place < 0 ? undefined : place;
};

/** A part cannot wait for the whole that it is a part of. */
function leadsBack(place: number, at: number, all: readonly Raw[]): boolean {
  for (let above = all[at]?.parent; above !== undefined; above = all[above]?.parent) if (above === place) return true;
  return false;
}
