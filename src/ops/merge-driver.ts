import { resolve } from "node:path";
import type { World } from "../ports/world.ts";
import type { Finding } from "../std/finding.ts";
import { ok } from "../std/result.ts";
import { MAX_TICKET_BYTES } from "../store/limits.ts";
import { mergeTicket } from "../ticket/merge.ts";
import { op } from "./op.ts";

const file = (position: number, describe: string) =>
  ({ type: "string", required: true, position, describe, word: "file" }) as const;

/** What git calls to merge a ticket when the backlog is in the code's tree; see store/home/merge-driver.ts. */
export const mergeDriverOp = op({
  name: "merge-driver",
  summary: "Merge one ticket for git",
  about: "Git calls this with the three versions of a ticket; the outcome is written over the second one.",
  examples: ["docket merge-driver --help"],
  group: "backlog",
  hidden: true,
  effect: "write",
  input: {
    base: file(0, "The version both come from; empty when there is none."),
    ours: file(1, "Our version; the outcome is written here."),
    theirs: file(2, "Their version."),
    path: file(3, "The path of the ticket, for messages."),
  },
  async run({ files }: World, call, given) {
    const read = (path: string) => files.read(resolve(call.cwd, path), MAX_TICKET_BYTES);
    const [base, ours, theirs] = [read(given.base), read(given.ours), read(given.theirs)];
    if (!base.ok) return base;
    if (!ours.ok) return ours;
    if (!theirs.ok) return theirs;
    const common = base.value.length === 0 ? undefined : base.value;
    const { bytes, problems, aside } = mergeTicket({ base: common, ours: ours.value, theirs: theirs.value });
    const findings: readonly Finding[] = problems.map((problem) => ({ ...problem, file: given.path }));
    // Without a place to put the other version aside, git keeps all three until doctor or a person merges them.
    if (aside !== undefined) return ok({ path: given.path, merged: false, problems: findings });
    const written = call.dryRun ? ok(undefined) : files.writeAtomic(resolve(call.cwd, given.ours), bytes);
    return written.ok ? ok({ path: given.path, merged: true, problems: findings }) : written;
  },
  exitOf: ({ merged }) => (merged ? "ok" : "findings"),
});
