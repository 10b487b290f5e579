import type { Actor, Ticket } from "./model.ts";
import type { Missing } from "./move-faults.ts";
import type { Requirements } from "./requirements.ts";

/** What the ticket's own file does not say. */
export interface MoveFacts {
  /** In plain words, from plan. */
  readonly unmetDependencies: readonly string[];
  readonly claimed: boolean;
  /** What is wrong with what the ticket says, from plan; asked for at the doors to ready and to doing. */
  readonly errors?: readonly Missing[];
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
