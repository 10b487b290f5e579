import { closeOp } from "../../src/ops/close.ts";
import { commentOp } from "../../src/ops/comment.ts";
import { editOp } from "../../src/ops/edit.ts";
import { listOp } from "../../src/ops/list.ts";
import { moveOp } from "../../src/ops/move.ts";
import { newOp } from "../../src/ops/new.ts";
import type { Call } from "../../src/ops/op.ts";
import { relateOp } from "../../src/ops/relate.ts";
import { showOp } from "../../src/ops/show.ts";
import type { World } from "../../src/ports/world.ts";
import type { Result } from "../../src/std/result.ts";
import { openBacklog } from "../../src/store/backlog.ts";
import { readBytes } from "../../src/store/read/read-ticket.ts";
import { transact } from "../../src/store/write/transaction.ts";
import { Crash } from "../../src/twins/life.ts";
import { author } from "../rigs/checkup.ts";

export const A = "TASK-bbbbbb";
export const B = "TASK-cccccc";

/** One write of each kind, done through the door that people use; `batch` changes two files, makes one and removes one. */
export type Write = (world: World, call: Call) => Promise<Result<unknown>>;

export const writes = {
  new: (world: World, call: Call) => newOp.run(world, call, { title: "A third one", kind: "task" }),
  edit: (world: World, call: Call) => editOp.run(world, call, { id: A, priority: "P0", add_label: ["fresh"] }),
  move: (world: World, call: Call) =>
    moveOp.run(world, call, { id: A, status: "rejected", reason: "Not now", rejection: "obsolete" }),
  comment: (world: World, call: Call) => commentOp.run(world, call, { id: A, body: "A word.", kind: "comment" }),
  relate: (world: World, call: Call) => relateOp.run(world, call, { id: A, relation: "depends_on", other: B }),
  close: (world: World, call: Call) => closeOp.run(world, call, { id: B, resolution: "Done by hand." }),
  batch: async (world: World, call: Call): Promise<Result<unknown>> => {
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    const writing = { author, command: "batch", dryRun: false };
    return transact(backlog.value, writing, () => {
      const paths = [`tickets/${A}-a.md`, `tickets/${B}-b.md`];
      const befores = paths.map((path) => readBytes(backlog.value, path));
      const changes = befores.map((read, at) => {
        if (!read.ok) throw new Error(read.fault.message);
        const after = new TextDecoder().decode(read.value).replace("Words.", "Other words.");
        return { path: paths[at] ?? "", before: read.value, after };
      });
      const notes = [
        { path: "notes/one.txt", before: new TextEncoder().encode("one\n"), after: undefined },
        { path: "notes/deep/two.bin", before: undefined, after: new Uint8Array([0, 255, 128, 10]) },
      ];
      return { ok: true, value: { set: { message: "Change much", changes: [...changes, ...notes] }, output: null } };
    });
  },
} satisfies Readonly<Record<string, Write>>;

/** All that a reader can see of a backlog: the list, and every ticket with its thread. */
export async function seenBy(world: World, call: Call): Promise<unknown> {
  const list = must(await listOp.run(world, call, { all: true, limit: 50, sort: "id" }));
  const tickets: unknown[] = [];
  for (const { id } of list.tickets) tickets.push(must(await showOp.run(world, call, { id: String(id) })));
  const backlog = must(await openBacklog(world, call.cwd));
  const notes = ["notes/one.txt", "notes/deep/two.bin"].map((path) => {
    const read = readBytes(backlog, path);
    return read.ok ? [...read.value] : read.fault.code;
  });
  return JSON.parse(JSON.stringify({ list, tickets, notes }));
}

/** The outcome of something that may die on the way. */
export async function untilCrash<Value>(work: () => Promise<Value>): Promise<Value | "crashed"> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Crash) return "crashed";
    throw error;
  }
}

export function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}
