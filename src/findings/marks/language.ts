/**
 * How a language writes comments and strings: all that is needed to tell one from the other. Patterns are sources of regular
 * expressions without groups that capture; they are tried at one place in the order of the fields below, so that what is longer has to
 * stand first. A condition on what stands before comes after the first character, as in `#(?<=^#)`: then the search stays quick.
 */
export interface Language {
  readonly name: string;
  /** What means nothing, and would be taken for the beginning of something: escapes, single characters. */
  readonly skip?: readonly string[];
  /** A comment up to the end of the line. */
  readonly line?: readonly string[];
  readonly block?: readonly Block[];
  readonly strings?: readonly StringForm[];
  /** Whatever no pattern can tell; given the place after the match of `open`. */
  readonly special?: readonly Special[];
  /** A text that begins with the next line and ends with a line of its own. */
  readonly hereText?: HereText;
  /** Parts in another language: a script in a page. */
  readonly embedded?: readonly Embedded[];
  /** Code in a string stands in round brackets. */
  readonly codeInBrackets?: boolean;
  /** Ends this language within another one: `?>`. Ends a comment of one line as well. */
  readonly leave?: string;
}

export interface Block {
  readonly open: string;
  readonly close: string;
  /** One within the other: each has to be closed. */
  readonly nests?: boolean;
}

export interface StringForm {
  readonly open: string;
  /** A pattern; or from what opened it the very text that closes it. */
  readonly close: string | ((opened: string) => string);
  /** A backslash takes the meaning from what follows it. */
  readonly escapes?: boolean;
  /** May go on in the next line. One that may not ends with its line, so that a stray quote does little harm. */
  readonly lines?: boolean;
  /** Opens a piece of code in the string; `}` ends it, or `)` where the language says so. */
  readonly code?: string;
}

export interface Special {
  readonly open: string;
  /** The place after it; undefined when it is not what it looked like. */
  readonly end: (text: string, start: number, afterOpen: number) => number | undefined;
}

export interface HereText {
  readonly open: string;
  /** The word that stands alone on the last line. */
  readonly word: (opened: string) => string;
  /** What may follow the word, as a pattern. */
  readonly after?: string;
}

export interface Embedded {
  readonly open: string;
  /** Absent where the inner language says itself where it ends. */
  readonly close?: string;
  readonly language: (opened: string) => Language;
}

/** A comment with its marks of beginning and end. */
export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly kind: "line" | "block";
}
