import { expect } from "vitest";
import { readSource, type SourceFile, sourceFiles } from "../../scripts/source/files.ts";

/** A place that breaks a rule: `src/a.ts:12 what is wrong`. */
export type Complaint = string;

/** Fails with the way out as the message and every place as the difference. */
export function expectNone(complaints: readonly Complaint[], wayOut: string): void {
  expect(complaints, wayOut).toEqual([]);
}

/** Source of the program, tests left out. */
export const programFiles = (): readonly SourceFile[] =>
  sourceFiles().filter((file) => file.room !== "" && !file.isTest);

/** An invented file, to show that a rule can fail. */
export const invented = (path: string, ...lines: readonly string[]): SourceFile => readSource(path, lines.join("\n"));

/** What stands in a list of debts and is paid by now: the list may only become shorter. */
export function paidDebts(debts: Iterable<string>, found: ReadonlySet<string>): readonly Complaint[] {
  return [...debts]
    .filter((debt) => !found.has(debt))
    .map((debt) => `${debt} is listed as an exception and needs none`);
}
