/** What became of a path that is not there. */
export interface PathFate {
  /** Its name by now, where git saw it renamed and the new one is there. */
  readonly renamedTo?: string;
}

/** What the checks ask about the code. Paths are from the repository's root, with forward slashes. */
export interface CodeFacts {
  exists(path: string): boolean;
  folderExists(path: string): boolean;
  /** Undefined where the lines of a file are not known. */
  linesOf(path: string): number | undefined;
  /** Files that import this one. */
  importersOf(path: string): readonly string[];
  /** Whether the name is defined or used anywhere. */
  symbolKnown(name: string): boolean;
  /** What history tells of a path that is not there; undefined where it never was. */
  fateOf(path: string): PathFate | undefined;
}
