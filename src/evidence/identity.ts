import { hash } from "node:crypto";
import type { Sighting } from "./sighting.ts";

const HEX_DIGITS = 12;
const OF_OUR_MAKE = /-([0-9a-f]{2})[0-9a-f]{10}(?:-[1-9][0-9]*)?$/;

/** The same for two sightings of the same fact: `<source>-<12 hex>`. It is the id of the first atom of that identity. */
export function keyOf({ source, identity }: Pick<Sighting, "source" | "identity">): string {
  // A list in JSON, so that no two different triples give the same text.
  const text = JSON.stringify([source, tidyWords(identity.rule), tidyWords(identity.subject)]);
  return `${source}-${digest(text).slice(0, HEX_DIGITS)}`;
}

/** The id of the atom number `n` among those alike; the first carries no number. */
export const atomId = (key: string, n: number): string => (n === 1 ? key : `${key}-${n}`);

/** Which number an id has among those of its key; undefined when it belongs to another key. */
export function numberOf(id: string, key: string): number | undefined {
  if (id === key) return 1;
  if (!id.startsWith(`${key}-`)) return undefined;
  const digits = id.slice(key.length + 1);
  return /^[1-9][0-9]{0,8}$/.test(digits) ? Number(digits) : undefined;
}

/** The two hex digits that name the file of the ledger in which an atom stands; alike ones stand in the same file. */
export const shardOf = (id: string): string => OF_OUR_MAKE.exec(id)?.[1] ?? digest(id).slice(0, 2);

/** Runs of white space are one space, so that reformatting changes nothing. Case stays: names of tests differ by it. */
const tidyWords = (text: string): string => text.normalize("NFC").replace(/\s+/gu, " ").trim();

const digest = (text: string): string => hash("sha256", text, "hex");
