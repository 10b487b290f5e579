/** A command in a page, with what the page says that it prints (`console` blocks only). */
export interface Command {
  readonly page: string;
  readonly line: number;
  readonly text: string;
  readonly output: readonly string[] | undefined;
}

/** Every command in the `sh` and `console` blocks of a page, in the order of the page. */
export function commandsOf(page: string, markdown: string): readonly Command[] {
  return [...markdown.matchAll(/^```(sh|bash|shell|console)\n([\s\S]*?)^```$/gm)].flatMap((block) => {
    const [, language = "", body = ""] = block;
    const first = markdown.slice(0, block.index).split("\n").length + 1;
    const lines = body.trimEnd().split("\n");
    return language === "console" ? transcript(page, first, lines) : script(page, first, lines);
  });
}

function script(page: string, first: number, lines: readonly string[]): readonly Command[] {
  return lines.flatMap((text, at) =>
    text.trim() === "" || text.startsWith("#") ? [] : [{ page, line: first + at, text, output: undefined }],
  );
}

function transcript(page: string, first: number, lines: readonly string[]): readonly Command[] {
  return lines.flatMap((text, at) => {
    if (!text.startsWith("$ ")) return [];
    const rest = lines.slice(at + 1);
    const next = rest.findIndex((line) => line.startsWith("$ "));
    const below = next < 0 ? rest : rest.slice(0, next);
    const more = below.slice(0, countWhile(below, isContinued)).map((line) => line.slice(2));
    return [{ page, line: first + at, text: [text.slice(2), ...more].join("\n"), output: below.slice(more.length) }];
  });
}

/** What a shell asks for with its second prompt: the rest of a command. */
const isContinued = (line: string): boolean => line === ">" || line.startsWith("> ");

function countWhile(lines: readonly string[], holds: (line: string) => boolean): number {
  const end = lines.findIndex((line) => !holds(line));
  return end < 0 ? lines.length : end;
}

/** What differs from run to run: ids, times, hashes, and the folder that the reader is in. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  [/\bWO-[a-z0-9]{6}-[a-z0-9]{2}\b/g, "WO-xxxxxx-xx"],
  [/\b[A-Z]+-[a-z0-9]{6}\b/g, "ID-xxxxxx"],
  [/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/g, "2026-01-01T00:00:00Z"],
  [/\b[0-9a-f]{40}\b/g, "0".repeat(40)],
  [/\b[0-9a-f]{16}\b/g, "0".repeat(16)],
  [/\b[0-9a-f]{7,12}\b/g, "0".repeat(7)],
  [/\b\d+(?:\.\d)? s\b/g, "0 s"],
  [/(^|\s)\/\S+\//g, "$1/path/"],
  [/[ \t]+/g, " "],
];

/** A text with all that changes from run to run replaced, so that two runs can be compared. */
export const steady = (text: string): string =>
  CHANGING.reduce((now, [pattern, fixed]) => now.replaceAll(pattern, fixed), text)
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd();
