import { keywordsIn } from "../../evidence/estimate/keywords.ts";
import { wordsOf } from "../../evidence/likeness/words.ts";
import { lineOf } from "../from-evidence/outside-text.ts";
import { withoutLongBlanks } from "./_long-blanks.ts";
import { failureIn, type Intent, intentOfVerb, isNounToo, isPlainVerb, statesTrouble } from "./intents.ts";
import { MAX_WISH_CHARS, MAX_WISH_TITLE, MAX_WISH_WORDS } from "./limits.ts";
import { type NamesIn, namesIn } from "./names-in.ts";

/** A sentence as its words tell it. All of it came from outside and is data (I13). */
export interface Wish extends NamesIn {
  readonly title: string;
  /** The whole sentence in one line. */
  readonly sentence: string;
  /** What was said beyond the first sentence, as it was given. */
  readonly details: string;
  readonly intent: Intent;
  /** The word that the intent was told by; undefined when there was none. */
  readonly verb: string | undefined;
  /** What it is about, without verb, audience and condition. */
  readonly object: string;
  /** What goes wrong, in a sentence that states it: "crashes on an empty cart". */
  readonly failure?: string;
  /** For whom: "admins". */
  readonly audience?: string;
  /** When: "the cart is empty", without the "when". */
  readonly condition?: string;
  /** Words behind the name of a program, quoted together with it: "history" of `shop history`. */
  readonly commands: readonly string[];
  /** Words that tell this wish from others, in their order. */
  readonly words: readonly string[];
}

