import { expect, test } from "vitest";
import { door } from "../../src/discover/door.ts";
import { hostWorld } from "../../src/host/world.ts";
import { makeRepo } from "../rigs/repo.ts";
import { lookAt, seenBy } from "./_looking.ts";

test("a file of very many facts is read line by line: so many are kept, and it is said that there are more", async () => {
  using repo = makeRepo();
  const line = (at: number): string => `${JSON.stringify({ rule: "r", subject: `s${at}`, message: "m" })}\n`;
  const filler = `${"x".repeat(5 * 1024 * 1024)}\n`;
  repo.write("facts.jsonl", filler + Array.from({ length: 50_001 }, (_, at) => line(at)).join(""));
  const reads: number[] = [];
  const { files } = hostWorld();
  const watched = {
    ...files,
    read: () => {
      throw new Error("read as a whole");
    },
    readPiece: (path: string, offset: number, bytes: number) => {
      reads.push(bytes);
      return files.readPiece(path, offset, bytes);
    },
  };
  const seen = await seenBy(door, lookAt(repo.path, { report: "facts.jsonl", world: { files: watched } }));
  expect([seen.sightings.length, seen.isWhole]).toEqual([50_000, false]);
  expect(seen.findings.map(({ code, line: at }) => [code, at])).toEqual([
    ["look-cut-short", undefined],
    ["fact-unreadable", 1],
  ]);
  expect(Math.max(...reads)).toBeLessThanOrEqual(1024 * 1024);
});

test("of very many lines that are no facts the first are named, and the rest is counted", async () => {
  using repo = makeRepo();
  repo.write("facts.jsonl", "no fact\n".repeat(1_000));
  const { findings } = await seenBy(door, lookAt(repo.path, { report: "facts.jsonl" }));
  expect([findings.length, findings.at(-1)?.message]).toEqual([51, "950 more like this are not listed"]);
});
