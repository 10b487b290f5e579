/** What can be recorded. Declare such values with `type`, not `interface`: only types may be seen as records of anything. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** For what JSON.parse gave: that is JSON all through, or nothing. */
export function isJson(parsed: unknown): parsed is Json {
  return parsed !== undefined;
}

/** One text for one value, whatever the order of its keys. */
export function sortedText(value: Json): string {
  return JSON.stringify(value, (_, part: unknown) => (isRecord(part) ? sorted(part) : part));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
