import type { Atom } from "../../evidence/atom.ts";
import type { Estimates } from "../../evidence/estimate/estimate.ts";
import type { Policy } from "../../evidence/policy.ts";
import type { Severity } from "../../evidence/sighting.ts";
import { trustOf } from "../../evidence/trust.ts";
import type { FieldValue } from "../../ticket/model.ts";
import { atomLines, quotedAtoms } from "./atom-lines.ts";
import { MAX_ATOMS_NAMED, MAX_CRITERIA, MAX_QUOTES, MAX_SCOPE_PATHS } from "./limits.ts";
import { blockOf, codeOf, isSafePath, lineOf } from "./outside-text.ts";
import { worstOf } from "./severity.ts";
import { surfaceOf } from "./surface.ts";

/** What a source says about the ticket for a group of its atoms; the same shape as a source's advice. */
export interface Advised {
  readonly title: string;
  readonly kind: string;
  readonly context: string;
  readonly description: string;
  readonly criteria: readonly string[];
  readonly testNotes: string;
  readonly scope: readonly string[];
  readonly verify: readonly string[];
  readonly redGreen?: boolean;
}

export interface Drafting {
  readonly source: string;
  readonly fingerprint: string;
  readonly atoms: readonly Atom[];
  readonly advice: Advised;
  /** More about single atoms, by their ids: who wrote the line. */
  readonly notes: ReadonlyMap<string, string>;
  readonly estimates: Estimates;
  /** Names of the gates that the settings have a command for. */
  readonly gates: readonly string[];
  readonly minCriteria: number;
  readonly policy: Policy;
  /** Kinds that tickets may have here. */
  readonly kinds: readonly string[];
  /** Whether a file of the code is there: what a source opens for the case that it is there is no file to change. */
  readonly isThere: (path: string) => boolean;
}

/** A ticket made of found facts, before it has an id. */
export interface FoundTicket {
  readonly title: string;
  readonly kind: string;
  readonly priority: string;
  readonly labels: readonly string[];
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly body: string;
}

const PRIORITY: Readonly<Record<Severity, string>> = { blocker: "P0", high: "P1", medium: "P2", low: "P3" };

/** Writes the ticket for a group of atoms, with all that somebody who takes it has to know. */
export function draftTicket(drafting: Drafting): FoundTicket {
  const { advice, atoms, source } = drafting;
  const severity = worstOf(atoms);
  const surface = surfaceOf(drafting);
  return {
    title: lineOf(advice.title, 200) || `Look at what ${source} found`,
    kind: kindOf(drafting),
    priority: PRIORITY[severity],
    labels: ["discovered", source, ...(surface?.kinds ?? []), ...(surface?.risks ?? [])],
    fields: fieldsOf(drafting, severity),
    body: bodyOf(drafting),
  };
}

/** Words may tell more than the source, whose kind is only the usual one; a kind that this backlog does not have is none. */
function kindOf({ advice, estimates, kinds }: Drafting): string {
  const kind = estimates.kind?.name ?? advice.kind;
  return kinds.includes(kind) ? kind : "task";
}

function fieldsOf(drafting: Drafting, severity: Severity): Readonly<Record<string, FieldValue>> {
  const { advice, atoms, estimates, fingerprint } = drafting;
  const kind = kindOf(drafting);
  const scope = scopeOf(drafting);
  const verify = verifyOf(drafting);
  const isNarrow = surfaceOf(drafting)?.stage === "research_required";
  const asks = kind === "bug" || kind === "security";
  return {
    impact: estimates.impact.points,
    effort: estimates.effort.points,
    ...(scope.length === 0 ? {} : { scope: { allow: scope } }),
    ...(verify.length === 0 ? {} : { verify }),
    ...(advice.redGreen === undefined ? {} : { red_green: advice.redGreen }),
    ...(asks ? { severity: severity === "blocker" ? "critical" : severity } : {}),
    ...(isNarrow ? { action_required: "Users would notice this, and few asked for it. Is it wanted?" } : {}),
    fingerprint,
    evidence: atoms.slice(0, MAX_ATOMS_NAMED).map(({ id }) => id),
  };
}

const scopeOf = ({ advice }: Drafting): readonly string[] =>
  [...new Set(advice.scope)].filter((glob) => isSafePath(literalOf(glob))).slice(0, MAX_SCOPE_PATHS);

/** A glob with its escapes taken away: where no other mark is left, the one path it means. */
const literalOf = (glob: string): string => glob.replaceAll(/\\([*?{}[\]!])/g, "$1");

