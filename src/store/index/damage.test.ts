import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ticketText } from "../../../test/rigs/checkup.ts";
import { type TempFolder, tempFolder } from "../../../test/rigs/temp.ts";
import { rounds } from "../../../test/rounds.ts";
import { nodeFiles } from "../../host/files.ts";
import { nodeSql } from "../../host/sql.ts";
import type { Planned } from "../../ticket/model.ts";
import { decodeSummary } from "../../ticket/summary-line.ts";
import { testWorld } from "../../twins/test-world.ts";
import { plainHome } from "../home/find-home.ts";
import { ticketsInOrder } from "../read/kept-order.ts";
import { searchTickets } from "../read/search.ts";
import { currentTable } from "./summaries.ts";

const COUNT = 120;
const PAGE_BYTES = 16_384;
const WORDS = ["alpha", "beta", "gamma", "delta", "kappa", "sigma"];

/** A backlog on the real disk whose files are old enough for the index to trust what it knows of them. */
function backlogIn(temp: TempFolder) {
  const files = { ...nodeFiles(), stampMs: () => Date.now() + 60_000 };
  const backlog = { home: plainHome(temp.path, "docket"), world: { ...testWorld(), files, sql: nodeSql() } };
  const folder = temp.at("docket/tickets");
  mkdirSync(folder, { recursive: true });
  const put = (number: number, title: string): void => {
    const id = `TASK-b${String(number).padStart(5, "0")}`;
    const body = Array.from({ length: 60 }, (_, at) => `${WORDS[(number + at) % 5]}${(number * at) % 97}`).join(" ");
    writeFileSync(join(folder, `${id}-x.md`), ticketText({ id, title, body: `${WORDS[number % 6]} ${body}` }));
  };
  for (let number = 0; number < COUNT; number += 1) put(number, `Title ${number} ${WORDS[number % 6]}`);
  const remove = (number: number): void =>
    rmSync(join(folder, `TASK-b${String(number).padStart(5, "0")}-x.md`), { force: true });
  return { backlog, put, remove, privateFolder: backlog.home.privateFolder };
}

type Stage = ReturnType<typeof backlogIn>;

/** What a list and some searches answer. In any order: FTS5 weighs by sizes that still count what was removed. */
function answers({ backlog }: Stage) {
  const list = currentTable(backlog)
    .lines.map((line) => decodeSummary(line).title)
    .sort();
  const found = ["sigma", "kappa title", "beta1", "gamma9", "title 7", "nothing"].map((query) =>
    searchTickets(backlog, query, { accept: () => true, limit: 1000 })
      .hits.map(({ summary }) => summary.id)
      .sort(),
  );
  return { list, found, order: idsInOrder(backlog) };
}

/** Ids from last to first, in an order that is kept beside the index from the second time on. */
function idsInOrder(backlog: Stage["backlog"]): readonly string[] {
  const find = (tickets: readonly Planned[]) => ({
    order: [...tickets.keys()].sort((a, b) => ((tickets[a]?.id ?? "") > (tickets[b]?.id ?? "") ? -1 : 1)),
  });
  const { lines } = ticketsInOrder(backlog, { name: "ids", given: "", find });
  return lines.map((line) => decodeSummary(line).id);
}

/** Runs the questions until nothing is being rebuilt, and leaves a delta and stale texts beside the snapshot. */
function settled(temp: TempFolder): { readonly stage: Stage; readonly wanted: ReturnType<typeof answers> } {
  const stage = backlogIn(temp);
  answers(stage);
  stage.put(COUNT, "Late sigma");
  stage.put(3, "Changed kappa");
  stage.remove(5);
  const wanted = answers(stage);
  expect(answers(stage)).toEqual(wanted);
  expect(wanted.list).toHaveLength(COUNT);
  expect(wanted.found.slice(0, -1).every((ids) => ids.length > 0)).toBe(true);
  return { stage, wanted };
}

const databases = ({ privateFolder }: Stage): readonly string[] =>
  readdirSync(privateFolder)
    .filter((name) => name.endsWith(".db"))
    .map((name) => join(privateFolder, name));

/** Keeps the files as they are and puts them back, with whatever else was left removed. */
function keeper(stage: Stage, temp: TempFolder) {
  const kept = databases(stage);
  mkdirSync(temp.at("kept"));
  const copyOf = (path: string): string => temp.at("kept", path.slice(path.lastIndexOf("/") + 1));
  for (const path of kept) copyFileSync(path, copyOf(path));
  return {
    files: kept,
    putBack: () => {
      for (const path of kept) {
        rmSync(path, { recursive: true, force: true });
        rmSync(`${path}-journal`, { force: true });
        copyFileSync(copyOf(path), path);
      }
      answers(stage);
    },
  };
}

function flip(path: string, at: number, bits: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ bits;
  rewrite(path, bytes);
}

/** Writes with a time of its own: the clock of a file system may stand still for some milliseconds. */
function rewrite(path: string, bytes: Uint8Array): void {
  const before = statSync(path).mtimeMs;
  writeFileSync(path, bytes);
  utimesSync(path, new Date(), new Date(Math.max(Date.now(), before + 10)));
}

test("whichever byte of the index is wrong, lists and searches are right", { timeout: 120_000 }, () => {
  using temp = tempFolder();
  const { stage, wanted } = settled(temp);
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (which, place, bits) => {
      const files = databases(stage);
      const path = files[which % files.length] ?? "";
      flip(path, place % readFileSync(path).length, bits);
      expect(answers(stage)).toEqual(wanted);
    }),
    { numRuns: rounds(40) },
  );
});

