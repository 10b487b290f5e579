import type { Finding } from "../../std/finding.ts";
import { sortedUnique } from "./_python-text.ts";
import type { Plan } from "./plan.ts";

/** What is known of one exported ticket from where its plans lie. */
export interface PlanIndexEntry {
  readonly status: "actioned" | "queued" | "discarded";
  /** From the roots of their owners. */
  readonly paths: readonly string[];
  readonly buckets: readonly string[];
  /** Ids of old in the names of the files. */
  readonly ticketIds: readonly string[];
  /** States that the plans themselves tell of. */
  readonly outcomes: readonly string[];
  /** Set when one of its plans could not be read: then nothing more is concluded from it. */
  readonly isIntegrityUnknown: boolean;
}

export type PlanIndex = ReadonlyMap<string, PlanIndexEntry>;

/** Tickets by fingerprint. The furthest of several plans decides: actioned before queued before discarded. */
export function indexPlans(plans: readonly Plan[]): PlanIndex {
  const groups = Map.groupBy(plans, ({ name }) => name.fingerprint);
  return new Map(
    sortedUnique(groups.keys()).map((fingerprint) => [fingerprint, entryOf(groups.get(fingerprint) ?? [])]),
  );
}

function entryOf(plans: readonly Plan[]): PlanIndexEntry {
  const holds = plans.map(({ bucket }) => bucket.holds);
  return {
    status: holds.includes("actioned") ? "actioned" : holds.includes("queued") ? "queued" : "discarded",
    paths: sortedUnique(plans.map(({ path }) => path)),
    buckets: sortedUnique(plans.map(({ bucket }) => bucket.name)),
    ticketIds: sortedUnique(plans.flatMap(({ name }) => name.ticketId ?? [])),
    outcomes: sortedUnique(plans.flatMap(({ outcome }) => outcome?.state ?? [])),
    isIntegrityUnknown: plans.some(({ isSealed }) => isSealed),
  };
}

/** Where plans of one ticket contradict each other. */
export function planFindings(plans: readonly Plan[]): readonly Finding[] {
  const live = plans.filter(isLive);
  return [...Map.groupBy(live, ({ name }) => name.fingerprint)].flatMap(([fingerprint, all]) => [
    ...copies(fingerprint, all),
    ...conflicts(fingerprint, all),
  ]);
}

export const isLive = ({ bucket }: Plan): boolean => bucket.holds === "queued" || bucket.holds === "actioned";

function copies(fingerprint: string, plans: readonly Plan[]): readonly Finding[] {
  const inWork = plans.filter(({ bucket }) => bucket.holds === "actioned");
  const places = Map.groupBy(inWork, ({ root, bucket }) => `${root} ${bucket.name}`);
  return [...places.values()].flatMap(([first, ...others]) =>
    first === undefined || others.length === 0
      ? []
      : [
          {
            code: "plan-copies",
            severity: "error",
            file: first.path,
            message: `${fingerprint} lies ${others.length + 1} times in ${first.bucket.name}`,
            hint: `keep the one that counts; the others are ${others.map(({ path }) => path).join(", ")}`,
          } as const,
        ],
  );
}

function conflicts(fingerprint: string, plans: readonly Plan[]): readonly Finding[] {
  const told = plans.filter(({ outcome }) => outcome !== undefined);
  const words = new Set(told.map(({ outcome }) => `${outcome?.state} ${outcome?.identity ?? ""}`.trim()));
  const first = told[0];
  if (first === undefined || words.size < 2) return [];
  return [
    {
      code: "plan-conflicting-outcomes",
      severity: "error",
      file: first.path,
      message: `plans of ${fingerprint} tell of different outcomes: ${[...words].join("; ")}`,
      hint: `look at ${told.map(({ path }) => path).join(", ")}`,
    },
  ];
}
