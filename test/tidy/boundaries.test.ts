import { expect, test } from "vitest";
import { type Import, listFiles, readProjectFile, type SourceFile, sourceFiles } from "../../scripts/source/files.ts";
import { type Complaint, expectNone, invented } from "./check.ts";
import { type Room, readRooms } from "./rooms.ts";

const rooms = readRooms(readProjectFile("ARCHITECTURE.md"));

test("every import in src is allowed by the table of rooms", () => {
  expectNone(
    boundaryComplaints(sourceFiles()),
    "The table in ARCHITECTURE.md forbids these imports. Ask what the other room should give instead: a type that both need belongs " +
      "into the lower room, a touch of the outside behind a port. Change the table only together with a decision in docs/decisions.",
  );
});

test("every folder and file directly in src stands in the table", () => {
  const inSrc = new Set(listFiles("src").map((path) => /^src\/([^/]+)/.exec(path)?.[1] ?? ""));
  expectNone(
    [...inSrc].filter((name) => !rooms.has(name)),
    "These are no rooms. Give each its row in ARCHITECTURE.md (level, what it is, what it may import), or move the code to a room.",
  );
});

test("private files are imported in their own room only", () => {
  expectNone(
    privateComplaints(sourceFiles()),
    "A file whose name begins with _ is private to its room. Import a public file of that room, or make the piece public by renaming it.",
  );
});

test("no file reaches itself through imports", () => {
  expectNone(
    cycles(sourceFiles()).map((cycle) => cycle.join(" → ")),
    "These files import each other in a circle. Move what both need into a third file below them.",
  );
});

test("the table allows what it says and nothing else", () => {
  const complaints = (path: string, line: string): number => boundaryComplaints([invented(path, line)]).length;
  expect(complaints("src/ticket/a.ts", 'import { x } from "../std/x.ts";')).toBe(0);
  expect(complaints("src/ticket/a.ts", 'import type { X } from "../store/x.ts";')).toBe(1);
  expect(complaints("src/std/a.ts", 'type X = import("../ticket/x.ts").X;')).toBe(1);
  expect(complaints("src/cli/a.ts", 'import type { X } from "../ticket/x.ts";')).toBe(0);
  expect(complaints("src/cli/a.ts", 'import { x } from "../ticket/x.ts";')).toBe(1);
  expect(complaints("src/cli/a.ts", 'const x = await import("../mcp/x.ts");')).toBe(1);
  expect(complaints("src/ops/a.ts", 'import { x } from "../twins/x.ts";')).toBe(1);
  expect(complaints("src/ops/a.test.ts", 'import { x } from "../twins/x.ts";')).toBe(0);
  expect(complaints("src/store/a.test.ts", 'import { x } from "../ops/x.ts";')).toBe(1);
  expect(complaints("src/store/a.ts", 'import { x } from "../../test/rounds.ts";')).toBe(1);
  expect(complaints("src/store/a.test.ts", 'import { x } from "../../test/rounds.ts";')).toBe(0);
  expect(privateComplaints([invented("src/ops/a.ts", 'import { x } from "../store/_x.ts";')])).toHaveLength(1);
  expect(privateComplaints([invented("src/store/deep/a.ts", 'import { x } from "../_x.ts";')])).toHaveLength(0);
  expect(privateComplaints([invented("test/a/b.ts", 'import { x } from "./_x.ts";')])).toHaveLength(0);
  expect(privateComplaints([invented("test/a/b.ts", 'import { x } from "../c/_x.ts";')])).toHaveLength(1);
  const circle = [
    invented("src/a/a.ts", 'import type { B } from "./b.ts";'),
    invented("src/a/b.ts", 'const c = () => import("./c.ts");'),
    invented("src/a/c.ts", 'import { a } from "./a.ts";'),
  ];
  expect(cycles(circle)).toEqual([["src/a/a.ts", "src/a/b.ts", "src/a/c.ts", "src/a/a.ts"]]);
});

function boundaryComplaints(files: readonly SourceFile[]): readonly Complaint[] {
  return files
    .filter((file) => file.room !== "")
    .flatMap((file) =>
      file.imports
        .filter((one) => one.file !== undefined && !isAllowed(file, one, one.file))
        .map((one) => `${file.path}:${one.line} ${file.room} imports ${one.typeOnly ? "a type of " : ""}${one.file}`),
    );
}

function isAllowed(file: SourceFile, one: Import, target: string): boolean {
  const to = /^src\/([^/]+)/.exec(target)?.[1];
  if (to === undefined) return file.isTest;
  if (to === file.room) return true;
  const [room, other] = [rooms.get(file.room), rooms.get(to)];
  if (room === undefined || other === undefined) return false;
  if (room.values.has(to) || (one.typeOnly && room.types.has(to))) return true;
  return file.isTest && testMayImport(room, other);
}

/** A test may stand on every floor below its room, and put a twin or the real thing under it. */
function testMayImport(room: Room, other: Room): boolean {
  return other.level < room.level || other.name === "twins" || other.name === "host";
}

function privateComplaints(files: readonly SourceFile[]): readonly Complaint[] {
  return files.flatMap((file) =>
    file.imports
      .filter(({ file: target }) => target !== undefined && /\/_[^/]*$/.test(target) && !isSameRoom(file, target))
      .map((one) => `${file.path}:${one.line} imports ${one.file}`),
  );
}

/** Below src a room is a whole folder there; outside it is the folder of the file. */
function isSameRoom(file: SourceFile, target: string): boolean {
  const room = file.room === "" ? file.path.slice(0, file.path.lastIndexOf("/") + 1) : `src/${file.room}/`;
  return target.startsWith(room);
}

/** Each circle once, found by depth-first search over all imports between the files. */
function cycles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const targets = new Map(files.map((file) => [file.path, file.imports.flatMap((one) => one.file ?? [])]));
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path]);
    if (at >= 0 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) visit(path, []);
  return found;
}
