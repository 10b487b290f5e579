/** How much of one file ran. */
export interface FileCoverage {
  /** As the report writes it. */
  readonly path: string;
  readonly covered: number;
  readonly total: number;
}

export interface CoverageReport {
  readonly format: string;
  readonly files: readonly FileCoverage[];
  /** Folders from which the paths are counted, where the report says so. */
  readonly roots: readonly string[];
  /** False when the text ends in the middle, or holds what could not be read. */
  readonly complete: boolean;
}

export interface LineTable {
  add(path: string, line: number, ran: boolean): void;
  files(): readonly FileCoverage[];
}

/** Gathers lines of files from as many parts of a report as there are: a line ran when it did so anywhere. */
export function lineTable(): LineTable {
  const table = new Map<string, Map<number, boolean>>();
  return {
    add: (path, line, ran) => {
      const lines = table.get(path) ?? new Map<number, boolean>();
      table.set(path, lines.set(line, ran || lines.get(line) === true));
    },
    files: () =>
      [...table].map(([path, lines]) => ({
        path,
        covered: [...lines.values()].filter((ran) => ran).length,
        total: lines.size,
      })),
  };
}
