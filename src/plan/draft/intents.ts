/** What a sentence wants to happen. */
export type Intent =
  | "add"
  | "fix"
  | "remove"
  | "reshape"
  | "speed"
  | "document"
  | "test"
  | "upkeep"
  | "change"
  | "secure";

const VERBS: readonly (readonly [Intent, string])[] = [
  ["add", "add support allow enable implement create introduce provide offer build let show expose accept emit print"],
  ["add", "export generate handle send return warn report display list log give write"],
  ["fix", "fix repair correct resolve mend prevent stop avoid restore"],
  ["remove", "remove delete drop deprecate retire"],
  [
    "reshape",
    "rename extract split refactor move simplify merge inline restructure rewrite redesign clean deduplicate",
  ],
  ["speed", "speed optimize optimise accelerate"],
  ["document", "document describe explain"],
  ["test", "test cover"],
  ["upkeep", "bump upgrade pin"],
  [
    "change",
    "change update make use switch replace set improve reduce increase migrate convert keep turn limit ensure",
  ],
  ["secure", "sanitize sanitise escape harden protect encrypt restrict"],
];

/** Verbs of which each is a noun as well, or could be: they count only where the sentence does not state that something goes wrong. */
const WORK_VERBS =
  "adapt adjust aggregate align analyse analyze annotate append apply approve archive ask assign attach authenticate authorize back batch block " +
  "bound bundle cache calculate call cancel capture check choose clear clone close collapse collect color colour combine compare compile complete " +
  "compose compress compute configure confirm connect consume continue copy count crop cut debounce decode decrypt default defer define delay " +
  "deliver deploy detect disable discover distribute download draw edit enforce estimate evaluate exclude execute expand expire extend fetch fill " +
  "filter find flag flatten flush fold follow force format forward freeze gather get grant group guard guess hash hide highlight hold hook host " +
  "identify ignore import include index infer inform initialize inject insert inspect install integrate interpret invalidate invite isolate jump " +
  "label link listen load localize lock look lower map mark mask match measure memoize memoise mirror monitor mount mute name navigate normalize " +
  "normalise notify number observe open order organize override pack paginate parse pass pause perform persist pick ping place play poll populate " +
  "post precompute prefer prefetch prefix preload prepare present preserve preview prioritize process produce profile prompt propagate prune publish " +
  "pull purge push put query queue quote raise rank read recognise recognize record recover redact redirect refresh refuse register reject release " +
  "reload remember remind render reopen repeat reply request require reserve reset resize resolve respond restart resume retain retry reuse reverse " +
  "revert rotate round route run sample save scale scan schedule scroll search select serialize serve share shorten shuffle sign skip sort specify " +
  "stack start stash stream strip style submit subscribe suggest summarise summarize supply surface suspend swap sync synchronize tag tail take " +
  "throttle time toggle track trace translate transform trim trigger truncate tune undo unify unlock unzip upload validate verify version view visit " +
  "wait walk watch weigh wrap zip";

const INTENTS: ReadonlyMap<string, Intent> = new Map(
  VERBS.flatMap(([intent, verbs]) => verbs.split(" ").map((verb) => [verb, intent] as const)),
);

const WORK: ReadonlySet<string> = new Set(WORK_VERBS.split(" "));

/** The wish that a first word stands for, when it is a verb that we know. */
export const intentOfVerb = (word: string): Intent | undefined =>
  INTENTS.get(word.toLowerCase()) ?? (WORK.has(word.toLowerCase()) ? "add" : undefined);

/** Whether the word says only that something is wanted; "mask" and "cache" say what, too. */
export const isPlainVerb = (word: string): boolean => INTENTS.has(word.toLowerCase());

/** Whether the word may as well be the name of a thing: "View lookup fails" asks for no view. */
export const isNounToo = (word: string): boolean => WORK.has(word.toLowerCase()) || NOUNS_TOO.has(word.toLowerCase());
const NOUNS_TOO = new Set(
  "list log display report warn test document support return show print export release switch set limit".split(" "),
);

