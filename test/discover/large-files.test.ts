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

/** What git is given to search, and a world in which it is given that. */
function watchedGit() {
  const searched: string[] = [];
  const { git } = hostWorld();
  const run: typeof git.run = (call) => {
    if (call.args[0] === "grep") searched.push(...call.args.slice(call.args.indexOf("--") + 1));
    return git.run(call);
  };
  return { searched, world: { git: { run } } };
}

test("git, which takes each file into memory as a whole, is not given large ones: they are searched in pieces", async () => {
  using repo = makeRepo();
  const code = "value = other;\n".repeat(1_200_000);
  repo.write("marked.ts", `${code}// TODO: far down\n`);
  repo.write("plain.ts", code);
  repo.write("binary.ts", `\0${code}// TODO: in no text\n`);
  repo.write("small.ts", "// TODO: small\n");
  const { searched, world } = watchedGit();
  const seen = await seenBy(todo, lookAt(repo.path, { world }));
  expect(seen).toMatchObject({ isWhole: true, unread: [], findings: [] });
  expect(seen.sightings.map(({ message, place }) => [message, place?.line])).toEqual([
    ["TODO: far down", 1_200_001],
    ["TODO: small", 1],
  ]);
  expect(searched).toEqual(["small.ts"]);
});

test("where git searches all tracked files, large ones are left out by name, wanted or not", async () => {
  using repo = makeRepo();
  const odd = ":(top)*[1].ts";
  repo.write(odd, `${"value = other;\n".repeat(1_200_000)}// TODO: far down\n`);
  repo.write("other.log", "no program\n".repeat(1_700_000));
  for (let at = 0; at < 1_001; at += 1) repo.write(`f${at}.ts`, at === 0 ? "// TODO: small\n" : "f();\n");
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "--message", "all");
  const { searched, world } = watchedGit();
  const seen = await seenBy(todo, lookAt(repo.path, { world }));
  expect(seen.sightings.map(({ message }) => message)).toEqual(["TODO: far down", "TODO: small"]);
  expect(searched).toEqual([`:(exclude,literal)${odd}`, ":(exclude,literal)other.log"]);
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
