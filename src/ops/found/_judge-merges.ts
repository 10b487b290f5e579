import { isRecord, readLine, readList } from "../../model/answer-shape.ts";
import { askModel, type Question } from "../../model/ask-model.ts";
import type { Fault } from "../../std/fault.ts";
import { err, ok, type Result } from "../../std/result.ts";
import type { Ruled } from "../../work/workshop.ts";
import { openModel } from "../route/_ask-model.ts";

/** Two things that may be one, as a model is told of them. All of it was written by others. */
export interface Pair {
  readonly a: Thing;
  readonly b: Thing;
}

export interface Thing {
  readonly title: string;
  readonly text: string;
  readonly paths: readonly string[];
}

export interface Verdict {
  readonly same: boolean;
  readonly reason: string;
}

export interface Judged {
  /** One for each pair; undefined where nobody said anything. */
  readonly verdicts: readonly (Verdict | undefined)[];
  readonly by?: string;
  /** Why verdicts are missing. */
  readonly fault?: Fault;
}

/** Pairs that are asked about in one run, the most alike first, and in one question. */
const MAX_PAIRS = 40;
const PAIRS_A_QUESTION = 10;

/** Asks which pairs are the same thing. What is not answered stays as the formulas have it. */
export async function judgeMerges(shop: Ruled, pairs: readonly Pair[]): Promise<Judged> {
  const told = pairs.slice(0, MAX_PAIRS);
  if (told.length === 0) return { verdicts: [] };
  const asking = await openModel(shop);
  if (!asking.ok) return { verdicts: [], fault: asking.fault };
  const verdicts: (Verdict | undefined)[] = [];
  for (let at = 0; at < told.length; at += PAIRS_A_QUESTION) {
    shop.backlog.world.progress.step("asking", at, told.length);
    const some = told.slice(at, at + PAIRS_A_QUESTION);
    const asked = await askModel(asking.value, questionAbout(some));
    shop.backlog.world.progress.end("asking");
    if (!asked.ok) return { verdicts, by: asking.value.model.name, fault: asked.fault };
    verdicts.push(...some.map((_, place) => asked.value.answer.get(place + 1)));
  }
  return { verdicts, by: asking.value.model.name };
}

const MAX_TEXT = 1500;
const MAX_TITLE = 300;
const MAX_PATHS = 10;
const MAX_REASON = 200;

function questionAbout(pairs: readonly Pair[]): Question<ReadonlyMap<number, Verdict>> {
  return {
    task: "same-or-not",
    instructions:
      "Each pair in `outside.pairs` may be two reports of one problem. Say of each by its number whether one change would settle both. When you are not sure they are not the same: a wrong merge hides a problem.",
    answer: { pairs: [{ pair: 1, same: false, reason: "why, in one sentence" }] },
    known: { pairs: pairs.length },
    outside: { pairs: pairs.map(({ a, b }, at) => ({ pair: at + 1, a: told(a), b: told(b) })) },
    read: (value) => readVerdicts(value, pairs.length),
  };
}

const told = ({ title, text, paths }: Thing): Thing => ({
  title: title.slice(0, MAX_TITLE),
  text: text.slice(0, MAX_TEXT),
  paths: paths.slice(0, MAX_PATHS),
});

/** A pair that is answered twice in two ways is not answered. */
function readVerdicts(value: unknown, count: number): Result<ReadonlyMap<number, Verdict>, string> {
  const verdicts = new Map<number, Verdict>();
  const torn = new Set<number>();
  for (const one of readList(isRecord(value) ? value.pairs : undefined, 2 * PAIRS_A_QUESTION)) {
    const { pair, same, reason } = isRecord(one) ? one : {};
    const said = readLine(reason, MAX_REASON);
    if (typeof pair !== "number" || !Number.isInteger(pair) || pair < 1 || pair > count) continue;
    if (typeof same !== "boolean" || "wrong" in said) continue;
    if ((verdicts.get(pair)?.same ?? same) !== same) torn.add(pair);
    verdicts.set(pair, { same, reason: said.line });
  }
  for (const pair of torn) verdicts.delete(pair);
  return verdicts.size === 0 ? err("pairs: none of them has pair, same and reason") : ok(verdicts);
}
