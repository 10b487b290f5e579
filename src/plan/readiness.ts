import type { Planned, Problem } from "../ticket/model.ts";
import { isOpen } from "../ticket/statuses.ts";
import { followDuplicates } from "./_ends.ts";
import { buildGraph, idsInCycles } from "./graph.ts";
import { type Places, placesOf } from "./places.ts";

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
  /** Where the tickets stand, for a caller who knows it already. */
  readonly places?: Places;
}

/** A ticket as it is judged here. */
type Judged = Planned & { readonly broken?: Problem | undefined };

/** Says for every ticket whether it can start, and if not, everything that stands in the way. */
export function readiness(summaries: readonly Judged[], options: ReadinessOptions): ReadonlyMap<string, Readiness> {
  const facts = gather(summaries, options.now);
  const result = new Map<string, Readiness>();
  for (const summary of summaries) if (!result.has(summary.id)) result.set(summary.id, judge(facts, summary));
  return result;
}

/** The places of the tickets that are `ready`: the same rules, asked only where the answer may be yes. */
export function readyPlaces(tickets: readonly Judged[], options: ReadinessOptions): readonly number[] {
  const facts = gather(tickets, options.now, options.places);
  const ready: number[] = [];
  // A plain loop: the first call of a process runs it before anything is optimised.
  for (let place = 0; place < tickets.length; place += 1) {
    const ticket = tickets[place];
    if (ticket !== undefined && isStartable(ticket.status) && isFree(facts, ticket)) ready.push(place);
  }
  return ready;
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
  const summary = facts.find(id);
  if (summary === undefined) return [];
  const reasons: Reason[] = [];
  addDependencies(reasons, facts, summary);
  addWaiting(reasons, facts, summary);
  return reasons.map((reason) => reason.message);
}

interface Facts {
  readonly now: number;
  /** The ticket of an id; of two with one id the first. */
  readonly find: (id: string) => Judged | undefined;
  readonly twice: ReadonlySet<string>;
  /** Open tickets by the ticket they block. */
  readonly blockers: ReadonlyMap<string, readonly Judged[]>;
  /** Open tickets by their parent. */
  readonly children: ReadonlyMap<string, readonly Judged[]>;
  /** Found when somebody asks first. */
  readonly inCycle: () => ReadonlySet<string>;
}

function gather(summaries: readonly Judged[], now: number, { byId, twice }: Places = placesOf(summaries)): Facts {
  const find = (id: string): Judged | undefined => summaries[byId.get(id) ?? -1];
  const open = summaries.filter(({ status }) => isOpen(status));
  const blockers = new Map<string, Judged[]>();
  const children = new Map<string, Judged[]>();
  for (const summary of open) {
    if (summary.blocks.length > 0) for (const target of summary.blocks) push(blockers, target, summary);
    if (summary.parent !== "") push(children, summary.parent, summary);
  }
  // A closed ticket waits for nothing, so a circle through it holds nobody up.
  let known: ReadonlySet<string> | undefined;
  const inCycle = (): ReadonlySet<string> => {
    known ??= idsInCycles(buildGraph(open));
    return known;
  };
  return { now, find, twice, blockers, children, inCycle };
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

/** Whether an open ticket has no reason at all to wait: the same rules as openReasons, without a word for each. */
function isFree(facts: Facts, ticket: Judged): boolean {
  const { id, depends_on, extra } = ticket;
  if (facts.blockers.has(id) || facts.children.has(id) || brokenReason(facts, ticket) !== undefined) return false;
  if (isQuestion(extra.action_required) || isAhead(extra.not_before, facts.now)) return false;
  if (depends_on.length === 0) return true;
  return depends_on.every((one) => isMet(facts, one)) && !isCircle(facts, ticket);
}

/** Whoever is in a circle waits for something open, and is not free by that; unless it is met by another that says the same. */
function isCircle(facts: Facts, { id, depends_on }: Judged): boolean {
  const isOpenHere = (one: string): boolean => isOpen(facts.find(one)?.status ?? "done");
  return (facts.twice.size > 0 || depends_on.some(isOpenHere)) && facts.inCycle().has(id);
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
  if (facts.inCycle().has(summary.id)) reasons.push({ code: "cycle", message: "is part of a circle of relations" });
  return reasons;
}

function addQuestion(reasons: Reason[], summary: Judged): void {
  const question = summary.extra.action_required;
  if (isQuestion(question)) reasons.push({ code: "open-question", message: `needs an answer: ${question}` });
}

const isQuestion = (text: string | undefined): text is string => text !== undefined && text !== "";

function addDate(reasons: Reason[], facts: Facts, summary: Judged): void {
  const date = summary.extra.not_before;
  if (isAhead(date, facts.now)) reasons.push({ code: "not-before", message: `not before ${date}` });
}

const isAhead = (date: string | undefined, now: number): boolean => date !== undefined && Date.parse(date) > now;

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

const isMet = (facts: Facts, id: string): boolean => facts.find(followDuplicates(facts.find, id))?.status === "done";

function dependencyReason(facts: Facts, id: string): Reason | undefined {
  const end = followDuplicates(facts.find, id);
  const target = facts.find(end);
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
