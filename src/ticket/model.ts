import type { Brand } from "../std/brand.ts";
import type { Finding } from "../std/finding.ts";

/** `PREFIX-xxxxxx` (or `PREFIX-001` where ids are sequential). Made by parseTicketId and makeTicketId only. */
export type TicketId = Brand<string, "TicketId">;

/** A hash of a file's bytes: what compare-and-set compares. Made by revisionOf only. */
export type Revision = Brand<string, "Revision">;

/** UTC time as `2026-03-02T09:30:00Z`. Made by formatInstant and parseInstant only. */
export type Instant = Brand<string, "Instant">;

/** A value in frontmatter, as the tolerant reader understood it. Numbers and booleans only where they were unquoted. */
export type FieldValue =
  | null
  | boolean
  | number
  | string
  | readonly FieldValue[]
  | { readonly [key: string]: FieldValue };

/** Who did something. */
export interface Actor {
  readonly name: string;
  readonly kind: "person" | "agent";
}

/** One reference of an event: `file:src/a.ts`, `branch:x`, `commit:…`, `order:WO-…`, `artifact:…`, or a URL. */
export type Reference = string;

/** One block in the thread. Unknown kinds and attributes are kept. */
export interface TicketEvent {
  readonly id: string;
  readonly kind: string;
  readonly author: string;
  readonly by: "person" | "agent";
  readonly at: string;
  readonly refs: readonly Reference[];
  /** Attributes beyond those above: `from`, `to`, `verdict`, `reason`, `field` … */
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: string;
  /** 1-based line of the opening comment. */
  readonly line: number;
}

/** What an op hands over to be appended; id and time are given by the caller, so that the room stays pure. */
export interface NewEvent {
  readonly id: string;
  readonly kind: string;
  readonly actor: Actor;
  readonly at: Instant;
  readonly refs?: readonly Reference[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A `##` section of the body. The thread is not among them. */
export interface Section {
  readonly heading: string;
  /** Text between this heading and the next section, trimmed of blank lines around it. */
  readonly body: string;
  readonly line: number;
}

/** One ticket as a value. Enum-like fields are raw strings: unknown values are kept, never refused on reading. */
export interface Ticket {
  readonly id: TicketId;
  readonly title: string;
  readonly status: string;
  readonly kind: string;
  /** Normalised: `P0`…`P3`, or the raw text when it is none of the accepted words. */
  readonly priority: string;
  readonly created: string;
  readonly updated: string;
  readonly assignee: string | undefined;
  readonly epic: string | undefined;
  readonly labels: readonly string[];
  readonly relations: Relations;
  /** Every frontmatter field in file order, the above included, unknown ones too. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly sections: readonly Section[];
  readonly events: readonly TicketEvent[];
}

/** Ties to other tickets, each kind a frontmatter key of its own. Targets are raw: they may dangle. */
export interface Relations {
  readonly depends_on: readonly string[];
  readonly blocks: readonly string[];
  readonly related: readonly string[];
  readonly supersedes: readonly string[];
  readonly duplicate_of: string | undefined;
  readonly parent: string | undefined;
}

export type RelationKind = keyof Relations;

/** Findings of one file before the caller knows its path. */
export type Problem = Omit<Finding, "file">;

/** What reading one file gave: the text it came from (needed to edit it) and, unless it is broken, the ticket. */
export interface TicketFile {
  /** The exact text, BOM and line ends included. Undefined when the bytes are not UTF-8 or hold NUL. */
  readonly text: string | undefined;
  readonly ticket: Ticket | undefined;
  readonly problems: readonly Problem[];
}

/**
 * The few facts about a ticket that lists, readiness and ranking need; one line of the index. Made by summarise, which reads
 * frontmatter only. A broken file gives a summary with `broken` set, so that nothing disappears from a list in silence.
 */
export interface Summary {
  readonly id: string;
  /** Path from the backlog's folder, with forward slashes. */
  readonly path: string;
  readonly title: string;
  readonly status: string;
  readonly kind: string;
  readonly priority: string;
  readonly created: string;
  readonly updated: string;
  readonly assignee: string;
  readonly epic: string;
  readonly labels: readonly string[];
  readonly depends_on: readonly string[];
  readonly blocks: readonly string[];
  readonly parent: string;
  readonly duplicate_of: string;
  /** Further scalar fields that plan uses, as text: due, impact, effort, time_criticality, risk_reduction, confidence, took_minutes, action_required, needs_preflight, readiness, rejection, unproven, fingerprint. */
  readonly extra: Readonly<Record<string, string>>;
  /** The first error, when the file cannot be read as a ticket. */
  readonly broken: Problem | undefined;
}

/** What decisions over many tickets look at. */
export type Planned = Pick<
  Summary,
  "id" | "status" | "priority" | "created" | "depends_on" | "blocks" | "parent" | "duplicate_of" | "extra" | "kind"
>;

/** One change to a ticket's text. Applied in order; each touches only the lines it means to touch. */
export type Edit =
  /** Sets a frontmatter field (appended at the end of the frontmatter when new); `undefined` removes it. */
  | { readonly set: string; readonly to: FieldValue | undefined }
  /** Replaces a section's body; a new section goes before the thread. */
  | { readonly section: string; readonly body: string }
  /** Appends an event to the thread, which is made when it is missing. */
  | { readonly event: NewEvent };
