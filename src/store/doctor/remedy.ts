import type { Result } from "../../std/result.ts";
import { editTicket } from "../../ticket/edit.ts";
import { makeEventId } from "../../ticket/id.ts";
import { formatInstant } from "../../ticket/instant.ts";
import type { Edit } from "../../ticket/model.ts";
import type { Author } from "../actor.ts";
import type { Backlog } from "../backlog.ts";
import type { Change } from "../write/change.ts";

/** One thing that `docket doctor --fix` does, in words. */
export interface Remedy {
  /** The finding it answers. */
  readonly code: string;
  readonly file: string;
  readonly action: string;
}

/** A remedy with what it changes. */
export interface Repair {
  readonly remedy: Remedy;
  readonly changes: readonly Change[];
  /** Paths that git is told to be merged. */
  readonly stage?: readonly string[];
}

export interface RepairNote {
  readonly code: string;
  readonly body: string;
  /** Changes beside the event. */
  readonly edits?: readonly Edit[];
}

/** What every repair has at hand. */
export interface RepairDesk {
  readonly backlog: Backlog;
  readonly author: Author;
  /** Only the plan is wanted. */
  readonly dryRun: boolean;
}

/** A ticket's text with an event that says what doctor did to it. */
export function noted(
  { backlog, author }: Pick<RepairDesk, "backlog" | "author">,
  text: string,
  { code, body, edits = [] }: RepairNote,
): Result<string> {
  const { world } = backlog;
  const at = formatInstant(world.clock.now());
  const event = {
    id: makeEventId(world.random.bytes(20)),
    kind: "repair",
    actor: author.actor,
    at,
    attributes: { finding: code },
    body,
  };
  return editTicket(text, [...edits, { set: "updated", to: at }, { event }]);
}
