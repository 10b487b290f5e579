import type { Planned, Problem } from "../ticket/model.ts";
import { isOpen } from "../ticket/statuses.ts";
import { followDuplicates } from "./_ends.ts";
import { buildGraph, idsInCycles } from "./graph.ts";

/**
 * What can be done with a ticket now.
 *
 *   broken   its file cannot be read as a ticket, or two files carry its id
 *   closed   done or rejected
 *   parked   blocked or deferred: somebody has to move it back first
 *   active   doing or review
 *   blocked  it waits for something; the reasons say for what
 *   ready    nothing stands in the way of starting it
 */
export type ReadinessState = "ready" | "blocked" | "active" | "closed" | "parked" | "broken";

export type ReasonCode =
  | "unreadable"
  | "duplicate-id"
  | "status"
  | "open-question"
  | "not-before"
  | "waits-for"
  | "dependency-rejected"
  | "dangling"
  | "blocked-by"
  | "open-children"
  | "cycle";

export interface Reason {
  readonly code: ReasonCode;
  /** One line in plain words: "waits for BUG-k3f9q2 (doing)". */
  readonly message: string;
  /** The other ticket, where there is one. */
  readonly ticket?: string;
}

export interface Readiness {
  readonly state: ReadinessState;
  readonly reasons: readonly Reason[];
}

export interface ReadinessOptions {
  /** Milliseconds since 1970. A ticket whose `not_before` lies after it waits. */
  readonly now: number;
}

/** A ticket as it is judged here. */
type Judged = Planned & { readonly broken?: Problem | undefined };

/** Says for every ticket whether it can start, and if not, everything that stands in the way. */
export function readiness(summaries: readonly Judged[], options: ReadinessOptions): ReadonlyMap<string, Readiness> {
  const facts = gather(summaries, options.now);
  const result = new Map<string, Readiness>();
  for (const summary of facts.byId.values()) result.set(summary.id, judge(facts, summary));
  return result;
}

/** The places of the tickets that are `ready`: the same rules, asked only where the answer may be yes. */
export function readyPlaces(tickets: readonly Judged[], options: ReadinessOptions): readonly number[] {
  const facts = gather(tickets, options.now);
  const places: number[] = [];
  for (const [place, ticket] of tickets.entries()) {
    if (isStartable(ticket.status) && judge(facts, ticket).state === "ready") places.push(place);
  }
  return places;
}

/** When the next ticket stops waiting for its `not_before`: until then only a changed ticket changes what is ready. */
export function nextDate(summaries: readonly Planned[], now: number): number | undefined {
  let next: number | undefined;
  for (const { extra } of summaries) {
    const date = extra.not_before === undefined ? Number.NaN : Date.parse(extra.not_before);
    if (date > now && (next === undefined || date < next)) next = date;
  }
  return next;
}

/** The dependencies of one ticket that are not met yet, in plain words; what the guard of `ready → doing` asks for. */
export function unmetDependencies(summaries: readonly Judged[], id: string): readonly string[] {
  const facts = gather(summaries, 0);
  const summary = facts.byId.get(id);
  if (summary === undefined) return [];
  const reasons: Reason[] = [];
  addDependencies(reasons, facts, summary);
  addWaiting(reasons, facts, summary);
  return reasons.map((reason) => reason.message);
}

interface Facts {
  readonly now: number;
  readonly byId: ReadonlyMap<string, Judged>;
  readonly twice: ReadonlySet<string>;
  /** Open tickets by the ticket they block. */
  readonly blockers: ReadonlyMap<string, readonly Judged[]>;
  /** Open tickets by their parent. */
  readonly children: ReadonlyMap<string, readonly Judged[]>;
  readonly inCycle: ReadonlySet<string>;
}

function gather(summaries: readonly Judged[], now: number): Facts {
  const byId = new Map<string, Judged>();
  const twice = new Set<string>();
  const open: Judged[] = [];
  for (const summary of summaries) {
    if (byId.has(summary.id)) twice.add(summary.id);
    else byId.set(summary.id, summary);
    if (isOpen(summary.status)) open.push(summary);
  }
  const blockers = new Map<string, Judged[]>();
  const children = new Map<string, Judged[]>();
  for (const summary of open) {
    for (const target of summary.blocks) push(blockers, target, summary);
    if (summary.parent !== "") push(children, summary.parent, summary);
  }
  // A closed ticket waits for nothing, so a circle through it holds nobody up.
  return { now, byId, twice, blockers, children, inCycle: idsInCycles(buildGraph(open)) };
}

