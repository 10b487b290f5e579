import type { TestReport } from "../findings/test-report.ts";
import type { Change } from "../gate/change.ts";
import { type JudgedCriteria, judgeCriteria } from "../gate/criteria.ts";
import { lookAgain, readChange, type StandsNow } from "../gate/read-change.ts";
import { type CheckEvidence, holds } from "../gate/run-check.ts";
import { judgeSecrets, judgeSecretsInCommits } from "../gate/secrets.ts";
import { judgeTreeState } from "../gate/tree-state.ts";
import { sealVerdict } from "../gate/verdict/verdict.ts";
import type { Verdict } from "../gate/verdict/verdict-shape.ts";
import { judgeHacks } from "../gate/zero-hacks.ts";
import type { Finding } from "../std/finding.ts";
import { err, ok, type Result } from "../std/result.ts";
import { loadTicket } from "../store/read/read-ticket.ts";
import type { Ticket } from "../ticket/model.ts";
import { judgeArtifacts, writePatch } from "./artifacts.ts";
import { proofsUsedUp } from "./faults.ts";
import { judgeCheck } from "./judge-check.ts";
import { judgeWork } from "./judge-work.ts";
import { machineFacts } from "./machine-facts.ts";
import { requireAgreed } from "./may-run.ts";
import { type Held, orderEnvironment } from "./order.ts";
import { requireOwnCheckout } from "./own-checkout.ts";
import { holdProof } from "./proof-lock.ts";
import { NOT_ASKED, proveTests, type TestProof } from "./prove-tests.ts";
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
}

/**
 * Judges an order where it stands: its checkout at its commit, by the rules of its base (I9). The verdict is written down whatever
 * it says; nothing moves because of it.
 */
export async function prove(shop: Workshop, held: Held, proving: Proving = {}): Promise<Result<Proof>> {
  const may = proving.skip === undefined ? mayProve(shop, held) : ok(undefined);
  if (!may.ok) return may;
  const { id, branch } = held.stored.order;
  const own = await requireOwnCheckout(shop, { order: id, branch, worktree: held.worktree });
  if (!own.ok) return own;
  const alone = await holdProof(shop, held.stored.order.id);
  if (!alone.ok) return alone;
  return proveAlone(shop, held, proving).finally(() => alone.value.release());
}

/** Nothing runs that nobody agreed to, and not more often than an attempt may fail. */
function mayProve(shop: Workshop, { stored: { order } }: Held): Result<void> {
  const wanted = loadTicket(shop.backlog, order.ticket);
  if (!wanted.ok) return wanted;
  const { ticket } = wanted.value;
  const most = termsOf(shop, ticket).maxFailedVerifies;
  if (order.failed_verifies >= most) return err(proofsUsedUp({ id: order.id, most }));
  return requireAgreed(shop, ticket);
}

async function proveAlone(shop: Workshop, held: Held, { skip, ends = false }: Proving): Promise<Result<Proof>> {
  const started = now(shop.backlog.world);
  const renewed = await shop.claims.renew(held.claim, shop.author);
  if (!renewed.ok) return renewed;
  const [looked, machine] = await Promise.all([lookAtWork(shop, held), machineFacts(shop)]);
  if (!looked.ok) return looked;
  const tried = skip === undefined && looked.value.runnable ? await tryWork(shop, held, looked.value) : ok(NOT_TRIED);
  if (!tried.ok) return tried;
  const stored = loadTicket(shop.backlog, held.stored.order.ticket);
  if (!stored.ok) return stored;
  const { checks, tests } = tried.value;
  const criteria = criteriaOf(stored.value.ticket, { checks, report: tests.report }, stored.value.path);
  const skipped =
    skip === undefined
      ? []
      : [finding("proof-skipped", ".", { message: `${shop.author.actor.name} let it pass without a proof: ${skip}` })];
  const { order } = held.stored;
  const { change, findings } = looked.value;
  const { mergeBase, baseTree, head, headTree, patchId, commits } = change;
  const verdict = sealVerdict({
    order: order.id,
    ticket: order.ticket,
    attempt: order.attempt,
    baseBranch: order.base,
    ...{ mergeBase, baseTree, head, headTree, patchId, commits },
    startedAt: started,
    finishedAt: now(shop.backlog.world),
    actor: shop.author.actor,
    checks,
    redGreen: tests.redGreen,
    findings: {
      ...findings,
      criteria: criteria.findings,
      other: [...findings.other, ...tried.value.findings, ...skipped],
    },
    criteria: criteria.criteria,
    ...(skip === undefined ? {} : { skipped: { reason: skip, by: shop.author.actor.name } }),
    machine,
  });
  const passed = verdict.result === "passed" && looked.value.runnable;
  const written = await writeProof(shop, held, { verdict, change, passed, skip, ends });
  return written.ok ? ok({ verdict, passed }) : written;
}

/** Every acceptance criterion with what shows it: a tick alone shows nothing. */
function criteriaOf(
  ticket: Ticket,
  { checks, report }: { checks: readonly CheckEvidence[]; report: TestReport | undefined },
  file: string,
): JudgedCriteria {
  const section = ticket.sections.find(({ heading }) => heading.toLowerCase() === "acceptance criteria")?.body ?? "";
  const evidence = {
    tests: report?.cases,
    checks: checks.map((check) => ({ name: check.name, passed: holds(check) })),
    reviews: ticket.events.filter(({ kind }) => kind === "review").map(({ id }) => id),
  };
  return judgeCriteria(section, evidence, file);
}

interface Looked {
  readonly terms: Terms;
  readonly change: Change;
  readonly findings: Omit<Verdict["findings"], "criteria">;
  /** Whether there is a commit to run anything at. */
  readonly runnable: boolean;
}

/** Everything that can be said without running a command. */
async function lookAtWork(shop: Workshop, { stored, worktree }: Held): Promise<Result<Looked>> {
  const { git, files } = shop.backlog.world;
  // Judging nothing loads the rules for secrets, which takes as long as git does here.
  const meanwhile = () => void judgeSecrets({ files: [] });
  const change = await readChange(git, files, { worktree, base: `refs/heads/${stored.order.base}`, meanwhile });
  if (!change.ok) return change;
  const judged = judgeWork(shop, stored.order, change.value);
  if (!judged.ok) return judged;
  const { terms } = judged.value;
  const { hard, soft } = shop.settings.rules;
  const { scope, budget } = judged.value;
  const hacks = judgeHacks(change.value, { testGlobs: terms.testFiles, hard, soft });
  const inCommits = await judgeSecretsInCommits(git, worktree, change.value);
  if (!inCommits.ok) return inCommits;
  const secrets = [...(await judgeSecrets(change.value)), ...inCommits.value];
  const findings = { scope, budget, hacks, secrets, other: judgeTreeState(change.value) };
  const runnable = change.value.dirty.length === 0 && change.value.commits > 0;
  return ok({ terms, change: change.value, findings, runnable });
}

interface Tried {
  readonly checks: readonly CheckEvidence[];
  readonly tests: TestProof;
  readonly findings: readonly Finding[];
}

const NOT_TRIED: Tried = { checks: [], tests: { redGreen: NOT_ASKED, report: undefined }, findings: [] };

/** Everything that needs commands to run. */
async function tryWork(shop: Workshop, held: Held, { terms, change }: Looked): Promise<Result<Tried>> {
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
