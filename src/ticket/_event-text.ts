import { quote } from "./_quote.ts";

/** Only these lines could be taken for the edge of an event; a backslash in front makes them plain text. */
const EDGE = /^(\\*)(?=<!--[ \t]*\/?event\b)/gm;
const ESCAPED_EDGE = /^\\(?=\\*<!--[ \t]*\/?event\b)/gm;

const OPEN = /^<!--[ \t]*event\b/;
const CLOSE = /^<!--[ \t]*\/event[ \t]*-->[ \t\r]*$/;

const BARE = /^(?!.*--)[\p{L}\p{N}_./@+#?=&%~,;()[\]:-]+$/u;
const ATTRIBUTE = /[ \t]*([A-Za-z_][\w-]*):(?:[ \t]+|(?="))("(?:[^"\\\n]|\\[^\n])*"(?=[ \t]|$)|[^\s"]\S*)/y;

export const CLOSING_LINE = "<!-- /event -->";

export function isEventOpen(line: string): boolean {
  return OPEN.test(line);
}

export function isEventClose(line: string): boolean {
  return CLOSE.test(line);
}

/** Pairs of name and value in order; undefined when the line is no complete opening comment. */
export function readAttributes(line: string): readonly (readonly [string, string])[] | undefined {
  const inner = /^<!--(.*)-->[ \t\r]*$/.exec(line)?.[1]?.trim();
  if (inner === undefined || inner.includes("-->")) return undefined;
  const pairs: (readonly [string, string])[] = [];
  let at = 0;
  while (at < inner.length) {
    ATTRIBUTE.lastIndex = at;
    const [whole = "", name, value] = ATTRIBUTE.exec(inner) ?? [];
    if (name === undefined || value === undefined) return undefined;
    const text = value.startsWith('"') ? unquoteJson(value) : value;
    if (text === undefined) return undefined;
    pairs.push([name, text]);
    at += whole.length;
  }
  return pairs;
}

/** One attribute as it stands in the comment; `--` never appears, so nothing in a value can end the comment. */
export function formatAttribute(name: string, value: string): string {
  return `${name}: ${BARE.test(value) ? value : quote(value).replaceAll("--", "-\\u002d").replaceAll("--", "-\\u002d")}`;
}

export function escapeBody(body: string): string {
  return body.replace(EDGE, "\\$1");
}

export function unescapeBody(body: string): string {
  return body.replace(ESCAPED_EDGE, "");
}

const STRING_ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(.))/g;
const SHORT: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  '"': '"',
  "\\": "\\",
  "/": "/",
};

function unquoteJson(quoted: string): string | undefined {
  let good = true;
  const text = quoted
    .slice(1, -1)
    .replace(STRING_ESCAPE, (_whole, hex: string | undefined, short: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      const character = short !== undefined && Object.hasOwn(SHORT, short) ? SHORT[short] : undefined;
      good &&= character !== undefined;
      return character ?? "";
    });
  return good ? text : undefined;
}
