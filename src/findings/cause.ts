import { plain } from "./_text.ts";
import { MAX_CAUSE_CHARS } from "./limits.ts";
import type { Cause } from "./test-report.ts";

/** Beginnings that settle it, whatever else the message quotes: an assertion may well speak of a time-out. */
const ASSERTION_HEAD =
  /^(?:[\w.$]*\b(?:AssertionError|AssertionFailedError|AssertionFailure|ComparisonFailure|AssertionError2)\b|(?:Error: )?(?:expect\(|expect\.|assert[.(]|Snapshot ))/;

/** In order: the first that fits decides. */
const RULES: readonly (readonly [Cause, RegExp])[] = [
  [
    "time-out",
    /TestTimeoutError|testTimeoutFailure|\b[Tt]est timed out|\btimed out (?:in|after) \d|Exceeded timeout of|Timeout of \d+\s?ms exceeded|Failed: Timeout|test timed out after/,
  ],
  [
    "missing-symbol",
    /does not provide an export named|cannot import name|has no attribute|has no exported member|is not exported (?:from|by)|No matching export|NoSuchMethodError|NoClassDefFoundError|cannot find symbol/,
  ],
  [
    "missing-symbol",
    /\bis not a function\b|\bis not a constructor\b|\b[\w$]+ is not defined\b|name '[^']*' is not defined|undefined method [`']|undefined local variable|uninitialized constant/,
  ],
  [
    "missing-symbol",
    /error\[E0(?:405|407|412|422|423|424|425|426|432|433|434|531|559|560|574|576|599|609|610)\]|^not (?:yet )?implemented(?:$|: )|NotImplementedError|panicked at [^\n]*\n(?:[^\n]*: )?not (?:yet )?implemented/m,
  ],
  ["missing-symbol", /\bundefined: [\w.]+|\.go:\d+:\d+: .* undefined \(type |\bunknown field \w+ in struct/],
  ["missing-symbol", /\bTS(?:2304|2305|2339|2551|2552|2614|2724)\b/],
  [
    "syntax",
    /\b(?:SyntaxError|IndentationError|TabError)\b(?!.*(?:is not valid JSON|in JSON at|JSON input))|PARSE_ERROR|Jest encountered an unexpected token|Transform failed with \d+ error|: syntax error\b|syntax error: |unclosed delimiter|error: expected .* found|\bTS1\d{3}\b/,
  ],
  [
    "assertion",
    /ERR_ASSERTION|\bAssertionError\b|\bAssertionFailedError\b|assertion (?:failed|`)|\bDID NOT RAISE\b|did not panic as expected|^expect\(|^expected .* (?:to|but|not)\b|Snapshot .* mismatched|New snapshot was not written/m,
  ],
];

/** Tells from the text of a failure why it happened. */
export function causeOf(text: string): Cause {
  const message = plain(text.slice(0, MAX_CAUSE_CHARS)).trim();
  if (ASSERTION_HEAD.test(message)) return "assertion";
  const timeOut = RULES[0]?.[1].test(message) === true;
  if (timeOut) return "time-out";
  const missing = missingModule(message);
  if (missing !== undefined) return isOfProject(missing) ? "missing-symbol" : "missing-package";
  return RULES.find(([, rule]) => rule.test(message))?.[0] ?? "other";
}

const MODULE_RULES: readonly RegExp[] = [
  /Cannot find (?:module|package) '([^'\n]+)'/,
  /Cannot find module "([^"\n]+)"/,
  /Failed to resolve import "([^"\n]+)"/,
  /Could not resolve "([^"\n]+)"/,
  /Failed to load url (\S+)/,
  /No module named '?([\w.]+)'?/,
  /unresolved module or unlinked crate `([^`\n]+)`/,
  /no required module provides package ([^\s;:]+)/,
  /package ([^\s;:]+) is not in (?:std|GOROOT)/,
  /cannot load such file -- (\S+)/,
];

/** The module or package that could not be found, as the message writes it. */
export function missingModule(text: string): string | undefined {
  for (const rule of MODULE_RULES) {
    const name = rule.exec(text)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

/** A path leads to a file of the project; a bare name may be a package as well as a module beside the test. */
function isOfProject(module: string): boolean {
  return /^(?:\.{0,2}\/|\.\.?$|file:|[A-Za-z]:[\\/])/.test(module) && !module.includes("node_modules/");
}
