import { join } from "node:path";
import type { Backlog } from "../backlog.ts";
import { TICKETS_FOLDER } from "../home/home.ts";
import { MAX_LOOKS, TICK_MS } from "../limits.ts";
import { journalPath } from "../write/journal.ts";
import { ticketNames } from "./ticket-names.ts";

/**
 * Looks at many tickets as at one moment. Readers take no lock, so a transaction may come between two files and a reader would see
 * half of it. A transaction has happened once its journal is there, and every file that it puts in place changes the folder: a reader that
 * finds either changed looks again. Under writers that never rest the last look counts: each ticket in it is whole, only not all of the
 * same moment.
 */
export function steadily<Seen>(backlog: Backlog, look: () => Seen): Seen {
  for (let looks = 1; ; looks += 1) {
    const before = markOf(backlog);
    const seen = look();
    if (looks === MAX_LOOKS || markOf(backlog, before.kind).mark === before.mark) return seen;
  }
}

interface Mark {
  readonly kind: "folder" | "every file";
  readonly mark: string;
}

/** The state of journal and folder. Two changes within one tick of the disk's clock leave the same, so shortly after one every file is asked. */
function markOf({ home, world }: Backlog, asked?: Mark["kind"]): Mark {
  const { files } = world;
  const folder = join(home.folder, TICKETS_FOLDER);
  const journal = files.stat(journalPath(home));
  const stat = files.stat(folder);
  if (stat === undefined) return { kind: "folder", mark: "" };
  const kind = asked ?? (Math.max(stat.mtimeMs, stat.ctimeMs) > files.stampMs() - TICK_MS ? "every file" : "folder");
  const marks = [`${journal?.ino} ${journal?.mtimeMs} ${stat.mtimeMs} ${stat.ctimeMs} ${stat.ino}`];
  if (kind === "folder") return { kind, mark: marks.join() };
  const names = ticketNames(files, home.folder);
  // A file that is put in place of another is a new one, whatever its times say.
  files.statEach(folder, names, (each, place) => {
    marks.push(`${names[place]} ${each?.ino} ${each?.mtimeMs} ${each?.size}`);
  });
  return { kind, mark: marks.join("\n") };
}
