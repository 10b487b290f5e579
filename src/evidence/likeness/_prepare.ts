import { embedText } from "./_embed.ts";
import { expandAnchors } from "./anchors.ts";
import type { Comparable } from "./comparable.ts";
import { DIMENSIONS } from "./limits.ts";
import { plainText, wordsOf } from "./words.ts";

/** Things made ready for comparing: names are numbers, texts are vectors. */
export interface Prepared {
  readonly count: number;
  /** All vectors, one after the other. */
  readonly vectors: Float32Array;
  readonly things: readonly PreparedThing[];
}

export interface PreparedThing {
  /** Things with the same number say exactly the same; -1 for those that say nothing. */
  readonly exact: number;
  /** Each list sorted and without repetition. */
  readonly title: Int32Array;
  readonly anchors: Int32Array;
  readonly evidence: Int32Array;
  readonly fingerprint: number;
  /** The words of the title as they come, and the anchors by name. */
  readonly titleOrder: readonly number[];
  readonly anchorOrder: readonly number[];
}

export function prepare(things: readonly Comparable[]): Prepared {
  const vectors = new Float32Array(things.length * DIMENSIONS);
  const [exact, words, anchors, evidence, fingerprints] = [
    numbering(),
    numbering(),
    numbering(),
    numbering(),
    numbering(),
  ];
  const prepared = things.map((thing, at): PreparedThing => {
    const text = `${thing.title}\n${thing.text}`;
    embedText(text, vectors.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS));
    const plain = plainText(text);
    const titleOrder = [...new Set(wordsOf(thing.title))].map(words);
    const anchorOrder = expandAnchors(thing.anchors).map(anchors);
    return {
      exact: plain === "" ? -1 : exact(plain),
      title: Int32Array.from(titleOrder).sort(),
      anchors: Int32Array.from(anchorOrder).sort(),
      evidence: Int32Array.from(new Set(thing.evidence), evidence).sort(),
      fingerprint: thing.fingerprint === undefined ? -1 : fingerprints(thing.fingerprint),
      titleOrder,
      anchorOrder,
    };
  });
  return { count: things.length, vectors, things: prepared };
}

/** Gives each text a number, the same one each time. */
function numbering(): (text: string) => number {
  const numbers = new Map<string, number>();
  return (text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
}
