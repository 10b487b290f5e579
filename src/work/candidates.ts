import { judgeScopeItself } from "../gate/scope.ts";
import { checkedTicket } from "../plan/check/checked-ticket.ts";
import { plainErrors } from "../plan/check/plain-errors.ts";
import { unmetDependencies } from "../plan/readiness.ts";
import type { Result } from "../std/result.ts";
import { readEpics } from "../store/epics-file.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import type { Summary, Ticket } from "../ticket/model.ts";
import { checkMove } from "../ticket/move.ts";
import { DEFAULT_REQUIREMENTS } from "../ticket/requirements.ts";
import { ownCommandsApproved, type Terms, termsOf } from "./terms.ts";
import type { Place, Workshop } from "./workshop.ts";

/** Everything that stands in the way of taking a ticket, in plain words; empty when nothing does. */
export interface Obstacles {
  readonly missing: readonly string[];
  readonly wayOut: string;
}

/** What of the backlog as a whole is looked at; read once for many candidates. */
export interface Surveyed {
  readonly summaries: readonly Summary[];
  readonly epics: ReadonlySet<string>;
}

export async function survey({ backlog }: Place): Promise<Surveyed> {
  const epics = new Set((await readEpics(backlog)).map(({ id }) => id));
  return { summaries: allTickets(backlog).summaries, epics };
}

/** What a ticket that was asked for by its id lacks of what else was asked for. */
export function unlikeWished(ticket: Ticket, { epic, label }: Wished): readonly string[] {
  const otherEpic = epic !== null && ticket.epic !== epic;
  const otherLabel = label !== null && !ticket.labels.includes(label);
  const its = ticket.epic === undefined || ticket.epic === "" ? "to no epic" : `to ${ticket.epic}`;
  return [
    ...(otherEpic ? [`it belongs ${its}, not to ${epic}`] : []),
    ...(otherLabel ? [`it has no label ${label}`] : []),
  ];
}

interface Wished {
  readonly epic: string | null;
  readonly label: string | null;
}

/** Judges whether a ticket may be taken: the move to doing with its guards, its epic, and terms that can be met. */
export function obstacles(shop: Workshop, ticket: Ticket, all: Surveyed): Obstacles {
  const move = mayBegin(shop, ticket, all);
  if (!move.ok) return { missing: [move.fault.message], wayOut: move.fault.hint ?? "see docket blocked" };
  // The table lets a blocked or deferred ticket go back to where it was; to be taken it has to be made ready first.
  if (ticket.status !== "ready") return { missing: [`it is ${ticket.status}`], wayOut: wayBack(ticket) };
  const missing = [...epicObstacles(shop, ticket, all), ...termObstacles(shop, termsOf(shop, ticket), ticket)];
  return { missing: missing.map(({ what }) => what), wayOut: missing[0]?.wayOut ?? "" };
}

function mayBegin(shop: Workshop, ticket: Ticket, { summaries }: Surveyed): Result<unknown> {
  const { checks, orders } = shop.settings;
  return checkMove({
    ticket,
    to: "doing",
    actor: shop.author.actor,
    reason: undefined,
    force: false,
    facts: {
      unmetDependencies: unmetDependencies(summaries, ticket.id),
      claimed: true,
      errors: plainErrors(checkedTicket("", ticket), { limits: checks, statuses: new Map(), door: "doing" }),
      requirements: { ...DEFAULT_REQUIREMENTS, ...checks, requireApproval: orders.requireApproval },
    },
  });
}

const wayBack = ({ id, status }: Ticket): string =>
  `docket move ${id} ready --reason TEXT${status === "blocked" ? `; after failed attempts docket requeue ${id} --reason TEXT` : ""}`;

interface Obstacle {
  readonly what: string;
  readonly wayOut: string;
}

function epicObstacles({ settings }: Workshop, ticket: Ticket, { epics }: Surveyed): readonly Obstacle[] {
  const { epic } = ticket;
  if (epic === undefined || epic === "")
    return settings.orders.requireEpic
      ? [{ what: "it belongs to no epic", wayOut: `docket edit ${ticket.id} --set epic=E-…` }]
      : [];
  return epics.has(epic)
    ? []
    : [
        {
          what: `its epic ${epic} is not in epics.yaml`,
          wayOut: `docket epic ${epic} --title TEXT, or give it another epic`,
        },
      ];
}

function termObstacles({ backlog }: Workshop, terms: Terms, ticket: Ticket): readonly Obstacle[] {
  const { scope, checks, dod, dodId, own } = terms;
  return [
    ...(scope.allow.length === 0 ? [] : judgeScopeItself(scope, backlog.world.clock.now())).map(
      ({ message, hint = "" }) => ({ what: message, wayOut: hint }),
    ),
    ...(scope.allow.length === 0
      ? [
          {
            what: "it names no file that may be changed",
            wayOut: "list paths in Affected Files, or name them: docket edit ID --allow GLOB",
          },
        ]
      : []),
    ...(checks.length === 0
      ? [{ what: "nothing would be run to prove it", wayOut: "set gates.test in docket.yaml, or verify in the ticket" }]
      : []),
    ...(dod === undefined
      ? [
          {
            what: `its Definition of Done ${dodId} is not in dod/`,
            wayOut: "write it, or name another in the field dod",
          },
        ]
      : []),
    ...(ownCommandsApproved(ticket, own)
      ? []
      : [
          {
            what: `it brings commands that no person approved: ${own.slice(0, 3).join(" · ")}`,
            wayOut: `docket approve ${ticket.id} --reason TEXT`,
          },
        ]),
  ];
}
