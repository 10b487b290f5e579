import type { TestReport } from "../findings/test-report.ts";
import type { Change } from "../gate/change.ts";
import { type JudgedCriteria, judgeCriteria } from "../gate/criteria.ts";
import { lookAgain, type StandsNow } from "../gate/read-change.ts";
import { type CheckEvidence, holds } from "../gate/run-check.ts";
import { judgeSecrets, judgeSecretsInCommits } from "../gate/secrets.ts";
import { judgeTreeState } from "../gate/tree-state.ts";
import { sealVerdict } from "../gate/verdict/verdict.ts";
import type { Verdict, VerdictBody } from "../gate/verdict/verdict-shape.ts";
import { judgeHacks } from "../gate/zero-hacks.ts";
import type { Finding } from "../std/finding.ts";
import { err, ok, type Result } from "../std/result.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import type { Ticket, TicketEvent } from "../ticket/model.ts";
import { judgeArtifacts, writePatch } from "./artifacts.ts";
import { proofsUsedUp } from "./faults.ts";
import { judgeCheck } from "./judge-check.ts";
import { judgeWork } from "./judge-work.ts";
import { machineFacts } from "./machine-facts.ts";
import { requireAgreed } from "./may-run.ts";
import { type Held, orderEnvironment } from "./order.ts";
import { NOT_ASKED, proveTests, type TestProof } from "./prove-tests.ts";
import type { Ahead } from "./read-ahead.ts";
import { excuseRedBefore } from "./red-before.ts";
import { finding } from "./rules.ts";
import { runChecks } from "./run-checks.ts";
import { type Terms, termsOf } from "./terms.ts";
import { now, type Workshop } from "./workshop.ts";
import { writeProof } from "./write-proof.ts";

/** What a proof came to. */
export interface Proof {
  readonly verdict: Verdict;
  readonly passed: boolean;
}

export interface Proving {
  /** A person's reason for going without. */
  readonly skip?: string | undefined;
  /** Whether a proof that passes ends the attempt in the same write. */
  readonly ends?: boolean;
  /** What was begun to be read before. */
  readonly ahead?: Ahead | undefined;
}

/** Whether a proof may be made: nothing runs that nobody agreed to, and not more often than an attempt may fail. */
export function mayProve(shop: Workshop, { stored: { order } }: Held, { skip }: Proving): Result<void> {
  if (skip !== undefined) return ok(undefined);
  const wanted = loadTicket(shop.backlog, order.ticket);
  if (!wanted.ok) return wanted;
  const { ticket } = wanted.value;
  const most = termsOf(shop, ticket).maxFailedVerifies;
  if (order.failed_verifies >= most) return err(proofsUsedUp({ id: order.id, most }));
  return requireAgreed(shop, ticket);
}

/** Loads the rules for secrets, which takes as long as git does for a small change. */
export const loadSecretRules = (): Promise<unknown> => judgeSecrets({ files: [] });

export interface WorkToProve extends Proving {
  readonly change: Change;
  readonly startedAt: VerdictBody["startedAt"];
}

/** Proves a change that was read in the order's checkout, and writes the verdict down. What needs no command is judged while they run. */
export async function proveChange(shop: Workshop, held: Held, work: WorkToProve): Promise<Result<Proof>> {
  const { change, skip, ends = false } = work;
  const judged = judgeWork(shop, held.stored.order, change);
  if (!judged.ok) return judged;
  const { terms } = judged.value;
  const runnable = change.dirty.length === 0 && change.commits > 0;
  const [tried, found, machine] = await Promise.all([
    skip === undefined && runnable ? tryWork(shop, held, { terms, change }) : ok(NOT_TRIED),
    judgeLines(shop, held, { terms, change }),
    machineFacts(shop),
  ]);
  if (!tried.ok) return tried;
  if (!found.ok) return found;
  const stored = loadTicket(shop.backlog, held.stored.order.ticket);
  if (!stored.ok) return stored;
  const { checks, tests } = tried.value;
  const { owner } = held.stored.order;
  const criteria = criteriaOf(stored.value.ticket, { checks, report: tests.report, owner }, stored.value.path);
  const verdict = sealVerdict({
    ...namesOf(held, change),
    startedAt: work.startedAt,
    finishedAt: now(shop.backlog.world),
    actor: shop.author.actor,
    checks,
    redGreen: tests.redGreen,
    findings: {
      scope: judged.value.scope,
      budget: judged.value.budget,
      ...found.value,
      criteria: criteria.findings,
      other: [...judgeTreeState(change), ...tried.value.findings, ...skippedBy(shop, skip)],
    },
    criteria: criteria.criteria,
    ...(skip === undefined ? {} : { skipped: { reason: skip, by: shop.author.actor.name } }),
    machine,
  });
  const passed = verdict.result === "passed" && runnable;
  const written = await writeProof(shop, held, { verdict, change, passed, skip, ends });
  return written.ok ? ok({ verdict, passed }) : written;
}

