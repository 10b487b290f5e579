import type { CodeSymbol } from "../../code/outline.ts";

/** What the index of the code said about one wish, as a plain value. */
export interface FoundCode {
  /** False where there is no code to ask: then every file is an open question. */
  readonly looked: boolean;
  readonly files: readonly FoundFile[];
  /** Paths in the wish that are no file of the checkout, though they are spelled like one. */
  readonly missing: readonly string[];
  /** Names in the wish that the code defines nowhere. */
  readonly unknown: readonly string[];
}

export interface FoundFile {
  readonly path: string;
  readonly kind: "code" | "test" | "text";
  readonly lines: number | undefined;
  /** Why it came up: the wish names it, names something in it, or its words fit (with how well, the best being 1). */
  readonly by:
    | { readonly path: string }
    | { readonly name: string }
    | {
        readonly words: number;
        /** The file of a command that the wish names, and that imports this one. */
        readonly door?: string;
      }
    /** It lists what the project is made of, so the work of keeping that up to date is done there. */
    | { readonly lists: string };
  readonly symbols: readonly CodeSymbol[];
  readonly importers: readonly string[];
  /** Files in which the name stands that led here, tests among them; only where they all have to change with it. */
  readonly users: readonly string[];
  /** Tests beside it or of it, nearest first. */
  readonly tests: readonly string[];
  /** Where its test would stand by the habit of its neighbours, when it has none. */
  readonly testToWrite: string | undefined;
}
