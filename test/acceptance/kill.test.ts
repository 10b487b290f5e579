import { once } from "node:events";
import { expect, test } from "vitest";
import { setting } from "./_project.ts";
import { backlog, git, must, seeded, start } from "./_rig.ts";
import { at, doctor, eventsOfOneEdit, listAll, newTickets, show, upTo } from "./_tickets.ts";

const WRITES = process.env.DOCKET_LONG === "1" ? 500 : 40;
const LIMIT_MS = process.env.DOCKET_LONG === "1" ? 1_800_000 : 180_000;
/** What a lock of a dead process may cost the next writer, in waiting alone: one that has to wait longer is refused. */
const WAIT_LIMIT_MS = 1_000;

test("a writer killed at any moment leaves a whole change or none", { timeout: LIMIT_MS }, async () => {
  const seed = Number(process.env.DOCKET_SEED ?? Date.now() % 1_000_000);
  console.log(`kill -9 with DOCKET_SEED=${seed}`);
  const random = seeded(seed);
  const root = await backlog();
  setting(root, /^lock:\n(?: .*\n)*|$(?![\s\S])/m, `lock:\n  waitMs: ${WAIT_LIMIT_MS}\n`);
  const ids = await newTickets(root, ["one", "two", "three"]);
  const usualMs = Math.max(...(await timesOf(root, at(ids, 0))));

  const writes: Write[] = [];
  let pulses = 0;
  for (const n of upTo(WRITES)) {
    const write = nextWrite({ ids, n, random });
    const finished = await runAndKill({ root, write, afterMs: random() * usualMs * 1.3 });
    writes.push({ ...write, finished });
    if (finished) continue;
    await must(root, ["comment", at(ids, 0), "--body", `pulse-${pulses}`]);
    pulses += 1;
    expect((await listAll(root)).problems, `after kill ${n}`).toEqual([]);
    expect(git(`${root}/docket`, "status", "--porcelain"), `after kill ${n}`).toBe("");
  }

  expect(writes.filter((write) => write.finished === false).length).toBeGreaterThan(WRITES / 10);
  await checkEveryWrite({ root, ids, writes, pulses: pulses + 3 });
  await must(root, ["doctor", "--fix"]);
  expect((await doctor(root)).filter((finding) => finding.severity !== "info")).toEqual([]);
});

interface Write {
  readonly kind: "new" | "comment" | "edit";
  readonly id: string;
  readonly mark: string;
  readonly args: readonly string[];
  readonly finished?: boolean;
}

interface Turn {
  readonly ids: readonly string[];
  readonly n: number;
  readonly random: () => number;
}

function nextWrite({ ids, n, random }: Turn): Write {
  const id = at(ids, Math.floor(random() * ids.length));
  const mark = `kill-${n}-end`;
  const kind = at(["new", "comment", "edit"] as const, Math.floor(random() * 3));
  if (kind === "new") return { kind, id, mark, args: ["new", mark, "--label", mark] };
  if (kind === "comment") return { kind, id, mark, args: ["comment", id, "--body", mark] };
  return { kind, id, mark, args: ["edit", id, "--add-label", mark] };
}

interface Killing {
  readonly root: string;
  readonly write: Write;
  readonly afterMs: number;
}

/** True when the write ended by itself before the blow. */
async function runAndKill({ root, write, afterMs }: Killing): Promise<boolean> {
  const child = start(root, write.args);
  const blow = setTimeout(() => child.kill("SIGKILL"), afterMs);
  const [code] = await once(child, "close");
  clearTimeout(blow);
  if (code !== null && code !== 0) throw new Error(`docket ${write.args.join(" ")} left with ${String(code)}`);
  return code === 0;
}

interface Aftermath {
  readonly root: string;
  readonly ids: readonly string[];
  readonly writes: readonly Write[];
  /** Plain comments on the first ticket beside the mixed writes. */
  readonly pulses: number;
}

async function checkEveryWrite({ root, ids, writes, pulses }: Aftermath): Promise<void> {
  const perEdit = await eventsOfOneEdit(root);
  const all = await listAll(root);
  for (const write of writes.filter((one) => one.kind === "new")) {
    const found = all.tickets.filter((ticket) => ticket.title === write.mark);
    expect(found.length, write.mark).toBeLessThanOrEqual(1);
    if (write.finished === true) expect(found, write.mark).toHaveLength(1);
    for (const ticket of found) {
      expect(ticket.labels).toEqual([write.mark]);
      expect((await show(root, ticket.id)).events).toHaveLength(1);
    }
  }
  for (const id of ids) {
    const ticket = await show(root, id);
    const bodies = ticket.events.map((event) => event.body.trim());
    const mine = writes.filter((write) => write.id === id && write.kind !== "new");
    const there = mine.filter((write) => (write.kind === "edit" ? ticket.labels : bodies).includes(write.mark));
    for (const write of mine) if (write.finished === true) expect(there, write.mark).toContain(write);
    // An event without its change, or a change without its event, would break this sum.
    const spoken = there.filter((write) => write.kind === "comment").length;
    const edits = (there.length - spoken) * perEdit;
    expect(ticket.events, id).toHaveLength(1 + spoken + edits + (id === ids[0] ? pulses : 0));
  }
}

async function timesOf(root: string, id: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (const n of upTo(3)) times.push(await timed(() => must(root, ["comment", id, "--body", `warm-${n}`])));
  return times;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
