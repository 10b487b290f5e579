// Measures how found facts are compared with tickets: node bench/evidence.ts [--sizes 5000,10000,20000]
import { parseArgs } from "node:util";
import { alikePairs } from "../src/evidence/likeness/alike-pairs.ts";
import type { Comparable } from "../src/evidence/likeness/comparable.ts";
import { isSame } from "../src/evidence/likeness/rules.ts";
import { describeMachine } from "./machine.ts";
import { type Dice, dice } from "./random.ts";
import { table } from "./report.ts";

/** The promise: so many facts against half as many tickets, in processor time. */
const PROMISED_FACTS = 20_000;
const MAX_SECONDS = 10;
/** Twice as many may take so many times as long; exactly linear would be 2. */
const MAX_GROWTH = 2.6;
const TICKETS_PER_FACT = 0.5;
/** One in so many facts says what a ticket says already, with a word changed. */
const REPEATED = 5;

const WORDS = makeWords(4_000);

const { values } = parseArgs({ options: { sizes: { type: "string", default: "5000,10000,20000" } } });
process.exitCode = bench(values.sizes.split(",").map(Number));

interface Measured {
  readonly facts: number;
  readonly seconds: number;
  /** Facts that repeat a ticket, and those of them for which it was found. */
  readonly repeated: number;
  readonly found: number;
}

function bench(sizes: readonly number[]): number {
  console.log(`${describeMachine()}\n`);
  measure(1_000);
  const measured = sizes.map(measure);
  const rows = measured.map(({ facts, seconds, repeated, found }) => [
    `${facts}`,
    `${facts * TICKETS_PER_FACT}`,
    `${seconds.toFixed(2)} s`,
    `${found} of ${repeated}`,
  ]);
  console.log(table([["facts", "tickets", "processor time", "repeated facts found"], ...rows]));
  const slow = measured.filter(({ facts, seconds }) => facts <= PROMISED_FACTS && seconds > MAX_SECONDS);
  const steep = measured.filter((one, at) => isSteep(measured[at - 1], one));
  for (const { facts } of slow) console.error(`bench: ${facts} facts take longer than ${MAX_SECONDS} s`);
  for (const { facts } of steep) console.error(`bench: the step to ${facts} facts is worse than linear`);
  const blind = measured.filter(({ repeated, found }) => found < repeated);
  for (const { facts } of blind) console.error(`bench: among ${facts} facts repeated ones were missed`);
  return slow.length + steep.length + blind.length > 0 ? 1 : 0;
}

function isSteep(before: Measured | undefined, { facts, seconds }: Measured): boolean {
  if (before === undefined) return false;
  return seconds / before.seconds > (MAX_GROWTH / 2) * (facts / before.facts);
}

/** Processor time and not the clock on the wall: other work on the machine must not change the answer. */
function measure(facts: number): Measured {
  const tickets = Math.round(facts * TICKETS_PER_FACT);
  const { things, repeats } = makeThings(facts, tickets);
  const before = process.cpuUsage();
  const { pairs } = alikePairs({ things, known: tickets, rule: isSame });
  const { user, system } = process.cpuUsage(before);
  const found = new Set(pairs.filter(({ a, b }) => repeats.get(b) === a).map(({ b }) => b));
  return { facts, seconds: (user + system) / 1e6, repeated: repeats.size, found: found.size };
}

interface Corpus {
  readonly things: readonly Comparable[];
  /** By the place of a fact that of the ticket it repeats. */
  readonly repeats: ReadonlyMap<number, number>;
}

/** Tickets first, then facts: marks in files, messages of a compiler, failing tests, some of them said before. */
function makeThings(facts: number, tickets: number): Corpus {
  const roll = dice(7);
  const known = Array.from({ length: tickets }, (_, at) => makeThing(roll, `ticket ${at}`));
  const repeats = new Map<number, number>();
  const found = Array.from({ length: facts }, (_, at) => {
    const of = roll.below(tickets);
    const said = known[of];
    if (said === undefined || roll.below(REPEATED) > 0) return makeThing(roll, `fact ${at}`);
    repeats.set(tickets + at, of);
    return { ...said, text: `${said.text} ${roll.pick(WORDS)}`, evidence: [`fact ${at}`] };
  });
  return { things: [...known, ...found], repeats };
}

function makeThing(roll: Dice, evidence: string): Comparable {
  const path = `src/${roll.pick(WORDS)}/${roll.pick(WORDS)}-${roll.pick(WORDS)}.ts`;
  const kind = roll.pick(["Fix TODO", "Repair failing test", "Remove type error TS2304", "Update dependency"]);
  const title = `${kind}: ${phrase(roll, 5)} in ${path}`;
  return { title, text: `${phrase(roll, 25)}\n${path}:${roll.below(900)}`, anchors: [path], evidence: [evidence] };
}

/** Some words are common and most are rare, as in any language. */
function phrase(roll: Dice, length: number): string {
  const words = Array.from({ length }, () => WORDS[Math.floor(WORDS.length * (roll.below(1_000) / 1_000) ** 3)] ?? "");
  return words.join(" ");
}

function makeWords(count: number): readonly string[] {
  const roll = dice(3);
  const letters = [..."abcdefghiklmnoprstuvw"];
  return Array.from({ length: count }, () =>
    Array.from({ length: 3 + roll.below(7) }, () => roll.pick(letters)).join(""),
  );
}
