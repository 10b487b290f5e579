import { keyOf } from "../../src/evidence/identity.ts";
import type { Sighting } from "../../src/evidence/sighting.ts";
import { checkInput } from "../../src/ops/check-input.ts";
import { verbs } from "../../src/ops/table.ts";
import type { World } from "../../src/ports/world.ts";
import { ok, type Result } from "../../src/std/result.ts";
import { openBacklog } from "../../src/store/backlog.ts";
import { readBytes } from "../../src/store/read/read-ticket.ts";
import { transact } from "../../src/store/write/transaction.ts";
import { author } from "../rigs/checkup.ts";
import { discoverRound } from "../rigs/discover-rounds.ts";
import { fact, scriptedSource, tableOf } from "../rigs/scripted-source.ts";

/** A file that the large transaction removes, and one that it makes in a folder of its own. */
export const GONE = "notes/one.txt";
export const MADE = "notes/deep/two.bin";
/** A plan beside the backlog; its items wait for each other. */
export const PLAN = "plan.md";
/** A ticket whose file is not named after it: doctor has something to mend. */
export const MISNAMED = "tickets/TASK-bbbbbb-lost.md";

/** What lies in a backlog before a simulated process begins. */
export interface Start {
  /** Tickets that were written by the program; then the misnamed one. */
  readonly ids: readonly string[];
  readonly paths: readonly string[];
  readonly texts: readonly string[];
}

/** One thing a simulated process does. */
export interface Step {
  readonly name: string;
  /** The verb it goes through; none for a transaction of the store's own. */
  readonly verb: string | undefined;
  run(world: World, cwd: string): Promise<Result<unknown>>;
}

/** A verb called the way a door calls it. */
export function verb(name: string, raw: Readonly<Record<string, unknown>>, as = "mika"): Step {
  return {
    name: `${name} ${JSON.stringify(raw)}`,
    verb: name,
    run: async (world, cwd) => {
      const load = verbs[name];
      if (load === undefined) throw new Error(`no verb ${name}`);
      const op = await load();
      const input = checkInput(op.input, raw);
      if (!input.ok) return input;
      return op.run(world, { cwd, as, door: "person", dryRun: false }, input.value);
    },
  };
}

/** One transaction that changes files, makes one with bytes that are no text in a new folder, and removes one. */
export function batch(paths: readonly string[]): Step {
  return {
    name: `write ${paths.join(", ")}, ${GONE} and ${MADE}`,
    verb: undefined,
    run: async (world, cwd) => {
      const backlog = await openBacklog(world, cwd);
      if (!backlog.ok) return backlog;
      return transact(backlog.value, { author, command: "batch", dryRun: false }, () => {
        const changes = [];
        for (const path of paths) {
          const before = readBytes(backlog.value, path);
          if (!before.ok) return before;
          // In the frontmatter, where a list sees it, and at the end.
          const text = new TextDecoder().decode(before.value).replace(/^title: (.*)$/m, "title: $1 together");
          changes.push({ path, before: before.value, after: `${text}# together\n` });
        }
        const gone = readBytes(backlog.value, GONE);
        const before = gone.ok ? gone.value : undefined;
        const notes = [
          { path: GONE, before, after: undefined },
          { path: MADE, before: undefined, after: new Uint8Array([0, 255, 128, 10]) },
        ];
        return ok({ set: { message: "Change much", changes: [...changes, ...notes] }, output: null });
      });
    },
  };
}

/** Every verb that writes tickets, each going on from where the one before it ended; two that read; and one large transaction. */
export function allSteps({ ids, paths, texts }: Start): readonly Step[] {
  const [one = "", two = "", three = ""] = ids;
  const byHand = (texts[2] ?? "").replace("Words.", "Words from outside.");
  return [
    verb("list", { all: true }),
    verb("search", { query: ["words"] }),
    verb("new", { title: "Four", label: ["red"], depends_on: [one] }),
    verb("edit", { id: one, priority: "P0", add_label: ["blue"] }),
    verb("edit", { id: one, section: "Description", body: "Longer.\n\nMuch longer." }),
    verb("edit", { id: three, text: byHand }),
    verb("comment", { id: two, body: "A remark, and together." }),
    verb("relate", { id: one, relation: "depends_on", other: two }),
    verb("assign", { id: three, who: "ada" }),
    verb("move", { id: three, status: "deferred", reason: "later" }),
    verb("review", { id: two, approve: true, body: "Good." }),
    verb("close", { id: two, resolution: "Done by hand." }),
    verb("reopen", { id: two, reason: "It came back." }),
    verb("epic", { id: "E-auth", title: "Sign in", enqueue: [one] }),
    verb("approve", { id: one, reason: "It is wanted." }),
    verb("reject", { id: one, reason: "Not any more." }),
    verb("edit", { id: one, section: "Acceptance Criteria", body: "- [ ] AC-1: a\n- [ ] AC-2: b" }),
    verb("edit", { id: one, set: ["effort=6"] }),
    verb("split", { id: one, yes: true }),
    verb("draft", { wish: "Print the bill as CSV", yes: true }),
    verb("draft", { from: PLAN, yes: true }),
    verb("doctor", { fix: true }),
    discover([fact("no-var", "var x"), fact("no-eval", "eval(a)")]),
    verb("evidence", { action: "link", names: [keyOf(fact("no-var", "var x")), three] }),
    verb("evidence", { action: "ignore", names: [keyOf(fact("no-eval", "eval(a)"))], reason: "It is a sample." }),
    discover([]),
    batch(paths.filter((path) => path !== MISNAMED)),
  ];
}

/** A run of discover that sees just these facts: tickets, ledger and looks change together. */
function discover(sightings: readonly Sighting[]): Step {
  return {
    name: `discover ${sightings.length} facts`,
    verb: "discover",
    run: (world, cwd) =>
      discoverRound({ world, cwd, table: tableOf(scriptedSource("scripted", { sightings, isWhole: true })) }),
  };
}

/** Writes that may stand for all where a round is dear. */
export function fewSteps({ ids, paths }: Start): readonly Step[] {
  return [
    verb("new", { title: "Four" }),
    verb("comment", { id: ids[0], body: "A remark, and together." }),
    batch(paths.filter((path) => path !== MISNAMED)),
  ];
}
