import { keywordsIn } from "../../evidence/estimate/keywords.ts";
import { codeOf, lineOf } from "../from-evidence/outside-text.ts";
import { TOPICS, type Told, type Topic } from "./_topics.ts";
import type { ChosenFile } from "./choose-files.ts";
import { doingIn, isMaking, thirdPerson } from "./intents.ts";
import { MAX_CALLERS_TOLD, MAX_DRAFT_CRITERIA } from "./limits.ts";
import type { Question } from "./questions.ts";
import type { Wish } from "./wish.ts";

export interface Criterion {
  readonly sort: "happy" | "error" | "edge" | "rest";
  readonly text: string;
}

export interface Criteria {
  readonly criteria: readonly Criterion[];
  /** What only a person can say before the criteria are whole. */
  readonly questions: readonly Question[];
}

export interface Judging {
  readonly wish: Wish;
  readonly files: readonly ChosenFile[];
  /** Gates by name, with their commands. */
  readonly gates: Readonly<Record<string, string>>;
}

/** Criteria that can be checked, in given/when/then form, each about the words of this wish. Where nothing is known, there is a question instead. */
export function criteriaOf(judging: Judging): Criteria {
  const { wish } = judging;
  const told = toldOf(judging);
  const happy = HAPPY[wish.intent](judging, told);
  const borders = BORDERLESS.has(wish.intent) ? none : bordersOf(judging, told);
  const all = [...happy.criteria, ...borders.criteria, ...amounts(wish, told), restOf(judging)];
  return { criteria: all.slice(0, MAX_DRAFT_CRITERIA), questions: [...happy.questions, ...borders.questions] };
}

const none: Criteria = { criteria: [], questions: [] };

/** Their own three criteria say all there is to say. */
const BORDERLESS: ReadonlySet<Wish["intent"]> = new Set(["document", "test", "upkeep", "reshape", "remove"]);

function toldOf({ wish, files }: Judging): Told {
  const [main] = files.filter(({ note }) => !note.startsWith("tests "));
  const named = wish.names[0] ?? symbolOf(wish, main);
  const place = named !== undefined ? codeOf(named) : main === undefined ? quoted(wish) : codeOf(main.path);
  return { object: quoted(wish), place };
}

/** The definition whose name fits the wish, if the main file was found by one. */
function symbolOf(wish: Wish, main: ChosenFile | undefined): string | undefined {
  const symbols = main?.found?.symbols ?? [];
  return symbols.find(({ name }) => keywordsIn(name, wish.words).length > 0)?.name;
}

/** Of "let the help show more" it is the help: what it does stands in the good case. */
const quoted = ({ verb = "", object }: Wish): string => lineOf(doingIn(verb, object)?.subject ?? object, 160);

const happy = (text: string): Criterion => ({ sort: "happy", text });
const error = (text: string): Criterion => ({ sort: "error", text });
const edge = (text: string): Criterion => ({ sort: "edge", text });

const STEPS: Question = {
  id: "steps",
  text: "When does it happen? The steps in a few words, such as: the cart is empty",
  otherwise: "the criterion speaks of the steps to reproduce, and a person is asked for them",
};
const FAST: Question = {
  id: "fast",
  text: "How fast is fast enough, on which input? Such as: 200 ms for 5000 entries",
  otherwise: "the time is left to be agreed on, and a person is asked",
};

type Happy = (judging: Judging, told: Told) => Criteria;

