import type { Finding } from "../std/finding.ts";
import { bounded, finding, type GateCode } from "./rules.ts";

/** A piece of evidence that a criterion names: `(test: a > b)`, `(check: lint)`, `(review: k3f9q2)`. */
export interface EvidenceLink {
  readonly kind: "test" | "check" | "review";
  readonly name: string;
}

export interface Criterion {
  readonly id: string;
  readonly text: string;
  readonly ticked: boolean;
  readonly evidence: readonly EvidenceLink[];
  /** Names of kinds that are none, as they were written. */
  readonly unknown: readonly string[];
  /** 1-based, within the section. */
  readonly line: number;
}

/** What there is to show something with. */
export interface Evidence {
  /** Undefined when no report of tests could be read: then no test shows anything. */
  readonly tests: readonly { readonly name: string; readonly outcome: string }[] | undefined;
  readonly checks: readonly { readonly name: string; readonly passed: boolean }[];
  /** The reviews of the ticket, and why one does not speak for the work. */
  readonly reviews: readonly { readonly id: string; readonly against?: string | undefined }[];
}

export interface JudgedCriteria {
  readonly criteria: readonly (Omit<Criterion, "unknown" | "line"> & { readonly shown: boolean })[];
  readonly findings: readonly Finding[];
}

const ITEM = /^(\s*)[-*+] \[([ xX])\]\s+(?:(AC-\d+)\b[:.]?\s*)?(.*)$/;
const FENCE = /^ {0,3}(?:```|~~~)/;
/** In quotes a name may hold any bracket. */
const QUOTED_LINK = /\([a-z]+\s*:\s*(?:`[^`]*`|"[^"]*")\s*\)$/;
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;

/** Reads the criteria out of the section; further lines of an item are part of it, code blocks and comments are not. */
export function readCriteria(section: string): readonly Criterion[] {
  const found: { head: RegExpExecArray; line: number; words: string[] }[] = [];
  let inFence = false;
  let isOpen = false;
  const lines = section.replace(COMMENT, (comment) => comment.replace(/[^\n]/g, "")).split("\n");
  for (const [at, line] of lines.entries()) {
    if (FENCE.test(line)) inFence = !inFence;
    if (inFence) continue;
    const head = ITEM.exec(line);
    const last = found.at(-1);
    const goesOn: boolean =
      isOpen && last !== undefined && /^\s+\S/.test(line) && !/^\s*(?:[-*+]|\d+[.)])\s/.test(line);
    if (head !== null) found.push({ head, line: at + 1, words: [head[4] ?? ""] });
    else if (goesOn) last?.words.push(line.trim());
    isOpen = head !== null || goesOn;
  }
  return found.map(({ head, line, words }, at) => {
    const { text, links } = takeLinks(words.join(" ").trim());
    return {
      id: head[3] ?? `AC-${at + 1}`,
      text,
      ticked: head[2] !== " ",
      evidence: links.flatMap((link) => knownLink(link) ?? []),
      unknown: links.flatMap((link) => (knownLink(link) === undefined ? [link] : [])),
      line,
    };
  });
}

/** Holds each criterion against what there is: a tick alone shows nothing. `file` is the ticket, for the findings. */
export function judgeCriteria(section: string, evidence: Evidence, file: string): JudgedCriteria {
  const judged = readCriteria(section).map((criterion) => {
    const findings = findingsOf(criterion, evidence, file);
    const { unknown: _, line: __, ...plain } = criterion;
    return { findings, criterion: { ...plain, shown: criterion.evidence.length > 0 && findings.length === 0 } };
  });
  return {
    criteria: judged.map(({ criterion }) => criterion),
    findings: bounded(judged.flatMap(({ findings }) => findings)),
  };
}

/** Links stand at the end, one behind the other; a name may hold brackets of its own as long as they are closed. */
function takeLinks(whole: string): { readonly text: string; readonly links: readonly string[] } {
  let text = whole;
  const links: string[] = [];
  for (let open = openOfLast(text); open !== undefined; open = openOfLast(text)) {
    const inner = text.slice(open + 1, -1).trim();
    if (!/^[a-z]+\s*:\s*\S/.test(inner)) break;
    links.unshift(inner);
    text = text.slice(0, open).trimEnd();
  }
  return { text, links };
}

