/*
 * What is a mark, and what is only the word in a sentence.
 *
 * A mark is one of the words below, in capitals and standing by itself. It counts
 * - at the beginning of a line of a comment, after the signs that decorate one: `* TODO mend this`, `[TODO] mend this`;
 * - behind a tag and behind a dash: `@deprecated TODO take it out`, `use b — TODO take it out`;
 * - anywhere in a comment when a colon or an owner in brackets follows at once: `quick and dirty, FIXME: mend this`, `TODO(mika) mend`.
 *
 * Not a mark: a word in quotes or ticks (`"TODO:"`), a part of a name (`TODO_LIST`, `TODO-list`, `$TODO`, `TODO=1`), a call without
 * arguments (`TODO()`), a list of such words (`TODO, FIXME and XXX`), a word followed by one that makes it a noun (`TODO comments`,
 * `TODO is`), and a number of digits written as `XXX-XXXX`. `BUG` is a common word, so it needs its colon or owner. In small letters only
 * the tag `@todo` counts: other small words are prose.
 */

/** A line that may hold a mark holds one of these; quick to look for. */
export const MARK_WORDS = ["TODO", "FIXME", "HACK", "XXX", "BUG", "@todo"] as const;
const MARKS = ["TODO", "FIXME", "HACK", "XXX", "BUG"] as const;
export type MarkWord = (typeof MARKS)[number];

/** One mark in a line of a comment. */
export interface MarkPlace {
  readonly word: MarkWord;
  /** What stands in the brackets at once behind it: a name, a ticket. */
  readonly owner: string | undefined;
  /** Where the text behind mark, brackets and colon begins. */
  readonly textAt: number;
}

const WORDS = "TODO|FIXME|HACK|XXX|BUG";
const OWNER = "\\((?=[^()\\s])[^()\\n]{1,60}\\)|\\[(?=[^\\[\\]\\s])[^\\[\\]\\n]{1,60}\\]";
const AFTER = `(?:(${OWNER})\\s*:?|\\s*:(?::(?=\\s))?(?!:)|(?=[\\s\\])!?.,–—>]|-[\\s-]|$)[\\])!?.,]*)`;
const AT_START = new RegExp(
  `^[\\s*/#;!<>|@(\\[{•~+=%-]*(?:(?<=@)(?:deprecated|internal|private|note|remarks|description)\\s+@?)?(?<![$\\\\/=-]|\\w-)(?:(${WORDS})|(?<=@)todo)(?!\\w)${AFTER}[\\s*>–—-]*`,
);
const ANYWHERE = new RegExp(
  `(?:^|[\\s([{@,;.!>*])(${WORDS})(?:(${OWNER})\\s*:?|:(?!:)|(?<=[—–]\\s+\\w+)(?=\\s\\w))[\\s-]*`,
);
const NOUN =
  /^(?:comments?|items?|lists?|marks?|markers?|tags?|notes?|annotations?|keywords?|lines?|entries|entry|statements?|placeholders?|is|are|was|were|has|have|block|blocks|section|sections|file|files|app|apps|column|plugin|label|labels|count)\b(?!:)/i;
const LISTED = new RegExp(`^(?:,|/|\\||and\\b|or\\b|&|\\s)*(?:${WORDS})\\b`);

/** Finds the mark in one line of a comment, decoration included. */
export function markIn(line: string): MarkPlace | undefined {
  return atStart(line) ?? anywhere(line);
}

function atStart(line: string): MarkPlace | undefined {
  const match = AT_START.exec(line);
  if (match === null) return undefined;
  const [all, word = "TODO", owner] = match;
  const isNamed = owner !== undefined || /:[\s*>–—-]*$/.test(all);
  const rest = line.slice(all.length);
  if (!isNamed && (word === "BUG" || NOUN.test(rest) || LISTED.test(rest))) return undefined;
  if (word === "XXX" && !isNamed && !/\s[^\s]|XXX\W*$/.test(line)) return undefined;
  return placeOf(word, owner, all.length);
}

function anywhere(line: string): MarkPlace | undefined {
  const match = ANYWHERE.exec(line);
  if (match === null) return undefined;
  const [all, word = "TODO", owner] = match;
  return placeOf(word, owner, match.index + all.length);
}

function placeOf(word: string, owner: string | undefined, textAt: number): MarkPlace {
  const known = MARKS.find((mark) => mark === word) ?? "TODO";
  return { word: known, owner: owner?.slice(1, -1).trim(), textAt };
}