const TROUBLE =
  /\b(?:crashes|fails|hangs|leaks|breaks|loses|throws|ignores|forgets|corrupts|rejects|overwrites|swallows|is (?:not|broken|wrong|missing|lost|ignored)|are (?:not|broken|wrong|missing|lost|ignored)|does(?:n't| not)|do(?:n't| not)|cannot|can't|never)\b/i;

/** Whether a sentence says outright that something goes wrong; what stands in its condition is not counted. */
export const statesTrouble = (text: string): boolean =>
  TROUBLE.test(text.replace(/[\s,]+(?:when|if|while|once|after|before|whenever|that|which|what|who)\s+.*$/i, ""));

/** Verbs after which the thing comes, and not what is done to it: "Add a flag". */
const MAKING = new Set("add support enable implement create introduce provide offer build expose".split(" "));
export const isMaking = (verb: string): boolean => MAKING.has(verb.toLowerCase());

/** Verbs that hand the doing on: "Let the list show more". */
const LETTING = new Set("let allow make enable".split(" "));

export interface Doing {
  readonly subject: string;
  /** With its verb in the third person, or as it stood where the subject is more than one. */
  readonly does: string;
}

/** "Let `labels` show how often" as who does what; undefined where the sentence is not of that form. */
export function doingIn(verb: string, object: string): Doing | undefined {
  if (!LETTING.has(verb.toLowerCase())) return undefined;
  const words = object.split(/\s+/);
  const at = words.findIndex((word, place) => word === "to" || isVerbAt(words, place));
  if (at <= 0) return undefined;
  const subject = words.slice(0, at).join(" ");
  const [own = "", ...rest] = words.slice(words[at] === "to" ? at + 1 : at);
  if (own === "") return undefined;
  const isMany = /(?<!s)s$/i.test(subject) && !subject.endsWith("`");
  if (own === "be") return { subject, does: [isMany ? "are" : "is", ...rest].join(" ") };
  return { subject, does: [isMany ? own : thirdPerson(own), ...rest].join(" ") };
}

/** A verb that may be a noun is one behind an article, and where a verb follows: "the search list shows". */
function isVerbAt(words: readonly string[], at: number): boolean {
  const [word = "", before = "", next = ""] = [words[at], words[at - 1], words[at + 1]];
  if (
    at === 0 ||
    intentOfVerb(word) === undefined ||
    /^(?:an?|the|this|that|each|every|all|any|its|our|their)$/i.test(before)
  )
    return false;
  return !isNounToo(word) || intentOfVerb(next) === undefined;
}

/** "wrap" becomes "wraps", "catch" "catches", "retry" "retries". */
export function thirdPerson(verb: string): string {
  const word = verb.toLowerCase();
  if (/(?:s|x|z|ch|sh|o)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

const FAILURES =
  /\b(?:crash(?:es)?|fails?|hangs?|leaks?|breaks?|loses?|throws?|ignores?|forgets?|corrupts?|duplicates?|rejects?|overwrites?|swallows?|is (?:broken|wrong|missing|lost|ignored)|are (?:broken|wrong|missing|lost|ignored)|does(?:n't| not)|do(?:n't| not)|cannot|can't|never|returns?|prints?|shows?)\b/i;

/** Where a sentence that states something says what goes wrong: the words before it, and from it on. */
export function failureIn(text: string): { readonly subject: string; readonly failure: string } | undefined {
  // Who says what a thing of the code does, and asks for nothing, tells of a fault: "`scan` reports the wrong base".
  const [, subject, failure] = /^(`[^`\n]{1,160}`(?:\(\))?)\s+([a-z]{2,}s\s+\S.*)$/.exec(text) ?? [];
  if (subject !== undefined && failure !== undefined) return { subject, failure };
  const found = FAILURES.exec(text);
  if (found !== null && /\b(?:should|must|could|may|shall)\s+$/i.test(text.slice(0, found.index))) return undefined;
  if (found === null || found.index === 0) return undefined;
  return { subject: text.slice(0, found.index).trim(), failure: text.slice(found.index).trim() };
}
