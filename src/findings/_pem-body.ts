export interface PemBody {
  /** Without anything that is not the key's; empty where something stands there that no key has. */
  readonly base64: string;
  /** Such as `Proc-Type: 4,ENCRYPTED`. */
  readonly headers: readonly string[];
}

/** The lines between the marks of a key without what a program, a page, a comment or a letter writes around them. */
export function bareBody(body: string, before: string): PemBody {
  const [asItIs, joined] = bareLines(body, before).map(bodyOf);
  const found = asItIs?.base64 === "" ? joined : asItIs;
  return found ?? { base64: "", headers: [] };
}

/** The lines as they stand there, and as texts that are joined: an apostrophe in a remark does not begin a text. */
export function bareLines(body: string, before: string): readonly (readonly string[])[] {
  const text = unescaped(body);
  return [text, unquoted(text)].map((each) =>
    each.split(/[\r\n]+/).map((line) => withoutPrefix(line, before.trim()).trim()),
  );
}

function bodyOf(lines: readonly string[]): PemBody {
  const isHeader = (line: string): boolean => HEADER.test(line);
  // The last line of a PGP key is a check sum.
  const base64 = lines.filter((line) => !isHeader(line) && !CHECK_SUM.test(line)).join("");
  const bare = base64.replace(/[\s\\]+/g, "");
  return { base64: /^[A-Za-z0-9+/]+={0,2}$/.test(bare) ? bare : "", headers: lines.filter(isHeader) };
}

const HEADER = /^[A-Za-z][A-Za-z-]{2,30}: ./;
const CHECK_SUM = /^=\S{4}$/;

/** How programs, pages and addresses write the end of a line, and signs that base64 has. A text within a text within a text doubles each backslash. */
const ESCAPES: readonly (readonly [RegExp, string])[] = [
  [/\\{1,8}(?:[nrt]|u000[aAdD9]|x0[aAdD9])|&#(?:1[03]|[xX][aAdD]);|<br ?\/?>|%0[aAdD9]/g, "\n"],
  [/\\{1,8}u003[dD]|%3[dD]|&#(?:61|[xX]3[dD]);/g, "="],
  [/\\{1,8}u002[bB]|%2[bB]|&#(?:43|[xX]2[bB]);/g, "+"],
  [/\\{1,8}u002[fF]|%2[fF]|&#(?:47|[xX]2[fF]);|\\{1,8}\//g, "/"],
  [/\\{1,8}u0027|&#39;|&apos;/g, "'"],
  [/\\{1,8}u0022|&quot;|&#34;|\\{1,8}"/g, '"'],
];

const unescaped = (text: string): string => ESCAPES.reduce((left, [from, to]) => left.replace(from, to), text);

/** A quotation mark ends a text: what stands from there to the next one joins two of them, and is left out whatever it is. */
function unquoted(text: string): string {
  const [quote] = /["'`]/.exec(text) ?? [];
  if (quote === undefined) return text;
  return text
    .split(quote)
    .filter((_, at) => at % 2 === 0)
    .join("\n");
}

/** Marks of a comment, a quoted letter or a difference, and numbers of lines, stand before each line of a key or before none. */
function withoutPrefix(line: string, before: string): string {
  const bare = line.trimStart();
  if (before !== "" && /^[^A-Za-z0-9"'`]+$/.test(before) && bare.startsWith(before)) return bare.slice(before.length);
  return bare.replace(/^(?:\/\/+|#+|\*+|>+|;+|--+|\d+[:|]?)\s+/, "");
}
