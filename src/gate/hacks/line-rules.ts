import type { GateCode } from "../rules.ts";
import { LANGUAGES, type Language } from "./syntax.ts";

/** One way of going around a check, as it looks in one or more languages. */
export interface LineRule {
  readonly code: GateCode;
  readonly languages: readonly Language[];
  readonly part: "code" | "comments" | "text";
  /** Only in files that hold tests. */
  readonly testsOnly?: boolean;
  /** With the flags `gm`; tried on runs of added lines. */
  readonly pattern: RegExp;
}

const JS: readonly Language[] = ["js"];
const BRACES: readonly Language[] = ["js", "java", "csharp", "swift", "php"];

/** Tests that do not run. A chain such as `test.concurrent.skip` is one of them. */
const skipped: readonly LineRule[] = [
  rule(
    "test-skipped",
    JS,
    /(?<![\w$.])(?:describe|suite|context|it|test|specify|bench)(?:\s*\.\s*\w+)*\s*\.\s*(?:skip|todo|fails|failing|fixme)\b/gm,
  ),
  rule("test-skipped", JS, /(?<![\w$.])(?:xit|xtest|xdescribe|xcontext|xspecify)\s*\(/gm),
  inTests(rule("test-skipped", JS, /(?<![\w$])(?:this|t|ctx|context)\.(?:skip|todo)\s*\(/gm)),
  inTests(rule("test-skipped", JS, /(?<![\w$.])(?:skip|todo)\s*:\s*(?:true|")/gm)),
  rule(
    "test-skipped-sometimes",
    JS,
    /(?<![\w$.])(?:describe|suite|it|test)(?:\s*\.\s*\w+)*\s*\.\s*(?:skipIf|runIf)\b/gm,
  ),
  rule(
    "test-skipped",
    ["python"],
    /@(?:pytest\.mark\.(?:skip|xfail)|(?:unittest\.)?(?:skip|expectedFailure))\b(?!If|Unless|if)/gm,
  ),
  rule(
    "test-skipped",
    ["python"],
    /\bpytestmark\s*=.*\bmark\.(?:skip|xfail)\b|\b__test__\s*=\s*False\b|\bcollect_ignore(?:_glob)?\s*=/gm,
  ),
  rule(
    "test-skipped",
    ["python"],
    /\bpytest\.(?:skip|xfail)\s*\(|\.skipTest\s*\(|\braise\s+(?:unittest\.)?SkipTest\b/gm,
  ),
  rule(
    "test-skipped-sometimes",
    ["python"],
    /@?(?:pytest\.mark\.skipif|(?:unittest\.)skip(?:If|Unless)|pytest\.importorskip)\b/gm,
  ),
  inTests(rule("test-skipped", ["go"], /\b\w+\.(?:Skip|Skipf|SkipNow)\s*\(/gm)),
  inTests(rule("test-skipped-sometimes", ["go"], /\btesting\.Short\s*\(/gm)),
  rule("test-skipped", ["rust"], /#!?\[\s*(?:ignore\b|cfg\s*\(\s*any\s*\(\s*\)\s*\))/gm),
  rule("test-skipped", ["java"], /@(?:Disabled|Ignore)\b(?!If|On|For)/gm),
  rule(
    "test-skipped-sometimes",
    ["java"],
    /@(?:Disabled|Enabled)(?:If|On|For)\w*|\bassum(?:e|ing)(?:True|False|That|Not)\s*\(/gm,
  ),
  rule(
    "test-skipped",
    ["csharp"],
    /\[\s*(?:Ignore|Explicit)\b|\bSkip\s*=\s*"|\bAssert\.(?:Ignore|Inconclusive)\s*\(/gm,
  ),
  inTests(rule("test-skipped", ["ruby"], /^\s*(?:xit|xdescribe|xcontext|xspecify|skip|pending)\b/gm)),
  inTests(rule("test-skipped", ["swift"], /\bXCTSkip\b|\.disabled\s*\(/gm)),
  rule("test-skipped", ["php"], /\bmarkTest(?:Skipped|Incomplete)\s*\(/gm),
];

const alone: readonly LineRule[] = [
  rule(
    "test-only",
    JS,
    /(?<![\w$.])(?:describe|suite|context|it|test|specify)(?:\s*\.\s*\w+)*\s*\.\s*only\b|(?<![\w$.])(?:fit|fdescribe|fcontext)\s*\(/gm,
  ),
  inTests(rule("test-only", JS, /(?<![\w$.])only\s*:\s*true/gm)),
  inTests(rule("test-only", ["go"], /\b(?:FIt|FDescribe|FContext|FDescribeTable|FEntry)\s*\(/gm)),
  inTests(rule("test-only", ["ruby"], /^\s*(?:fit|fdescribe|fcontext)\b/gm)),
];

const suppressions: readonly LineRule[] = [
  comment(
    JS,
    /@ts-(?:ignore|expect-error|nocheck)\b|\b(?:eslint|oxlint|tslint|biome)[-:](?:disable|ignore)[\w-]*|\bjshint\s+ignore/gm,
  ),
  comment(JS, /\b(?:istanbul|c8|v8|node:coverage)\s+(?:ignore|disable)\b|\$Flow(?:FixMe|Ignore)\b/gm),
  comment(
    ["python"],
    /#\s*(?:type:\s*ignore|noqa\b|pylint:\s*disable|py(?:right|re-\w+)(?::|-)\s*\w*ignore|mypy:\s*ignore|pragma:\s*no\s*cover|nosec\b|ruff:\s*noqa)/gm,
  ),
  comment(["go"], /\/\/\s*(?:nolint\b|lint:(?:file-)?ignore\b|#nosec\b)/gm),
  comment(
    ["java", "csharp"],
    /\bNOSONAR\b|\bnoinspection\b|\bCHECKSTYLE[:.]OFF\b|\bktlint-disable\b|\bReSharper\s+disable\b/gm,
  ),
  comment(["ruby"], /\brubocop:\s*(?:disable|todo)\b|:nocov:/gm),
  comment(["swift"], /\bswiftlint:\s*disable\b/gm),
  comment(["php"], /@?(?:phpstan-ignore\S*|psalm-suppress|phpcs:(?:ignore|disable)|codeCoverageIgnore\w*)/gm),
  rule(
    "suppression-added",
    ["rust"],
    /#!?\[\s*(?:(?:cfg_attr\s*\([^\n]*)?(?:allow|expect)\s*\(|coverage\s*\(\s*off)/gm,
  ),
  rule("suppression-added", ["java"], /@(?:file:)?Suppress(?:Warnings|Lint|FBWarnings)?\s*\(/gm),
  rule(
    "suppression-added",
    ["csharp"],
    /#pragma\s+warning\s+disable\b|\[\s*(?:assembly:\s*)?(?:SuppressMessage|ExcludeFromCodeCoverage)\b/gm,
  ),
];

const swallowed: readonly LineRule[] = [
  rule("error-swallowed", BRACES, /\bcatch\s*(?:\([^)\n]*\)|\w+(?:\s+\w+)?)?\s*\{\s*\}/gm),
  rule(
    "error-swallowed",
    JS,
    /\.catch\s*\(\s*(?:(?:async\s*)?(?:\(\s*[\w$]*\s*\)|[\w$]+)\s*=>\s*(?:\{\s*\}|undefined|null|void 0|\(\s*\{\s*\}\s*\))|(?:_\.|\$\.)?noop|function\s*\([\w$]*\)\s*\{\s*\})\s*\)/gm,
  ),
  rule(
    "error-swallowed",
    ["python"],
    /\bexcept\b[^:\n]*:\s*(?:pass|\.\.\.)\s*$|\bsuppress\s*\(\s*(?:Base)?Exception\s*\)/gm,
  ),
  rule("error-swallowed", ["go"], /\bif\s+(?:[^{\n]*;\s*)?err\s*!=\s*nil\s*\{\s*\}|^\s*_\s*=\s*err\s*$/gm),
  rule(
    "error-swallowed",
    ["rust"],
    /\bif\s+let\s+Err\s*\([^)\n]*\)\s*=[^{\n]*\{\s*\}|\bErr\s*\(\s*_\w*\s*\)\s*=>\s*(?:\{\s*\}|\(\s*\))/gm,
  ),
  rule("error-swallowed", ["ruby"], /\brescue\s+nil\b|^\s*rescue\b[^\n]*\n\s*(?:nil\s*\n\s*)?end\b/gm),
];

const emptyAssertions: readonly LineRule[] = [
  rule(
    "assertion-empty",
    JS,
    /\bexpect\s*\(\s*(true|false|1|0)\s*\)\s*\.\s*(?:toBe|toEqual|toStrictEqual|to\.(?:be|equal|eql))\s*\(\s*\1\s*\)|\bexpect\s*\(\s*true\s*\)\s*\.\s*(?:toBeTruthy\s*\(|to\.be\.true)/gm,
  ),
  rule(
    "assertion-empty",
    JS,
    /\bassert(?:\.(?:ok|isTrue|isOk))?\s*\(\s*(?:true|1)\s*[,)]|\bassert\.(?:equal|strictEqual|deepEqual|deepStrictEqual|is)\s*\(\s*(true|false|\d+)\s*,\s*\1\s*[,)]/gm,
  ),
  rule(
    "assertion-empty",
    ["python"],
    /^\s*assert\s+(?:True|1)\s*(?:,|$)|\bassertTrue\s*\(\s*True\s*[,)]|\bassertEqual\s*\(\s*(True|False|None|\d+)\s*,\s*\1\s*[,)]/gm,
  ),
  rule("assertion-empty", ["go"], /\b(?:assert|require)\.True\s*\(\s*\w+\s*,\s*true\s*[,)]/gm),
  rule(
    "assertion-empty",
    ["rust"],
    /\bassert!\s*\(\s*true\s*[,)]|\bassert_eq!\s*\(\s*(true|false|\d+)\s*,\s*\1\s*[,)]/gm,
  ),
  rule(
    "assertion-empty",
    ["java", "csharp"],
    /\bassertTrue\s*\(\s*true\s*[,)]|\bassertEquals\s*\(\s*(true|false|\d+)\s*,\s*\1\s*[,)]|\bAssert\.(?:IsTrue|True)\s*\(\s*true\s*[,)]/gm,
  ),
  rule("assertion-empty", ["swift"], /\bXCTAssert(?:True)?\s*\(\s*true\s*[,)]/gm),
];

const runs: readonly LineRule[] = [
  rule("exit-early", JS, /\bprocess\.exit\s*\(\s*0?\s*\)|\bDeno\.exit\s*\(\s*0?\s*\)/gm),
  rule("exit-early", ["python"], /\bos\._exit\s*\(\s*0|\b(?:sys\.)?exit\s*\(\s*0?\s*\)/gm),
  rule("exit-early", ["go"], /\bos\.Exit\s*\(\s*0\s*\)/gm),
  rule("exit-early", ["rust"], /\bprocess::exit\s*\(\s*0\s*\)/gm),
  rule("exit-early", ["java"], /\bSystem\.exit\s*\(\s*0\s*\)/gm),
  rule(
    "runner-hooked",
    ["python"],
    /\bdef\s+pytest_(?:collection_modifyitems|ignore_collect|runtest_\w+|report\w*|sessionfinish)\b/gm,
  ),
];

/** Every rule that looks at added lines of code. A new one is one line in one of the tables above. */
export const lineRules: readonly LineRule[] = [
  ...skipped,
  ...alone,
  ...suppressions,
  ...swallowed,
  ...[...emptyAssertions, ...runs].map(inTests),
  { code: "hidden-characters", languages: LANGUAGES, part: "text", pattern: /[\u202a-\u202e\u2066-\u2069]/gm },
];

function rule(code: GateCode, languages: readonly Language[], pattern: RegExp): LineRule {
  return { code, languages, part: "code", pattern };
}

function comment(languages: readonly Language[], pattern: RegExp): LineRule {
  return { code: "suppression-added", languages, part: "comments", pattern };
}

function inTests(each: LineRule): LineRule {
  return { ...each, testsOnly: true };
}
