import { type Dice, dice } from "./random.ts";

/** One ticket of the corpus, before it becomes a file of this or another program. */
export interface CorpusTicket {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly status: "new" | "refined" | "ready" | "doing" | "done";
  readonly kind: string;
  readonly priority: string;
  readonly labels: readonly string[];
  /** Numbers of earlier tickets, so that there is never a cycle. */
  readonly dependsOn: readonly number[];
  readonly created: string;
  readonly updated: string;
  readonly paragraphs: readonly string[];
}

const SEED = 20_260_302;
const LETTERS = "bcdfghjkmnpqrstvwxz";
const KINDS = [
  ["task", "TASK"],
  ["bug", "BUG"],
  ["feature", "FEAT"],
  ["refactor", "REF"],
  ["docs", "DOC"],
] as const;
const LABELS = [
  "api",
  "ui",
  "speed",
  "auth",
  "billing",
  "search",
  "mobile",
  "export",
  "import",
  "cleanup",
  "infra",
  "tests",
] as const;
const WORDS = (
  "account answer archive button cache client column commit confirm counter customer delete detail error export field filter folder " +
  "format gateway handler header history import invoice label ledger limit list login mail memory menu message module number order " +
  "page parser password payment picture policy preview print queue record refresh release report request result retry review rule " +
  "schedule screen search secret server session setting shadow signal source status storage stream summary table template tenant " +
  "text thread timer token total upload user value version view window worker"
).split(" ");

/** The corpus: the same tickets for the same count, 55 % done, 10 % in progress, 35 % to do. */
export function makeTickets(count: number): readonly CorpusTicket[] {
  const chance = dice(SEED);
  const used = new Set<string>();
  return Array.from({ length: count }, (_, number) => makeTicket({ number, chance, used }));
}

interface Making {
  readonly number: number;
  readonly chance: Dice;
  readonly used: Set<string>;
}

function makeTicket({ number, chance, used }: Making): CorpusTicket {
  const [kind, prefix] = chance.pick(KINDS);
  const day = Date.UTC(2025, 0, 1) + number * 600_000;
  return {
    number,
    id: `${prefix}-${freshId(chance, used)}`,
    title: capital(sentence(chance, 4 + chance.below(5))),
    status: statusOf(chance.below(100)),
    kind,
    priority: chance.pick(["P0", "P1", "P1", "P2", "P2", "P2", "P3"]),
    labels: [...new Set(Array.from({ length: chance.below(4) }, () => chance.pick(LABELS)))].sort(),
    dependsOn: number > 10 && chance.below(100) < 30 ? earlier(chance, number) : [],
    created: instant(day),
    updated: instant(day + chance.below(30) * 86_400_000),
    paragraphs: Array.from(
      { length: 6 + chance.below(12) },
      () => `${capital(sentence(chance, 10 + chance.below(16)))}.`,
    ),
  };
}

function statusOf(percent: number): CorpusTicket["status"] {
  if (percent < 55) return "done";
  if (percent < 65) return "doing";
  if (percent < 80) return "ready";
  return percent < 90 ? "refined" : "new";
}

function freshId(chance: Dice, used: Set<string>): string {
  for (;;) {
    const id = letters(chance, 6);
    if (used.has(id)) continue;
    used.add(id);
    return id;
  }
}

/** A few characters an id may have. */
export function letters(chance: Dice, count: number): string {
  return Array.from({ length: count }, () => LETTERS.charAt(chance.below(LETTERS.length))).join("");
}

function earlier(chance: Dice, number: number): readonly number[] {
  const span = Math.min(number, 200);
  return [...new Set(Array.from({ length: 1 + chance.below(3) }, () => number - 1 - chance.below(span)))];
}

function sentence(chance: Dice, words: number): string {
  return Array.from({ length: words }, () => WORDS[chance.below(WORDS.length)] ?? "word").join(" ");
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
