import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Files } from "../ports/files.ts";
import type { MemoryFiles } from "../twins/memory-files.ts";
import { testWorld } from "../twins/test-world.ts";
import { plainHome } from "./home/find-home.ts";
import { readSettings } from "./settings/read.ts";
import { CACHE_FORMAT, loadSettings } from "./settings-cache.ts";

const home = plainHome("/project", "docket");
const PATH = "/project/docket/docket.yaml";
const CACHE = "/project/docket/.private/settings.json";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A backlog with settings that are older than the time in which a change could go unseen. */
function scene(text: string | undefined) {
  const world = testWorld();
  const { files } = world;
  const write = (settings: string): void => {
    files.makeFolder("/project/docket");
    files.writeAtomic(PATH, bytes(settings));
  };
  if (text !== undefined) write(text);
  const age = (): void => world.clock.advance(10_000);
  age();
  const load = (other: Files = files) => loadSettings({ home, world: { ...world, files: other } });
  return { files, write, age, load };
}

/** Files of which one cannot be written. */
const refusing = (files: MemoryFiles): Files => ({
  ...files,
  makeFolder: () => ({ ok: false, fault: { code: "disk-read-only", exit: "findings", message: "no" } }),
});

test("without a file all settings have their defaults", async () => {
  const { load } = scene(undefined);
  expect(await load()).toMatchObject({ ok: true, value: { home: "branch", ids: "random" } });
});

test("what was read once is taken from the cache, as long as the file stays the same", async () => {
  const { files, load, write } = scene("home: tree\n");
  expect(await load()).toMatchObject({ value: { home: "tree" } });
  const kept = files.texts()[CACHE] ?? "";
  expect(kept).toContain('"home":"tree"');

  files.writeAtomic(CACHE, bytes(kept.replace('"home":"tree"', '"home":"marked"')));
  expect(await load()).toMatchObject({ value: { home: "marked" } });

  write("home: branch\nids: sequential\n");
  expect(await load()).toMatchObject({ value: { home: "branch", ids: "sequential" } });
});

test("a file that was touched a moment ago is not cached: the next save could look the same", async () => {
  const { files, write, load, age } = scene("home: tree\n");
  write("ids: sequential\n");
  expect(await load()).toMatchObject({ value: { ids: "sequential" } });
  expect(files.texts()[CACHE]).toBeUndefined();
  write("ids: random    \n");
  expect(await load()).toMatchObject({ value: { ids: "random" } });
  age();
  await load();
  expect(files.texts()[CACHE]).toContain('"ids":"random"');
});

test.each([
  ["", "empty"],
  ["{", "cut off"],
  ["null", "nothing"],
  ["[]", "a list"],
  ['{"mark":"none"}', "without settings"],
  ['{"mark":"9 9 9 9 9","settings":{"home":"other"}}', "of another file"],
])("a cache that is %j (%s) is read past and written anew", async (text) => {
  const { files, load } = scene("home: tree\n");
  files.makeFolder("/project/docket/.private");
  files.writeAtomic(CACHE, bytes(text));
  expect(await load()).toMatchObject({ value: { home: "tree" } });
  expect(files.texts()[CACHE]).toContain('"home":"tree"');
});

test("where nothing can be written the settings are read each time", async () => {
  const { files, load } = scene("home: tree\n");
  expect(await load(refusing(files))).toMatchObject({ value: { home: "tree" } });
  expect(await load(refusing(files))).toMatchObject({ value: { home: "tree" } });
  expect(files.texts()[CACHE]).toBeUndefined();
});

test.each([
  ["version: 1\nhmoe: tree\n", { where: "docket.yaml:2", hint: "did you mean `home`?" }],
  ["lock:\n  waitMs: soon\n", { where: "docket.yaml:2", message: expect.stringContaining("`lock.waitMs` must be") }],
  ["home: brunch\n", { where: "docket.yaml:1", hint: "did you mean `branch`?" }],
  ["home: tree\nhome: branch\n", { where: expect.stringMatching(/^docket\.yaml:[12]$/) }],
  ["gates: [\n", { where: expect.stringMatching(/^docket\.yaml:[12]$/) }],
])("settings that are wrong stop the verb with a line and are not cached: %j", async (text, fault) => {
  const { files, load } = scene(text);
  expect(await load()).toMatchObject({ ok: false, fault: { code: "settings-broken", exit: "usage", ...fault } });
  expect(files.texts()[CACHE]).toBeUndefined();
});

/** Every key of the settings, with the keys below it. */
const shapeOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).map(([key, below]) => [key, shapeOf(below)])
    : typeof value;

test("settings of another shape are not taken from a cache that an older program wrote", () => {
  const shape = JSON.stringify(shapeOf(readSettings("").settings));
  const digest = createHash("sha256").update(shape).digest("hex").slice(0, 12);
  // It changed? Raise CACHE_FORMAT, and then write both down here.
  expect({ format: CACHE_FORMAT, digest }).toEqual({ format: 5, digest: "d2bd0d121288" });
});