test("a wrong byte at the head of any page, in its list of cells and in its content is noticed or does no harm", {
  timeout: 120_000,
}, () => {
  using temp = tempFolder();
  const { stage, wanted } = settled(temp);
  const { files, putBack } = keeper(stage, temp);
  for (const path of files) {
    const size = readFileSync(path).length;
    for (let page = 0; page < size; page += PAGE_BYTES) {
      const head = page === 0 ? 100 : page;
      for (const at of [head, head + 4, head + 6, head + 9, page + PAGE_BYTES - 40]) {
        flip(path, at, 1);
        expect(answers(stage), `${path} at ${at}`).toEqual(wanted);
      }
    }
    putBack();
  }
});

/** What may lie in the place of a database. */
const spoils: Readonly<Record<string, (path: string) => void>> = {
  "cut in half": (path) => truncateSync(path, readFileSync(path).length >> 1),
  "cut to its first page": (path) => truncateSync(path, PAGE_BYTES),
  "cut within its head": (path) => truncateSync(path, 50),
  "of no length": (path) => truncateSync(path, 0),
  gone: (path) => rmSync(path),
  "a text": (path) => writeFileSync(path, "no database at all\n".repeat(2000)),
  "with its last page zeroed": (path) => {
    const bytes = readFileSync(path);
    rewrite(path, bytes.fill(0, bytes.length - PAGE_BYTES));
  },
  "with two pages swapped": (path) => {
    const bytes = readFileSync(path);
    const second = Buffer.from(bytes.subarray(PAGE_BYTES, 2 * PAGE_BYTES));
    bytes.copyWithin(PAGE_BYTES, 2 * PAGE_BYTES, 3 * PAGE_BYTES);
    second.copy(bytes, 2 * PAGE_BYTES);
    rewrite(path, bytes);
  },
  "with a foreign journal beside it": (path) => writeFileSync(`${path}-journal`, "words ".repeat(2000)),
  "a folder": (path) => {
    rmSync(path);
    mkdirSync(path);
    writeFileSync(join(path, "own"), "a person's own");
  },
  "another application's database": (path) => otherDatabase(path, "create table mail(id integer primary key)"),
  "another application's database that uses our words": (path) =>
    otherDatabase(
      path,
      `create table snapshot(words); create table search(title); create table document(id, name);
       create table stale(name); create table sealed(what, value); insert into sealed values('search', 'x');
       create table answers(name); pragma user_version = 13;`,
    ),
};

function otherDatabase(path: string, sql: string): void {
  rmSync(path);
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

test.each(Object.entries(spoils))("a database that is %s changes no answer", { timeout: 60_000 }, (_, spoil) => {
  using temp = tempFolder();
  const { stage, wanted } = settled(temp);
  const { files, putBack } = keeper(stage, temp);
  for (const path of files) {
    spoil(path);
    expect(answers(stage), path).toEqual(wanted);
    expect(answers(stage), `${path}, the second time`).toEqual(wanted);
    putBack();
  }
});

test("what a person put in the index's place is not removed", () => {
  using temp = tempFolder();
  const { stage } = settled(temp);
  for (const path of databases(stage)) {
    spoils["a folder"]?.(path);
    answers(stage);
    expect(readFileSync(join(path, "own"), "utf8")).toBe("a person's own");
  }
});

test("an older copy of one file or of both, put back after changes, hides nothing", { timeout: 60_000 }, () => {
  using temp = tempFolder();
  const { stage } = settled(temp);
  const { files } = keeper(stage, temp);
  stage.put(7, "Another kappa");
  stage.put(8, "Without the words");
  stage.put(COUNT + 1, "Newest sigma");
  stage.remove(12);
  const wanted = answers(stage);
  for (const back of [...files.map((path) => [path]), files]) {
    for (const path of back) copyFileSync(temp.at("kept", path.slice(path.lastIndexOf("/") + 1)), path);
    expect(answers(stage), back.join(" ")).toEqual(wanted);
  }
});

test("rows that vanish from a table, as from a page that lost them, are missed", () => {
  using temp = tempFolder();
  const { stage, wanted } = settled(temp);
  const vanish = (sql: string): void => {
    const db = new DatabaseSync(join(stage.privateFolder, "index.db"));
    db.exec(sql);
    db.close();
  };
  vanish("delete from delta where name like '%00120%'");
  expect(answers(stage)).toEqual(wanted);

  stage.put(9, "Changed sigma");
  currentTable(stage.backlog);
  vanish("delete from stale");
  const after = answers(stage);
  expect(after.found[0]).toContain("TASK-b00009");
  vanish("delete from sealed");
  expect(answers(stage)).toEqual(after);
  vanish("update answers set text = replace(text, '[1,', '[2,')");
  expect(answers(stage)).toEqual(after);
});

test("the index is kept from one call to the next: nothing is read twice", () => {
  using temp = tempFolder();
  const { stage } = settled(temp);
  let reads = 0;
  const files = {
    ...stage.backlog.world.files,
    read: (path: string, maxBytes: number) => {
      if (path.endsWith(".md")) reads += 1;
      return stage.backlog.world.files.read(path, maxBytes);
    },
  };
  const backlog = { ...stage.backlog, world: { ...stage.backlog.world, files } };
  expect(searchTickets(backlog, "sigma", { accept: () => true, limit: 0 }).total).toBeGreaterThan(0);
  expect(reads).toBe(0);
  stage.put(4, "Changed");
  searchTickets(backlog, "sigma", { accept: () => true, limit: 0 });
  expect(reads).toBe(2);
  expect(existsSync(join(stage.privateFolder, "index-search.db"))).toBe(true);
});
