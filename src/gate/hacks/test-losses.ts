import type { Finding } from "../../std/finding.ts";
import type { Change, FileChange, Line } from "../change.ts";
import type { Matcher } from "../globs.ts";
import { MAX_QUOTE_CHARS } from "../limits.ts";
import { finding } from "../rules.ts";
import { languageOf } from "./syntax.ts";
import { assertionsIn, testNamesIn } from "./test-words.ts";

/** Finds tests and assertions that a change takes away. What only moved to another file is not lost. */
export function findTestLosses(change: Change, isTest: Matcher): readonly Finding[] {
  const files = change.files.filter(
    (file) => isTest(file.path) || isTest(file.from ?? "") || file.path.endsWith(".rs"),
  );
  return [...lostTests(files, change, isTest), ...lostAssertions(files.filter(({ path }) => isTest(path)))];
}

function lostTests(files: readonly FileChange[], change: Change, isTest: Matcher): readonly Finding[] {
  const arrived = new Tally(files.filter(({ path }) => isTest(path) || path.endsWith(".rs")).flatMap(namesAdded));
  return files.flatMap((file) => {
    const removed = namesRemoved(file);
    const lost = removed.filter((name) => !arrived.take(name));
    const isGone = file.kind === "deleted" || isOutOfSight(file, isTest);
    if (lost.length === 0) return isGone && removed.length === 0 ? (lostFile(file, change, isTest) ?? []) : [];
    const gained = namesAdded(file).length - (removed.length - lost.length);
    const names = lost.map((name) => JSON.stringify(name.slice(0, MAX_QUOTE_CHARS))).slice(0, 5);
    const more = lost.length > names.length ? ` and ${lost.length - names.length} more` : "";
    const isReplaced = !isGone && gained >= lost.length;
    const withSource = file.kind === "deleted" && sourceIsGone(file.path, change);
    return [
      finding(isReplaced || withSource ? "test-replaced" : "test-deleted", file.path, {
        message: `${lost.length} ${lost.length === 1 ? "test is" : "tests are"} gone: ${names.join(", ")}${more}`,
        hint: "bring them back, or say in the ticket which behaviour is given up",
      }),
    ];
  });
}

/** `a.test.ts.off` looks like a test to a glob and like nothing to a test runner. */
const isOutOfSight = ({ path, from }: FileChange, isTest: Matcher): boolean =>
  !isTest(path) || (languageOf(from ?? path) !== undefined && languageOf(path) === undefined);

/** A test file without a test that can be read here, such as one with helpers only, or in a language not known. */
function lostFile(file: FileChange, change: Change, isTest: Matcher): Finding | undefined {
  const isEmpty = file.kind === "deleted" && file.removed === 0 && !file.binary;
  if (!isTest(file.from ?? file.path) || isEmpty) return undefined;
  const code = sourceIsGone(file.from ?? file.path, change) ? "test-replaced" : "test-deleted";
  const message =
    file.kind === "deleted"
      ? "a file among the tests is gone"
      : "a file among the tests was moved to where no test is looked for";
  return finding(code, file.path, { message, hint: "bring it back, or say in the ticket which behaviour is given up" });
}

/** The test of a source that is deleted in the same change has nothing left to test. */
function sourceIsGone(path: string, change: Change): boolean {
  const stem = stemOf(path);
  return change.files.some((file) => file.kind === "deleted" && file.path !== path && stemOf(file.path) === stem);
}

const stemOf = (path: string): string =>
  path
    .slice(path.lastIndexOf("/") + 1)
    .replace(/\.[^.]*$/, "")
    .replace(/[._-](?:test|spec)s?$/i, "")
    .replace(/^test_|Tests?$/, "");

function lostAssertions(files: readonly FileChange[]): readonly Finding[] {
  const arrived = new Tally(files.flatMap((file) => assertionTexts(file, file.addedLines)));
  return files.flatMap((file) => {
    const removed = assertionTexts(file, file.removedLines);
    const lost = removed.filter((text) => !arrived.take(text)).length;
    const gained = assertionTexts(file, file.addedLines).length - (removed.length - lost);
    if (file.kind === "deleted" || lost <= Math.max(0, gained)) return [];
    return [
      finding("fewer-assertions", file.path, {
        message: `${lost} ${lost === 1 ? "assertion is" : "assertions are"} gone and ${Math.max(0, gained)} came`,
        hint: "keep what was asserted; tests may ask for more, not for less",
      }),
    ];
  });
}

const namesAdded = (file: FileChange): readonly string[] => testNamesIn(file.path, file.addedLines);
const namesRemoved = (file: FileChange): readonly string[] => testNamesIn(file.from ?? file.path, file.removedLines);

const assertionTexts = (file: FileChange, lines: readonly Line[]): readonly string[] => assertionsIn(file.path, lines);

/** A bag of texts: each can be taken as often as it is there. */
class Tally {
  private readonly counts = new Map<string, number>();

  constructor(texts: readonly string[]) {
    for (const text of texts) this.counts.set(text, (this.counts.get(text) ?? 0) + 1);
  }

  take(text: string): boolean {
    const left = this.counts.get(text) ?? 0;
    if (left > 0) this.counts.set(text, left - 1);
    return left > 0;
  }
}
