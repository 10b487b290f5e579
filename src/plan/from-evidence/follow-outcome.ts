import type { Atom } from "../../evidence/atom.ts";
import { moveOutcome, type OutcomeMove, type OutcomeRecord, openOutcome } from "../../evidence/outcome.ts";
import type { Outcomes } from "../../evidence/outcome-file.ts";
import type { Instant } from "../../ticket/model.ts";

/** A merge that Docket proved. */
export interface Proof {
  readonly order: string;
  readonly targetBranch: string;
  readonly mergedCommit: string;
  /** When the ticket was closed by it. */
  readonly mergedAt: Instant;
  /** Where the verdict stands; none where a person let the work pass. */
  readonly verdict: string | undefined;
}

/** A run of discover: what it looked at from beginning to end. */
export interface WholeLooks {
  readonly run: string;
  /** When it began to look. */
  readonly at: Instant;
  readonly sources: ReadonlySet<string>;
}

/** What is known of a ticket that ended. */
export interface EndedCase {
  readonly id: string;
  readonly status: string;
  readonly rejection: string;
  /** The ticket that it repeats, or that took its place. */
  readonly related: string | undefined;
  readonly proof: Proof | undefined;
  /** Its facts as they are now. */
  readonly atoms: readonly Atom[];
  /** A fact of it is there again. */
  readonly isBack: boolean;
}

export interface Following {
  readonly now: Instant;
  readonly by: string;
  readonly looks?: WholeLooks;
}

/**
 * What a ticket's outcome is by what Docket itself did and saw; nothing that somebody typed counts here.
 *
 *   closed by hand ─▶ unverified           merged ─▶ implemented ─▶ (verdict) tests_verified
 *   tests_verified ─▶ (a whole look after the merge sees nothing) original_scenario_verified ─▶ (a later one too) resolved
 *   a fact is back ─▶ unverified; after resolved as a record of its own
 */
export function followOutcome(before: Outcomes, ended: EndedCase, following: Following): Outcomes {
  if (ended.status !== "done" && ended.status !== "rejected") return before;
  const [begun, proven, looked, back] = [beginIt, prove, lookAt, comeBack];
  return [begun, proven, looked, back].reduce<Outcomes>((all, step) => step(all, ended, following), before);
}

type Step = (all: Outcomes, ended: EndedCase, following: Following) => Outcomes;

const beginIt: Step = (all, ended, { now: at, by }) => {
  const { proof, related, rejection, status } = ended;
  if (all.length > 0) return all;
  if (status === "done" && proof !== undefined) return opened(all, ended, { to: "planned", at, by });
  const isOther = status === "rejected" && (rejection === "duplicate" || rejection === "superseded");
  if (isOther && related !== undefined) return opened(all, ended, { to: rejection, at, by, related });
  const reason =
    status === "done" ? "closed by hand: nothing proves it" : `rejected as ${rejection || "something else"}`;
  return opened(all, ended, { to: "unverified", at, by, reason });
};

/** Another merge than the one that is known begins another record: what is known of a merge never changes. */
const prove: Step = (all, ended, { now: at, by }) => {
  const { proof, status } = ended;
  const last = all.at(-1);
  if (proof === undefined || status !== "done" || last === undefined) return all;
  if (last.merge?.mergedCommit === proof.mergedCommit) return all;
  const isOver = last.merge !== undefined || isFinal(last);
  const fresh = isOver ? opened(all, ended, { to: "planned", at, by, reason: `merged anew by ${proof.order}` }) : all;
  const merge = { targetBranch: proof.targetBranch, mergedCommit: proof.mergedCommit };
  const implemented = moved(fresh, { to: "implemented", at, by, merge, reason: `merged by ${proof.order}` });
  if (proof.verdict === undefined) return implemented;
  const evidence = [{ kind: "verdict", reference: proof.verdict, result: "passed" as const }];
  return moved(implemented, { to: "tests_verified", at, by, merge, evidence });
};

/** Two whole looks have to miss it: the first shows that it is gone, a later one that it did not come back. */
const lookAt: Step = (all, { atoms, proof }, { now: at, by, looks }) => {
  const last = all.at(-1);
  if (looks === undefined || last === undefined || atoms.length === 0) return all;
  if (!atoms.every(({ gone, source }) => gone !== undefined && looks.sources.has(source))) return all;
  const told = `${[...new Set(atoms.map(({ source }) => source))].sort().join(", ")} looked at everything and did not see it`;
  const movedAt = last.history.at(-1)?.at ?? at;
  const isTested = last.state === "tests_verified";
  if (isTested && looks.at > (proof?.mergedAt ?? movedAt)) {
    const evidence = [{ kind: "look", reference: looks.run, result: "passed" as const }];
    return moved(all, { to: "original_scenario_verified", at, by, evidence, reason: told });
  }
  const isSeenGone = last.state === "original_scenario_verified" || last.state === "live_verified";
  if (!isSeenGone || looks.at <= movedAt) return all;
  return moved(all, { to: "resolved", at, by, recurrenceCheck: `${looks.run}: ${told} (${looks.at})` });
};

const comeBack: Step = (all, ended, { now: at, by, looks }) => {
  const last = all.at(-1);
  if (!ended.isBack || last === undefined) return all;
  const evidence = [{ kind: "look", reference: looks?.run ?? "discover", result: "failed" as const }];
  const move: OutcomeMove = { to: "unverified", at, by, evidence, reason: "it is there again" };
  return last.state === "resolved" ? opened(all, ended, move) : moved(all, move);
};

function opened(all: Outcomes, { id }: EndedCase, move: OutcomeMove): Outcomes {
  const record = openOutcome({ identity: id, scope: "case" }, move);
  return record.ok ? [...all, record.value] : all;
}

/** A move that the table has not, or that nothing shows, does not happen. */
function moved(all: Outcomes, move: OutcomeMove): Outcomes {
  const last = all.at(-1);
  const record = last === undefined ? undefined : moveOutcome(last, move);
  return record?.ok === true ? [...all.slice(0, -1), record.value] : all;
}

const isFinal = ({ state }: OutcomeRecord): boolean =>
  state === "resolved" || state === "duplicate" || state === "superseded";
