import { lineOf } from "../from-evidence/outside-text.ts";
import { CRITERION_MARK, finishedItems, type Raw } from "./_finish-items.ts";
import { type PlanLine, planLines } from "./_plan-lines.ts";
import { toldIn } from "./_plan-told.ts";
import { itemWords } from "./_plan-words.ts";
import { MAX_ITEM, MAX_PLAN_DEPTH, MAX_PLAN_TICKETS } from "./limits.ts";
import type { PlanItem } from "./plan-item.ts";

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
  return {
    items: finishedItems(kept),
    passedOver: reading.passedOver,
    more: reading.items.length - kept.length,
  };
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
  /^(?:\d+(?:\.\d+)*[.)]?\s*)?(?:non.?goals?|goals?|background|overview|introduction|abstract|purpose|summary|motivation|context|additional context|problem(?: statement)?|why\b.*|drawbacks?|prior art|risks?|open questions?|unresolved questions?|questions?|references?|links?|out of scope|glossary|terminology|definitions?|timeline|assumptions?|constraints?|success (?:metrics?|criteria)|metrics?|kpis?|stakeholders?|personas?|appendix|changelog|history|table of contents|contents|alternatives(?: considered)?|describe (?:the|alternatives)\b.*|is your feature request\b.*|future (?:work|possibilities)|(?:environment|screenshots|expected behaviou?r|actual behaviou?r)$|decisions?|notes?|authors?$|status$|definition of (?:done|ready))\b/i;
const CRITERIA = /^(?:acceptance )?criteria:?$/i;
/** The same as a line of text, and in front of one criterion. */
const CRITERIA_LINE = /^[*_]{0,2}(?:acceptance )?criteria:?[*_]{0,2}:?$/i;
const ONE_CRITERION = /^(?:AC|acceptance criterion)(?:[ -]?\d+)?:\s*(\S.*)$/i;
/** Headings whose numbered lists are steps. */
const STEPS_IN_ORDER =
  /^(?:\d+(?:\.\d+)*[.)]?\s*)?(?:roll-?out|migration|deployment|launch|release|implementation|delivery)?\s*(?:plan|steps|phases|milestones|sequence|roll-?out|stages)\b/i;
/** What stands at the head of a document tells of it. */
const ABOUT_DOCUMENT =
  /^(?:authors?|owners?|status|date|start date|created|(?:last )?(?:updated|edited)|version|rfc pr|pr|tracking issue|issue|reviewers?|approvers?|stakeholders?|team|target(?: release)?|audience)\s*:/i;
const POINTS_ELSEWHERE = /^(?:#\d+|https?:\/\/\S+|\[[^\]]*\]\([^)\s]*\))$/;
const IN_ORDER =
  /\b(?:in (?:this|that|the following|the given) order|in order:|one after (?:the other|another)|step by step)/i;

function openHeading(reading: Reading, { level, text, line }: Heading): void {
  if (!CRITERIA.test(text)) closeSection(reading);
  reading.headings = [...reading.headings.filter((one) => one.level < level), { level, text: lineOf(text), line }];
  reading.open = CRITERIA.test(text) ? [{ indent: -1, item: "criteria" }] : [];
  reading.list += 1;
  reading.isOrdered = isOrderedBelow(reading, text);
  reading.section = CRITERIA.test(text) ? reading.section : [];
}

const isOrderedBelow = ({ headings }: Reading, text: string): boolean =>
  IN_ORDER.test(text) || STEPS_IN_ORDER.test(headings.at(-1)?.text ?? "");

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
  const { over, ...said } = toldIn(details.split("\n"));
  if (over !== undefined) {
    reading.passedOver.push({ line: heading.line, text: heading.text, why: over });
    return;
  }
  const text = heading.text.replace(/^\d+(?:\.\d+)*[.)]?\s+(?=\S)/, "");
  reading.items.push({ ...newRaw(reading, { ...heading, text }), under: above, details: [details], said });
}

function newRaw(reading: Reading, { text, line }: { readonly text: string; readonly line: number }): Raw {
  const { headings, list, isOrdered } = reading;
  const words = itemWords(text.slice(0, MAX_ITEM * 4));
  return {
    ...{ text: words.text, label: words.label, line, under: headings.map((one) => one.text) },
    ...{ details: [], criteria: [], parent: undefined, waits: [], said: {} },
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
  const [, criterion] = ONE_CRITERION.exec(text) ?? [];
  if (criterion !== undefined && typeof parent === "number") {
    reading.items[parent]?.criteria.push(lineOf(criterion));
    return;
  }
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
  const { row } = item;
  const raw = newRaw(reading, item);
  reading.items.push({
    ...raw,
    ...(row === undefined ? {} : { details: [...row.details], waits: row.waits, said: row.said }),
    label: row?.label ?? raw.label,
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
  const words = lineOf(text).replace(/^AC[ -]?\d+:\s*/, "");
  if (typeof owner === "number") items[owner]?.criteria.push(words);
  // Of a heading that is still being read: kept with its text, which is split again when the heading is closed.
  else if (section !== undefined && headings.length > 0) section.push(`${CRITERION_MARK}${words}`);
  else items.at(-1)?.criteria.push(words);
}

function whyNoWork(
  { headings }: Reading,
  { ticked, text }: { readonly ticked: boolean; readonly text: string },
): string | undefined {
  if (ticked) return "it is ticked off";
  if (lineOf(text) === "") return "it has no words";
  if (POINTS_ELSEWHERE.test(text)) return "it only points elsewhere";
  if (ABOUT_DOCUMENT.test(text) && headings.every(({ level }) => level === 1)) return "it tells of the document";
  const heading = headings.find((one) => NO_WORK.test(one.text));
  return heading === undefined ? undefined : `under "${heading.text}" nobody asks for work`;
}

/** Indented text belongs to the item above; other text tells of the section, and whether the list below it is in order. */
function addText(reading: Reading, { text, indent }: { readonly text: string; readonly indent: number }): void {
  const above = reading.open.filter((one) => one.indent < indent && one.indent >= 0);
  const owner = above.at(-1)?.item;
  if (CRITERIA_LINE.test(text) && (typeof owner === "number" || reading.section !== undefined)) {
    reading.open = [...above, { indent: indent - 1, item: "criteria" }];
    return;
  }
  if (typeof owner === "number") {
    reading.items[owner]?.details.push(text);
    return;
  }
  reading.open = [];
  reading.list += 1;
  reading.isOrdered = isOrderedBelow(reading, text);
  reading.section?.push(text);
}
