import { readProjectFile } from "../source/files.ts";
import { faultReference } from "./faults.ts";
import { withRounds } from "./rounds.ts";

/** A file that is made, not written: `npm run golden` writes it, a test compares it. */
export interface Reference {
  readonly path: string;
  make(): string | Promise<string>;
}

export const references: readonly Reference[] = [
  { path: "docs/faults.md", make: faultReference },
  { path: "docs/testing.md", make: () => withRounds(readProjectFile("docs/testing.md")) },
];
