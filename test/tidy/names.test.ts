import { expect, test } from "vitest";
import { listFiles, readProjectFile, sourceFiles } from "../../scripts/source/files.ts";
import { type Complaint, expectNone, paidDebts, programFiles } from "./check.ts";
import { youngStdFiles } from "./debts.ts";

const EMPTY_WORDS = new Set([
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "misc",
  "manager",
  "service",
  "processor",
  "shared",
]);
const KEBAB = /^_?[a-z0-9]+(-[a-z0-9]+)*(\.(test|config))?\.ts$/;
const README_LINES = 25;
const STD_ROOMS = 3;

/** Patterns are written in pieces, so that this file does not find itself. */
const UNWELCOME: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`\\b(${["FIX", "XX", "HA"].map((a, at) => a + ["ME", "X", "CK"][at]).join("|")}):?\\s`),
    "an unfinished note",
  ],
  [
    new RegExp(["/ro", "ot/|/ho", "me/[a-z]+/|/Us", "ers/[a-z]+/|[ \"'`(]/wo", "rk/"].join("")),
    "a path of one machine",
  ],
  [
    new RegExp(["shared/", "(design|reference|seeds)|house", "\\.md|seed", "[- ]systems|the br", "ief\\b"].join("")),
    "a paper outside the project",
  ],
  [new RegExp(`\\b[R]\\d+\\.\\d+\\b|\\b[0-9]/${"7"}\\b|\\bissue #?\\d`), "a reference to a plan outside the project"],
];

/** Where such a text is the subject itself. */
const ALLOWED_TEXTS: Readonly<Record<string, string>> = {
  "src/discover/todo.ts": "it says how bad such a note is",
  "src/findings/marks/mark-rule.ts": "it says what such a note is",
  "src/findings/marks/find-marks.test.ts": "it shows what such a note is",
  "test/discover/local.test.ts": "it plants such notes",
  "test/discover/kept-files.test.ts": "it plants such notes",
};

test("file names are kebab-case and say something", () => {
  expectNone(
    sourceFiles().flatMap((file) => nameComplaints(file.path)),
    "Name the file after what it gives, in kebab-case. Words like utils or manager say nothing: name the subject.",
  );
});

test(`each room has a README of at most ${README_LINES} lines`, () => {
  const rooms = new Set(programFiles().flatMap((file) => (file.path.split("/").length > 2 ? [file.room] : [])));
  const files = new Set(listFiles("src"));
  const lengthOf = (path: string): number => readProjectFile(path).trimEnd().split("\n").length;
  const complaints = [...rooms].flatMap((room) => {
    const path = `src/${room}/README.md`;
    if (!files.has(path)) return [`${path} is missing`];
    return lengthOf(path) > README_LINES ? [`${path} has ${lengthOf(path)} lines`] : [];
  });
  expectNone(complaints, "Say in a few lines what the room is, where to start reading, and what it must not know.");
});

test(`each file in std is used by at least ${STD_ROOMS} rooms`, () => {
  const young = new Set(
    programFiles()
      .filter((file) => file.room === "std" && roomsUsing(file.path).size < STD_ROOMS)
      .map((file) => file.path),
  );
  expectNone(
    [...young]
      .filter((path) => !(path in youngStdFiles))
      .map((path) => `${path} is used by ${[...roomsUsing(path)].join(", ")}`),
    "Move the piece, as a private _file.ts, to the room that uses it. std is for what three rooms need.",
  );
  expectNone(
    paidDebts(Object.keys(youngStdFiles), young),
    "Good: it has found its users. Remove it from youngStdFiles in debts.ts.",
  );
});

test("the project speaks of itself alone", () => {
  const texts = listFiles().filter((path) => /\.(ts|md|json|yaml|yml|sh)$|^bin\/|^\.ci\//.test(path));
  expectNone(
    texts
      .filter((path) => path !== "package-lock.json" && !(path in ALLOWED_TEXTS))
      .flatMap((path) => wordComplaints(path)),
    "Finish what is open or write it down as a ticket; leave out paths of one machine and papers a reader does not have.",
  );
});

test("finds bad names and words", () => {
  expect(nameComplaints("src/store/ticket-utils.ts")).toHaveLength(1);
  expect(nameComplaints("src/store/TicketStore.ts")).toHaveLength(1);
  expect(nameComplaints("src/manager/a.ts")).toHaveLength(1);
  expect(nameComplaints("src/store/_lock-note.test.ts")).toEqual([]);
  const unfinished = `// ${"FIX"}ME: later`;
  expect(wordsIn("a.ts", unfinished)).toEqual(["a.ts:1 an unfinished note"]);
  expect(wordsIn("a.ts", `const a = "/ho${"me/somebody/x"}";`)).toHaveLength(1);
  expect(wordsIn("a.ts", "the network/works, a seed, 1/70, /homes")).toEqual([]);
});

function nameComplaints(path: string): readonly Complaint[] {
  const file = path.split("/").at(-1) ?? "";
  const empty = path.split(/[/.\-_]/).filter((word) => EMPTY_WORDS.has(word));
  return [
    ...(KEBAB.test(file) ? [] : [`${path} is not kebab-case`]),
    ...empty.map((word) => `${path}: "${word}" says nothing`),
  ];
}

const wordComplaints = (path: string): readonly Complaint[] => wordsIn(path, readProjectFile(path));

function wordsIn(path: string, text: string): readonly Complaint[] {
  return text
    .split("\n")
    .flatMap((line, at) =>
      UNWELCOME.filter(([pattern]) => pattern.test(line)).map(([, what]) => `${path}:${at + 1} ${what}`),
    );
}

function roomsUsing(path: string): ReadonlySet<string> {
  const users = programFiles().filter((file) => file.room !== "std" && file.imports.some((one) => one.file === path));
  return new Set(users.map((file) => file.room));
}