const HAPPY: Readonly<Record<Wish["intent"], Happy>> = {
  add: ({ wish }, told) => ({ criteria: [happy(doneText(wish, told))], questions: [] }),
  change: ({ wish }, told) => ({ criteria: [happy(doneText(wish, told))], questions: [] }),
  secure: ({ wish }, told) => ({
    criteria: [
      happy(
        `Given sound input, when ${told.place} is at work, then its outcome is as before, and ${outcomeOf(wish, "it").outcome ?? `${told.object} is in force`}`,
      ),
      error(
        `Given input made to get around it, when ${told.object} meets it, then it does no harm and is refused; a test holds the input`,
      ),
    ],
    questions: [],
  }),
  fix: ({ wish }, told) => ({
    criteria: [
      happy(
        wish.failure === undefined
          ? `Given ${wish.condition ?? "the steps to reproduce"}, when ${told.place} is at work, then this is gone: ${told.object}; a test that failed before shows it`
          : `Given ${wish.condition ?? "the steps to reproduce"}, when ${told.object} is used, then it is no longer so that it ${wish.failure}; a test that failed before shows it`,
      ),
    ],
    questions: wish.condition === undefined ? [STEPS] : [],
  }),
  remove: (judging, told) => ({
    criteria: [
      happy(
        `Given the code after the change, when it is searched for ${told.object}, then no definition, no use and no mention in the documentation is left`,
      ),
      error(
        `Given a caller from outside that still asks for ${told.object}, when it does, then it gets a clear error or the way to go instead, and not a silent nothing`,
      ),
      edge(`Given ${callers(judging)}, when types and tests run, then they pass without it`),
    ],
    questions: [],
  }),
  reshape: (judging, told) => ({
    criteria: [
      happy(
        `Given the tests as they were before, when they run on the new shape, then all pass; none was changed but for names and places: ${judging.wish.title}`,
      ),
      edge(`Given ${callers(judging)}, when types and tests run, then they pass and behave as before`),
      error(
        `Given the old name or place of ${told.object}, when the code and its documentation are searched, then nothing refers to it any more`,
      ),
    ],
    questions: [],
  }),
  speed: ({ wish }, told) => ({
    criteria: [
      happy(
        `Given the input that is slow today, when ${told.place} runs on it, then it takes at most ${wish.amounts[0] ?? "the time agreed on in this ticket"}, measured before and after by the same command for ${told.object}`,
      ),
      error(
        `Given the same input, when ${told.place} runs before and after, then both results are equal byte for byte`,
      ),
      edge(
        `Given ten times as much input, when ${told.place} runs, then time and memory grow no faster than the input`,
      ),
    ],
    questions: wish.amounts.length > 0 ? [] : [FAST],
  }),
  document: (judging, told) => ({
    criteria: [
      happy(
        `Given ${judging.wish.audience ?? "a reader who has not seen the code"}, when they look for ${told.object}, then they find what it is for, how to use it and one whole example`,
      ),
      error(`Given each example in the new text, when it is run as it stands, then it gives what the text says`),
      edge(
        `Given each name, flag and default in the new text about ${told.object}, when it is compared with the code, then it exists and is right`,
      ),
    ],
    questions: [],
  }),
  test: (_, told) => ({
    criteria: [
      happy(`Given the code as it is, when the tests run, then there is a test for ${told.object}, and it passes`),
      error(
        `Given ${told.place} broken on purpose, when the tests run, then the new test fails and its message says what is wrong`,
      ),
      edge(
        `Given the tests in another order and twice in a row, when they run, then the new test gives the same result, without sleeping and without the network`,
      ),
    ],
    questions: [],
  }),
  upkeep: ({ wish }, told) => ({
    criteria: [
      happy(`Given a fresh install, when its versions are listed, then they show: ${wish.object}`),
      error(
        `Given what the notes of the new version call breaking, when the code is searched for it, then no use that breaks is left`,
      ),
      edge(
        `Given the lock file before and after, when both are compared, then nothing but ${told.object} and what it needs has changed`,
      ),
    ],
    questions: [],
  }),
};

/** The good case as somebody would see it: what was wished is not said again but told as done. */
function doneText(wish: Wish, told: Told): string {
  const { who, outcome } = outcomeOf(wish, "it");
  const start = `Given ${wish.condition ?? given(wish)}`;
  const shown = "a test that fails without the change shows it";
  if (outcome === undefined) {
    const uses = wish.audience === undefined ? "somebody uses" : `${wish.audience} use`;
    return `${start}, when ${uses} ${told.object}, then it is there and does what its documentation says; ${shown}`;
  }
  const refusal = REFUSING.test(wish.verb ?? "") ? " and says why, and what is refused changes nothing" : "";
  return `${start}, when ${who ?? told.place} is at work${wish.audience === undefined ? "" : ` for ${wish.audience}`}, then ${outcome}${refusal}; ${shown}`;
}

interface Outcome {
  readonly who?: string;
  /** Undefined where the wish names a thing and not what it does. */
  readonly outcome: string | undefined;
}

function outcomeOf({ verb, object, sentence }: Wish, it: string): Outcome {
  if (verb === undefined) return { outcome: `this holds: ${lineOf(sentence, 160)}` };
  const doing = doingIn(verb, object);
  if (doing !== undefined) return { who: doing.subject, outcome: `${doing.subject} ${lineOf(doing.does, 160)}` };
  if (isMaking(verb)) return { outcome: undefined };
  const rest = object === sentence ? "" : ` ${lineOf(object, 160)}`;
  return { outcome: `${it} ${thirdPerson(verb)}${rest}` };
}

