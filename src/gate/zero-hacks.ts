import type { Finding } from "../std/finding.ts";
import type { Change, FileChange } from "./change.ts";
import { globMatcher, type Matcher } from "./globs.ts";
import { type CodeRun, codeRuns, lineOf } from "./hacks/code-runs.ts";
import { findLoweredCoverage } from "./hacks/coverage.ts";
import { DEFAULT_TEST_GLOBS, isLockFile, isProse, isSnapshot } from "./hacks/kinds-of-files.ts";
import { type LineRule, lineRules } from "./hacks/line-rules.ts";
import { findBrokenRules, type ProjectRules } from "./hacks/project-rules.ts";
import { findLooserTools, findScriptTricks } from "./hacks/script-rules.ts";
import { languageOf, SYNTAX } from "./hacks/syntax.ts";
import { findTestLosses } from "./hacks/test-losses.ts";
import { WAYS_OUT } from "./hacks/ways-out.ts";
import { MAX_FINDINGS, MAX_QUOTE_CHARS } from "./limits.ts";
import { bounded, finding } from "./rules.ts";

export interface HackRules extends ProjectRules {
  /** Where the project keeps its tests; the usual places when empty. */
  readonly testGlobs: readonly string[];
}

/** Finds shortcuts in a change: only what it adds or takes away counts, never what was there before. */
export function judgeHacks(change: Change, rules: HackRules): readonly Finding[] {
  const isTest = globMatcher(rules.testGlobs.length > 0 ? rules.testGlobs : DEFAULT_TEST_GLOBS);
  return bounded([
    ...findTestLosses(change, isTest),
    ...change.files.flatMap((file) => [
      ...judgeLines(file, isTest(file.path)),
      ...findScriptTricks(file),
      ...findLooserTools(file),
    ]),
    ...findLoweredCoverage(change),
    ...findLoneSnapshots(change, isTest),
    ...findBrokenRules(change, rules),
    ...change.files.filter(({ binary, path }) => binary && languageOf(path) !== undefined).map(unreadable),
    ...change.files.filter(({ cut, path }) => cut && !isLockFile(path)).map(notJudged),
  ]);
}

function judgeLines(file: FileChange, inTest: boolean): readonly Finding[] {
  const language = languageOf(file.path);
  if (language === undefined || file.addedLines.length === 0) return [];
  const own = lineRules.filter((rule) => rule.languages.includes(language) && (inTest || rule.testsOnly !== true));
  const runs = codeRuns(file.addedLines, SYNTAX[language]);
  const all = runs.flatMap((run) => own.flatMap((rule) => matches(file, run, rule)));
  return [...new Map(all.map((one) => [`${one.code} ${one.line}`, one])).values()];
}

function matches(file: FileChange, run: CodeRun, { code, part, pattern }: LineRule): readonly Finding[] {
  return [...run[part].matchAll(pattern).take(MAX_FINDINGS)].map((match) => {
    const begin = match.index + match[0].length - match[0].trimStart().length;
    const what = run.text
      .slice(begin, match.index + match[0].length)
      .replace(/\s+/g, " ")
      .slice(0, MAX_QUOTE_CHARS);
    const { why = "", hint } = WAYS_OUT[code] ?? {};
    return finding(code, file.path, {
      line: lineOf(run, begin),
      message: `${JSON.stringify(what)} was added: ${why}`,
      hint,
    });
  });
}

/** Stored outputs that change without any source are most likely written to fit a fault. New ones come with new tests. */
function findLoneSnapshots(change: Change, isTest: Matcher): readonly Finding[] {
  const rewritten = change.files.filter((file) => isSnapshot(file.path) && (file.removed > 0 || file.binary));
  const explains = (file: FileChange): boolean => !isSnapshot(file.path) && !isTest(file.path) && !isProse(file.path);
  if (change.files.some(explains)) return [];
  return rewritten.map(({ path }) =>
    finding("snapshot-alone", path, {
      message: `${path} was rewritten, and no source changed that could explain it`,
      hint: "take the snapshot back, and mend what made the output differ",
    }),
  );
}

/** One NUL in a comment, and every tool shows the whole file as "binary". */
const unreadable = ({ path }: FileChange): Finding =>
  finding("source-binary", path, {
    message: `${path} is a source file, and git takes it for binary`,
    hint: "write it as UTF-8 without NUL characters",
  });

const notJudged = ({ path }: FileChange): Finding =>
  finding("lines-not-judged", path, {
    message: `${path} has more or longer changed lines than are looked at`,
    hint: "let a person look at it, or make the change smaller",
  });
