import type { Outcome } from "../../discover/source.ts";
import type { Atom } from "../../evidence/atom.ts";
import { type LookOf, type Settled, settle } from "../../evidence/settle.ts";
import { isUnread } from "../../evidence/unread.ts";
import { decide } from "../../plan/from-evidence/decide.ts";
import type { Decisions } from "../../plan/from-evidence/decisions.ts";
import type { Fault } from "../../std/fault.ts";
import type { Finding } from "../../std/finding.ts";
import { ok, type Result } from "../../std/result.ts";
import type { Facts, FactsDecision } from "../../store/evidence/facts-decision.ts";
import { looksChanges, readLooks } from "../../store/evidence/looks.ts";
import { makeEventId } from "../../ticket/id.ts";
import type { Instant } from "../../ticket/model.ts";
import { type Desk, now } from "../_change-ticket.ts";
import { followOutcomes } from "./_follow-outcomes.ts";
import { likeOthers } from "./_like-others.ts";
import type { Looked } from "./_look-around.ts";
import { withMergedElsewhere } from "./_merged-elsewhere.ts";
import type { Merging } from "./_merging.ts";
import { ticketFacts } from "./_ticket-facts.ts";
import { type MadeTickets, makeTickets } from "./_tickets.ts";
import { type ToldTickets, tellTickets } from "./_told-tickets.ts";

export interface Placing {
  readonly desk: Desk;
  /** What is known so far. */
  readonly facts: Facts;
  readonly looked: Looked;
  /** When they began to look. */
  readonly began: Instant;
  /** Most new tickets. */
  readonly limit: number;
  readonly dryRun: boolean;
  /** What somebody else said about groups that may be the same. */
  readonly merging?: Merging | undefined;
}

/** What one source said, in numbers. */
export interface SourceReport {
  readonly source: string;
  readonly found: number;
  readonly added: number;
  readonly gone: number;
  readonly returned: number;
  /** False when it could not look at everything: then nothing of it counts as gone. */
  readonly whole: boolean;
  /** Files and folders that it could not look into; nothing in them counts as gone. */
  readonly unread?: number;
  readonly skipped?: string;
  readonly fault?: Fault;
  readonly findings?: readonly Finding[];
}

export interface HeldReport {
  readonly code: string;
  readonly why: string;
  readonly facts: number;
  /** The first of them. */
  readonly atoms: readonly string[];
}

export interface Discovered {
  readonly run: string;
  readonly sources: readonly SourceReport[];
  readonly tickets: MadeTickets["report"] &
    ToldTickets["report"] & { readonly held: readonly HeldReport[] } & Partial<ReturnType<Merging["report"]>>;
  readonly dryRun?: true;
}

const MAX_NAMED = 20;

/** Settles what was seen with what is known, and writes facts and tickets together (I3). Called under the lock. */
export async function placeFound(placing: Placing): Promise<Result<FactsDecision<Discovered>>> {
  const { desk, facts, looked, began, dryRun } = placing;
  const { backlog } = desk;
  const at = now(backlog.world);
  const run = `run-${makeEventId(backlog.world.random.bytes(40))}`;
  const stored = readLooks(backlog);
  const looks = looked.outcomes.flatMap((outcome) => {
    if (!("seen" in outcome)) return [];
    const last = stored.looks.get(outcome.source)?.at;
    return [{ source: outcome.source, ...outcome.seen, ...(last === undefined ? {} : { lastLook: last }) }];
  });
  const settled = withoutSealed(settle({ known: facts.atoms, looks, now: at, run }), facts.sealed);
  const tickets = ticketFacts(backlog);
  const decisions = await decisionsOf(placing, { settled, tickets, at });
  const made = await makeTickets({ ...placing, create: decisions.create });
  if (!made.ok) return made;
  const told = tellTickets(desk, decisions.news);
  const changed = changedAtoms(settled, decisions, made.value);
  const whole = looks.filter(({ isWhole }) => isWhole).map(({ source }) => [source, { at, run }] as const);
  const outcomes = followOutcomes(desk, {
    tickets: tickets.all,
    atoms: [...new Map([...settled.atoms, ...changed].map((atom) => [atom.id, atom])).values()],
    back: new Set(told.report.reopened.map(({ id }) => id)),
    looks: {
      run,
      at: began,
      sources: new Set(looks.filter((look) => sawAll(look, facts.atoms)).map(({ source }) => source)),
    },
  });
  const changes = [...made.value.changes, ...told.changes, ...outcomes];
  const notes = looksChanges(stored, new Map(whole), changes.length + changed.length > 0);
  const output = {
    run,
    sources: looked.outcomes.map((outcome) => reportOf(outcome, settled)),
    tickets: { ...made.value.report, ...told.report, held: heldReport(decisions), ...placing.merging?.report() },
    ...(dryRun ? { dryRun: true as const } : {}),
  };
  const message = messageOf(output.tickets, changed.length);
  return ok({ message, changes: [...changes, ...notes], atoms: changed, output });
}

