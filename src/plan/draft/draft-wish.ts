import { pointsByWords } from "../../evidence/estimate/points.ts";
import { EFFORT_TABLE, IMPACT_TABLE, OTHER_EFFORT, OTHER_IMPACT } from "../../evidence/estimate/tables.ts";
import type { FieldValue } from "../../ticket/model.ts";
import { lineOf } from "../from-evidence/outside-text.ts";
import { criteriaInAnswers } from "./answers.ts";
import { bodyOf } from "./body.ts";
import { type ChosenFile, chooseFiles } from "./choose-files.ts";
import { costOf } from "./cost.ts";
import { type Criterion, criteriaOf } from "./criteria.ts";
import type { FoundCode } from "./found-code.ts";
import { doingIn, isMaking, thirdPerson } from "./intents.ts";
import { kindOfWish, type Reasoned } from "./kind.ts";
import { dependenciesOf, likeTickets } from "./other-tickets.ts";
import { type Question, questionsToAsk } from "./questions.ts";
import { preflightOf, tagsOf } from "./risks.ts";
import { withCriteria, withFiles } from "./suggestion.ts";
import type { Wish } from "./wish.ts";
import type { Draftable, Drafting, DraftReadiness, Points, WishDraft } from "./wish-draft.ts";

/** Makes a ticket of a wish without any model. What cannot be known is asked, never made up. */
export function draftWish(drafting: Drafting): WishDraft {
  const draft = partsOf(drafting);
  return { ...draft, fields: fieldsOf(drafting, draft), body: bodyOf(drafting, draft) };
}

function partsOf(drafting: Drafting): Draftable {
  const { wish, code, others, gates, chosen, answers } = drafting;
  const { suggestion } = drafting;
  const { files: chosenFiles, near } = withFiles(suggestion, chooseFiles(wish, code));
  const files = chosenFiles.map((file) => madeBefore(file, drafting.among));
  const made = withCriteria(suggestion, criteriaOf({ wish, files, gates }));
  const given = (drafting.given ?? []).map((text): Criterion => ({ sort: "happy", text }));
  const own = [...given, ...criteriaInAnswers(wish, answers)];
  const isEnough = own.length >= drafting.minCriteria;
  const criteria = isEnough ? [...own, ...made.criteria.slice(-1)] : [...own, ...made.criteria];
  const like = likeTickets(wish, others, drafting.alike);
  const { among = [] } = drafting;
  const preflight = preflightOf(wish, files);
  const open = [
    ...(drafting.asked ?? []),
    ...fileQuestions(drafting, { files, near }),
    ...(isEnough ? [] : made.questions.filter(({ id }) => id !== "wrong" || !answers.has(id))),
    ...proofQuestions(drafting, criteria.length),
  ];
  // What goes wrong is a criterion too: one answer at a time.
  const asksForOne = open.some(({ id }) => id === "wrong");
  const questions = questionsToAsk(open.filter(({ id }) => id !== "criteria" || !asksForOne));
  return {
    title: wish.title,
    restated: restatedOf(wish, files),
    kind: kindHere(drafting),
    priority: chosen.priority ?? urgencyOf(wish),
    tags: tagsOf(wish, files),
    files,
    criteria,
    like,
    dependencies: dependenciesOf(wish, files, others),
    among,
    impact: suggestion?.impact ?? pointsByWords(`${wish.sentence}\n${wish.details}`, IMPACT_TABLE, OTHER_IMPACT),
    effort: suggestion?.effort ?? effortOf(wish, files),
    cost: costOf(files),
    preflight,
    questions,
    readiness: readinessOf({ like, among, questions, preflight }),
    ...(suggestion === undefined ? {} : { improved: suggestion.improved }),
  };
}

/** A file that another item of the plan makes is there when this one begins. */
function madeBefore(file: ChosenFile, among: Drafting["among"] = []): ChosenFile {
  const maker = among.find(({ kind, what }) => kind === "first" && what === file.path);
  return maker === undefined || file.action !== "create"
    ? file
    : { ...file, action: "modify", note: `made by "${maker.title}" of the same plan` };
}

/** Without enough criteria, or a command that shows it, nobody can say that it is done. */
function proofQuestions({ minCriteria, gates, answers }: Drafting, criteria: number): readonly Question[] {
  const missing = minCriteria - criteria;
  return [
    ...(missing <= 0
      ? []
      : [
          {
            id: "criteria" as const,
            text: `Which ${missing} more criteria tell that it is done? Parted by semicolons.`,
            otherwise: "the ticket has too few, and a person is asked",
          },
        ]),
    ...(Object.keys(gates).length > 0 || answers.has("gate")
      ? []
      : [
          {
            id: "gate" as const,
            text: "Which command shows that it works? The settings have no gate.",
            otherwise: "nothing can prove it, and a person is asked",
          },
        ]),
  ];
}

function kindHere({ wish, chosen, planned, kinds }: Drafting): Reasoned {
  if (chosen.kind !== undefined) return { name: chosen.kind, reason: "the caller said so" };
  if (planned !== undefined && kinds.includes(planned)) return { name: planned, reason: "the plan says so" };
  const kind = kindOfWish(wish);
  return kinds.includes(kind.name) ? kind : { name: "task", reason: `this backlog has no kind ${kind.name}` };
}

const URGENT: readonly (readonly [string, RegExp])[] = [
  ["P0", /\b(?:critical|outage|data loss|production is down|blocking everything)\b/i],
  ["P1", /\b(?:urgent(?:ly)?|asap|immediately)\b/i],
];

const urgencyOf = ({ sentence }: Wish): string | undefined => URGENT.find(([, words]) => words.test(sentence))?.[0];