const isPattern = (glob: string): boolean => /[*?[{]/.test(glob.replaceAll(/\\./g, ""));

/** A source names gates; what the settings have no command for cannot be run. When none of them can, all that there are have to do. */
function verifyOf({ advice, gates }: Drafting): readonly string[] {
  const named = advice.verify.filter((name) => gates.includes(name));
  return named.length > 0 ? named : gates;
}

function bodyOf(drafting: Drafting): string {
  const { advice, estimates } = drafting;
  const sections: readonly (readonly [string, string])[] = [
    ["Context", contextOf(drafting)],
    ["Description", blockOf(advice.description)],
    ...(kindOf(drafting) === "bug" ? seenSections(drafting) : []),
    ["Affected Files", affectedOf(drafting)],
    ["Acceptance Criteria", criteriaOf(drafting)],
    ["Test Strategy", testsOf(drafting)],
    ["Security Notes", estimates.security === undefined ? "" : `${SECURITY} (${lineOf(estimates.security)})`],
    ["Dependencies", "None known: nothing that was found says that other work has to come first."],
    ["Cost Estimate", costOf(drafting)],
  ];
  return sections
    .filter(([, text]) => text !== "")
    .map(([heading, text]) => `## ${heading}\n\n${text}`)
    .join("\n\n");
}

const SECURITY =
  "This matters for security. Do not write secrets or a way to misuse it into this ticket, a commit or a log.";

function contextOf(drafting: Drafting): string {
  const { advice, atoms, notes, source } = drafting;
  const count = atoms.length === 1 ? "one fact" : `${atoms.length} facts`;
  const quotes = quotedAtoms(atoms);
  const { level } = trustOf(atoms);
  const steps = surfaceOf(drafting)?.steps ?? [];
  return [
    blockOf(advice.context),
    `Found by \`docket discover\` (source \`${source}\`): ${count}, trust ${level}.`,
    atomLines(atoms, notes),
    ...(quotes === "" ? [] : [quotes]),
    ...(steps.length === 0 ? [] : [`To be found out first:\n\n${steps.map((step) => `- ${step}`).join("\n")}`]),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** What a report of a bug has beyond the others: here it was a program that saw it. */
function seenSections({ source, atoms }: Drafting): readonly (readonly [string, string])[] {
  const seen = atoms.slice(0, MAX_QUOTES).map(({ message }) => `- ${codeOf(message)}`);
  return [
    ["Steps to Reproduce", `1. Run \`docket discover --source ${source} --dry-run\`.`],
    ["Expected", "It sees none of this."],
    ["Actual", seen.join("\n")],
  ];
}

/** Files that the facts name, and what the source opens for work. */
function affectedOf(drafting: Drafting): string {
  // Where a source cannot tell what the work may touch, where the problem shows is no answer either: a person has to say.
  if (scopeOf(drafting).length === 0) return "";
  const files = drafting.atoms.flatMap(({ place }) =>
    place !== undefined && isSafePath(place.path) ? [place.path] : [],
  );
  const plain = scopeOf(drafting)
    .filter((glob) => !isPattern(glob))
    .map(literalOf);
  const named = [...files, ...plain.filter((path) => files.includes(path) || drafting.isThere(path))];
  const paths = [...new Set(named.length === 0 ? plain : named)].sort().slice(0, MAX_SCOPE_PATHS);
  const globs = scopeOf(drafting).filter(isPattern);
  if (paths.length + globs.length === 0) return "";
  return [...paths, ...globs].map((path) => `- ${path}: modify`).join("\n");
}

/** Each can be checked. Those of the source first, then what holds for every found problem. */
function criteriaOf({ advice, atoms, source, gates, minCriteria }: Drafting): string {
  const own = advice.criteria
    .slice(0, MAX_CRITERIA)
    .map((text) => withRunnable(lineOf(text), gates))
    .filter((text) => text !== "");
  const seen = atoms.length === 1 ? "it" : "any of them";
  const general = [
    `\`docket discover --source ${source}\` no longer sees ${seen}`,
    "Nothing was silenced to get there: no rule, test or check is switched off, skipped or loosened",
    gates.includes("test") ? "All other tests still pass (check: test)" : "All other tests still pass",
    "No file outside the scope is changed",
  ];
  const fresh = general.filter((text) => !own.some((one) => one.includes(text)));
  const all = [...own, ...fresh.slice(0, Math.max(2, minCriteria - own.length))];
  return all.map((text, at) => `- [ ] AC-${at + 1}: ${text}`).join("\n");
}

/** A link to a check that nobody can run would stand open for good. */
const withRunnable = (text: string, gates: readonly string[]): string =>
  text.replace(/ *\(check: *([^()]*)\)$/, (link, name: string) => (gates.includes(name.trim()) ? link : ""));

function testsOf(drafting: Drafting): string {
  const gates = verifyOf(drafting);
  const run = gates.length === 0 ? "" : `Gates that have to pass: ${gates.map((gate) => codeOf(gate)).join(", ")}.`;
  const again = `Regression: \`docket discover --source ${drafting.source}\` sees it before the work, and not after it.`;
  return [blockOf(drafting.advice.testNotes), again, run].filter((part) => part !== "").join("\n\n");
}

const costOf = ({ estimates: { kind, impact, effort } }: Drafting): string =>
  [
    `- Impact ${impact.points}: ${lineOf(impact.reason)}`,
    `- Effort ${effort.points}: ${lineOf(effort.reason)}`,
    ...(kind === undefined ? [] : [`- Kind ${kind.name}: ${lineOf(kind.reason)}`]),
    "",
    "Both are estimates from words; correct them where you know better.",
  ].join("\n");
