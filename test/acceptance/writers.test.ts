import { expect, test } from "vitest";
import { backlog, fileOf, git, must, ticketFiles } from "./_rig.ts";
import { at, eventsOfOneEdit, listAll, newTicket, newTickets, show, upTo } from "./_tickets.ts";

const PROCESSES = 8;
const EACH = process.env.DOCKET_LONG === "1" ? 250 : 6;
const LIMIT_MS = process.env.DOCKET_LONG === "1" ? 1_800_000 : 120_000;

const commits = (root: string): number => Number(git(root, "rev-list", "--count", "refs/heads/docket"));

test("eight writers creating tickets lose none and never give an id twice", { timeout: LIMIT_MS }, async () => {
  const root = await backlog();
  const before = commits(root);

  const made = await Promise.all(
    upTo(PROCESSES).map(async (writer) => {
      const ids: string[] = [];
      for (const n of upTo(EACH)) ids.push(await newTicket(root, `from ${writer}, number ${n}`));
      return ids;
    }),
  );

  const ids = made.flat();
  expect(new Set(ids).size).toBe(PROCESSES * EACH);
  const list = await listAll(root);
  expect(list.problems).toEqual([]);
  expect(new Set(list.tickets.map((ticket) => ticket.id))).toEqual(new Set(ids));
  expect(ticketFiles(root).size).toBe(PROCESSES * EACH);
  for (const text of ticketFiles(root).values()) expect(text.match(/event: create/g)).toHaveLength(1);
  expect(commits(root) - before).toBe(PROCESSES * EACH);
  expect(git(`${root}/docket`, "status", "--porcelain")).toBe("");
});

test("eight writers changing the same ten tickets lose no field and no event", { timeout: LIMIT_MS }, async () => {
  const root = await backlog();
  const ids = await newTickets(
    root,
    upTo(10).map((n) => `shared ${n}`),
  );
  const perEdit = await eventsOfOneEdit(root);
  const before = commits(root);

  const written = await Promise.all(upTo(PROCESSES).map((writer) => writeMany({ root, ids, writer })));

  for (const id of ids) {
    const mine = written.flat().filter((write) => write.id === id);
    const ticket = await show(root, id);
    const bodies = ticket.events.map((event) => event.body.trim());
    for (const write of mine) {
      if (write.as === "comment") expect(bodies).toContain(write.mark);
      else expect(ticket.labels).toContain(write.mark);
    }
    const spoken = mine.filter((write) => write.as === "comment").length;
    expect(ticket.events).toHaveLength(1 + spoken + (mine.length - spoken) * perEdit);
    expect(new Set(ticket.events.map((event) => event.id)).size).toBe(ticket.events.length);
    expect(git(`${root}/docket`, "log", "--format=%h", "--", fileOf(root, id)).trim().split("\n")).toHaveLength(
      1 + mine.length,
    );
  }
  expect(commits(root) - before).toBe(PROCESSES * EACH);
  expect(git(`${root}/docket`, "status", "--porcelain")).toBe("");
});

interface Writer {
  readonly root: string;
  readonly ids: readonly string[];
  readonly writer: number;
}

async function writeMany({ root, ids, writer }: Writer) {
  const done: { id: string; mark: string; as: "comment" | "label" }[] = [];
  for (const n of upTo(EACH)) {
    const id = at(ids, (writer + n) % ids.length);
    const mark = `w${writer}-${n}`;
    const as = n % 2 === 0 ? "comment" : "label";
    await must(root, as === "comment" ? ["comment", id, "--body", mark] : ["edit", id, "--add-label", mark]);
    done.push({ id, mark, as });
  }
  return done;
}
