import { expect, test } from "vitest";
import { plainHome } from "../store/home/find-home.ts";
import { testWorld } from "../twins/test-world.ts";
import { readDods } from "./dods.ts";

const FOLDER = "/project/docket/dod";
const KEPT = "/project/docket/.private/dods.json";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const dod = (title: string): string => `dod:\n  - id: DOD-ONE\n    title: ${title}\n`;

function scene() {
  const world = testWorld();
  const { files } = world;
  files.makeFolder(FOLDER);
  files.makeFolder("/project/docket/.private");
  const write = (name: string, text: string): void => void files.writeAtomic(`${FOLDER}/${name}`, bytes(text));
  const titles = (): readonly string[] =>
    readDods({ backlog: { home: plainHome("/project", "docket"), world } }).map(({ title }) => title);
  return { files, write, titles };
}

test("a catalog that was read is kept, and is used while its files say the same", () => {
  const { files, write, titles } = scene();
  expect(titles()).toEqual([]);
  write("one.yaml", dod("Shown"));
  expect(titles()).toEqual(["Shown"]);
  const kept = files.texts()[KEPT] ?? "";
  files.writeAtomic(KEPT, bytes(kept.replaceAll('"title":"Shown"', '"title":"Kept"')));
  expect(titles()).toEqual(["Kept"]);
  write("one.yaml", dod("Other"));
  expect(titles()).toEqual(["Other"]);
  write("two.yaml", dod("Second").replace("DOD-ONE", "DOD-TWO"));
  expect(titles()).toEqual(["Other", "Second"]);
});

test.for(["", "{", "[]", "null", '{"source":1}'])("a damaged copy counts for nothing: %s", (damaged) => {
  const { files, write, titles } = scene();
  write("one.yaml", dod("Shown"));
  files.writeAtomic(KEPT, bytes(damaged));
  expect(titles()).toEqual(["Shown"]);
});
