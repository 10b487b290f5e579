/** A text that must not be seen, and what it is called. */
export interface NamedSecret {
  readonly name: string;
  readonly value: string;
}

/** The text without these values, also where they stand in JSON; for secrets that have no form of their own by which they could be found. */
export function maskValues(text: string, secrets: readonly NamedSecret[]): string {
  // The longest first: one may begin with another.
  const spellings = secrets
    .flatMap(({ name, value }) => [...new Set([value, JSON.stringify(value).slice(1, -1)])].map((as) => ({ name, as })))
    .sort((a, b) => b.as.length - a.as.length);
  return spellings.reduce((masked, { name, as }) => masked.replaceAll(as, () => `[masked: ${name}]`), text);
}
