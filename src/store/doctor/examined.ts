import type { Finding } from "../../std/finding.ts";
import type { Summary, Ticket, TicketId } from "../../ticket/model.ts";
import type { Dod } from "../settings/dod.ts";
import type { Epic } from "../settings/epics.ts";
import type { Settings } from "../settings/schema.ts";

/** What the rules over many tickets look at; the texts themselves are not kept, so that a large backlog fits. */
export interface ExaminedTicket {
  readonly path: string;
  readonly id: TicketId;
  readonly status: string;
  readonly created: string;
  readonly epic: string | undefined;
  readonly dod: readonly string[];
  /** Of a found ticket: what it was made for; else empty. */
  readonly fingerprint: string;
  readonly relations: Ticket["relations"];
  /** Lines of those frontmatter fields that a finding may point at. */
  readonly lines: ReadonlyMap<string, number>;
}

/** The facts that were found, as far as doctor looks at them. */
export interface ExaminedFacts {
  readonly findings: readonly Finding[];
  /** Tickets that facts belong to, with one file in which they are named. */
  readonly tickets: ReadonlyMap<string, { readonly file: string; readonly facts: number }>;
}

/** Everything that was read, with the findings that reading gave. */
export interface Examined {
  readonly tickets: readonly ExaminedTicket[];
  /** Ids that exist, those of files that cannot be read included. */
  readonly ids: ReadonlySet<string>;
  readonly registry: Registry;
  readonly facts: ExaminedFacts;
  readonly findings: readonly Finding[];
}

/** The YAML files of the backlog. */
export interface Registry {
  readonly settings: Settings;
  readonly epics: readonly Epic[];
  /** The text of epics.yaml, for the lines of queue entries. */
  readonly epicsText: string;
  readonly dods: readonly Dod[];
  readonly findings: readonly Finding[];
}

/** Finds circles among tickets: which edges make one wait for another is not known in this room. */
export type FindCircles = (
  nodes: readonly Pick<Summary, "id" | "depends_on" | "blocks" | "parent">[],
) => readonly (readonly string[])[];
