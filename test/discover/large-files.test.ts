import { truncateSync } from "node:fs";
import { expect, test } from "vitest";
import { secrets } from "../../src/discover/secrets.ts";
import { todo } from "../../src/discover/todo.ts";
import { hostWorld } from "../../src/host/world.ts";
import { discoverOnce } from "../rigs/discover-rounds.ts";
import { makeRepo } from "../rigs/repo.ts";
import { tableOf } from "../rigs/scripted-source.ts";
import { lookAt, seenBy } from "./_looking.ts";
import { callVerb } from "./_verb.ts";

/** Written in pieces, so that no tool takes this file for a leak. */
const TOKEN = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");

test("a file of several megabytes is looked at to its end, with the right lines, and known again", async () => {
  using repo = makeRepo();
  const block = 'f("of no interest", 1 / 2); // nothing\n'.repeat(60_000);
  repo.write(
    "large.ts",
    `${block}// TODO: in the middle\n${block}const a = "${TOKEN}";\n${block}/* TODO: at the end */`,
  );
  const seen = await seenBy(todo, lookAt(repo.path));
  expect(seen).toMatchObject({ isWhole: true, unread: [], findings: [] });
  expect(seen.sightings.map(({ message, place }) => [message, place?.line])).toEqual([
    ["TODO: in the middle", 60_001],
    ["TODO: at the end", 180_003],
  ]);
  const found = await seenBy(secrets, lookAt(repo.path));
  expect(found.sightings.map(({ place }) => place)).toEqual([{ path: "large.ts", line: 120_002 }]);
});

test("where a script in a page is longer than the window, the rest is passed over and named", async () => {
  using repo = makeRepo();
  repo.write(
    "large.html",
    `<!-- TODO: seen -->\n<script>\n${"f();\n".repeat(2_000_000)}// TODO: not reached\n</script>\n`,
  );
  const seen = await seenBy(todo, lookAt(repo.path));
  expect(seen).toMatchObject({ unread: ["large.html"], sightings: [{ message: "TODO: seen" }] });
  expect(seen.findings.map(({ code, message }) => [code, message])).toEqual([
    ["file-not-scanned", "from line 2 on the file was passed over: what begins there is too long"],
  ]);
});

test("the report counts what was not looked into", async () => {
  using repo = makeRepo();
  for (const name of ["a.ts", "b.ts"]) {
    repo.write(name, "// TODO: not read\n".repeat(500));
    truncateSync(`${repo.path}/${name}`, 101 * 1024 * 1024);
  }
  repo.write("c.ts", "// TODO: one\n");
  await callVerb(hostWorld(), repo.path, "init", {});
  const output = await discoverOnce({ world: hostWorld(), cwd: repo.path, table: tableOf(todo) });
  expect(output.sources).toMatchObject([{ found: 1, whole: true, unread: 2, findings: [{ file: "a.ts" }, {}] }]);
});
