import { keywordsIn } from "../../evidence/estimate/keywords.ts";
import { kindByWords } from "../../evidence/estimate/kind-by-words.ts";
import { wordsReason } from "../../evidence/estimate/points.ts";
import { WEAKNESSES, type Wish } from "./wish.ts";

export interface Reasoned {
  readonly name: string;
  readonly reason: string;
}

/** The kind of ticket a wish is: by what it wants done, then by its words. */
export function kindOfWish(wish: Wish): Reasoned {
  const weak = keywordsIn(wish.sentence, WEAKNESSES);
  if (weak.length > 0 && wish.intent !== "document" && wish.intent !== "test")
    return { name: "security", reason: wordsReason(weak) };
  const thing = wish.intent === "add" || wish.intent === "change" ? thingAdded(wish) : undefined;
  if (thing !== undefined) return thing;
  const fast = keywordsIn(wish.sentence, SPEED);
  if (fast.length > 0 && ["change", "fix", "speed"].includes(wish.intent))
    return { name: "performance", reason: wordsReason(fast) };
  const name = KIND_OF[wish.intent];
  if (name !== undefined)
    return {
      name,
      reason: wish.verb === undefined ? `it states that something ${wish.failure}` : `it begins with "${wish.verb}"`,
    };
  return changeKind(wish);
}

const SPEED = ["slow", "faster", "performance", "optimize", "optimise", "speed", "memory use"];

const KIND_OF: Readonly<Partial<Record<Wish["intent"], string>>> = {
  add: "feature",
  fix: "bug",
  remove: "refactor",
  reshape: "refactor",
  speed: "performance",
  document: "docs",
  test: "test",
  upkeep: "chore",
  secure: "security",
};

/** "Add a test for …", "Update the README": the thing says more than the verb. */
function thingAdded({ object, verb }: Wish): Reasoned | undefined {
  const beginning = object.split(/\s+(?:for|to|in|of|on|about|that|with|when)\s+/i, 1)[0] ?? "";
  const things: readonly (readonly [string, readonly string[]])[] = [
    ["test", ["test", "tests", "coverage"]],
    ["docs", ["doc", "docs", "documentation", "readme", "changelog", "jsdoc", "guide", "tutorial"]],
    ["chore", ["dependency", "dependencies", "lockfile", "ci", "workflow"]],
  ];
  const last = beginning.split(/\s+/).slice(-2).join(" ");
  for (const [name, words] of things) {
    const found = keywordsIn(last, words);
    if (found.length > 0) return { name, reason: `"${verb}" and ${wordsReason(found)}` };
  }
  return undefined;
}

/** A change may be anything: its words decide, and where they do not it is something new for whoever asked. */
function changeKind({ sentence, verb }: Wish): Reasoned {
  const byWords = kindByWords(sentence);
  // A change to what concerns tests or safety is neither a test nor a weakness: these were told before by more than a word.
  if (byWords !== undefined && !["security", "test"].includes(byWords.name)) return byWords;
  const isNew = ["make", "let", "improve", "ensure", "use", "limit", "keep"].includes(verb?.toLowerCase() ?? "");
  return isNew
    ? { name: "feature", reason: `it begins with "${verb}"` }
    : { name: "task", reason: "no word says that it is anything more special" };
}
