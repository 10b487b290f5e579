import { hash } from "node:crypto";
import type { Sighting } from "../evidence/sighting.ts";
import { maskSecretsInEach } from "../findings/mask-secrets.ts";
import { oneLine, quote } from "../findings/quote.ts";
import { MAX_FACT_CHARS, MAX_FACTS, MAX_MESSAGE_CHARS, MAX_QUOTE_CHARS, MAX_SUBJECT_CHARS } from "./_files-limits.ts";

/** A sighting as a source found it: texts as they stand in the file. */
export interface Raw extends Omit<Sighting, "quote"> {
  /** Lines to quote. */
  readonly excerpt?: string;
}

/** The same with texts of its own: a part of a text keeps the whole text in memory for as long as it is there itself. */
export function ofItsOwn({ identity, message, excerpt, facts, ...raw }: Raw): Raw {
  return {
    ...raw,
    identity: { rule: identity.rule, subject: copied(identity.subject) },
    message: copied(message),
    ...(excerpt === undefined ? {} : { excerpt: copied(excerpt) }),
    ...(facts === undefined
      ? {}
      : { facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, copied(value)])) }),
  };
}

/** Through bytes, which keep every sign as it is. */
const copied = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");

const HEX_DIGITS = 12;

/** Makes sightings of what was found: secrets masked in every text, no character that steers a terminal, everything bounded. */
export async function sightingsOf(raws: readonly Raw[]): Promise<readonly Sighting[]> {
  // Loading the rules takes as long as the whole look where there is nothing new.
  if (raws.length === 0) return [];
  const texts = raws.flatMap((raw) => textsOf(raw));
  const masked = await maskSecretsInEach(texts);
  let at = 0;
  return raws.map((raw) => {
    const count = textsOf(raw).length;
    at += count;
    return finished(raw, masked.slice(at - count, at));
  });
}

/** Subject, message, excerpt, then the values of the facts. */
const textsOf = ({ identity, message, excerpt, facts }: Raw): readonly string[] => [
  identity.subject,
  message,
  excerpt ?? "",
  ...keptFacts(facts).map(([, value]) => value),
];

const keptFacts = (facts: Sighting["facts"]): readonly (readonly [string, string])[] =>
  Object.entries(facts ?? {}).slice(0, MAX_FACTS);

function finished({ excerpt, facts, ...raw }: Raw, texts: readonly string[]): Sighting {
  const [subject = "", message = "", quoted = "", ...values] = texts;
  const kept = keptFacts(facts).map(([name], at) => [oneLine(name, 100), oneLine(values[at] ?? "", MAX_FACT_CHARS)]);
  return {
    ...raw,
    identity: { rule: oneLine(raw.identity.rule, MAX_MESSAGE_CHARS), subject: subjectOf(subject) },
    message: oneLine(message, MAX_MESSAGE_CHARS),
    ...(excerpt === undefined ? {} : { quote: quote(quoted, MAX_QUOTE_CHARS) }),
    ...(kept.length === 0 ? {} : { facts: Object.fromEntries(kept) }),
  };
}

/** What is too long ends in a hash of the whole, so that two long ones stay two. */
function subjectOf(text: string): string {
  const line = oneLine(text, Number.POSITIVE_INFINITY);
  if (line.length <= MAX_SUBJECT_CHARS) return line;
  return `${oneLine(line, MAX_SUBJECT_CHARS - HEX_DIGITS - 1)} ${shortHash(line)}`;
}

export const shortHash = (text: string): string => hash("sha256", text, "hex").slice(0, HEX_DIGITS);
