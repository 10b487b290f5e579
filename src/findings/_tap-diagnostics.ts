/** The fields of the YAML block under a result, nested ones by their own name; the first of a name counts. */
export type Diagnostics = ReadonlyMap<string, string>;

const KEY = /^( *)([A-Za-z_][\w-]*):(?: (.*))?$/;

/** Reads the block that may begin at a line, and gives the line after it. Only as much YAML as test tools write. */
export function readDiagnostics(
  lines: readonly string[],
  from: number,
): { readonly diagnostics: Diagnostics; readonly next: number } {
  const found = new Map<string, string>();
  const indent = /^( +)---\s*$/.exec(lines[from] ?? "")?.[1];
  if (indent === undefined) return { diagnostics: found, next: from };
  let at = from + 1;
  while (at < lines.length && lines[at]?.trimEnd() !== `${indent}...`) {
    const [, inner = "", key, value = ""] = KEY.exec(lines[at] ?? "") ?? [];
    if (key === undefined) {
      at += 1;
      continue;
    }
    const read = readValue(lines, at, { value, indent: inner.length });
    if (!found.has(key)) found.set(key, read.text);
    at = read.next;
  }
  return { diagnostics: found, next: at + 1 };
}

interface Start {
  readonly value: string;
  readonly indent: number;
}

function readValue(lines: readonly string[], at: number, { value, indent }: Start): { text: string; next: number } {
  if (/^[|>][-+]?$/.test(value)) return readBlock(lines, at + 1, indent);
  const quote = value[0];
  if (quote !== '"' && quote !== "'") return { text: value, next: at + 1 };
  const end = lines.findIndex((line, place) => place >= at && closes(place === at ? value.slice(1) : line, quote));
  if (end < 0) return { text: value.slice(1), next: lines.length };
  const whole = [value, ...lines.slice(at + 1, end + 1)].join("\n").trimEnd();
  return { text: unquoted(whole.slice(1, -1), quote), next: end + 1 };
}

/** Whether a quoted text ends at the end of this line. */
function closes(line: string, quote: string): boolean {
  const text = line.trimEnd();
  if (!text.endsWith(quote)) return false;
  if (quote === "'") return ((/'+$/.exec(text)?.[0].length ?? 0) & 1) === 1;
  return ((/\\*(?="$)/.exec(text)?.[0].length ?? 0) & 1) === 0;
}

function unquoted(text: string, quote: string): string {
  return quote === "'" ? text.replaceAll("''", "'") : text.replaceAll(/\\(["\\])/g, "$1");
}

function readBlock(lines: readonly string[], from: number, indent: number): { text: string; next: number } {
  let end = from;
  while (end < lines.length && (lines[end]?.trim() === "" || indentOf(lines[end] ?? "") > indent)) end += 1;
  return {
    text: lines
      .slice(from, end)
      .map((line) => line.slice(indent + 2))
      .join("\n"),
    next: end,
  };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
