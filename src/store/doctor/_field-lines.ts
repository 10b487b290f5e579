const WANTED = new Set([
  "id",
  "status",
  "kind",
  "epic",
  "dod",
  "depends_on",
  "blocks",
  "related",
  "supersedes",
  "duplicate_of",
  "parent",
  "fingerprint",
]);

/** Lines of the frontmatter fields that findings point at; of two with one name the first, which is the one that counts. */
export function fieldLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let start = text.indexOf("\n") + 1;
  for (let line = 2; start > 0 && !text.startsWith("---", start); line += 1) {
    const colon = text.indexOf(":", start);
    const end = text.indexOf("\n", start);
    if (colon > start && (end < 0 || colon < end)) {
      const key = text.slice(start, colon).trimEnd();
      if (WANTED.has(key) && !lines.has(key)) lines.set(key, line);
    }
    start = end + 1;
  }
  return lines;
}
