import { expect, test } from "vitest";
import { author, must } from "../../../test/rigs/checkup.ts";
import { tempFolder } from "../../../test/rigs/temp.ts";
import { nodeFiles } from "../../host/files.ts";
import { testWorld } from "../../twins/test-world.ts";
import { plainHome } from "../home/find-home.ts";
import { journalOf, journalPath, writeJournal } from "../write/journal.ts";
import { readStored, storedReader } from "./read-ticket.ts";

const text = (id: string, title: string): string =>
  `---\nid: ${id}\ntitle: ${title}\nstatus: new\nkind: task\npriority: P2\n---\n\n## Context\n\nIt is read.\n`;

test("after a crash each ticket is read as the transaction leaves it, and many with one look at the journal", () => {
  using temp = tempFolder();
  const files = nodeFiles();
  const home = plainHome(temp.path, "docket");
  const ids = ["TASK-bbbbbb", "TASK-cccccc", "TASK-dddddd"];
  const paths = ids.map((id) => `tickets/${id}-it.md`);
  must(files.makeFolder(temp.at("docket/tickets")));
  const bytes = (words: string): Uint8Array => new TextEncoder().encode(words);
  for (const [at, path] of paths.entries())
    must(files.writeAtomic(temp.at("docket", path), bytes(text(ids[at] ?? "", "Before"))));
  const [first = "", , last = ""] = paths;
  const changes = [
    { path: first, before: bytes(text("TASK-bbbbbb", "Before")), after: text("TASK-bbbbbb", "After") },
    { path: last, before: bytes(text("TASK-dddddd", "Before")), after: undefined },
  ];
  must(writeJournal(files, home, journalOf({ message: "Write", changes }, { ...author, atMs: 1 })));
  const looks: string[] = [];
  const watched: typeof files = {
    ...files,
    read: (path, most) => {
      looks.push(path);
      return files.read(path, most);
    },
  };
  const backlog = { home, world: { ...testWorld(), files: watched } };
  const seen = (read: (at: { path: string }) => ReturnType<typeof readStored>): readonly string[] =>
    paths.map((path) => {
      const stored = read({ path });
      return stored.ok ? stored.value.ticket.title : stored.fault.code;
    });
  const asOne = seen((at) => readStored(backlog, at));
  expect(asOne).toEqual(["After", "Before", "file-not-found"]);
  looks.length = 0;
  expect(seen(storedReader(backlog))).toEqual(asOne);
  expect(looks.filter((path) => path === journalPath(home))).toHaveLength(1);
});