/** What is there at the beginning. */
const given = ({ flags }: Wish): string =>
  `the project with this change${flags[0] === undefined ? "" : ` and ${codeOf(flags[0])}`}`;

/** One error and one edge of each thing that the wish speaks of, at most two things. */
function bordersOf({ wish, files }: Judging, told: Told): Criteria {
  const text = `${wish.sentence} ${wish.flags.length > 0 ? "flag" : ""} ${wish.details.slice(0, 2000)}`;
  const topics = topicsIn(text, wish);
  // A mended fault is itself what goes wrong.
  const hasError = wish.intent === "secure" || wish.intent === "speed" || (wish.intent === "fix" && topics.length > 0);
  const criteria = topics.flatMap((topic) => [...(hasError ? [] : [error(topic.error(told))]), edge(topic.edge(told))]);
  if (criteria.length > 0 || hasError) return { criteria, questions: [] };
  return withoutTopic(files, told, wish);
}

/** What it speaks of most, and one thing more where it speaks of that nearly as much. */
function topicsIn(text: string, { object, flags }: Wish): readonly Topic[] {
  // "Show the group of an option" asks for no option.
  const head = object.split(/\s+(?:of|to|in|for|on|with|from|that|which|by|at|as|into)\s+/i, 1)[0] ?? "";
  const isMeant = ({ words, onlyAsThing }: Topic): boolean =>
    onlyAsThing !== true || flags.length > 0 || keywordsIn(head.split(/\s+/).at(-1) ?? "", words).length > 0;
  const spoken = TOPICS.filter(isMeant).map((topic) => ({ topic, times: keywordsIn(text, topic.words).length }));
  const ranked = spoken.filter(({ times }) => times > 0).toSorted((a, b) => b.times - a.times);
  const best = ranked[0]?.times ?? 0;
  return ranked
    .filter(({ times }) => times * 2 >= best)
    .slice(0, 2)
    .map(({ topic }) => topic);
}

/** Nothing in the words says what can go wrong: what the code knows, and a question. */
function withoutTopic(files: readonly ChosenFile[], { place, object }: Told, { verb = "" }: Wish): Criteria {
  const isCode = files.some(({ found }) => found?.kind === "code");
  const criteria = isCode
    ? [
        error(
          REFUSING.test(verb)
            ? `Given the same without ${object}, when ${place} is at work, then nothing is refused that was taken before; a test holds such a case`
            : `Given a call of ${place} with something missing or of the wrong type, when it is made, then it fails with a message that names what is wrong, and changes nothing`,
        ),
        edge(
          `Given the smallest and the largest input that the tests of ${place} use today, when ${place} works on each of them, then both have a test with its outcome`,
        ),
      ]
    : [];
  const text = `What may go wrong with ${object}, and what should happen then?`;
  const otherwise = "no criterion tells of what goes wrong, and a person is asked before the ticket becomes ready";
  return { criteria, questions: isCode ? [] : [{ id: "wrong", text, otherwise }] };
}

/** To refuse is itself what goes wrong; what must not be refused is the other side. */
const REFUSING = /^(?:refuse|reject|forbid|deny|disallow|block|exclude)$/i;

function amounts({ amounts: [amount], intent }: Wish, { object }: Told): readonly Criterion[] {
  if (amount === undefined || intent === "speed") return [];
  return [
    edge(
      `Given just under, exactly and just over ${amount}, when ${object} comes there, then each side of the border has a test with its outcome`,
    ),
  ];
}

function callers({ files }: Judging): string {
  const all = [...new Set(files.flatMap(({ found }) => found?.importers ?? []))].sort();
  if (all.length === 0) return "the rest of the project";
  const more = all.length > MAX_CALLERS_TOLD ? ` and ${all.length - MAX_CALLERS_TOLD} more` : "";
  return `the files that import it (${all
    .slice(0, MAX_CALLERS_TOLD)
    .map((path) => codeOf(path))
    .join(", ")}${more})`;
}

function restOf({ gates, files }: Judging): Criterion {
  const paths = files.slice(0, 2).map(({ path }) => codeOf(path));
  const where = paths.length === 0 ? "" : ` around ${paths.join(" and ")}`;
  const test = gates.test;
  return {
    sort: "rest",
    text:
      test === undefined
        ? `Given everything that worked before${where}, when it is used again, then it works as before`
        : `Given everything that worked before${where}, when ${codeOf(test)} runs, then it still passes and no test was skipped or loosened (check: test)`,
  };
}
