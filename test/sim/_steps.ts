import { checkInput } from "../../src/ops/check-input.ts";
import { verbs } from "../../src/ops/table.ts";
import type { World } from "../../src/ports/world.ts";
import type { Fault } from "../../src/std/fault.ts";
import { ok, type Result } from "../../src/std/result.ts";
import { type Backlog, openBacklog } from "../../src/store/backlog.ts";
import { ticketPaths } from "../../src/store/read/find-ticket.ts";
import { readBytes } from "../../src/store/read/read-ticket.ts";
import { transact } from "../../src/store/write/transaction.ts";

/** One thing a simulated process does. */
export interface Step {
  readonly name: string;
  run(world: World, cwd: string): Promise<Result<unknown>>;
}

/** A verb called the way a door calls it. */
export function verb(name: string, raw: Readonly<Record<string, unknown>>): Step {
  return {
    name: `${name} ${JSON.stringify(raw)}`,
    run: async (world, cwd) => {
      const load = verbs[name];
      if (load === undefined) throw new Error(`no verb ${name}`);
      const op = await load();
      const input = checkInput(op.input, raw);
      if (!input.ok) return input;
      return op.run(world, { cwd, as: "mika", door: "person", dryRun: false }, input.value);
    },
  };
}

/** One transaction over several files: it must happen whole or not at all. */
export function severalFiles(paths: readonly string[]): Step {
  return {
    name: `write ${paths.join(", ")}`,
    run: async (world, cwd) => {
      const backlog = await openBacklog(world, cwd);
      if (!backlog.ok) return backlog;
      const author = { actor: { name: "mika", kind: "person" as const }, email: "mika@example.org" };
      return transact(backlog.value, { author, command: "test", dryRun: false }, () => {
        const changes = paths.map((path) => {
          const before = readBytes(backlog.value, path);
          const text = before.ok ? new TextDecoder().decode(before.value) : "";
          return { path, before: before.ok ? before.value : undefined, after: `${text}# together\n` };
        });
        return ok({ set: { message: "Change several files", changes }, output: {} });
      });
    },
  };
}

/** Everything a reader sees: each ticket file with its text, through the same functions every verb reads with. */
export async function view(world: World, cwd: string): Promise<Readonly<Record<string, string>>> {
  const backlog = await openBacklog(world, cwd);
  if (!backlog.ok) throw new Error(`cannot open: ${backlog.fault.message}`);
  const seen: Record<string, string> = {};
  for (const path of [...ticketPaths(backlog.value), "epics.yaml"].sort()) seen[path] = textOf(backlog.value, path);
  return seen;
}

/** What a list shows must be what the files say. */
export async function listed(world: World, cwd: string): Promise<string> {
  const outcome = await verb("list", { all: true, limit: 1000, sort: "id" }).run(world, cwd);
  return outcome.ok ? JSON.stringify(outcome.value) : JSON.stringify(outcome.fault);
}

function textOf(backlog: Backlog, path: string): string {
  const bytes = readBytes(backlog, path);
  return bytes.ok ? new TextDecoder().decode(bytes.value) : `(${bytes.fault.code})`;
}

/** The value of something that must work here. */
export function must<Value>(result: Result<Value, Fault>): Value {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}
