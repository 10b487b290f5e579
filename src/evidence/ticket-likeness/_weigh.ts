import { sentenceOf, type Term, termReader } from "./_terms.ts";
import { MAX_TICKET_TEXT, MAX_TITLE_WORDS } from "./limits.ts";
import { CONCEPT_WEIGHT, IMAGINED_TICKETS } from "./thresholds.ts";

export interface TicketText {
  readonly id: string;
  readonly title: string;
  /** What its sections say about the problem, without what every ticket has. */
  readonly text: string;
}

/** Tickets as numbers: each term has one, and each number a weight. */
export interface Weighed {
  readonly tickets: readonly WeighedTicket[];
  /** For each term: the rarer, the more. */
  readonly weights: Float64Array;
  readonly squares: Float64Array;
  /** In how many tickets a term stands. */
  readonly uses: Int32Array;
}

export interface WeighedTicket {
  /** Terms of the title, and of title and text, sorted. */
  readonly title: Int32Array;
  readonly all: Int32Array;
  readonly titleMass: number;
  readonly allSquares: number;
  /** The title's words in order. */
  readonly sentence: readonly string[];
  /** How a term was written first. */
  readonly written: ReadonlyMap<number, string>;
}

/** Reads all tickets, and weighs each term by how few of them have it. */
export function weigh(tickets: readonly TicketText[]): Weighed {
  const [numbers, concepts] = [new Map<string, number>(), new Set<number>()];
  const numberOf = ({ name, isConcept }: Term): number => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    if (isConcept) concepts.add(number);
    return number;
  };
  const terms = termReader();
  const read = tickets.map((ticket) => readTicket(ticket, { terms, numberOf }));
  const uses = new Int32Array(numbers.size);
  for (const { all } of read) for (const term of all) uses[term] = (uses[term] ?? 0) + 1;
  const weights = Float64Array.from(uses, (count, term) => {
    const rarity = Math.log((tickets.length + IMAGINED_TICKETS) / (count + 1));
    return rarity * (concepts.has(term) ? CONCEPT_WEIGHT : 1);
  });
  const squares = weights.map((weight) => weight * weight);
  const weighed = read.map((ticket) => ({
    ...ticket,
    titleMass: massOf(ticket.title, weights),
    allSquares: massOf(ticket.all, squares),
  }));
  return { tickets: weighed, weights, squares, uses };
}

interface Reading {
  terms(text: string): readonly Term[];
  numberOf(term: Term): number;
}

function readTicket({ title, text }: TicketText, { terms, numberOf }: Reading) {
  const written = new Map<number, string>();
  const numbersOf = (words: string): readonly number[] =>
    terms(words).map((term) => {
      const number = numberOf(term);
      if (!written.has(number)) written.set(number, term.word);
      return number;
    });
  const own = new Set(numbersOf(title.slice(0, MAX_TICKET_TEXT)));
  const all = new Set([...own, ...numbersOf(text.slice(0, MAX_TICKET_TEXT))]);
  const sentence = sentenceOf(title.slice(0, MAX_TICKET_TEXT)).slice(0, MAX_TITLE_WORDS);
  return { title: Int32Array.from(own).sort(), all: Int32Array.from(all).sort(), sentence, written };
}

/** What some terms weigh together. */
export function massOf(terms: Iterable<number>, weights: Float64Array): number {
  let mass = 0;
  for (const term of terms) mass += weights[term] ?? 0;
  return mass;
}
