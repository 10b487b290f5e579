import type { Actor, Ticket } from "./model.ts";
import type { Requirements } from "./requirements.ts";

/** What the ticket's own file does not say. */
export interface MoveFacts {
  /** In plain words, from plan. */
  readonly unmetDependencies: readonly string[];
  readonly claimed: boolean;
  readonly requirements: Requirements;
}

export interface MoveRequest {
  readonly ticket: Ticket;
  readonly to: string;
  readonly actor: Actor;
  readonly reason: string | undefined;
  /** The kind of rejection; without it the field `rejection` of the ticket counts. */
  readonly rejection?: string | undefined;
  /** Skips guards, never the table; for persons only. */
  readonly force: boolean;
  readonly facts: MoveFacts;
}
