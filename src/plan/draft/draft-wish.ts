import { pointsByWords } from "../../evidence/estimate/points.ts";
import { EFFORT_TABLE, IMPACT_TABLE, OTHER_EFFORT, OTHER_IMPACT } from "../../evidence/estimate/tables.ts";
import type { FieldValue } from "../../ticket/model.ts";
import { bodyOf } from "./body.ts";
import { type ChosenFile, chooseFiles } from "./choose-files.ts";
import { costOf } from "./cost.ts";
import { type Criterion, criteriaOf } from "./criteria.ts";
import { kindOfWish, type Reasoned } from "./kind.ts";
import { dependenciesOf, likeTickets } from "./other-tickets.ts";
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
  const { wish, code, others, gates, chosen } = drafting;
  const { suggestion } = drafting;
  const { files, near } = withFiles(suggestion, chooseFiles(wish, code));
  const made = withCriteria(suggestion, criteriaOf({ wish, files, gates }));
  const own = (drafting.given ?? []).map((text): Criterion => ({ sort: "happy", text }));
  const criteria =
    own.length >= drafting.minCriteria ? [...own, ...made.criteria.slice(-1)] : [...own, ...made.criteria];
  const like = likeTickets(wish, others);
  const preflight = preflightOf(wish, files);
  const questions = [
    ...(drafting.asked ?? []),
    ...fileQuestions(drafting, { files, near }),
    ...(own.length >= drafting.minCriteria ? [] : made.questions),
    ...(criteria.length >= drafting.minCriteria
      ? []
      : [`Which ${drafting.minCriteria - criteria.length} more criteria tell that it is done?`]),
    ...(Object.keys(gates).length === 0 ? ["Which command shows that it works? The settings have no gate."] : []),
  ];
  return {
    title: wish.title,
    restated: restatedOf(wish, files),
    kind: kindHere(drafting),
    priority: chosen.priority ?? urgencyOf(wish),
    tags: tagsOf(wish),
    files,
    criteria,
    like,
    dependencies: dependenciesOf(wish, files, others),
    impact: suggestion?.impact ?? pointsByWords(`${wish.sentence}\n${wish.details}`, IMPACT_TABLE, OTHER_IMPACT),
    effort: suggestion?.effort ?? effortOf(wish, files),
    cost: costOf(files),
    preflight,
    questions,
    readiness: readinessOf({ like, questions, preflight }),
    ...(suggestion === undefined ? {} : { improved: suggestion.improved }),
  };
}

function kindHere({ wish, chosen, kinds }: Drafting): Reasoned {
  if (chosen.kind !== undefined) return { name: chosen.kind, reason: "the caller said so" };
  const kind = kindOfWish(wish);
  return kinds.includes(kind.name) ? kind : { name: "task", reason: `this backlog has no kind ${kind.name}` };
}

const URGENT: readonly (readonly [string, RegExp])[] = [
  ["P0", /\b(?:critical|outage|data loss|production is down|blocking everything)\b/i],
  ["P1", /\b(?:urgent(?:ly)?|asap|immediately)\b/i],
];

const urgencyOf = ({ sentence }: Wish): string | undefined => URGENT.find(([, words]) => words.test(sentence))?.[0];

function fileQuestions(
  { wish, code }: Drafting,
  { files, near }: { readonly files: readonly ChosenFile[]; readonly near: readonly string[] },
): readonly string[] {
  // A name that is to come is defined nowhere yet: next to one that is, "rename `a` to `b`" leaves nothing open.
  const isKnown = code.files.some(({ by }) => "name" in by);
  const unknown = code.looked && code.unknown.length > 0 && wish.intent !== "add" && !isKnown;
  const names = unknown
    ? [
        `What is meant by ${code.unknown.map((name) => `\`${name}\``).join(", ")}? The code defines nothing of that name.`,
      ]
    : [];
  if (files.length > 0) return names;
  if (!code.looked) return [...names, "Which files does it touch? There is no code here to look at."];
  const words = wish.words.join(", ");
  return near.length === 0
    ? [...names, `Which files does it touch? No file of the code has the words ${words}.`]
    : [...names, `Which files does it touch? None fits well enough; nearest by words: ${near.join(", ")}.`];
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
  const more = files.length > 1 ? ` and ${files.length - 1} more` : "";
  const whom = wish.audience === undefined ? "" : ` For ${wish.audience}.`;
  const when = wish.condition === undefined ? "" : ` When: ${wish.condition}.`;
  const what =
    wish.failure === undefined
      ? `${RESTATED[wish.intent]} ${wish.object}`
      : `Make it untrue that ${wish.object} ${wish.failure}`;
  return `${what}, ${where}${more}.${whom}${when}`;
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
  questions,
  preflight,
}: Pick<Draftable, "like" | "questions" | "preflight">): DraftReadiness {
  if (like.some(({ same }) => same)) return "duplicate";
  if (questions.length > 0) return "requirements_sync_needed";
  return preflight.length > 0 ? "preflight_needed" : "implementation_ready";
}

function fieldsOf({ gates }: Drafting, draft: Draftable): Readonly<Record<string, FieldValue>> {
  const { files, dependencies, preflight, questions, impact, effort } = draft;
  const first = dependencies.filter((one) => one.first).map(({ id }) => id);
  const near = [...dependencies.filter((one) => !one.first), ...draft.like].map(({ id }) => id);
  const related = [...new Set(near)].filter((id) => !first.includes(id));
  const verify = Object.keys(gates);
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
    ...(questions.length === 0 ? {} : { action_required: questions.join(" ").slice(0, MAX_QUESTION) }),
  };
}

const MAX_QUESTION = 2000;

/** A path that holds marks of a glob means just itself. */
const escaped = (path: string): string => path.replaceAll(/[*?{}[\]!]/g, "\\$&");
