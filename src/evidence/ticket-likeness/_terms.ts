import { wordsOf } from "../likeness/words.ts";
import { CONCEPTS, EMPTY_WORDS, onePhrase } from "./_concepts.ts";
import { stemOf } from "./_stem.ts";

/** A word of a text, and what it counts as: its concept, or else its stem. */
export interface Term {
  readonly word: string;
  readonly name: string;
  readonly isConcept: boolean;
}

/** Reads terms out of texts; words that it met before cost a look into a map. */
export function termReader(): (text: string) => readonly Term[] {
  const known = new Map<string, Term | "empty">();
  const termOf = (word: string): Term | "empty" => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const term = EMPTY_WORDS.has(word) ? "empty" : readTerm(word);
    known.set(word, term);
    return term;
  };
  return (text) =>
    wordsOf(plainLetters(onePhrase(text)))
      .map(termOf)
      .filter((term) => term !== "empty");
}

/** The words of a title in order, the empty ones too: they show how the sentence is built. */
export const sentenceOf = (title: string): readonly string[] => wordsOf(plainLetters(onePhrase(title)));

/** Accents and umlauts count as the letters below them. */
const plainLetters = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "");

const NAMES: ReadonlyMap<string, string> = new Map(
  CONCEPTS.flatMap(([name = "", ...others]) =>
    [name, ...others].flatMap((word): readonly [string, string][] => [
      [word, name],
      [stemOf(word), name],
    ]),
  ),
);

function readTerm(word: string): Term {
  const stem = stemOf(word);
  const concept = NAMES.get(word) ?? NAMES.get(stem);
  return concept === undefined
    ? { word, name: stem, isConcept: false }
    : { word, name: `=${concept}`, isConcept: true };
}
