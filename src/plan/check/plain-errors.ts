import { isFilled } from "../../ticket/filled.ts";
import type { Missing } from "../../ticket/move-faults.ts";
import { type CheckedTicket, sectionOf } from "./checked-ticket.ts";
import { coherence } from "./coherence.ts";
import { completeness, saidOfTests } from "./completeness.ts";
import type { Found } from "./found.ts";
import { SEVERITY_OF } from "./rules.ts";
import { scopeGate } from "./scope-gate.ts";
import { type CheckLimits, surroundingsOf } from "./surroundings.ts";

/** The two doors at which errors hold a ticket back, each with guards that tell some of them in words of their own. */
export type ErrorDoor = "ready" | "doing";

export interface PlainView {
  readonly limits: Omit<CheckLimits, "prefixes">;
  /** Statuses of the tickets that it depends on; not asked for at the door to work, where a guard says what is not met. */
  readonly statuses: ReadonlyMap<string, string>;
  readonly door: ErrorDoor;
}

/**
 * The errors of a ticket that show without the code and without the text of any other: cheap enough for every door to ready and to work.
 * What the full check finds beyond them takes the whole backlog and the index of the code.
 */
export function plainErrors(ticket: CheckedTicket, { limits, statuses, door }: PlainView): readonly Missing[] {
  const input = { tickets: [ticket], statuses, code: undefined, now: 0 };
  const around = surroundingsOf({ ...input, limits: { ...limits, prefixes: new Map() } });
  const found: readonly Found[] = [
    ...completeness(ticket, around),
    ...coherence(ticket, around),
    ...scopeGate(ticket, around),
  ];
  const told = toldByGuards(ticket, door);
  return found
    .filter(({ code }) => SEVERITY_OF.get(code) === "error" && !told.has(code))
    .map(({ code, message, hint }) => ({
      what: `${message} (${code})`,
      wayOut: hint ?? `see docket check ${ticket.id}`,
    }));
}

/** One gap is told of once. */
function toldByGuards(ticket: CheckedTicket, door: ErrorDoor): ReadonlySet<string> {
  if (door === "doing") return new Set(["dependency-unknown", "dependency-rejected"]);
  const told = ["section-missing", "criteria-too-few", "command-missing"];
  if (!isFilled(sectionOf(ticket, "Affected Files"))) told.push("files-missing");
  if (!isFilled(saidOfTests(ticket))) told.push("tests-not-named");
  return new Set(told);
}
