import { type CheckedTicket, isPattern } from "./checked-ticket.ts";
import type { Found } from "./found.ts";
import { firstUntied, isUnderWay, type Surroundings } from "./surroundings.ts";

/** What a change reaches beyond its own files. */
export function impact(ticket: CheckedTicket, around: Surroundings): readonly Found[] {
  return [...importers(ticket, around), ...folders(ticket, around)];
}

/** One finding an affected file: the first importer that another ticket touches stands for the rest. */
function importers(ticket: CheckedTicket, { code, modifiers }: Surroundings): readonly Found[] {
  if (code === undefined) return [];
  const own = new Set(ticket.files.map(({ path }) => path));
  return ticket.files.flatMap(({ path, action }): readonly Found[] => {
    if (action === "create" || isPattern(path)) return [];
    for (const importer of code.importersOf(path)) {
      const other = own.has(importer) ? undefined : firstUntied(ticket, modifiers.get(importer) ?? []);
      if (other === undefined) continue;
      const message = `${importer}, which imports ${path}, is touched by ${other.id}`;
      return [
        { code: "importer-touched", message, hint: `relate the two: docket relate ${ticket.id} related ${other.id}` },
      ];
    }
    return [];
  });
}

/** A typing error in a folder's name makes a new folder; one that a ticket it depends on makes is no error. */
function folders(ticket: CheckedTicket, { code, byId }: Surroundings): readonly Found[] {
  if (code === undefined || isUnderWay(ticket)) return [];
  const missing = new Map<string, string>();
  for (const { path, action } of ticket.files) {
    const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : undefined;
    if (action !== "create" || isPattern(path) || folder === undefined || code.folderExists(folder)) continue;
    const before = ticket.ticket.relations.depends_on.flatMap((id) => byId.get(id) ?? []);
    if (!before.some((one) => createsIn(one, folder))) missing.set(folder, path);
  }
  return [...missing].map(([folder, path]) => ({
    code: "folder-missing",
    message: `the folder ${folder} of the new file ${path} is not there`,
    hint: "mend the path, or accept that the folder is new",
  }));
}

const createsIn = ({ files }: CheckedTicket, folder: string): boolean =>
  files.some(({ path, action }) => action === "create" && path.startsWith(`${folder}/`));