function push(map: Map<string, Judged[]>, key: string, value: Judged): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const NOBODY: readonly Judged[] = [];
const CLOSED: Readiness = { state: "closed", reasons: [] };

function judge(facts: Facts, summary: Judged): Readiness {
  const broken = brokenReason(facts, summary);
  if (broken !== undefined) return { state: "broken", reasons: [broken] };
  if (!isOpen(summary.status)) return CLOSED;
  const reasons = openReasons(facts, summary);
  switch (summary.status) {
    case "blocked":
    case "deferred":
      return { state: "parked", reasons: [{ code: "status", message: `is ${summary.status}` }, ...reasons] };
    case "doing":
    case "review":
      return { state: "active", reasons };
    default:
      if (isStartable(summary.status)) return { state: reasons.length === 0 ? "ready" : "blocked", reasons };
      return { state: "blocked", reasons: [unknownStatus(summary), ...reasons] };
  }
}

const isStartable = (status: string): boolean => status === "new" || status === "refined" || status === "ready";

function brokenReason(facts: Facts, summary: Judged): Reason | undefined {
  if (summary.broken !== undefined)
    return { code: "unreadable", message: `its file cannot be read: ${summary.broken.message}` };
  if (facts.twice.has(summary.id)) return { code: "duplicate-id", message: "two files carry this id" };
  return undefined;
}

const unknownStatus = (summary: Judged): Reason => ({
  code: "status",
  message: `has the unknown status ${summary.status === "" ? "(none)" : summary.status}`,
});

/** Every term of readiness; a new one is a new line here. They add to one list, as most tickets have no reason at all. */
function openReasons(facts: Facts, summary: Judged): readonly Reason[] {
  const reasons: Reason[] = [];
  addQuestion(reasons, summary);
  addDate(reasons, facts, summary);
  addDependencies(reasons, facts, summary);
  addWaiting(reasons, facts, summary);
  if (facts.inCycle.has(summary.id)) reasons.push({ code: "cycle", message: "is part of a circle of relations" });
  return reasons;
}

function addQuestion(reasons: Reason[], summary: Judged): void {
  const question = summary.extra.action_required ?? "";
  if (question !== "") reasons.push({ code: "open-question", message: `needs an answer: ${question}` });
}

function addDate(reasons: Reason[], facts: Facts, summary: Judged): void {
  const date = summary.extra.not_before ?? "";
  if (date !== "" && Date.parse(date) > facts.now) reasons.push({ code: "not-before", message: `not before ${date}` });
}

function addDependencies(reasons: Reason[], facts: Facts, summary: Judged): void {
  for (const id of summary.depends_on) {
    const reason = dependencyReason(facts, id);
    if (reason !== undefined) reasons.push(reason);
  }
}

function addWaiting(reasons: Reason[], facts: Facts, summary: Judged): void {
  for (const other of facts.blockers.get(summary.id) ?? NOBODY) {
    reasons.push({ code: "blocked-by", message: `${other.id} blocks it (${stateOf(other)})`, ticket: other.id });
  }
  for (const other of facts.children.get(summary.id) ?? NOBODY) {
    reasons.push({
      code: "open-children",
      message: `its child ${other.id} is open (${stateOf(other)})`,
      ticket: other.id,
    });
  }
}

function dependencyReason(facts: Facts, id: string): Reason | undefined {
  const end = followDuplicates((one) => facts.byId.get(one), id);
  const target = facts.byId.get(end);
  if (target?.status === "done") return undefined;
  const via = end === id ? "" : ` (as ${id} is a duplicate of it)`;
  if (target === undefined)
    return { code: "dangling", message: `waits for ${end}, which does not exist${via}`, ticket: end };
  if (target.status === "rejected") {
    return { code: "dependency-rejected", message: `waits for ${end}, which was rejected${via}`, ticket: end };
  }
  return { code: "waits-for", message: `waits for ${end} (${stateOf(target)})${via}`, ticket: end };
}

const stateOf = (summary: Judged): string =>
  summary.broken === undefined ? summary.status : "its file cannot be read";
