import type { Backlog } from "../backlog.ts";
import { saveAnswer } from "./answer-rows.ts";
import { indexPath } from "./index-file.ts";
import type { Table } from "./table.ts";

/**
 * Answers over all tickets that take longer to find than to read, such as the order of what is ready. Each is kept for exactly the lines
 * it was found in, and a table that differs from the index by a single file carries none. Whoever saves lines in which something
 * differs that an order looks at throws all answers away in the same transaction; they outlive a comment.
 */
export const answerFor = (table: Table, name: string): string | undefined =>
  found.get(table)?.get(name) ?? table.kept?.texts.get(name);

/** What this process found since it read a table: one that stays and watches asks the same table again, and the index need not hold it. */
const found = new WeakMap<Table, Map<string, string>>();

/** Keeps an answer for the next reader. An attempt: a reader neither waits for another one nor fails because of this (I2). */
export function keepAnswer({ home, world }: Backlog, table: Table, answer: { name: string; text: string }): void {
  found.set(table, (found.get(table) ?? new Map()).set(answer.name, answer.text));
  if (table.kept === undefined) return;
  const opened = world.sql.open(indexPath(home), "write", 0);
  if (!opened.ok) return;
  saveAnswer(opened.value, table.kept.stamp, answer);
  opened.value.close();
}
