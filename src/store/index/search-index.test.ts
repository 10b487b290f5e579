import { expect, test } from "vitest";
import { memoryPatient, must, ticketText } from "../../../test/rigs/checkup.ts";
import type { SqlDatabase } from "../../ports/sql.ts";
import { searchTickets } from "../read/search.ts";
import { markStale, openIndex } from "./index-file.ts";
import { updateSearch } from "./search-index.ts";
import { currentTable } from "./summaries.ts";

const found = (backlog: Parameters<typeof searchTickets>[0], query: string): readonly string[] =>
  searchTickets(backlog, query, { accept: () => true, limit: 10 }).hits.map(({ summary }) => summary.id);

test("a text that another reader notes while the search catches up is not forgotten", () => {
  const { backlog, put } = memoryPatient();
  put({ "tickets/TASK-bbbbbb-a.md": ticketText({ id: "TASK-bbbbbb", body: "Apples." }) });
  put({ "tickets/TASK-cccccc-b.md": ticketText({ id: "TASK-cccccc", body: "Pears." }) });
  currentTable(backlog);
  const db = must(openIndex(backlog.world, backlog.home));
  must(db.run("delete from stale where name = ?", "TASK-cccccc-b.md"));
  // The other reader comes between the question what is to be read and the beginning of the work.
  const late: SqlDatabase = {
    ...db,
    run: (sql, ...values) => {
      if (sql === "begin immediate") must(markStale(db, ["TASK-cccccc-b.md"]));
      return db.run(sql, ...values);
    },
  };
  must(updateSearch(backlog, late));
  db.close();
  expect(found(backlog, "apples")).toEqual(["TASK-bbbbbb"]);
  expect(found(backlog, "pears")).toEqual(["TASK-cccccc"]);
});