/** Whether a look went everywhere where something was known: only such a look shows that what is gone did not come back. */
const sawAll = ({ source, isWhole, unread }: LookOf, known: readonly Atom[]): boolean =>
  isWhole && !known.some((atom) => atom.source === source && isUnread(atom, unread));

/** A fact whose entry is there and cannot be read is neither new nor anything else. */
function withoutSealed(settled: Settled, sealed: ReadonlySet<string>): Settled {
  if (sealed.size === 0) return settled;
  const kept = (atoms: readonly Atom[]): readonly Atom[] => atoms.filter(({ id }) => !sealed.has(id));
  return {
    atoms: kept(settled.atoms),
    changed: kept(settled.changed),
    added: kept(settled.added),
    moved: kept(settled.moved),
    altered: kept(settled.altered),
    returned: kept(settled.returned),
    gone: kept(settled.gone),
    unchanged: kept(settled.unchanged),
  };
}

interface Deciding {
  readonly settled: Settled;
  readonly tickets: ReturnType<typeof ticketFacts>;
  readonly at: Instant;
}

async function decisionsOf(
  { desk, looked, limit, merging }: Placing,
  { settled, tickets, at }: Deciding,
): Promise<Decisions> {
  const seen = seenAtoms(settled).flatMap(({ ticket }) => ticket ?? []);
  const all = await withMergedElsewhere(desk.backlog, tickets.all, new Set(seen));
  return decide({
    settled,
    tickets: all,
    now: at,
    groupOf: (atom) => looked.sources.get(atom.source)?.group(atom) ?? atom.id,
    namedBy: tickets.namedBy,
    alike: (groups) => {
      const known = likeOthers({ desk, looked, groups, tickets: all });
      return merging === undefined ? known : merging.alike(known, groups, all);
    },
    minSeverity: desk.settings.discover.minSeverity,
    limit,
  });
}

const seenAtoms = ({ added, moved, altered, returned, unchanged }: Settled): readonly Atom[] => [
  ...added,
  ...moved,
  ...altered,
  ...returned,
  ...unchanged,
];

/** Atoms whose line in the ledger is another than before. */
function changedAtoms(settled: Settled, { news, held }: Decisions, made: MadeTickets): readonly Atom[] {
  const changed = new Map(settled.changed.map((atom) => [atom.id, atom]));
  const put = (atom: Atom, ticket: string | undefined, why: string | undefined): void => {
    const now = changed.get(atom.id) ?? atom;
    if (now.ticket === ticket && now.held === why) return;
    const { ticket: _, held: __, ...rest } = now;
    changed.set(atom.id, {
      ...rest,
      ...(ticket === undefined ? {} : { ticket }),
      ...(why === undefined ? {} : { held: why }),
    });
  };
  for (const { atoms, why } of held) for (const atom of atoms) put(atom, atom.ticket, why);
  for (const { ticket, added, back } of news) for (const atom of [...added, ...back]) put(atom, ticket.id, undefined);
  for (const { id, atoms } of made.linked) for (const atom of atoms) put(atom, id, undefined);
  return [...changed.values()];
}

function reportOf(outcome: Outcome, settled: Settled): SourceReport {
  const { source } = outcome;
  const count = (atoms: readonly Atom[]): number => atoms.filter((atom) => atom.source === source).length;
  const counts = { added: count(settled.added), gone: count(settled.gone), returned: count(settled.returned) };
  if ("skipped" in outcome) return { source, found: 0, ...counts, whole: false, skipped: outcome.skipped };
  if ("fault" in outcome) return { source, found: 0, ...counts, whole: false, fault: outcome.fault };
  const { sightings, isWhole, findings, unread = [] } = outcome.seen;
  return {
    source,
    found: sightings.length,
    ...counts,
    whole: isWhole,
    ...(unread.length === 0 ? {} : { unread: unread.length }),
    ...(findings.length === 0 ? {} : { findings: findings.slice(0, MAX_NAMED) }),
  };
}

/** Facts with the same reason together. */
function heldReport({ held }: Decisions): readonly HeldReport[] {
  const byReason = Map.groupBy(held, ({ code, why }) => `${code} ${why}`);
  return [...byReason.values()].flatMap((all) => {
    const [first] = all;
    const ids = all.flatMap(({ atoms }) => atoms.map(({ id }) => id));
    return first === undefined
      ? []
      : [{ code: first.code, why: first.why, facts: ids.length, atoms: ids.slice(0, MAX_NAMED) }];
  });
}

function messageOf({ created, reopened }: Discovered["tickets"], facts: number): string {
  const parts = [
    ...(created.length > 0 ? [`${created.length} new`] : []),
    ...(reopened.length > 0 ? [`${reopened.length} reopened`] : []),
    ...(facts > 0 ? [`${facts} ${facts === 1 ? "fact" : "facts"} changed`] : []),
  ];
  return parts.length === 0 ? "discover" : `discover: ${parts.join(", ")}`;
}
