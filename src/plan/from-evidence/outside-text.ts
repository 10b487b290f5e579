import { MAX_LINE_CHARS, MAX_QUOTE_LINES } from "./limits.ts";

/** C0, DEL and C1 (terminal escapes begin there), and the marks that turn the direction of text or hide in it. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * Text that Docket did not write, made safe for the body of a ticket (I13). Whatever it says, it stays in its place: it ends no fence,
 * comment or section, begins no event, and is no checkbox.
 */
export function lineOf(text: string, maxChars = MAX_LINE_CHARS): string {
  const line = text.toWellFormed().replace(HIDDEN, " ").replace(/\s+/gu, " ").trim();
  return withoutComments(line.length > maxChars ? `${cut(line, maxChars - 1)}…` : line);
}

/** A line as code, so that nothing in it is Markdown. */
export function codeOf(text: string, maxChars = MAX_LINE_CHARS): string {
  const line = lineOf(text, maxChars) || "(empty)";
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A text of several lines as a quotation: fenced, and each line behind a mark, so that neither can be left. */
export function quoteOf(text: string): string {
  const lines = text.toWellFormed().replaceAll("\r\n", "\n").split("\n").map(printable);
  const kept = lines.length > MAX_QUOTE_LINES ? [...lines.slice(0, MAX_QUOTE_LINES), "…"] : lines;
  const longest = Math.max(2, ...(kept.join("\n").match(/~+/g) ?? []).map((run) => run.length));
  const fence = "~".repeat(longest + 1);
  return [`${fence}text`, ...kept, fence].map((line) => `> ${line}`.trimEnd()).join("\n");
}

/** Markdown of a source, which may carry words from outside: its headings stay below those of a ticket, and what it opens it closes. */
export function blockOf(markdown: string): string {
  const lines = markdown.toWellFormed().replaceAll("\r\n", "\n").split("\n").map(printable);
  let open = "";
  const safe = lines.map((line) => {
    const [, mark = ""] = FENCE.exec(line) ?? [];
    if (open !== "") {
      if (mark.startsWith(open) && line.trim() === mark) open = "";
      return line;
    }
    if (mark !== "") open = mark;
    return line.replace(/^( {0,3})#{1,2}(?=\s)/, "$1###").replace(/^(<{7} )/, "\\$1");
  });
  return [...safe, ...(open === "" ? [] : [open])].join("\n").trim();
}

/** A path that may stand in a scope: inside the repository, and nothing that a reader or git takes for something else. */
export function isSafePath(path: string): boolean {
  if (path === "" || path.length > MAX_LINE_CHARS || path !== lineOf(path)) return false;
  const parts = path.split("/");
  return !path.includes("\\") && !parts.some((part) => part === "" || part === "." || part === ".." || part === ".git");
}

const printable = (line: string): string => withoutComments(line.replaceAll("\t", "    ").replace(HIDDEN, "�"));

/** Nothing that opens or closes an HTML comment stays: neither an event nor a hint can begin here. */
const withoutComments = (line: string): string => line.replaceAll("<!--", "<! --").replaceAll("-->", "-- >");

/** Cuts between characters, never within one. */
const cut = (line: string, chars: number): string => line.slice(0, chars).replace(/[\ud800-\udbff]$/, "");
