/**
 * The states of a ticket and every move between them.
 *
 *   new ─▶ refined ─▶ ready ─▶ doing ─▶ review ─▶ done ──(with a reason)──▶ refined
 *    └────────┴─────────┴────────┴────────┴──▶ blocked, deferred ─▶ back, no further than where it was
 *    └────────┴─────────┴────────┴────────┴──▶ rejected ──(with a reason)──▶ refined
 *
 * The same table for people is docs/statuses.md; a test reads it and compares.
 */
export const STATUSES = [
  "new",
  "refined",
  "ready",
  "doing",
  "review",
  "done",
  "blocked",
  "deferred",
  "rejected",
] as const;

export type Status = (typeof STATUSES)[number];

/** The line of work in order; a ticket that is parked goes back into it. */
export const STAGES = ["new", "refined", "ready", "doing", "review"] as const satisfies readonly Status[];

/** Everything that is not finished, parked tickets included. */
export const OPEN_STATUSES = [...STAGES, "blocked", "deferred"] as const satisfies readonly Status[];

/** Why a ticket was rejected. */
export const REJECTIONS = ["duplicate", "obsolete", "superseded", "split", "wont_do"] as const;

/** True for a status of the table. Others are kept as they are, but nothing moves to them. */
export const isStatus = (word: string): word is Status => STATUSES.some((status) => status === word);

/** An unknown status counts as open: a ticket must not vanish from a list because of a word. */
export const isOpen = (status: string): boolean => status !== "done" && status !== "rejected";

/** What must hold before a move; each is judged in move.ts. */
export const GUARDS = [
  "sections",
  "criteria",
  "testNotes",
  "scope",
  "verify",
  "dod",
  "noOpenQuestion",
  "sound",
  "dependenciesMet",
  "claim",
  "approval",
  "wasThere",
  "rejection",
] as const;

export type Guard = (typeof GUARDS)[number];

export interface Transition {
  /** `other` stands for any status that is not in the table of statuses. */
  readonly from: Status | "other";
  readonly to: Status;
  readonly who: "anyone" | "person";
  /** Whether a reason must be given. A step forward explains itself by its guards. */
  readonly reason: "needed" | "optional";
  readonly guards: readonly Guard[];
}

/** What a ticket needs to be worked on without asking. `sections` again, as a reopened ticket comes back behind that check. */
const READY_GUARDS: readonly Guard[] = [
  "sections",
  "criteria",
  "testNotes",
  "scope",
  "verify",
  "dod",
  "noOpenQuestion",
  "sound",
];

/** `sound` again: a ticket may have been put into ready by hand, or changed since. */
const BEGIN_GUARDS: readonly Guard[] = ["claim", "dependenciesMet", "approval", "sound"];

const FORWARD: readonly Transition[] = [
  { from: "new", to: "refined", who: "anyone", reason: "optional", guards: ["sections"] },
  { from: "refined", to: "ready", who: "anyone", reason: "optional", guards: READY_GUARDS },
  { from: "ready", to: "doing", who: "anyone", reason: "optional", guards: BEGIN_GUARDS },
  { from: "doing", to: "review", who: "anyone", reason: "optional", guards: ["claim"] },
];

const needed = (from: Transition["from"], to: Status, guards: readonly Guard[] = []): Transition => ({
  from,
  to,
  who: "anyone",
  reason: "needed",
  guards,
});

const BACK: readonly Transition[] = [
  needed("refined", "new"),
  needed("ready", "refined"),
  needed("doing", "ready"),
  needed("review", "ready"),
  needed("review", "doing"),
];

const PARK: readonly Transition[] = [
  ...STAGES.flatMap((from) => [needed(from, "blocked"), needed(from, "deferred")]),
  needed("blocked", "deferred"),
  needed("deferred", "blocked"),
];

const UNPARK: readonly Transition[] = (["blocked", "deferred"] as const).flatMap((from) =>
  STAGES.map((to): Transition => ({ from, to, who: "anyone", reason: "optional", guards: ["wasThere"] })),
);

const REJECT: readonly Transition[] = OPEN_STATUSES.map((from) => needed(from, "rejected", ["rejection"]));

/** A person may close what Docket did not merge; it is counted apart from proven work. What it merges is done by that alone. */
const CLOSE: readonly Transition[] = OPEN_STATUSES.map((from) => ({
  ...needed(from, "done"),
  who: "person",
  reason: from === "review" ? "optional" : "needed",
}));

const REOPEN: readonly Transition[] = [needed("done", "refined"), needed("rejected", "refined")];

/** The way out of a status that another tool or a typing error left behind. */
const OTHER: readonly Transition[] = [
  needed("other", "new"),
  needed("other", "rejected", ["rejection"]),
  { ...needed("other", "done"), who: "person" },
];

/** The complete table: a pair that is not in it is refused, whoever asks (I4). */
export const TRANSITIONS: readonly Transition[] = [
  ...FORWARD,
  ...BACK,
  ...PARK,
  ...UNPARK,
  ...REJECT,
  ...CLOSE,
  ...REOPEN,
  ...OTHER,
];

/** Every move from a status, unknown ones included. */
export function movesFrom(status: string): readonly Transition[] {
  const from = isStatus(status) ? status : "other";
  return TRANSITIONS.filter((transition) => transition.from === from);
}
