import type { Ticket } from "../../ticket/model.ts";
import { plannedFiles, textList } from "../planned-files.ts";
import type { Readiness, ReasonCode } from "../readiness.ts";
import type { WaveItem, WavePlan, WaveTask } from "./wave-item.ts";

/** An open ticket that may get a place in a wave. */
export interface Candidate {
  readonly id: string;
  readonly verdict: Readiness;
  /** What it changes and counts towards; undefined where that was not asked, as it gets no place anyway. */
  readonly item: WaveTask | undefined;
}

export interface Batch {
  readonly items: readonly WaveItem[];
  readonly running: readonly WaveItem[];
  readonly skipped: WavePlan["skipped"];
}

/** What waits for another ticket gets a place behind it. */
const WAITS: readonly ReasonCode[] = ["waits-for", "blocked-by", "open-children"];

/** Chooses what gets a place in the waves: all that is ready, or will be when others of the batch are done. */
export function batchOf(candidates: readonly Candidate[]): Batch {
  const running = candidates.flatMap(({ verdict, item }) =>
    verdict.state === "active" && item !== undefined ? [{ ...item, dependsOn: [] }] : [],
  );
  const skipped = new Map<string, string>();
  const items = new Map<string, WaveItem>();
  for (const { id, verdict, item } of candidates) {
    if (verdict.state === "active") continue;
    const own = verdict.reasons.find(({ code }) => code !== "cycle" && !WAITS.includes(code));
    if (own !== undefined || item === undefined) skipped.set(id, own?.message ?? "it cannot be read");
    else items.set(id, { ...item, dependsOn: waitedFor(verdict) });
  }
  skipFollowers(items, skipped);
  return { items: [...items.values()], running, skipped: [...skipped].map(([id, reason]) => ({ id, reason })) };
}

const waitedFor = ({ reasons }: Readiness): readonly string[] =>
  reasons.flatMap(({ code, ticket }) => (ticket !== undefined && WAITS.includes(code) ? [ticket] : []));

/** What waits for something that gets no place gets none either. */
function skipFollowers(items: Map<string, WaveItem>, skipped: Map<string, string>): void {
  const followers = new Map<string, string[]>();
  for (const { id, dependsOn } of items.values()) {
    for (const one of dependsOn) followers.set(one, [...(followers.get(one) ?? []), id]);
  }
  const open = [...skipped.keys()];
  for (const id of open) {
    for (const follower of followers.get(id) ?? []) {
      if (skipped.has(follower)) continue;
      skipped.set(follower, `waits for ${id}, which has no place: ${skipped.get(id)}`.slice(0, MAX_REASON));
      items.delete(follower);
      open.push(follower);
    }
  }
}

const MAX_REASON = 200;

/** What a ticket changes, counts on and counts towards. */
export function itemOf(ticket: Ticket, rank: number): WaveTask {
  const files = plannedFiles(ticket);
  return {
    id: ticket.id,
    rank,
    files: [...files.map(({ path }) => path), ...textList(ticket.fields.shared_files)],
    creates: files.flatMap(({ path, action }) => (action === "create" ? [path] : [])),
    uses: namedPaths(ticket),
    conflictsWith: textList(ticket.fields.conflicts_with),
    counts: [
      ...ticket.labels.map((label) => `label ${label}`),
      ...(ticket.epic === undefined ? [] : [`epic ${ticket.epic}`]),
    ],
  };
}

/** The same with the kind of agent that it counts towards. */
export const workedBy = (item: WaveTask, agent: string): WaveTask => ({
  ...item,
  counts: [...(item.counts ?? []), `agent ${agent}`],
});

/** Paths that its text names as code, outside of the list of what it changes. */
function namedPaths({ sections }: Ticket): readonly string[] {
  const texts = sections.flatMap(({ heading, body }) => (heading.toLowerCase() === "affected files" ? [] : [body]));
  return [...new Set(texts.flatMap((body) => [...body.matchAll(/`([\w@./-]+\.\w+)`/g)].map(([, path = ""]) => path)))];
}

export interface WipSettings {
  readonly label: Readonly<Record<string, number | undefined>>;
  /** For each epic, and for each kind of agent. */
  readonly epic?: number | undefined;
  readonly agent?: number | undefined;
}

/** The limits of the settings, by what tickets count towards. */
export function wipLimits(items: readonly WaveItem[], wip: WipSettings): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  for (const name of new Set(items.flatMap(({ counts = [] }) => counts))) {
    const [what, ...rest] = name.split(" ");
    const max = what === "label" ? wip.label[rest.join(" ")] : what === "epic" ? wip.epic : wip.agent;
    if (max !== undefined) limits.set(name, max);
  }
  return limits;
}
