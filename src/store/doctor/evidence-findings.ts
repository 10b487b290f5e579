import { shardOf } from "../../evidence/identity.ts";
import type { Finding } from "../../std/finding.ts";
import { isOpen } from "../../ticket/statuses.ts";
import type { Backlog } from "../backlog.ts";
import { loadFacts } from "../evidence/facts.ts";
import { loadOutcomes, ticketsWithOutcomes } from "../evidence/outcomes.ts";
import { ATOMS_FOLDER, outcomePath, shardPath } from "../evidence/places.ts";
import type { Settings } from "../settings/schema.ts";
import type { Examined, ExaminedFacts, ExaminedTicket } from "./examined.ts";
import { finding } from "./rules.ts";

/** Reads the ledger of facts; a line that is none is a finding and stays (I5). */
export function examineFacts(backlog: Backlog, settings: Settings): ExaminedFacts {
  const yaml = settings.ledgers.atoms;
  const facts = loadFacts({ backlog, settings });
  if (!facts.ok)
    return {
      findings: [finding("atom-unreadable", yaml ?? ATOMS_FOLDER, { message: facts.fault.message })],
      tickets: new Map(),
    };
  const tickets = new Map<string, { readonly file: string; readonly facts: number }>();
  for (const { id, ticket } of facts.value.atoms) {
    if (ticket === undefined) continue;
    const known = tickets.get(ticket);
    const file = known?.file ?? yaml ?? shardPath(shardOf(id));
    tickets.set(ticket, { file, facts: (known?.facts ?? 0) + 1 });
  }
  const findings = facts.value.bad.map(({ path, line, why }) =>
    finding("atom-unreadable", path, {
      message: `this line is no fact: ${why}`,
      line,
      hint: "mend or remove the line by hand; until then it is kept as it is",
    }),
  );
  return { findings: [...findings, ...brokenOutcomes(backlog)], tickets };
}

/** Records of outcomes that cannot be read: they stay as they are (I5). */
function brokenOutcomes(backlog: Backlog): readonly Finding[] {
  return ticketsWithOutcomes(backlog).flatMap((id) => {
    const stored = loadOutcomes(backlog, id);
    const why = stored.ok ? stored.value.broken : stored.fault.message;
    if (why === undefined) return [];
    return [finding("outcome-unreadable", outcomePath(id), { message: `this is no record of outcomes: ${why}` })];
  });
}

/** Facts whose ticket is not there, and tickets that were made twice for the same. */
export function evidenceFindings(examined: Examined): readonly Finding[] {
  const { facts, ids, tickets } = examined;
  const dangling = [...facts.tickets].filter(([id]) => !ids.has(id));
  return [
    ...facts.findings,
    ...dangling.map(([id, { file, facts: count }]) =>
      finding("atom-ticket-missing", file, {
        message: `${count} ${count === 1 ? "fact belongs" : "facts belong"} to ${id}, which does not exist`,
        hint: "docket discover writes a new ticket where the problem is still seen",
      }),
    ),
    ...madeTwice(tickets),
  ];
}

/** Two clones that found the same before they synced: the one created first stays. */
function madeTwice(tickets: readonly ExaminedTicket[]): readonly Finding[] {
  const found = tickets.filter(({ fingerprint, status }) => fingerprint !== "" && isOpen(status));
  return [...Map.groupBy(found, ({ fingerprint }) => fingerprint).values()].flatMap((all) => {
    const [first, ...later] = all.toSorted((a, b) => compare(a.created, b.created) || compare(a.id, b.id));
    return later.map((ticket) =>
      finding("duplicate-fingerprint", ticket.path, {
        message: `${first?.id} was made for the same facts`,
        line: ticket.lines.get("fingerprint"),
        hint: `docket close ${ticket.id} --rejected duplicate --link ${first?.id} --resolution "Found twice."; its facts follow at the next docket discover`,
      }),
    );
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
