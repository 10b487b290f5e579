import type { Files } from "../../ports/files.ts";
import { summarise } from "../../ticket/summary.ts";
import { encodeSummary } from "../../ticket/summary-line.ts";
import { type Home, TICKETS_FOLDER } from "../home/home.ts";
import { standing } from "../write/apply.ts";
import { recordedBytes } from "../write/journal.ts";
import type { Journal } from "../write/journal-shape.ts";
import type { Table } from "./table.ts";

/** Shows a transaction that a crash left unfinished the way the next writer will finish it (I2). */
export function overlay(files: Files, home: Home, { table, journal }: { table: Table; journal: Journal }): Table {
  const lines = new Map(table.names.map((name, place) => [name, table.lines[place] ?? ""]));
  for (const change of journal.changes) {
    const name = change.path.startsWith(`${TICKETS_FOLDER}/`)
      ? change.path.slice(TICKETS_FOLDER.length + 1)
      : undefined;
    if (name === undefined || standing(files, home.folder, change) === "other") continue;
    // Also where it is in place by now: the table may have been read before that.
    const bytes = recordedBytes(change);
    if (bytes === null) lines.delete(name);
    else lines.set(name, encodeSummary(summarise(change.path, bytes)));
  }
  return { names: [...lines.keys()], lines: [...lines.values()], signatures: table.signatures };
}
