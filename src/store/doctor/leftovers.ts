import { join, relative } from "node:path";
import type { Files } from "../../ports/files.ts";
import type { Finding } from "../../std/finding.ts";
import type { Backlog } from "../backlog.ts";
import { ASIDE_FOLDER, type Home } from "../home/home.ts";
import { isLeftover } from "../leftover.ts";
import { journalPath, readJournal } from "../write/journal.ts";
import { RECOVERED_FOLDER } from "../write/recover.ts";
import { cutOffWrite } from "../write/transaction.ts";
import { finding } from "./rules.ts";

/** How deep folders of the backlog are looked through; Docket's own nest two levels. */
const MAX_DEPTH = 8;

/** What a crash or a failed merge left behind. */
export function leftoverFindings({ home, world }: Backlog): readonly Finding[] {
  const shown = (path: string): string => fromHome(home, path);
  return [
    ...journalFindings({ home, world }),
    ...leftoverFiles({ home, world }).map((path) =>
      finding("leftover-file", shown(path), {
        message: "a write that was cut off left this temporary file",
        hint: "docket doctor --fix removes it once it is a minute old",
      }),
    ),
    ...filesBelow(world.files, join(home.privateFolder, RECOVERED_FOLDER)).map((path) =>
      finding("recovered-file", shown(path), {
        message: "the text of a write that was cut off; the file itself was changed by hand meanwhile",
        hint: "bring over what is missing, then move this file away",
      }),
    ),
    ...filesBelow(world.files, join(home.folder, ASIDE_FOLDER)).map((path) =>
      finding("aside-file", shown(path), {
        message: "this version of a ticket could not be merged",
        hint: "bring over what is missing to the ticket, then move this file away",
      }),
    ),
  ];
}

function journalFindings({ home, world }: Backlog): readonly Finding[] {
  const path = journalPath(home);
  if (world.files.stat(path) === undefined) return [];
  if (readJournal(world.files, home) === undefined && world.files.stat(path) !== undefined)
    return [
      finding("journal-damaged", fromHome(home, path), {
        message: "the journal of a write cannot be read; it is not replayed",
      }),
    ];
  const journal = cutOffWrite({ home, world });
  if (journal === undefined) return [];
  const message = `a write was cut off: ${journal.message.split("\n", 1)[0]}`;
  return [
    finding("journal-pending", fromHome(home, path), {
      message,
      hint: "the next write finishes it, or docket doctor --fix",
    }),
  ];
}

/** Absolute paths of temporary files that no write will put in place any more. */
export function leftoverFiles({ home, world }: Backlog): readonly string[] {
  const all = [home.folder, home.privateFolder].flatMap((folder) => filesBelow(world.files, folder));
  return [...new Set(all)].filter((path) => isLeftover(path));
}

/** Path from the backlog's folder, also of what lies beside it. */
export const fromHome = (home: Home, path: string): string => relative(home.folder, path).replaceAll("\\", "/");

function filesBelow(files: Files, folder: string, depth = 0): readonly string[] {
  const listed = files.list(folder);
  if (!listed.ok || depth > MAX_DEPTH) return [];
  const paths: string[] = [];
  for (const name of [...listed.value].sort()) {
    if (name === ".git") continue;
    const path = join(folder, name);
    // Ticket files are the many: their names say that they are no folders.
    if (name.endsWith(".md") && !name.startsWith(".")) paths.push(path);
    else if (files.stat(path)?.isDirectory() === true) paths.push(...filesBelow(files, path, depth + 1));
    else paths.push(path);
  }
  return paths;
}
