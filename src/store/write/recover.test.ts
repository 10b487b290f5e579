import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { author, must } from "../../../test/rigs/checkup.ts";
import { type TempFolder, tempFolder } from "../../../test/rigs/temp.ts";
import { nodeFiles } from "../../host/files.ts";
import { testWorld } from "../../twins/test-world.ts";
import { plainHome } from "../home/find-home.ts";
import { journalOf, journalPath, writeJournal } from "./journal.ts";
import { transact } from "./transaction.ts";

const writing = { author, command: "test", dryRun: false, lockWaitMs: 0 };
const nothing = { ok: true, value: { set: { message: "", changes: [] }, output: "done" } } as const;

/** Begins to write a file on the real disk and ends the process between the temp file and its renaming. */
function cutOff(path: string): void {
  const script = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    fs.renameSync = fs.linkSync = () => process.exit(9);
    syncBuiltinESMExports();
    const { nodeFiles } = await import(${JSON.stringify(new URL("../../host/files.ts", import.meta.url).href)});
    nodeFiles().writeAtomic(${JSON.stringify(path)}, new TextEncoder().encode("half"));`;
  const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(child.status, child.stderr).toBe(9);
}

/** A backlog on the real disk whose writer died in the middle of each of these files. */
function interrupted(temp: TempFolder, paths: readonly string[]) {
  const world = { ...testWorld(), files: nodeFiles() };
  const home = plainHome(temp.path, "docket");
  const changes = paths.map((path) => ({ path, before: undefined, after: "whole\n" }));
  const journal = journalOf({ message: "Write", changes }, { ...author, atMs: 1 });
  must(writeJournal(world.files, home, journal));
  for (const path of paths) {
    mkdirSync(dirname(temp.at("docket", path)), { recursive: true });
    cutOff(temp.at("docket", path));
  }
  return { backlog: { home, world }, tickets: temp.at("docket/tickets") };
}

test.each([
  ["short", "TASK-bbbbbb-a.md"],
  ["of 200 bytes", `TASK-bbbbbb-${"a".repeat(185)}.md`],
  ["as long as a name can be", `TASK-bbbbbb-${"a".repeat(240)}.md`],
  ["of letters that take three bytes", `TASK-bbbbbb-${"語".repeat(80)}.md`],
  ["of letters that take four bytes", `TASK-bbbbbb-x${"🂡".repeat(58)}.md`],
])("a name %s: the next writer finishes the file and removes what was begun", async (_, name) => {
  using temp = tempFolder();
  const { backlog, tickets } = interrupted(temp, [`tickets/${name}`]);
  expect(readdirSync(tickets)).toHaveLength(1);
  expect(readdirSync(tickets)[0]).toMatch(/^\.~TASK-bbbbbb/);

  must(await transact(backlog, writing, () => nothing));

  expect(readdirSync(tickets)).toEqual([name]);
  expect(readFileSync(`${tickets}/${name}`, "utf8")).toBe("whole\n");
  expect(backlog.world.files.stat(journalPath(backlog.home))).toBeUndefined();
});

test("files that only look alike stay", async () => {
  using temp = tempFolder();
  const name = "TASK-bbbbbb-a.md";
  const { backlog, tickets } = interrupted(temp, [`tickets/${name}`]);
  const others = [".~TASK-bbbbbb-a.md", ".~TASK-bbbb.12.x", ".~TASK-cccccc-b.md.12.x", "TASK-bbbbbb-a.md.12.x"];
  for (const other of others) writeFileSync(`${tickets}/${other}`, "a person's own");

  must(await transact(backlog, writing, () => nothing));

  expect(readdirSync(tickets).sort()).toEqual([...others, name].sort());
});
