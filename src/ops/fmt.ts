import { err, ok, type Result } from "../std/result.ts";
import { type Backlog, openBacklog } from "../store/backlog.ts";
import { orderIds, orderPath } from "../store/orders/orders.ts";
import { tidyOrder } from "../store/orders/tidy-order.ts";
import { ticketPaths } from "../store/read/find-ticket.ts";
import { readBytes } from "../store/read/read-ticket.ts";
import type { Change } from "../store/write/change.ts";
import { transact } from "../store/write/transaction.ts";
import { tidyTicket } from "../ticket/tidy.ts";
import { openDesk } from "./_change-ticket.ts";
import { namedFiles } from "./_files-of-backlog.ts";
import { oneOfNeeded } from "./faults.ts";
import { type Call, op } from "./op.ts";

export interface FmtAnswer {
  /** Files whose keys are not in the usual order; with --write those that were put in order. */
  readonly files: readonly string[];
  /** Files that were looked at. */
  readonly looked: number;
  readonly written: boolean;
  readonly dryRun?: true;
}

/** Puts the keys of tickets and orders into their usual order. */
export const fmtOp = op({
  name: "fmt",
  summary: "Put the keys of tickets and orders into their usual order",
  about:
    "Moves whole lines of frontmatter and of order.yaml, comments with the key below them, and changes nothing else: no quotes, no text, no time. A file that cannot be read, or would say something else afterwards, stays as it is. --check only lists, and ends with 1 when there is something to do.",
  examples: ["docket fmt --write", "docket fmt --write --dry-run"],
  group: "backlog",
  effect: "write",
  input: {
    files: { type: "strings", position: 0, describe: "Only these files.", word: "file" },
    check: { type: "boolean", describe: "Only list what is not in order." },
    write: { type: "boolean", describe: "Put it in order, in one commit." },
  },
  async run(world, call, given): Promise<Result<FmtAnswer>> {
    if ((given.check === true) === (given.write === true)) return err(oneOfNeeded({ flags: "--check and --write" }));
    const named = given.files ?? [];
    if (given.write === true) return write({ call, named }, await openDesk(world, call, "fmt --write"));
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    const planned = plan(backlog.value, call, named);
    return planned.ok ? ok({ ...answer(planned.value), written: false }) : planned;
  },
  exitOf: ({ files, written, dryRun }) => (files.length > 0 && !written && dryRun !== true ? "findings" : "ok"),
});

interface Asked {
  readonly call: Call;
  readonly named: readonly string[];
}

async function write({ call, named }: Asked, desk: Awaited<ReturnType<typeof openDesk>>): Promise<Result<FmtAnswer>> {
  if (!desk.ok) return desk;
  const { backlog, writing } = desk.value;
  return transact(backlog, writing, () => {
    const planned = plan(backlog, call, named);
    if (!planned.ok) return planned;
    const { changes } = planned.value;
    const message = `Put the keys of ${changes.length} ${changes.length === 1 ? "file" : "files"} in order`;
    const told = { ...answer(planned.value), written: !call.dryRun };
    return ok({ set: { message, changes }, output: call.dryRun ? { ...told, dryRun: true as const } : told });
  });
}

interface Plan {
  readonly changes: readonly Change[];
  readonly looked: number;
}

const answer = ({ changes, looked }: Plan) => ({ files: changes.map(({ path }) => path), looked });

function plan(backlog: Backlog, { cwd }: Call, named: readonly string[]): Result<Plan> {
  const wanted = namedFiles(backlog, cwd, named);
  if (!wanted.ok) return wanted;
  const all = [
    ...ticketPaths(backlog).map((path) => ({ path, tidy: tidyTicket })),
    ...orderIds(backlog).map((id) => ({ path: orderPath(id), tidy: tidyOrder })),
  ].filter(({ path }) => named.length === 0 || wanted.value.includes(path));
  const changes = all.flatMap(({ path, tidy }): readonly Change[] => {
    const text = textOf(backlog, path);
    const after = text === undefined ? undefined : tidy(text);
    return after === text ? [] : [{ path, before: new TextEncoder().encode(text), after }];
  });
  return ok({ changes, looked: all.length });
}

/** The text of a file; undefined when it is not there or its bytes are no UTF-8, so that nothing of it can get lost. */
function textOf(backlog: Backlog, path: string): string | undefined {
  const read = readBytes(backlog, path);
  if (!read.ok) return undefined;
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(read.value);
  const again = new TextEncoder().encode(text);
  return again.length === read.value.length && again.every((byte, at) => byte === read.value[at]) ? text : undefined;
}