/** Where the bracket opens that closes the text. */
function openOfLast(text: string): number | undefined {
  if (!text.endsWith(")")) return undefined;
  const quoted = QUOTED_LINK.exec(text);
  if (quoted !== null) return quoted.index;
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === ")") depth += 1;
    if (text[at] === "(") depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

function knownLink(link: string): EvidenceLink | undefined {
  const [, kind, name = ""] = /^([a-z]+)\s*:\s*(.*)$/.exec(link) ?? [];
  return kind === "test" || kind === "check" || kind === "review" ? { kind, name: unquoted(name.trim()) } : undefined;
}

const unquoted = (name: string): string => /^`(.*)`$/.exec(name)?.[1] ?? /^"(.*)"$/.exec(name)?.[1] ?? name;

function findingsOf(criterion: Criterion, evidence: Evidence, file: string): readonly Finding[] {
  const { id, ticked, unknown } = criterion;
  const say = (code: GateCode, message: string, hint: string): Finding =>
    finding(code, file, { message: `${id} ${message}`, hint });
  const links = criterion.evidence.flatMap((link) => {
    const what = problemWith(link, evidence);
    return what === undefined
      ? []
      : [say(what.code, `names the ${link.kind} ${JSON.stringify(link.name)}, ${what.why}`, LINK_HINT)];
  });
  const strange = unknown.map((link) =>
    say("criterion-link-unclear", `names ${JSON.stringify(link)}, which is no test, check or review`, LINK_HINT),
  );
  if (links.length + strange.length + criterion.evidence.length > 0) return [...links, ...strange];
  if (ticked) return [say("criterion-without-evidence", "is ticked, and nothing is named that shows it", LINK_HINT)];
  return [say("criterion-open", "is open, and nothing is named that shows it", LINK_HINT)];
}

const LINK_HINT =
  "name what shows it at the end of its line: (test: the test's name), (check: lint) or (review: the id of a review)";

interface Problem {
  readonly code: GateCode;
  readonly why: string;
}

const missing = (why: string): Problem => ({ code: "criterion-evidence-missing", why });
const failed = (why: string): Problem => ({ code: "criterion-evidence-failed", why });

function problemWith({ kind, name }: EvidenceLink, { tests, checks, reviews }: Evidence): Problem | undefined {
  if (kind === "review") return problemWithReview(name, reviews);
  if (kind === "test")
    return tests === undefined ? missing("but no report of tests was read") : problemWithTest(name, tests);
  const runs = checks.filter((check) => check.name === name);
  if (runs.length === 0) return missing("which was not run");
  return runs.every(({ passed }) => passed) ? undefined : failed("which did not pass");
}

function problemWithReview(name: string, reviews: Evidence["reviews"]): Problem | undefined {
  const review = reviews.find(({ id }) => id === name);
  if (review === undefined) return missing("which the ticket does not have");
  return review.against === undefined ? undefined : failed(review.against);
}

/** A test is named whole, or by its last parts: `works` means `sign-in.test.ts > a passkey > works` when no other ends so. */
function problemWithTest(name: string, tests: NonNullable<Evidence["tests"]>): Problem | undefined {
  const whole = tests.filter((each) => each.name === name);
  const found = whole.length > 0 ? whole : tests.filter((each) => each.name.endsWith(` > ${name}`));
  if (found.length === 0) return missing("which did not run");
  const outcomes = new Set(found.map(({ outcome }) => outcome));
  if (outcomes.size === 1 && outcomes.has("passed")) return undefined;
  if (found.length === 1) return failed(`which ${OUTCOMES[found[0]?.outcome ?? ""] ?? "did not pass"}`);
  return { code: "criterion-link-unclear", why: `which ${found.length} tests are called, and not all of them passed` };
}

const OUTCOMES: Readonly<Record<string, string>> = {
  failed: "failed",
  skipped: "was skipped",
  todo: "is still to be written",
};
