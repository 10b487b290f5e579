import { parseJson } from "../std/json.ts";
import { MAX_ANSWER_DEPTH } from "./limits.ts";

const FENCED = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/;

/** The JSON in what a model printed: all of it, what stands in a fence, or from the first brace to the last. Undefined where there is none. */
export function answerIn(text: string): unknown {
  const candidates = [text.trim(), FENCED.exec(text)?.[1], text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)];
  for (const candidate of candidates) {
    const value = candidate === undefined || candidate === "" ? undefined : parseJson(candidate);
    if (typeof value === "object" && value !== null) return value;
  }
  return undefined;
}

/** Every text in a value, in order; undefined where it is nested too deeply to be an answer. */
export function textsIn(value: unknown, depth = 0): readonly string[] | undefined {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  if (depth >= MAX_ANSWER_DEPTH) return undefined;
  const texts: string[] = [];
  for (const part of Object.values(value)) {
    const inner = textsIn(part, depth + 1);
    if (inner === undefined) return undefined;
    texts.push(...inner);
  }
  return texts;
}

/** The same value with its texts replaced, in the order in which `textsIn` gives them. */
export function withTexts(value: unknown, texts: readonly string[]): unknown {
  let at = 0;
  const next = (part: unknown): unknown => {
    if (typeof part === "string") return texts[at++] ?? "";
    if (Array.isArray(part)) return part.map(next);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, next(inner)]));
  };
  return next(value);
}
