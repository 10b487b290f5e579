import { join, posix } from "node:path";
import { fileNameOf, idOfFileName, slugOf } from "../../ticket/id.ts";
import type { TicketId } from "../../ticket/model.ts";
import { readStored } from "../read/read-ticket.ts";
import type { Examined } from "./examined.ts";
import { duplicates } from "./identity-findings.ts";
import { noted, type Repair, type RepairDesk } from "./remedy.ts";

/** Gives files the name of the ticket in them. Where an id is taken twice, or the new name is taken, the file stays. */
export function renameFiles(desk: RepairDesk, examined: Examined): readonly Repair[] {
  const shared = new Set(duplicates(examined).flatMap((all) => all.map(({ id }) => id)));
  const { home, world } = desk.backlog;
  const taken = new Set<string>();
  return examined.tickets.flatMap(({ path, id }) => {
    if (idOfFileName(posix.basename(path)) === id || shared.has(id)) return [];
    const stored = readStored(desk.backlog, { path });
    if (!stored.ok) return [];
    const to = newPath(path, id, stored.value.ticket.title);
    // Whatever stands there, a file that cannot be read too, is not replaced.
    if (taken.has(to) || world.files.stat(join(home.folder, to)) !== undefined) return [];
    const body = `The file was named ${posix.basename(path)}, which does not fit the id; it has a fitting name now.`;
    const text = noted(desk, stored.value.text, { code: "file-name-differs", body });
    if (!text.ok) return [];
    taken.add(to);
    return [
      {
        remedy: { code: "file-name-differs", file: path, action: `rename to ${to}` },
        changes: [
          { path, before: stored.value.bytes, after: undefined },
          { path: to, before: undefined, after: text.value },
        ],
      },
    ];
  });
}

/** The slug of the old name is kept; a name without one gets the title's. */
export function newPath(path: string, id: TicketId, title: string): string {
  const old = idOfFileName(posix.basename(path));
  const rest = old === undefined ? "" : posix.basename(path, ".md").slice(old.length + 1);
  return posix.join(posix.dirname(path), fileNameOf(id, rest === "" ? slugOf(title) : rest));
}
