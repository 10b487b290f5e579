/** What sort of wish a remark holds, from the clearest to the weakest. */
export type Wish = "security" | "performance" | "mark" | "request" | "defect" | "advice" | "suggestion" | "follow-up";

export interface Asking {
  readonly wish: Wish;
  /** The sentence in which it is asked. */
  readonly sentence: string;
}

/** Shorter remarks hardly ever ask for something. */
const MIN_CHARS = 20;
/** Longer ones are looked at so far. */
const MAX_CHARS = 20_000;

const VERBS =
  "add|adapt|adjust|address|allow|apply|avoid|bound|cache|change|check|clarify|clean|close|convert|correct|cover|create|" +
  "deduplicate|define|delete|document|drop|encode|ensure|escape|explain|expose|extract|factor|fail|fix|guard|handle|hide|" +
  "improve|include|initiali[sz]e|inline|introduce|keep|limit|log|make|mask|merge|mention|migrate|move|name|note|optimi[sz]e|pass|" +
  "pin|prefer|prevent|protect|put|quote|raise|read|reduce|refactor|reject|remove|rename|replace|report|reset|restrict|return|reuse|" +
  "revert|rewrite|saniti[sz]e|set|simplify|skip|sort|split|stop|store|strip|support|switch|test|throw|trim|update|use|validate|verify|wrap|write";
const EASING =
  "(?:(?:also|probably|maybe|perhaps|really|definitely|always|at least|either|instead|rather|still|then|just|not|never) ){0,3}";
const DONE = "(?:\\w+(?:ed|en|wn|ut|et|id|lt|ilt|ade|one|ung)|\\w+i[sz]ed)";

/** In order: the first that fits names the wish. */
const RULES: readonly (readonly [Wish, RegExp])[] = [
  [
    "security",
    /\bsecurity (?:concern|issue|problem|risk|hole|bug|flaw|vulnerability|implication)s?\b|\bvulnerab(?:le|ility|ilities)\b/i,
  ],
  ["performance", /\bperformance (?:concern|issue|problem|risk|hit|penalty|regression|bottleneck|implication)s?\b/i],
  ["mark", /^\W*(?:todo|fixme|hack|xxx)\b[:( ]/i],
  [
    "request",
    new RegExp(
      `\\b(?:please|pls|plz) ${EASING}(?:${VERBS})\\b|\\b(?:can|could|would) (?:you|we) ${EASING}(?:please )?(?:${VERBS})\\b`,
      "i",
    ),
  ],
  [
    "defect",
    new RegExp(
      `\\bneeds? ${EASING}to be ${DONE}\\b|\\bneeds? (?:a |some |more |better )*(?:fix|fixing|tests?|docs|documentation|clean-?up|refactoring)\\b`,
      "i",
    ),
  ],
  [
    "advice",
    new RegExp(
      `(?<!\\bI )\\b(?:should(?:n't)?|must(?:n't)?|could|ought to|need to|needs to|have to|has to) ${EASING}(?:be ${DONE}|${VERBS})\\b|\\bconsider(?:ing)? (?:${VERBS}|\\w+ing)\\b`,
      "i",
    ),
  ],
  ["suggestion", /^\W*(?:suggestion|issue|change request|proposal)\b[^:\n]{0,40}:/i],
  ["follow-up", /\bfollow[- ]?ups?\b/i],
];

/** What is asked for in a remark; undefined where nothing is: praise, questions, thanks, what machines print. */
export function askingIn(body: string): Asking | undefined {
  const text = body.slice(0, MAX_CHARS);
  const hasSuggestion = /^[ \t]*```+[ \t]*suggestion\b/m.test(text);
  const said = spoken(text);
  if (said.length < MIN_CHARS && !hasSuggestion) return undefined;
  const sentences = said.split(/(?<=[.!?])\s+|\n+/).map((sentence) => sentence.trim());
  for (const [wish, rule] of RULES) {
    const sentence = sentences.find((one) => rule.test(one.replaceAll(/\s+/g, " ")));
    if (sentence !== undefined) return { wish, sentence };
  }
  if (!hasSuggestion) return undefined;
  return { wish: "suggestion", sentence: sentences.find((one) => one !== "") ?? "Apply the suggested change" };
}

/** The person's own words: without quotations of others, code, comments that nobody sees, and the targets of links. */
function spoken(body: string): string {
  return body
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replaceAll(/^[ \t]*(`{3,}|~{3,})[\s\S]*?(?:^[ \t]*\1|$(?![\s\S]))/gm, "")
    .replaceAll(/^[ \t]*>.*$/gm, "")
    .replaceAll(/`([^`\n]{1,200})`/g, "$1")
    .replaceAll(/\]\([^)\n]{0,500}\)/g, "]")
    .replaceAll(/[*_]{2,}/g, "")
    .trim();
}
