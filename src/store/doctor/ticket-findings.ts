import { join } from "node:path";
import type { Finding } from "../../std/finding.ts";
import { idOfFileName } from "../../ticket/id.ts";
import { KINDS } from "../../ticket/kinds.ts";
import { awaitsChoice } from "../../ticket/merge-marks.ts";
import type { Ticket, TicketEvent } from "../../ticket/model.ts";
import { isOpen, isStatus, STATUSES } from "../../ticket/statuses.ts";
import type { Backlog } from "../backlog.ts";
import type { Settings } from "../settings/schema.ts";
import { finding } from "./rules.ts";

/** What the rules about one ticket ask the surroundings. */
export interface TicketRules {
  readonly kinds: ReadonlySet<string>;
  /** Whether a path of the code exists. */
  exists(path: string): boolean;
}

export function ticketRulesOf({ home, world }: Backlog, settings: Settings): TicketRules {
  const known = new Map<string, boolean>();
  return {
    kinds: new Set([...KINDS.map(({ name }) => name), ...Object.keys(settings.kinds)]),
    exists: (path) => {
      // A bare repository has no checkout in which the file could be.
      if (home.root === home.gitFolder) return true;
      const there = known.get(path) ?? world.files.stat(join(home.root, path)) !== undefined;
      known.set(path, there);
      return there;
    },
  };
}

interface Read {
  readonly path: string;
  readonly ticket: Ticket;
  readonly lines: ReadonlyMap<string, number>;
}

/** Findings about one ticket that reading its text alone does not give. */
export function ticketFindings(read: Read, rules: TicketRules): readonly Finding[] {
  return [
    ...nameFindings(read),
    ...wordFindings(read, rules),
    ...closingFindings(read),
    ...proofFindings(read),
    ...choiceFindings(read),
    ...referenceFindings(read, rules),
  ];
}

function nameFindings({ path, ticket, lines }: Read): readonly Finding[] {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (idOfFileName(name) === ticket.id) return [];
  const message = `the file is named ${name}, but holds the ticket ${ticket.id}`;
  return [
    finding("file-name-differs", path, {
      message,
      line: lines.get("id"),
      hint: "docket doctor --fix renames the file",
    }),
  ];
}

function wordFindings({ path, ticket, lines }: Read, { kinds }: TicketRules): readonly Finding[] {
  const found: Finding[] = [];
  if (!isStatus(ticket.status))
    found.push(
      finding("ticket-status-unknown", path, {
        message: `there is no status ${JSON.stringify(ticket.status)}`,
        line: lines.get("status"),
        hint: `statuses are ${STATUSES.join(", ")}; docket move ${ticket.id} new --reason … brings it back`,
      }),
    );
  if (!kinds.has(ticket.kind))
    found.push(
      finding("ticket-kind-unknown", path, {
        message: `there is no kind ${JSON.stringify(ticket.kind)}`,
        line: lines.get("kind"),
        hint: "kinds of your own can be added in docket.yaml under kinds",
      }),
    );
  return found;
}

function closingFindings({ path, ticket, lines }: Read): readonly Finding[] {
  if (isOpen(ticket.status) || isResolved(ticket)) return [];
  return [
    finding("closed-without-resolution", path, {
      message: `${ticket.id} is ${ticket.status}, and nothing says how or why`,
      line: lines.get("status"),
      hint: "write a section ## Resolution",
    }),
  ];
}

/** Work that nobody proved has to stay in sight, however well it went. */
function proofFindings({ path, ticket }: Read): readonly Finding[] {
  return ticket.events
    .filter(({ kind, attributes }) => kind === "gate" && attributes.skipped === "yes")
    .map(({ author, body, line }) =>
      finding("passed-unproven", path, {
        message: `${author} let the work pass without a proof: ${body.trim()}`,
        line,
      }),
    );
}

/** A filled section, a `close` event, or the reason given with the move that ended it. */
function isResolved({ sections, events, status }: Ticket): boolean {
  const resolution = sections.find(({ heading }) => heading.toLowerCase() === "resolution");
  if ((resolution?.body.replace(/<!--[\s\S]*?-->/g, "").trim() ?? "") !== "") return true;
  const ends = ({ kind, attributes, body }: TicketEvent): boolean =>
    kind === "close" || (kind === "status_changed" && attributes.to === status && body.trim() !== "");
  return events.some(ends);
}

function choiceFindings({ path, ticket }: Read): readonly Finding[] {
  return ticket.sections
    .filter(({ body }) => awaitsChoice(body))
    .map(({ heading, line }) =>
      finding("merge-choice-open", path, {
        message: `two versions that a merge kept stand in the section ${heading}`,
        line,
        hint: `keep what is right and take the merge's comments out: docket edit ${ticket.id}`,
      }),
    );
}

function referenceFindings({ path, ticket }: Read, { exists }: TicketRules): readonly Finding[] {
  return ticket.events.flatMap(({ refs, line }) =>
    refs.flatMap((ref) => {
      const file = /^file:(.+?)(?::\d+)*(?:#.*)?$/.exec(ref)?.[1];
      if (file === undefined || (staysInside(file) && exists(file))) return [];
      return [
        finding("reference-dangling", path, { message: `the event here refers to ${file}, which is not there`, line }),
      ];
    }),
  );
}

const staysInside = (path: string): boolean => !/^(?:\/|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)|\0/.test(path);
