import type { Result } from "../std/result.ts";
import type { FileKind } from "./_kinds.ts";
import type { CodeSymbol } from "./outline.ts";

/** One file of the checkout. */
export interface CodeFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly kind: FileKind;
  readonly bytes: number;
}

export interface FoundSymbol extends CodeSymbol {
  readonly path: string;
}

/** One import with where it leads: files of the checkout, or the name of a package; neither where nobody can tell. */
export interface ImportOf {
  readonly spec: string;
  readonly line: number;
  readonly paths: readonly string[];
  readonly package?: string;
}

export interface Importer {
  readonly path: string;
  readonly line: number;
  readonly spec: string;
}

export interface Reference {
  readonly path: string;
  readonly line: number;
}

/** A file that a search found, and the definitions in it that fit. */
export interface CodeHit {
  readonly path: string;
  readonly score: number;
  readonly symbols: readonly CodeSymbol[];
}

export interface ListOf<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/**
 * What can be asked about the code of one checkout. Everything is in the order of paths and lines unless said otherwise, and the same
 * files give the same answers. A question fails only when the index was spoiled meanwhile (`sql-failed`) or is in use for long
 * (`sql-busy`).
 */
export interface CodeIndex extends Disposable {
  files(): readonly CodeFile[];
  exists(path: string): boolean;
  file(path: string): CodeFile | undefined;
  /** The number of lines of a text; undefined for what was not read. */
  linesOf(path: string): Result<number | undefined>;
  symbolsIn(path: string): Result<readonly CodeSymbol[]>;
  /** Definitions with exactly this name. */
  symbolsNamed(name: string): Result<readonly FoundSymbol[]>;
  importsOf(path: string): Result<readonly ImportOf[]>;
  importersOf(path: string): Result<readonly Importer[]>;
  /** Lines on which the name stands in the code, outside of comments and strings, the definitions' own lines left out. */
  references(name: string, limit: number): Result<ListOf<Reference>>;
  /** The files that fit the words best, best first. */
  search(query: string, limit: number): Result<ListOf<CodeHit>>;
  close(): void;
}
