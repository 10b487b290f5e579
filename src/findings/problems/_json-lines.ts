import { parseJson } from "../../std/json.ts";
import { type Fields, isFields } from "../_json-fields.ts";

export interface JsonLines {
  readonly objects: readonly Fields[];
  /** False when a line begins as an object and is none: the text was cut there. */
  readonly whole: boolean;
}

/** The objects of a text that holds one a line, other prints between them left out. */
export function jsonLines(text: string): JsonLines {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith('{"'));
  const objects = lines.map(parseJson).filter(isFields);
  return { objects, whole: objects.length === lines.length };
}
