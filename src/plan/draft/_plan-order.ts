import { wordsOf } from "../../evidence/likeness/words.ts";

/** What an item of a plan says of its place among the others. */
export interface Waiting {
  /** The item without the words about its order. */
  readonly text: string;
  /** What it says it waits for, each in its own words. */
  readonly waits: readonly string[];
  /** Whether these words can be nothing else: "depends on", or "after" in brackets. */
  readonly sure: boolean;
}

const BRACKETS =
  /\s*\((?:(?:do|do this|comes?|only)\s+)?(?:after|depends on|needs|requires|blocked by)[:\s]+([^()]+)\)/i;
const PLAIN = /[\s,;–—-]+(?:depends on|blocked by)[:\s]+([^()]+)$/i;
const STEP = /[\s,;–—-]+after\s+((?:step|item|task|point|number|no\.?|#)\s*\d+.*)$/i;

/** Reads "(after the parser)", "depends on step 2" and the like. Ids of tickets stay in the text: they are no items. */
export function waitingOf(text: string, labels: ReadonlySet<string> = new Set()): Waiting {
  for (const form of [BRACKETS, STEP, PLAIN]) {
    const [whole, named] = form.exec(text) ?? [];
    if (whole === undefined || named === undefined) continue;
    const waits = splitNames(named);
    if (TICKET.test(named) && !waits.every((one) => labels.has(one.toUpperCase()))) continue;
    return { text: text.replace(whole, "").trim(), waits, sure: true };
  }
  return { text, waits: [], sure: false };
}

/** "R1, R2 and the parser." as three names. */
export const splitNames = (named: string): readonly string[] =>
  named
    .replace(/\.\s*$/, "")
    .split(/\s*(?:,|;|\band\b|&)\s*/i)
    .map((one) => one.trim())
    .filter((one) => one !== "");

const TICKET = /^\s*[A-Z][A-Z0-9]{0,15}-[a-z0-9]{1,32}/;

export interface Candidate {
  readonly text: string;
  readonly number: number | undefined;
  /** By which the plan calls it: `US-1`, `#123`. */
  readonly label?: string | undefined;
  /** Items of one list have the same. */
  readonly list: number;
}

/** The item that the words mean, by its number in the same list or by most of its words; undefined when none or several fit. */
export function meantItem(words: string, own: number, items: readonly Candidate[]): number | undefined {
  const called = items.findIndex(
    ({ label }) => label !== undefined && label.toUpperCase() === words.trim().toUpperCase(),
  );
  if (called >= 0) return called === own ? undefined : called;
  const number = /^(?:step|item|task|point|number|no\.?|#)?\s*(\d{1,4})$/i.exec(words.trim())?.[1];
  const list = items[own]?.list;
  if (number !== undefined)
    return only(items, (one, at) => at !== own && one.list === list && one.number === Number(number));
  const wanted = wordsOf(words).filter((word) => !["the", "it", "is", "done", "this", "that"].includes(word));
  if (wanted.length === 0) return undefined;
  const shares = items.map(({ text }, at) => {
    const have = new Set(wordsOf(text));
    return at === own ? 0 : wanted.filter((word) => have.has(word)).length / wanted.length;
  });
  const best = Math.max(...shares);
  return best < ENOUGH ? undefined : only(items, (_, at) => shares[at] === best);
}

const ENOUGH = 0.6;

function only(items: readonly Candidate[], fits: (item: Candidate, at: number) => boolean): number | undefined {
  const places = items.flatMap((item, at) => (fits(item, at) ? [at] : []));
  return places.length === 1 ? places[0] : undefined;
}
