import type { Finding } from "../../std/finding.ts";
import type { Change, FileChange } from "../change.ts";
import { MAX_FINDINGS, MAX_QUOTE_CHARS, MAX_RULE_CHARS } from "../limits.ts";
import { finding, WHOLE_CHANGE } from "../rules.ts";
import { type CodeRun, codeRuns, lineOf } from "./code-runs.ts";
import { isLockFile, isProse, isSnapshot } from "./kinds-of-files.ts";
import { patternOf } from "./pattern.ts";
import { languageOf, SYNTAX, type Syntax } from "./syntax.ts";

/**
 * The project's own rules: words, such as `console.log`, that must not come into code, and patterns between slashes, such as
 * `/TODO(?!\(\w+\))/i`, that must not come into a line.
 */
export interface ProjectRules {
  readonly hard: readonly string[];
  readonly soft: readonly string[];
}

export function findBrokenRules(change: Change, { hard, soft }: ProjectRules): readonly Finding[] {
  const rules = [
    ...hard.map((text) => ({ text, code: "rule-broken" as const })),
    ...soft.map((text) => ({ text, code: "rule-warned" as const })),
  ].map((rule) => ({ ...rule, ...compiled(rule.text) }));
  const files = change.files.filter(({ path }) => !isProse(path) && !isLockFile(path) && !isSnapshot(path));
  const invalid = rules.filter(({ pattern }) => pattern === undefined);
  return [
    ...invalid.map(({ text }) =>
      finding("rule-invalid", WHOLE_CHANGE, {
        message: `the rule ${JSON.stringify(text.slice(0, MAX_QUOTE_CHARS))} is no word and no pattern`,
        hint: "write a word, or a JavaScript regular expression between slashes, in rules.hard or rules.soft",
      }),
    ),
    ...files.flatMap((file) => rules.flatMap((rule) => breaches(file, rule))),
  ];
}

interface Rule {
  readonly text: string;
  readonly code: "rule-broken" | "rule-warned";
  readonly pattern: RegExp | undefined;
  readonly part: "code" | "text";
}

function breaches(file: FileChange, { text, code, pattern, part }: Rule): readonly Finding[] {
  if (pattern === undefined) return [];
  return runsOf(file).flatMap((run) =>
    [...run[part].matchAll(pattern).take(MAX_FINDINGS)].map((match) =>
      finding(code, file.path, {
        line: lineOf(run, match.index),
        message: `${JSON.stringify(match[0].slice(0, MAX_QUOTE_CHARS))} breaks the project's rule ${JSON.stringify(text)}`,
        hint: "write it in the way that the project's rules ask for",
      }),
    ),
  );
}

/** What is in no known language is code from one end of the line to the other. */
const PLAIN: Syntax = { lineComments: [], quotes: "", longQuotes: [] };

function runsOf(file: FileChange): readonly CodeRun[] {
  const language = languageOf(file.path);
  return codeRuns(file.addedLines, language === undefined ? PLAIN : SYNTAX[language]);
}

function compiled(text: string): Pick<Rule, "pattern" | "part"> {
  const [, source, flags] = /^\/(.+)\/([imsu]*)$/s.exec(text) ?? [];
  if (text.trim() === "" || text.length > MAX_RULE_CHARS) return { pattern: undefined, part: "code" };
  if (source !== undefined) return { pattern: patternOf(source, `gm${flags?.replace("m", "")}`), part: "text" };
  return { pattern: patternOf(asWord(text.trim()), "gm"), part: "code" };
}

/** The text as it is, not within a longer word. */
function asWord(text: string): string {
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  return `${/^\w/.test(text) ? "(?<![\\w$])" : ""}${escaped}${/\w$/.test(text) ? "(?![\\w$])" : ""}`;
}
