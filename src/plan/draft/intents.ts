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

const INTENTS: ReadonlyMap<string, Intent> = new Map(
  VERBS.flatMap(([intent, verbs]) => verbs.split(" ").map((verb) => [verb, intent] as const)),
);

/** The wish that a first word stands for, when it is a verb that we know. */
export const intentOfVerb = (word: string): Intent | undefined => INTENTS.get(word.toLowerCase());

const FAILURES =
  /\b(?:crash(?:es)?|fails?|hangs?|leaks?|breaks?|loses?|throws?|ignores?|forgets?|corrupts?|duplicates?|rejects?|overwrites?|swallows?|is (?:broken|wrong|missing|lost|ignored)|are (?:broken|wrong|missing|lost|ignored)|does(?:n't| not)|do(?:n't| not)|cannot|can't|never|returns?|prints?|shows?)\b/i;

/** Where a sentence that states something says what goes wrong: the words before it, and from it on. */
export function failureIn(text: string): { readonly subject: string; readonly failure: string } | undefined {
  const found = FAILURES.exec(text);
  if (found === null || found.index === 0) return undefined;
  return { subject: text.slice(0, found.index).trim(), failure: text.slice(found.index).trim() };
}