function namesOf({ stored: { order } }: Held, change: Change) {
  const { mergeBase, baseTree, head, headTree, patchId, commits } = change;
  return {
    order: order.id,
    ticket: order.ticket,
    attempt: order.attempt,
    baseBranch: order.base,
    ...{ mergeBase, baseTree, head, headTree, patchId, commits },
  };
}

function skippedBy({ author }: Workshop, skip: string | undefined): readonly Finding[] {
  if (skip === undefined) return [];
  return [finding("proof-skipped", ".", { message: `${author.actor.name} let it pass without a proof: ${skip}` })];
}

interface Lines {
  readonly terms: Terms;
  readonly change: Change;
}

/** What the changed lines themselves say. */
async function judgeLines(
  { backlog, settings }: Workshop,
  { worktree }: Held,
  { terms, change }: Lines,
): Promise<Result<Pick<Verdict["findings"], "hacks" | "secrets">>> {
  const { hard, soft } = settings.rules;
  const hacks = judgeHacks(change, { testGlobs: terms.testFiles, hard, soft });
  const inCommits = await judgeSecretsInCommits(backlog.world.git, worktree, change);
  if (!inCommits.ok) return inCommits;
  return ok({ hacks, secrets: [...(await judgeSecrets(change)), ...inCommits.value] });
}

interface Shown {
  readonly checks: readonly CheckEvidence[];
  readonly report: TestReport | undefined;
  /** Who did the work. */
  readonly owner: string;
}

/** A review that asks for changes shows nothing, and neither does an agent's of its own work. */
function reviewOf({ id, by, author, attributes }: TicketEvent, owner: string) {
  if (attributes.verdict === "request_changes") return { id, against: "which asks for changes" };
  return by === "agent" && author === owner ? { id, against: "which is an agent's of its own work" } : { id };
}

/** Every acceptance criterion with what shows it: a tick alone shows nothing. */
function criteriaOf(ticket: Ticket, { checks, report, owner }: Shown, file: string): JudgedCriteria {
  const section = ticket.sections.find(({ heading }) => heading.toLowerCase() === "acceptance criteria")?.body ?? "";
  const evidence = {
    tests: report?.cases,
    checks: checks.map((check) => ({ name: check.name, passed: holds(check) })),
    reviews: ticket.events.filter(({ kind }) => kind === "review").map((event) => reviewOf(event, owner)),
  };
  return judgeCriteria(section, evidence, file);
}

interface Tried {
  readonly checks: readonly CheckEvidence[];
  readonly tests: TestProof;
  readonly findings: readonly Finding[];
}

const NOT_TRIED: Tried = { checks: [], tests: { redGreen: NOT_ASKED, report: undefined }, findings: [] };

/** Everything that needs commands to run. */
async function tryWork(shop: Workshop, held: Held, { terms, change }: Lines): Promise<Result<Tried>> {
  const { order } = held.stored;
  const env = orderEnvironment({
    order: order.id,
    ticket: order.ticket,
    worktree: held.worktree,
    port: order.port ?? null,
  });
  const [ran, patch] = await Promise.all([
    runChecks(shop, { order: order.id, folder: held.worktree, checks: terms.checks, env, name: "verify" }),
    writePatch(shop, held, change),
  ]);
  if (!ran.ok) return ran;
  if (!patch.ok) return patch;
  const proven = await proveTests(shop, held, { terms, change, env });
  if (!proven.ok) return proven;
  const { base: before, ...tests } = proven.value;
  const seen = { checks: ran.value, folder: held.worktree, base: change.mergeBase, before, env, name: "verify" };
  const excused = await excuseRedBefore(shop, { ...seen, order: order.id });
  if (!excused.ok) return excused;
  const { checks, runs } = excused.value;
  const redGreen = { ...tests.redGreen, runs: [...tests.redGreen.runs, ...runs] };
  const { git, files } = shop.backlog.world;
  const after = await lookAgain(git, files, held.worktree);
  if (!after.ok) return after;
  const moved = after.value.head !== change.head || after.value.dirty.length > 0;
  const findings = [
    ...checks.flatMap(judgeCheck),
    ...(moved ? [checkChangedFiles(after.value)] : []),
    ...judgeArtifacts(shop, order, { terms, ran: checks }),
  ];
  return ok({ checks, tests: { ...tests, redGreen }, findings });
}

const checkChangedFiles = ({ dirty }: StandsNow): Finding =>
  finding("check-changed-files", dirty[0] ?? ".", {
    message: `the commands of the proof changed the checkout: ${dirty.slice(0, 5).join(", ") || "its head moved"}`,
    hint: "commit what they write, or let git ignore it",
  });
