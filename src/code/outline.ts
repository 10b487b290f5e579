/** What kind of thing a name stands for; languages call them by many words, these are ours. */
export const SYMBOL_KINDS = [
  ...(["class", "constant", "enum", "function", "interface", "macro", "method"] as const),
  ...(["module", "property", "struct", "trait", "type", "variable"] as const),
] as const;
export type SymbolKind = (typeof SYMBOL_KINDS)[number];

/** One definition in a file. */
export interface CodeSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Counted from 1: the line on which the name stands. */
  readonly line: number;
  /** Whether other files can use it, by the rule of its language. */
  readonly exported: boolean;
  /** The class, module or type it belongs to. */
  readonly container?: string;
}

/** One import as it is written. */
export interface Import {
  /** `./a.ts`, `lodash/fp`, `..pkg.mod`, `crate::a::b`, `java.util.List`, `stdio.h`. */
  readonly spec: string;
  readonly line: number;
  /** What is taken from there, where the text says it and the language looks names up as files: Python, Rust. */
  readonly names: readonly string[];
}

/** What one text says about itself. Values of any kind are not in it. */
export interface Outline {
  readonly lines: number;
  readonly symbols: readonly CodeSymbol[];
  readonly imports: readonly Import[];
  /** Plain words of the comments, each once. */
  readonly words: readonly string[];
  /** Every name that stands in the code, each once. */
  readonly identifiers: readonly string[];
}
