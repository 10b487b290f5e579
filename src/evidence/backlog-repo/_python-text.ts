/** What Python calls white space at the ends of a text; the fingerprints of `backlog_repo` are made with it. */
const SPACE = "[\\t-\\r\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const ENDS = new RegExp(`^${SPACE}|${SPACE}$`, "g");

/** `str.strip()`: not quite what `trim` does. */
export const strip = (text: string): string => text.replace(ENDS, "");

/** `sorted(set(texts))`: by code points, where JavaScript sorts by half pairs. */
export const sortedUnique = (texts: Iterable<string>): readonly string[] => [...new Set(texts)].sort(byCodePoint);

function byCodePoint(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const at = a.findIndex((letter, place) => letter !== b[place]);
  if (at < 0) return a.length - b.length;
  return (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? -1);
}

/** `json.dumps(record, sort_keys=True, ensure_ascii=False)` of texts and lists of texts: a blank behind each comma and colon. */
export function pythonJson(record: Readonly<Record<string, string | readonly string[]>>): string {
  const pairs = sortedUnique(Object.keys(record)).map((key) => `${JSON.stringify(key)}: ${jsonOf(record[key] ?? "")}`);
  return `{${pairs.join(", ")}}`;
}

const jsonOf = (value: string | readonly string[]): string =>
  typeof value === "string" ? JSON.stringify(value) : `[${value.map((text) => JSON.stringify(text)).join(", ")}]`;