/** Takes a sentence apart. Whatever it says, there is an answer; what was not understood stays in `object`. */
export function readWish(text: string): Wish {
  const { first, rest } = firstSentence(text);
  const sentence = harmless(lineOf(first, MAX_WISH_CHARS));
  const [lead = ""] = sentence.split(/\s+/, 1);
  // What stands in back quotes is a name, whatever it would mean as a verb.
  const verb = lead.startsWith("`") ? "" : lead.replace(/[^\p{L}]/gu, "");
  const intent = isNounToo(verb) && statesTrouble(sentence) ? undefined : intentOfVerb(verb);
  const stated = intent === undefined ? failureIn(sentence) : undefined;
  const { core, condition, audience } = partsOf(intent === undefined ? sentence : sentence.slice(lead.length).trim());
  return {
    ...namesIn(`${sentence}\n${rest}`),
    title: titleOf(sentence),
    sentence,
    details: rest,
    intent: safer(sentence, intent ?? (stated === undefined ? "change" : "fix")),
    verb: intent === undefined ? undefined : lead,
    object:
      stated === undefined ? withoutPlace(withoutParticle(verb, core)) || sentence : withinSentence(stated.subject),
    ...(stated === undefined ? {} : { failure: failureOf(stated.failure, condition) }),
    ...(condition === undefined ? {} : { condition }),
    ...(audience === undefined ? {} : { audience }),
    commands: [...sentence.matchAll(/`[a-z][\w-]* ([a-z][\w-]*)(?: [^`\n]*)?`/g)].map(([, command = ""]) => command),
    words: wordsThatTell(sentence),
  };
}

/** Words of weaknesses: whoever uses one wants it to be safe, whatever the verb is. */
export const WEAKNESSES = [
  ...["vulnerability", "xss", "injection", "csrf", "traversal", "redos", "spoof", "bypass", "sanitize", "sanitise"],
  ...["harden", "encrypt", "prototype pollution", "open redirect", "timing attack"],
  ...["catastrophic backtracking"],
] as const;

const safer = (sentence: string, intent: Intent): Intent =>
  SAFE_TO_CHANGE.has(intent) && keywordsIn(sentence, WEAKNESSES).length > 0 ? "secure" : intent;
const SAFE_TO_CHANGE: ReadonlySet<Intent> = new Set(["add", "fix", "change", "secure"]);

function firstSentence(text: string): { readonly first: string; readonly rest: string } {
  const trimmed = withoutLongBlanks(text).trim();
  const line = /^[^\n]*/.exec(trimmed)?.[0] ?? "";
  const end = /[.!?](?=\s+\p{Lu})/u.exec(line);
  const first = end === null ? line : line.slice(0, end.index);
  return { first: first.replace(/[\s.!]+$/, ""), rest: trimmed.slice(first.length).replace(/^[\s.!?]+/, "") };
}

/** A wish links no criterion to a check: that is for those who write criteria. */
const harmless = (line: string): string => line.replace(/\(\s*check\s*:/gi, "(check ");

function titleOf(sentence: string): string {
  if (sentence.length <= MAX_WISH_TITLE) return sentence;
  const cut = sentence.slice(0, MAX_WISH_TITLE);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), MAX_WISH_TITLE / 2)).trimEnd()}…`;
}

interface Parts {
  readonly core: string;
  readonly condition: string | undefined;
  readonly audience: string | undefined;
}

const CONDITION = /[\s,]+(?:when|if|while|once|after|before|whenever)\s+(.+)$/i;
const AUDIENCE =
  /\s+for\s+((?:all |every |new |our |the )?(?:\p{L}+ )?(?:users?|admins?|people|customers?|developers?|agents?|readers?|teams?|guests?|members?|visitors?|operators?|reviewers?|editors?|callers?|maintainers?))\b/iu;

function partsOf(text: string): Parts {
  const condition = CONDITION.exec(text);
  const before = condition === null ? text : text.slice(0, condition.index);
  const audience = AUDIENCE.exec(before);
  const core = audience === null ? before : before.replace(audience[0], "");
  return { core: core.trim(), condition: condition?.[1]?.trim(), audience: audience?.[1]?.trim() };
}

/** "Speed up the cart" is about the cart. */
const withoutParticle = (verb: string, core: string): string =>
  PHRASAL.test(verb) ? core.replace(/^(?:up|down|out|off|on|back|away)\s+(?=\S)/i, "") : core;
const PHRASAL =
  /^(?:speed|clean|set|turn|switch|roll|back|tidy|look|print|write|give|take|throw|sort|break|fill|put|move)$/i;

/** "The total" in the middle of a sentence is "the total". */
const withinSentence = (subject: string): string =>
  subject.replace(/^(?:The|An?|This|That|These|Those|All|Every|Each|Some|No|Our)(?=\s)/, (word) => word.toLowerCase());

/** "the end of a voucher in src/voucher.ts": the file is told apart, too. */
const withoutPlace = (core: string): string =>
  core.replace(/(?<=\S)\s+(?:in|to|into|of|from|at|inside)\s+`?(?:[\w@.-]+\/)*[\w@-][\w@.-]*\.[a-z]\w{0,4}`?$/i, "");

/** The condition is told apart, so that it does not stand twice in a criterion. */
const failureOf = (failure: string, condition: string | undefined): string =>
  condition === undefined ? failure : CONDITION.exec(failure) === null ? failure : failure.replace(CONDITION, "");

const EMPTY = new Set(
  (
    "the and for with from into that this these those when what which are was is be been to of in on an or by as at it its not no " +
    "all any each every some more most only also so than then there their they them we our you your can could should would will may must " +
    "have has had does do did doesn don isn without within before after while if whenever once instead via per about over under up out " +
    "new use used using make made way thing things part case cases work works working good better properly correctly please allow " +
    "support add fix update change remove rename show let give set user users people"
  ).split(" "),
);

/** Words by which a search can find something; a verb in front and words of every sentence are none. */
export function wordsThatTell(sentence: string): readonly string[] {
  const all = [...new Set(wordsOf(sentence))];
  const [lead] = all;
  const telling = all.filter((word) => !EMPTY.has(word) && !(word === lead && isPlainVerb(word)));
  return (telling.length > 0 ? telling : all).slice(0, MAX_WISH_WORDS);
}
