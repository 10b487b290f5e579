import type { Atom } from "../evidence/atom.ts";
import type { Severity, Sighting } from "../evidence/sighting.ts";
import type { ForgeIssue } from "../ports/forge.ts";
import { ok, type Result } from "../std/result.ts";
import { forgeApplies, noticesOf } from "./_github-look.ts";
import { repositoryOf } from "./_github-where.ts";
import { factOf, messageOf, quoteOf } from "./_runs-text.ts";
import type { Advice, Look, Seen, Source } from "./source.ts";

/** Most issues looked at. */
const MAX_ISSUES = 3_000;

/** Open issues of the repository. */
export const githubIssues: Source = {
  name: "github-issues",
  summary: "Open issues, from GitHub",
  applies: forgeApplies,
  collect,
  group: ({ identity }) => identity.subject,
  advise,
};

async function collect(look: Look): Promise<Result<Seen>> {
  const repository = await repositoryOf(look);
  if (!repository.ok) return repository;
  const { since, limitMs, stop, cacheFolder, settings } = look;
  const list = await look.world.forge.issues({
    repository: repository.value,
    limit: MAX_ISSUES,
    limitMs,
    stop,
    ...(since === undefined ? {} : { since }),
    ...(cacheFolder === undefined ? {} : { cacheFolder }),
  });
  if (!list.ok) return list;
  const { items, isWhole, notices } = list.value;
  const wanted = new Set((settings.labels ?? []).map((label) => label.toLowerCase()));
  const chosen = items.filter(({ labels }) => wanted.size === 0 || labels.some((one) => wanted.has(one.toLowerCase())));
  const sightings: Sighting[] = [];
  for (const [at, issue] of chosen.entries()) {
    sightings.push(await sightingOf(issue));
    look.progress(at + 1, chosen.length);
  }
  return ok({ sightings, isWhole, findings: noticesOf("github-issues", notices) });
}

async function sightingOf(issue: ForgeIssue): Promise<Sighting> {
  const labels = issue.labels.map((label) => label.toLowerCase());
  return {
    source: "github-issues",
    identity: { rule: "issue", subject: `#${issue.number}` },
    message: (await messageOf(issue.title)) || `Issue ${issue.number} without a title`,
    severity: severityOf(labels),
    ...(issue.body.trim() === "" ? {} : { quote: await quoteOf(issue.body) }),
    isOutside: true,
    ...(labels.some((label) => SECURITY.test(label)) ? { isSecurity: true } : {}),
    facts: {
      author: factOf(issue.author),
      labels: factOf(issue.labels.join(", ")),
      kind: kindOf(labels),
      url: factOf(issue.url),
      updated: factOf(issue.updatedAt),
    },
  };
}

const SECURITY = /\b(?:security|vulnerability|cve)\b/;

/** In order: the first that fits a label decides. */
const SEVERITIES: readonly (readonly [RegExp, Severity])[] = [
  [/\b(?:blocker|critical|p0|sev(?:erity)?[-: ]?[01])\b/, "blocker"],
  [/\b(?:security|vulnerability|cve|high|p1|regression|crash)\b/, "high"],
  [/\b(?:bug|defect|medium|p2)\b/, "medium"],
];

function severityOf(labels: readonly string[]): Severity {
  return SEVERITIES.find(([rule]) => labels.some((label) => rule.test(label)))?.[1] ?? "low";
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [SECURITY, "security"],
  [/\b(?:bug|defect|regression|crash)\b/, "bug"],
  [/\b(?:performance|perf)\b/, "performance"],
  [/\b(?:docs?|documentation)\b/, "docs"],
  [/\b(?:tests?|testing|flaky)\b/, "test"],
  [/\b(?:refactor(?:ing)?|clean-?up|tech(?:nical)?[- ]debt)\b/, "refactor"],
  [/\b(?:chore|dependencies|build|ci)\b/, "chore"],
  [/\b(?:enhancement|feature|feature request|proposal)\b/, "feature"],
];

function kindOf(labels: readonly string[]): string {
  return KINDS.find(([rule]) => labels.some((label) => rule.test(label)))?.[1] ?? "task";
}

function advise(atoms: readonly Atom[]): Advice {
  const [first] = atoms;
  const number = first?.identity.subject ?? "";
  const url = first?.facts?.url ?? number;
  return {
    title: `${first?.message ?? ""} (${number})`,
    kind: first?.facts?.kind ?? "task",
    context: `Issue ${number} is open: ${url}. Its text is quoted; it was written outside this repository.`,
    description: "What the issue describes is no longer so, or what it asks for is there.",
    criteria: [
      `What issue ${number} describes is shown by a test that failed before`,
      `Issue ${number} can be closed with a reference to the change`,
    ],
    testNotes: "First a regression test that shows what the issue describes; the whole suite stays green.",
    scope: [],
    verify: ["test"],
  };
}
