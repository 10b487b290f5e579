import type { Line } from "../change.ts";
import { type CodeRun, codeRuns } from "./code-runs.ts";
import { type Language, languageOf, SYNTAX } from "./syntax.ts";

const TITLE = String.raw`(["'\`])((?:\\.|(?!\1)[^\n])*)\1`;

/** How a test is declared. Where the name stands in quotes it is read from the original text, at the place where code begins it. */
const DECLARATIONS: Readonly<Record<Language, RegExp>> = {
  js: new RegExp(
    String.raw`(?:(?<![\w$.])[xf]?(?:it|test|specify|Deno\.test)(?:\.\w+)*|^\s*\](?:\s*as const)?\s*\))\s*\(\s*${TITLE}`,
    "gm",
  ),
  python: /^\s*(?:async\s+)?def\s+(test\w*)\s*\(/gm,
  go: /^func\s+((?:Test|Fuzz|Example)\w*)\s*\(/gm,
  rust: /#\[\s*((?:\w+::)*test|rstest|test_case)\b/gm,
  java: /@(Test|ParameterizedTest|RepeatedTest|TestFactory|Property)\b/gm,
  csharp: /\[\s*(Fact|Theory|Test|TestCase|TestMethod)\b/gm,
  ruby: new RegExp(String.raw`^\s*(?:def\s+(?=test_)|[xf]?(?:it|specify|test)\s+)(?:${TITLE}|\w+)`, "gm"),
  swift: /\bfunc\s+(test\w*)\s*\(|(@Test)\b/gm,
  php: /\bfunction\s+(test\w*)\s*\(/gm,
};

const ASSERTIONS: Readonly<Record<Language, RegExp>> = {
  js: /\bexpect(?:TypeOf)?\s*[.(]|\bassert\w*\s*[.(]|\.should\b|\bt\.(?:ok|notOk|is|not|equal|deepEqual|strictEqual|same|throws|rejects|true|false|truthy|falsy|match|like|regex|snapshot)\s*\(/g,
  python: /^\s*assert\b|\bself\.(?:assert\w+|fail)\s*\(|\bpytest\.(?:raises|warns|fail)\s*\(|\.assert_\w+\s*\(/gm,
  go: /\b\w+\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\s*\(|\b(?:assert|require)\.\w+\s*\(/g,
  rust: /\b(?:debug_)?assert(?:_\w+)?!|\bpanic!|\bshould_panic\b/g,
  java: /\bassert\w*\s*[(.]|^\s*assert\b|\bverify\s*\(|\bshould\w*\b|\bfail\s*\(/gm,
  csharp: /\bAssert\.\w+|\.Should\w*\s*\(/g,
  ruby: /\bassert\w*\b|\brefute\w*\b|\bexpect\b|\.must_\w+|\.should\b/g,
  swift: /\bXCT(?:Assert\w*|Fail|Unwrap)\s*\(|#expect\b|#require\b/g,
  php: /(?:->|::)assert\w+\s*\(|\bexpect\s*\(|expectException/g,
};

/** The names of the tests that changed lines declare. Commented-out ones are none. */
export function testNamesIn(path: string, lines: readonly Line[]): readonly string[] {
  const language = languageOf(path);
  if (language === undefined) return [];
  return codeRuns(lines, SYNTAX[language]).flatMap((run) =>
    [...run.text.matchAll(DECLARATIONS[language])]
      .filter((match) => beginsInCode(run, match.index, match[0]))
      .map((match) => match[2] ?? match[1] ?? match[0].trim()),
  );
}

/** The lines that assert something, trimmed, once for each assertion. */
export function assertionsIn(path: string, lines: readonly Line[]): readonly string[] {
  const language = languageOf(path);
  if (language === undefined) return [];
  return codeRuns(lines, SYNTAX[language]).flatMap((run) =>
    [...run.code.matchAll(ASSERTIONS[language])].map((match) => lineAround(run.text, match.index)),
  );
}

/** The first word of the match stands in the code too, and not in a comment or a text. */
function beginsInCode(run: CodeRun, index: number, text: string): boolean {
  const start = index + (text.length - text.trimStart().length);
  return run.code[start] === run.text[start];
}

function lineAround(text: string, index: number): string {
  const start = text.lastIndexOf("\n", index - 1) + 1;
  const end = text.indexOf("\n", index);
  const line = text.slice(start, end < 0 ? text.length : end).trim();
  // An assertion that begins with the line break before it.
  return line === "" ? (text.slice(index).trimStart().split("\n")[0] ?? "") : line;
}
