import { hashText, spread } from "./_hash-text.ts";
import { DIMENSIONS, MAX_TRIGRAMS, MAX_WORDS } from "./limits.ts";
import { plainText, wordsOf } from "./words.ts";

const WORD_WEIGHT = 1;
const TRIGRAM_WEIGHT = 0.5;
/** Words and groups of characters fall on the dimensions independently of each other. */
const WORD_SEED = 0x811c9dc5;
const TRIGRAM_SEED = 0x3c6ef372;

/**
 * Writes the vector of a text into `into`: each word and each group of three characters adds its weight to one dimension, with
 * a sign, both by its hash. The vector has length 1, or is zero for a text without either. No model, the same on each machine.
 */
export function embedText(text: string, into: Float32Array): void {
  into.fill(0);
  for (const word of wordsOf(text).slice(0, MAX_WORDS)) add(into, hashText(word, WORD_SEED), WORD_WEIGHT);
  addTrigrams(into, plainText(text));
  normalise(into);
}

function addTrigrams(into: Float32Array, text: string): void {
  const count = Math.min(text.length - 2, MAX_TRIGRAMS);
  for (let at = 0; at < count; at += 1) {
    let hash = TRIGRAM_SEED;
    for (let of = at; of < at + 3; of += 1) hash = Math.imul(hash ^ text.charCodeAt(of), 0x01000193);
    add(into, spread(hash), TRIGRAM_WEIGHT);
  }
}

/** The low bits choose the dimension, the highest one the sign. */
function add(into: Float32Array, hash: number, weight: number): void {
  const at = hash % DIMENSIONS;
  into[at] = (into[at] ?? 0) + (hash >= 0x80000000 ? -weight : weight);
}

function normalise(vector: Float32Array): void {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return;
  const length = Math.sqrt(squares);
  for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] ?? 0) / length;
}
