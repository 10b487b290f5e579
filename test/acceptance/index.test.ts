import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { readOnly } from "./_disks.ts";
import { ask, backlog, fileOf, filesBelow, git, must, put, seeded, ticketFiles } from "./_rig.ts";
import { anything } from "./_shapes.ts";
import { at, comment, listAll, newTicket, newTickets, show, upTo } from "./_tickets.ts";
import { ticketText } from "./_written.ts";

const ROUNDS = process.env.DOCKET_LONG === "1" ? 100 : 8;

let root: string;
let ids: readonly string[];

beforeEach(async () => {
  root = await backlog();
  ids = await newTickets(root, ["alpha", "beta", "gamma"]);
  await listAll(root);
});

const titles = async (): Promise<readonly string[]> =>
  (await listAll(root)).tickets.map((ticket) => ticket.title).sort();

/** The private files of the clone, the index among them. */
const privateFiles = (): readonly string[] =>
  filesBelow(join(root, ".git/docket")).map((path) => join(root, ".git/docket", path));
const indexFiles = (): readonly string[] => privateFiles().filter((path) => /index/.test(path));

test("an index is kept beside git's own files and nowhere in the backlog", () => {
  expect(indexFiles().length).toBeGreaterThan(0);
  expect(readdirSync(join(root, "docket")).filter((name) => /index|\.db/.test(name))).toEqual([]);
});

test("a save of the same size in the same second is seen", async () => {
  const file = fileOf(root, at(ids, 0));
  const stat = statSync(file);

  for (const title of ["ALPHA", "aLpHa", "alphA"]) {
    writeFileSync(file, readFileSync(file, "utf8").replace(/^title: .*$/m, `title: ${title}`));
    utimesSync(file, stat.atime, stat.mtime);
    expect(statSync(file).size).toBe(stat.size);
    expect(await titles()).toContain(title);
  }
});

test("a save right after the index was made is seen, however close in time", { timeout: 60_000 }, async () => {
  const file = fileOf(root, at(ids, 1));
  for (const n of upTo(ROUNDS)) {
    rmSync(join(root, ".git/docket"), { recursive: true, force: true });
    const title = `b${String(n).padStart(3, "0")}`;
    const text = readFileSync(file, "utf8").replace(/^title: .*$/m, `title: ${title}`);
    const listing = listAll(root);
    writeFileSync(file, text);
    await listing;
    expect(await titles(), `round ${n}`).toContain(title);
  }
});

test("a checkout of an older commit of the backlog's branch is seen, and the way back", async () => {
  const tip = git(root, "rev-parse", "docket").trim();
  await comment(root, at(ids, 0), "later");
  await newTicket(root, "delta");
  expect(await titles()).toEqual(["alpha", "beta", "delta", "gamma"]);
  const newest = git(root, "rev-parse", "docket").trim();

  git(join(root, "docket"), "checkout", "-q", "--detach", tip);
  expect(await titles()).toEqual(["alpha", "beta", "gamma"]);
  expect((await show(root, at(ids, 0))).events).toHaveLength(1);
  git(join(root, "docket"), "checkout", "-q", "docket");

  expect(git(root, "rev-parse", "docket").trim()).toBe(newest);
  expect(await titles()).toEqual(["alpha", "beta", "delta", "gamma"]);
  expect((await show(root, at(ids, 0))).events).toHaveLength(2);
});

test("files that were added, renamed and deleted by hand are seen", async () => {
  put(root, { "docket/tickets/TASK-bcdfgh-by-hand.md": ticketText({ id: "TASK-bcdfgh", title: "by hand" }) });
  expect(await titles()).toEqual(["alpha", "beta", "by hand", "gamma"]);
  expect(JSON.stringify(await ask(root, anything, ["search", "written", "hand"]))).toContain("TASK-bcdfgh");

  rmSync(fileOf(root, at(ids, 2)));
  expect(await titles()).toEqual(["alpha", "beta", "by hand"]);
  expect(JSON.stringify(await ask(root, anything, ["search", "gamma"]))).not.toContain(at(ids, 2));
});

test("two processes that refresh at once, and many readers beside a writer, answer the same", {
  timeout: 120_000,
}, async () => {
  for (const round of upTo(ROUNDS)) {
    rmSync(join(root, ".git/docket"), { recursive: true, force: true });
    put(root, {
      [`docket/tickets/TASK-bcdfg${"bcdfghjkmn".charAt(round % 10)}-x.md`]: ticketText({
        id: `TASK-bcdfg${"bcdfghjkmn".charAt(round % 10)}`,
        title: `round ${round}`,
      }),
    });
    const wanted = ticketFiles(root).size;
    const answers = await Promise.all(upTo(4).map(() => listAll(root)));
    for (const answer of answers) expect(answer.total, `round ${round}`).toBe(wanted);
  }
  const [, ...lists] = await Promise.all([newTicket(root, "meanwhile"), ...upTo(4).map(() => listAll(root))]);
  for (const list of lists) expect(list.problems).toEqual([]);
});

test("an index that is deleted, filled with chance or cut off is rebuilt without a word", {
  timeout: 120_000,
}, async () => {
  const wanted = await titles();
  const random = seeded(20_260_302);
  for (const n of upTo(ROUNDS)) {
    for (const path of indexFiles()) {
      const size = statSync(path).size;
      const way = n % 4;
      if (way === 0) rmSync(path);
      if (way === 1) writeFileSync(path, Buffer.from(upTo(Math.max(64, size)).map(() => Math.floor(random() * 256))));
      if (way === 2) truncateSync(path, Math.floor(size * random()));
      if (way === 3) spoil({ path, random });
    }
    expect(await titles(), `round ${n}`).toEqual(wanted);
    expect(JSON.stringify(await ask(root, anything, ["search", "beta"])), `round ${n}`).toContain(at(ids, 1));
    await comment(root, at(ids, 0), `after ${n}`);
  }
  expect((await show(root, at(ids, 0))).events).toHaveLength(1 + ROUNDS);
});

test("on a read-only file system reads are right even when the index is stale or gone", async ({ skip }) => {
  put(root, { "docket/tickets/TASK-bcdfgh-by-hand.md": ticketText({ id: "TASK-bcdfgh", title: "by hand" }) });
  const disk = readOnly(root);
  if ("refused" in disk) return skip(`no read-only mount here: ${disk.refused}`);

  expect(await titles()).toEqual(["alpha", "beta", "by hand", "gamma"]);
  expect(JSON.stringify(await ask(root, anything, ["search", "beta"]))).toContain(at(ids, 1));
  expect((await must(root, ["ready", "--json"])).code).toBe(0);
});

test("the whole private folder of the clone can be deleted", async () => {
  const wanted = await titles();
  rmSync(join(root, ".git/docket"), { recursive: true });

  expect(await titles()).toEqual(wanted);
  await newTicket(root, "delta");
  expect(await titles()).toEqual([...wanted, "delta"].sort());
  expect(existsSync(join(root, "docket/docket.yaml"))).toBe(true);
});

interface Spoiling {
  readonly path: string;
  readonly random: () => number;
}

/** Overwrites some bytes in the middle, as a bad disk would. */
function spoil({ path, random }: Spoiling): void {
  const bytes = readFileSync(path);
  for (let count = 0; count < 32 && bytes.length > 0; count += 1)
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  writeFileSync(path, bytes);
}
