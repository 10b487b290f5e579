import type { CodeSymbol, Import, SymbolKind } from "../outline.ts";
import type { Blank, Source } from "./_blank.ts";

/** One language: how to tell code from text, and what its declarations and imports look like. */
export interface Language {
  readonly name: string;
  /** Ends of file names, without the dot. */
  readonly extensions: readonly string[];
  /** Whole names of files, where they have no ending. */
  readonly files?: readonly string[];
  readonly blank: Blank;
  readonly symbols: (source: Source, path: string) => readonly CodeSymbol[];
  readonly imports: (source: Source) => readonly Import[];
}

/** One way to declare something. The pattern is sticky, has a group `name`, and is tried where a statement may begin. */
export interface Declaration {
  readonly kind: SymbolKind;
  readonly pattern: RegExp;
  /** In a class, trait or the like; or outside of them, which is the rule. */
  readonly place?: "member" | "anywhere";
  /** What must come after the pattern's last sign, which is then an open parenthesis: text after the closing one. */
  readonly follows?: RegExp;
  /** Only opens a block with a name for what is inside: Rust's `impl`. */
  readonly silent?: true;
}

/** Kinds whose inside holds declarations of their own. */
export const CLASS_LIKE: ReadonlySet<SymbolKind> = new Set(["class", "enum", "interface", "struct", "trait"]);

/** Gives the line of an offset, counted from 1; quick for offsets that grow. */
export function lineCounter(text: string): (offset: number) => number {
  let begin = 0;
  let line = 1;
  return (offset) => {
    if (offset < begin) {
      begin = 0;
      line = 1;
    }
    for (let next = text.indexOf("\n", begin); next >= 0 && next < offset; next = text.indexOf("\n", begin)) {
      line += 1;
      begin = next + 1;
    }
    return line;
  };
}
