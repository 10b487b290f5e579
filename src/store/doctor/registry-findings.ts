import type { Finding } from "../../std/finding.ts";
import { EPICS_FILE } from "../epics-file.ts";
import { SETTINGS_FILE } from "../home/home.ts";
import type { Epic } from "../settings/epics.ts";
import type { Examined, ExaminedTicket } from "./examined.ts";
import { finding } from "./rules.ts";

/** Epics and Definitions of Done that are named and not there, and queue entries without a ticket. */
export function registryFindings(examined: Examined): readonly Finding[] {
  const { registry, tickets } = examined;
  const epics = new Set(registry.epics.map(({ id }) => id));
  const dods = new Set(registry.dods.map(({ id }) => id));
  const ofSettings = dods.has(registry.settings.dod)
    ? []
    : [
        finding("dod-missing", SETTINGS_FILE, {
          message: `dod/ has no ${registry.settings.dod}, which new tickets go by`,
        }),
      ];
  return [
    ...ofSettings,
    ...tickets.flatMap((ticket) => [...epicFindings(ticket, epics), ...dodFindings(ticket, dods)]),
    ...registry.epics.flatMap((epic) => queueFindings(epic, examined)),
  ];
}

function epicFindings({ path, epic, lines }: ExaminedTicket, epics: ReadonlySet<string>): readonly Finding[] {
  if (epic === undefined || epics.has(epic)) return [];
  const hint = `make it with: docket epic ${epic} --title "…"`;
  return [
    finding("epic-missing", path, {
      message: `there is no epic ${epic} in ${EPICS_FILE}`,
      line: lines.get("epic"),
      hint,
    }),
  ];
}

function dodFindings({ path, dod, lines }: ExaminedTicket, dods: ReadonlySet<string>): readonly Finding[] {
  return dod
    .filter((id) => !dods.has(id))
    .map((id) =>
      finding("dod-missing", path, { message: `there is no Definition of Done ${id} in dod/`, line: lines.get("dod") }),
    );
}

function queueFindings({ id, queue, line }: Epic, { ids, registry }: Examined): readonly Finding[] {
  return queue
    .filter((ticket) => !ids.has(ticket))
    .map((ticket) =>
      finding("queue-dangling", EPICS_FILE, {
        message: `the queue of ${id} names ${ticket}, which does not exist`,
        line: lineOf(registry.epicsText, ticket, line),
        hint: `take it out with: docket epic ${id} --dequeue ${ticket}`,
      }),
    );
}

/** The first line from the epic's own on that names the ticket. */
function lineOf(text: string, ticket: string, from: number): number {
  const lines = text.split("\n");
  const at = lines.findIndex((line, index) => index + 1 >= from && line.includes(ticket));
  return at < 0 ? from : at + 1;
}
