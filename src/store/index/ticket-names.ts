import { join } from "node:path";
import type { Files } from "../../ports/files.ts";
import { TICKETS_FOLDER } from "../home/home.ts";

export interface TicketNames {
  readonly names: readonly string[];
  /** Whether there is no subfolder: what happens inside one does not show on the folder above it. */
  readonly flat: boolean;
}

/** Names of ticket files under tickets/, those in its subfolders too. Hidden files are none: temp files begin with a dot. */
export function listTickets(files: Files, folder: string): TicketNames {
  const listed = files.list(join(folder, TICKETS_FOLDER));
  if (!listed.ok) return { names: [], flat: true };
  if (areAllTickets(listed.value)) return { names: listed.value, flat: true };
  const names: string[] = [];
  let flat = true;
  for (const name of listed.value) {
    if (name.startsWith(".")) continue;
    if (name.endsWith(".md")) names.push(name);
    else if (!name.includes(".")) {
      flat = false;
      names.push(...namesInside(files, folder, name));
    }
  }
  return { names, flat };
}

/** The usual folder holds nothing but tickets; one search through one text tells, where a loop over the names would be slow when cold. */
function areAllTickets(names: readonly string[]): boolean {
  const text = `\n${names.join("\n")}\n`;
  return !text.includes("\n.") && text.split(".md\n").length - 1 === names.length;
}

export const ticketNames = (files: Files, folder: string): readonly string[] => listTickets(files, folder).names;

function namesInside(files: Files, folder: string, subfolder: string): readonly string[] {
  const path = join(folder, TICKETS_FOLDER, subfolder);
  if (files.stat(path)?.isDirectory() !== true) return [];
  const listed = files.list(path);
  if (!listed.ok) return [];
  return listed.value
    .filter((name) => name.endsWith(".md") && !name.startsWith("."))
    .map((name) => `${subfolder}/${name}`);
}