function fileQuestions(
  { wish, code, among = [] }: Drafting,
  { files, near }: { readonly files: readonly ChosenFile[]; readonly near: readonly string[] },
): readonly Question[] {
  // A name that is to come is defined nowhere yet: next to one that is, "rename `a` to `b`" leaves nothing open.
  const isKnown = code.files.some(({ by }) => "name" in by);
  // What another item of the plan makes is not there yet either.
  const toCome = code.unknown.filter((name) => !among.some(({ kind, what }) => kind === "first" && what === name));
  const unknown = code.looked && toCome.length > 0 && wish.intent !== "add" && !isKnown;
  const names = toCome.map((name) => `\`${name}\``).join(", ");
  const meaning: Question = {
    id: "meaning",
    text: `What is meant by ${names}? The code defines nothing of that name.`,
    otherwise: "it is looked for by its words only, and a person is asked",
  };
  const where: Question = { id: "files", text: filesQuestion(wish, code, near), otherwise: NO_FILES };
  return [...(unknown ? [meaning] : []), ...(files.length > 0 ? [] : [where])];
}

const NO_FILES = "no file is named, so there is no scope, and a person is asked";

function filesQuestion({ words }: Wish, { looked }: FoundCode, near: readonly string[]): string {
  const question = "Which files does it touch?";
  if (!looked) return `${question} There is no code here to look at.`;
  return near.length === 0
    ? `${question} No file of the code has the words ${words.join(", ")}.`
    : `${question} None fits well enough; nearest by words: ${near.join(", ")}.`;
}

function effortOf(wish: Wish, files: readonly ChosenFile[]): Points {
  const byWords = pointsByWords(wish.sentence, EFFORT_TABLE, OTHER_EFFORT);
  const callers = new Set(files.flatMap(({ found }) => found?.importers ?? [])).size;
  if (callers <= MANY_CALLERS || byWords.points >= 8) return byWords;
  return {
    points: byWords.points >= 5 ? 8 : 5,
    reason: `${byWords.reason}; one step up: ${callers} files import what it changes`,
  };
}

const MANY_CALLERS = 10;

function restatedOf(wish: Wish, files: readonly ChosenFile[]): string {
  const where = files.length === 0 ? "somewhere that is not known yet" : `in ${files[0]?.path ?? ""}`;
  const others = files.slice(1);
  const tests = others.filter(({ note }) => note.startsWith("tests ") || note.includes("has no test yet")).length;
  const more =
    others.length === 0
      ? ""
      : tests === others.length
        ? ` and ${tests === 1 ? "its test" : "their tests"}`
        : ` and ${others.length} more`;
  const whom = wish.audience === undefined ? "" : ` For ${wish.audience}.`;
  const when = wish.condition === undefined ? "" : ` When: ${wish.condition}.`;
  const what =
    wish.failure === undefined ? wantedOf(wish) : `It shall no longer be so that ${wish.object} ${wish.failure}`;
  return `${what}, ${where}${more}.${whom}${when}`;
}

/** In other words than the sentence's own, so that a misreading shows. */
function wantedOf({ verb, object, intent, sentence }: Wish): string {
  const isDoing =
    (intent === "add" || intent === "change") && verb !== undefined && !isMaking(verb) && object !== sentence;
  if (!isDoing) return `${RESTATED[intent]} ${object}`;
  const doing = doingIn(verb, object);
  return doing === undefined
    ? `After it, the program ${thirdPerson(verb)} ${object}`
    : `After it, ${doing.subject} ${doing.does}`;
}

const RESTATED: Readonly<Record<Wish["intent"], string>> = {
  add: "Make something new:",
  fix: "Mend:",
  remove: "Take away:",
  reshape: "Reshape without changing behaviour:",
  speed: "Make faster or smaller:",
  document: "Write down:",
  test: "Put under test:",
  upkeep: "Bring up to date:",
  change: "Change:",
  secure: "Make safe:",
};

function readinessOf({
  like,
  among,
  questions,
  preflight,
}: Pick<Draftable, "like" | "among" | "questions" | "preflight">): DraftReadiness {
  if (like.some(({ same }) => same) || among.some(({ kind }) => kind === "same")) return "duplicate";
  if (questions.length > 0) return "requirements_sync_needed";
  return preflight.length > 0 ? "preflight_needed" : "implementation_ready";
}

function fieldsOf({ gates, answers }: Drafting, draft: Draftable): Readonly<Record<string, FieldValue>> {
  const { files, dependencies, preflight, questions, impact, effort } = draft;
  const first = dependencies.filter((one) => one.first).map(({ id }) => id);
  const near = [...dependencies.filter((one) => !one.first), ...draft.like].map(({ id }) => id);
  const related = [...new Set(near)].filter((id) => !first.includes(id));
  const command = lineOf(answers.get("gate") ?? "");
  const asked = questions.map(({ text }) => text).join(" ");
  const verify = [...Object.keys(gates), ...(command === "" ? [] : [command])];
  return {
    impact: impact.points,
    effort: effort.points,
    ...(files.length === 0 ? {} : { scope: { allow: files.map(({ path }) => escaped(path)) } }),
    ...(verify.length === 0 ? {} : { verify }),
    ...(first.length === 0 ? {} : { depends_on: first }),
    ...(related.length === 0 ? {} : { related }),
    ...(preflight.length === 0
      ? {}
      : { needs_preflight: true, risk_flags: preflight.map((one) => one.split(":", 1)[0] ?? one) }),
    ...(questions.length === 0 ? {} : { action_required: asked.slice(0, MAX_QUESTION) }),
  };
}

const MAX_QUESTION = 2000;

/** A path that holds marks of a glob means just itself. */
const escaped = (path: string): string => path.replaceAll(/[*?{}[\]!]/g, "\\$&");
