import { type GroupWords, type NearPair, nearPairs, type TicketWords } from "../../plan/from-evidence/alike.ts";
import type { Alike } from "../../plan/from-evidence/decisions.ts";
import type { Group } from "../../plan/from-evidence/group.ts";
import { lineOf } from "../../plan/from-evidence/outside-text.ts";
import type { TicketFacts } from "../../plan/from-evidence/standing.ts";
import { isOpen } from "../../ticket/statuses.ts";
import { type Judged, judgeMerges, type Thing } from "./_judge-merges.ts";
import { wordsFor } from "./_like-others.ts";
import type { MergeReport, Merging } from "./_merging.ts";
import { type Placing, placeFound } from "./place-found.ts";

/**
 * Asks about groups that may be the same as a ticket or as each other. It is asked before the lock is
 * taken, so that nobody waits for a model; what is decided then is decided anew, with the answers by fingerprint.
 */
export async function judgeFound(placing: Placing): Promise<Merging | undefined> {
  const { settings } = placing.desk;
  const seen = recording();
  const rehearsed = await placeFound({ ...placing, dryRun: true, merging: seen });
  if (!rehearsed.ok || seen.groups.length === 0) return undefined;
  const words = wordsFor({ ...placing, groups: seen.groups, tickets: seen.tickets });
  const near = nearPairs({ ...words, settled: seen.known });
  const pairs = near.map(({ group, other }) => ({ a: thingOf(group), b: thingOf(other) }));
  const judged = await judgeMerges(placing.desk, pairs);
  return mergingBy(judged, near, settings.models.merges === "merge");
}

/** Takes down what the decisions are about, and changes nothing of them. */
function recording(): Merging & {
  groups: readonly Group[];
  tickets: ReadonlyMap<string, TicketFacts>;
  known: ReadonlyMap<Group, Alike>;
} {
  return {
    groups: [],
    tickets: new Map(),
    known: new Map(),
    alike(known, groups, tickets) {
      this.groups = groups;
      this.tickets = tickets;
      this.known = known;
      return known;
    },
    proposalsFor: () => [],
    report: () => ({ merges: [] }),
  };
}

interface Same extends MergeReport {
  readonly ticket?: string;
  readonly group?: string;
}

function mergingBy({ verdicts, by = "", fault }: Judged, near: readonly NearPair[], merges: boolean): Merging {
  const applied = new Set<Same>();
  const all = near.flatMap((pair, at): readonly Same[] => {
    const verdict = verdicts[at];
    return verdict?.same === true ? [sameOf(pair, by, verdict.reason)] : [];
  });
  // Of several the one most alike: they come in this order.
  const first = all.filter(({ fingerprint }, at) => all.findIndex((one) => one.fingerprint === fingerprint) === at);
  return {
    alike(known, groups, tickets) {
      if (!merges) return known;
      const whole = new Map(known);
      for (const same of first) {
        const group = groups.find(({ fingerprint }) => fingerprint === same.fingerprint);
        const alike = group === undefined || known.has(group) ? undefined : alikeNow(same, group, { groups, tickets });
        if (group === undefined || alike === undefined) continue;
        whole.set(group, alike);
        applied.add(same);
      }
      return whole;
    },
    proposalsFor: (fingerprint) =>
      all
        .filter((same) => same.fingerprint === fingerprint && !applied.has(same))
        .flatMap(({ ticket, reason }) => (ticket === undefined ? [] : [{ ticket, by, reason }])),
    report: () => ({
      merges: all.map((same) => {
        const { ticket: _, group: __, ...report } = same;
        return { ...report, merged: applied.has(same) };
      }),
      ...(fault === undefined ? {} : { mergesFault: fault }),
    }),
  };
}

function sameOf({ group, alike }: NearPair, by: string, reason: string): Same {
  const said = { title: group.title, fingerprint: group.group.fingerprint, by, reason, merged: false };
  if ("ticket" in alike) return { ...said, same: alike.ticket.id, ticket: alike.ticket.id };
  return { ...said, same: alike.group.fingerprint, group: alike.group.fingerprint };
}

interface Now {
  readonly groups: readonly Group[];
  readonly tickets: ReadonlyMap<string, TicketFacts>;
}

/** What was asked about may have changed since: only an open ticket, or a group that is decided before, takes in another. */
function alikeNow({ ticket, group, by, reason }: Same, own: Group, { groups, tickets }: Now): Alike | undefined {
  const why = `${by} takes it for the same: ${lineOf(reason)}`;
  const known = ticket === undefined ? undefined : tickets.get(ticket);
  if (known !== undefined) return isOpen(known.status) ? { ticket: known, why } : undefined;
  const before = groups.findIndex(({ fingerprint }) => fingerprint === group);
  const other = groups[before];
  return other !== undefined && before < groups.indexOf(own) ? { group: other, why } : undefined;
}

function thingOf(words: GroupWords | TicketWords): Thing {
  if ("ticket" in words) return { title: words.ticket.title, text: words.text, paths: [] };
  const { title, group } = words;
  return {
    title,
    text: group.atoms.map(({ message, quote }) => [message, quote?.text ?? ""].join("\n").trim()).join("\n"),
    paths: [...new Set(group.atoms.flatMap(({ place }) => place?.path ?? []))],
  };
}
