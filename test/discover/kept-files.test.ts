import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checklist } from "../../src/discover/checklist.ts";
import { secrets } from "../../src/discover/secrets.ts";
import type { Look, Seen, Source } from "../../src/discover/source.ts";
import { todo } from "../../src/discover/todo.ts";
import { nodeFiles } from "../../src/host/files.ts";
import { makeRepo, type Repo } from "../rigs/repo.ts";
import { rounds } from "../rounds.ts";
import { lookAt, seenBy } from "./_looking.ts";

/** Written in pieces, so that no tool takes this file for a leak. */
const TOKEN = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");

/** A look whose disk is a while ahead, so that no file was touched just now, and which notes what is opened of the project. */
function keeping(repo: Repo, aheadMs = 60_000): Look & { readonly opened: string[] } {
  const files = nodeFiles();
  const opened: string[] = [];
  const cacheFolder = repo.temp.at("kept");
  const read: typeof files.read = (path, max) => {
    if (path.startsWith(`${repo.path}/`)) opened.push(path.slice(repo.path.length + 1));
    return files.read(path, max);
  };
  const world = { files: { ...files, read, stampMs: () => files.stampMs() + aheadMs } };
  return { ...lookAt(repo.path, { world }), cacheFolder, opened };
}

const places = ({ sightings }: Seen): readonly string[] =>
  sightings.map(({ identity, place }) => `${place?.path}:${place?.line} ${identity.rule} ${identity.subject}`);

function planted(): Repo {
  const repo = makeRepo();
  repo.write("src/a.ts", "// TODO: one\n");
  repo.write("src/b.ts", `// FIXME: two\nconst token = "${TOKEN}";\n`);
  repo.write("src/c.ts", "const c = 3;\n");
  repo.write("TODO.md", "- [ ] three\n- [x] four\n");
  repo.git("add", ".");
  repo.git("commit", "--quiet", "-m", "Plant");
  repo.write("new.ts", "// HACK: five\n");
  return repo;
}

test.each([
  ["todo", todo, 3],
  ["secrets", secrets, 1],
  ["checklist", checklist, 1],
] as const)("%s opens no file twice that stands as it stood, and sees the same", async (_, source: Source, count) => {
  using repo = planted();
  const first = await seenBy(source, keeping(repo));
  expect(first.sightings).toHaveLength(count);
  const again = keeping(repo);
  expect(await seenBy(source, again)).toEqual(first);
  expect(again.opened).toEqual([]);
});

test("what was changed, added, renamed or removed shows at once", async () => {
  using repo = planted();
  await seenBy(todo, keeping(repo));
  repo.write("src/a.ts", "\n// TODO: other\n");
  repo.write("src/d.ts", "// TODO: fresh\n");
  repo.git("mv", "src/b.ts", "src/e.ts");
  repo.git("rm", "--quiet", "src/c.ts");
  repo.write("new.ts", "");
  const look = keeping(repo);
  expect(places(await seenBy(todo, look))).toEqual([
    "src/a.ts:2 TODO other",
    "src/d.ts:1 TODO fresh",
    "src/e.ts:1 FIXME two",
  ]);
  expect(look.opened).toEqual(["src/a.ts", "src/d.ts", "src/e.ts"]);
});

test("a file of the same size with its old time put back is read all the same", async () => {
  using repo = planted();
  const path = `${repo.path}/src/a.ts`;
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  await seenBy(todo, keeping(repo));
  writeFileSync(path, "// TODO: own\n");
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  expect(places(await seenBy(todo, keeping(repo)))).toContain("src/a.ts:1 TODO own");
});

test("a file touched just before a look is read again at the next one", async () => {
  using repo = planted();
  await seenBy(todo, keeping(repo, 0));
  const again = keeping(repo, 0);
  await seenBy(todo, again);
  expect(again.opened).toContain("src/a.ts");
});

test("with other attributes all is looked at anew", async () => {
  using repo = planted();
  await seenBy(todo, keeping(repo));
  repo.write(".gitattributes", "src/b.ts binary\n");
  const look = keeping(repo);
  expect(places(await seenBy(todo, look))).toEqual(["new.ts:1 HACK five", "src/a.ts:1 TODO one"]);
  repo.write(".gitattributes", "");
  expect(await seenBy(todo, keeping(repo))).toMatchObject({ sightings: { length: 3 } });
});

test("what other settings leave out does not come back from the cache", async () => {
  using repo = planted();
  await seenBy(todo, keeping(repo));
  const look = keeping(repo);
  const settings = { ...look.settings, exclude: ["src/**"] };
  expect(places(await seenBy(todo, { ...look, settings }))).toEqual(["new.ts:1 HACK five"]);
});

test("a file that could not be read is no empty file the next time", async () => {
  using repo = planted();
  const look = keeping(repo);
  const { read } = look.world.files;
  const missing = { ok: false, fault: { code: "file-failed", exit: "findings", message: "no" } } as const;
  const files = {
    ...look.world.files,
    read: (path: string, max: number) => (path.endsWith("a.ts") ? missing : read(path, max)),
  };
  const first = await seenBy(todo, { ...look, world: { ...look.world, files } });
  expect(first).toMatchObject({ unread: ["src/a.ts"], sightings: { length: 2 } });
  expect(await seenBy(todo, keeping(repo))).toMatchObject({ unread: [], sightings: { length: 3 } });
});

test("whichever byte of the cache is wrong, the same is seen", async () => {
  using repo = planted();
  const right = await seenBy(todo, keeping(repo));
  const file = repo.temp.at("kept/files");
  const whole = readFileSync(file);
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: whole.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      fc.boolean(),
      async (at, by, isCut) => {
        const damaged = isCut ? whole.subarray(0, at) : Buffer.from(whole);
        if (!isCut) damaged[at] = (damaged[at] ?? 0) ^ by;
        writeFileSync(file, damaged);
        expect(await seenBy(todo, keeping(repo))).toEqual(right);
      },
    ),
    { numRuns: rounds(15) },
  );
});
