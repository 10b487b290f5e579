import { readFileSync } from "node:fs";

/** Reads the rows of a named table out of a page in docs/: what the page says is what the test compares with. */
export function docTable(page: string, name: string): readonly (readonly string[])[] {
  const text = readFileSync(new URL(`../docs/${page}`, import.meta.url), "utf8");
  const start = text.indexOf(`<!-- table: ${name} -->`);
  const end = text.indexOf("<!-- /table -->", start);
  if (start === -1 || end === -1) throw new Error(`docs/${page} has no table ${name}`);
  const lines = text
    .slice(start, end)
    .split("\n")
    .filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
