/** A piece of a text that is not code: how it begins and where it ends. */
export interface Lexeme {
  readonly kind: "comment" | "string" | "directive";
  /** Source of a regular expression without capturing groups. */
  readonly open: string;
  /** Offset after the piece; `from` is where what `open` matched ends. */
  readonly end: (text: string, from: number, opened: string) => number;
  /** A further condition on the place, for signs that mean several things. */
  readonly when?: (text: string, at: number) => boolean;
}

const lineEnd = (text: string, from: number): number => {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at;
};

/** Up to the end of the line. */
export const lineComment = (open: string): Lexeme => ({ kind: "comment", open, end: lineEnd });

/** Up to the closing sign, wherever it is. */
export const blockComment = (open: string, close: string): Lexeme => ({
  kind: "comment",
  open,
  end: (text, from) => after(text, close, from),
});

export const C_COMMENTS: readonly Lexeme[] = [lineComment("//"), blockComment("/\\*", "*/")];

/** Rust's block comments hold others. */
export const nestedComment: Lexeme = {
  kind: "comment",
  open: "/\\*",
  end: (text, from) => {
    const signs = /\/\*|\*\//g;
    signs.lastIndex = from;
    let depth = 1;
    for (let sign = signs.exec(text); sign !== null; sign = signs.exec(text)) {
      depth += sign[0] === "/*" ? 1 : -1;
      if (depth === 0) return signs.lastIndex;
    }
    return text.length;
  },
};

/** A string that ends with its line at the latest. */
export const shortString = (quote: string): Lexeme => ({
  kind: "string",
  open: quote,
  end: (text, from) => endOfString(text, from, { quote, stop: "\n" }),
});

/** A string over any number of lines. */
export const longString = (quote: string): Lexeme => ({
  kind: "string",
  open: quote,
  end: (text, from) => endOfString(text, from, { quote, stop: undefined }),
});

/** A string in which a backslash is a sign like any other. */
export const rawString = (open: string, close: string): Lexeme => ({
  kind: "string",
  open,
  end: (text, from) => after(text, close, from),
});

/** `'x'` and `'\n'`; not the lifetimes and digit separators that use the same sign. */
export const character: Lexeme = {
  kind: "string",
  open: "(?<![\\w'])'(?:\\\\[^\\n']{1,12}|[^'\\\\\\n]{1,2}|\\\\')'",
  end: (_text, from) => from,
};

export function endOfString(
  text: string,
  from: number,
  { quote, stop }: { readonly quote: string; readonly stop: string | undefined },
): number {
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "\\") at += 1;
    else if (sign === quote) return at + 1;
    else if (sign === stop) return at;
  }
  return text.length;
}

/** The offset behind the next `close`, or the end of the text. */
export function after(text: string, close: string, from: number): number {
  const at = text.indexOf(close, from);
  return at < 0 ? text.length : at + close.length;
}

/** Text that begins on the next line and ends with a line that holds just the word; without one it goes on to the end. */
export function endOfHeredoc(text: string, from: number, word: string): number {
  const first = text.indexOf("\n", from);
  if (first < 0) return text.length;
  const last = new RegExp(`\\n[ \\t]*${RegExp.escape(word)}(?![\\w])`, "g");
  last.lastIndex = first;
  return last.exec(text) === null ? text.length : last.lastIndex;
}
