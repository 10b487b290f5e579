import { expect, test } from "vitest";
import { memoryPatient, must, ticketText } from "../../../test/rigs/checkup.ts";
import type { Sql, SqlDatabase } from "../../ports/sql.ts";
import type { Backlog } from "../backlog.ts";
import { searchTickets } from "../read/search.ts";
import { indexPath, openIndex, sealTable } from "./index-file.ts";
import { markStale } from "./search-state.ts";
import { currentTable } from "./summaries.ts";

const found = (backlog: Backlog, query: string): readonly string[] =>
  searchTickets(backlog, query, { accept: () => true, limit: 10 }).hits.map(({ summary }) => summary.id);

test("a text that another reader notes while the search catches up is not forgotten", () => {
  const { backlog, put } = memoryPatient();
  put({ "tickets/TASK-bbbbbb-a.md": ticketText({ id: "TASK-bbbbbb", body: "Plums." }) });
  put({ "tickets/TASK-cccccc-b.md": ticketText({ id: "TASK-cccccc", body: "Plums." }) });
  expect(found(backlog, "plums")).toHaveLength(2);
  put({ "tickets/TASK-bbbbbb-a.md": ticketText({ id: "TASK-bbbbbb", body: "Apples." }) });
  put({ "tickets/TASK-cccccc-b.md": ticketText({ id: "TASK-cccccc", body: "Pears." }) });
  currentTable(backlog);
  const db = must(openIndex(backlog.world, backlog.home));
  must(db.run("delete from stale where name = ?", "TASK-cccccc-b.md"));
  must(sealTable(db, "stale"));
  // The other reader comes between the question what is to be read and the beginning of the work.
  const late = withEvent(backlog, () => must(markStale(db, ["TASK-cccccc-b.md"])));
  expect(found(late, "apples")).toEqual(["TASK-bbbbbb"]);
  expect(found(late, "pears")).toEqual(["TASK-cccccc"]);
  db.close();
});

/** The backlog, with something that happens once, right before its index is written to. */
function withEvent(backlog: Backlog, event: () => void): Backlog {
  let isDone = false;
  const watched = (db: SqlDatabase): SqlDatabase => ({
    ...db,
    run: (sql, ...values) => {
      if (sql === "begin immediate" && !isDone) {
        isDone = true;
        event();
      }
      return db.run(sql, ...values);
    },
  });
  const sql: Sql = {
    open: (path, mode, busyMs) => {
      const opened = backlog.world.sql.open(path, mode, busyMs);
      return opened.ok && path === indexPath(backlog.home) && mode === "write"
        ? { ok: true, value: watched(opened.value) }
        : opened;
    },
  };
  return { ...backlog, world: { ...backlog.world, sql } };
}
