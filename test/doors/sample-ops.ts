import { type Op, op } from "../../src/ops/op.ts";
import type { LoadOp } from "../../src/ops/table.ts";
import { faultKind } from "../../src/std/fault.ts";
import { err, ok } from "../../src/std/result.ts";

/** Ops that exist for tests of the doors only: each answers with what it was given, so that a test sees what arrived. */

export const sampleGone = faultKind<{ readonly id: string }>({
  code: "ticket-not-found",
  exit: "notFound",
  summary: "No ticket has this id.",
  message: ({ id }) => `there is no ticket ${id}`,
  where: ({ id }) => id,
  hint: () => "docket list shows the open ones",
});

const sampleNew = op({
  name: "new",
  summary: "Write down a new ticket",
  about: "Never asks anything and answers at once.",
  examples: ['docket new "Sign in with a passkey" --kind feature --priority P1'],
  group: "tickets",
  effect: "write",
  tool: "Write down a new ticket.",
  input: {
    title: { type: "string", describe: "What is to be done, in one line", required: true, position: 0 },
    kind: { type: "string", describe: "Kind of work", short: "k", values: ["task", "bug", "feature"], default: "task" },
    priority: { type: "string", describe: "How urgent it is", short: "p", word: "P0…P3" },
    labels: { type: "strings", describe: "A label", flag: "label", short: "l" },
    body: { type: "string", describe: "Text of the description", stdin: true },
    effort: { type: "integer", describe: "Effort in points", min: 1, max: 13 },
    draft: { type: "boolean", describe: "Keep it out of lists" },
    editor: { type: "boolean", describe: "Open the editor", cliOnly: true },
  },
  run: async (_world, call, input) => ok({ ticket: { id: "TASK-k3f9q2", ...input }, call }),
});

const sampleList = op({
  name: "list",
  summary: "List tickets",
  examples: ["docket list --status ready --limit 5"],
  group: "tickets",
  effect: "read",
  tool: "List tickets.",
  input: {
    status: { type: "strings", describe: "Only tickets in this status" },
    limit: { type: "integer", describe: "At most so many", default: 50, min: 1, max: 100_000 },
    shift: { type: "number", describe: "A number that may be negative", cliOnly: true },
  },
  run: async (_world, _call, { limit, status }) =>
    ok({
      tickets: Array.from({ length: limit }, (_, at) => sampleTicket(at, status?.[0] ?? "ready")),
      total: limit + 7,
      problems: [
        {
          code: "frontmatter-unclosed",
          severity: "warning",
          file: "tickets/X.md",
          line: 3,
          column: 1,
          message: "is \x1b[31mtorn",
        },
      ],
    }),
});

const sampleTicket = (at: number, status: string) => ({
  id: `TASK-${String(at).padStart(6, "0")}`,
  title: `Make the thing number ${at} work as people expect it to work`,
  status,
  kind: "task",
  priority: `P${at % 4}`,
  labels: at % 2 === 0 ? ["one", "two"] : [],
});

const sampleShow = op({
  name: "show",
  summary: "Show one ticket",
  examples: ["docket show k3f"],
  group: "tickets",
  effect: "read",
  tool: "Show one ticket with its sections and its thread.",
  input: { id: { type: "string", describe: "Id, or a unique beginning of it", required: true, position: 0 } },
  run: async (_world, call, { id }) =>
    id === "gone"
      ? err(sampleGone({ id }))
      : ok({
          ticket: {
            ...sampleTicket(1, "doing"),
            id,
            cwd: call.cwd,
            door: call.door,
            actor: call.as,
            sections: { Context: "First line\nsecond \u202eline" },
            events: [{ id: "e1", kind: "create", author: "Ada", at: "2026-03-02T09:30:00Z", body: "made" }],
          },
        }),
});

const sampleDoctor = op({
  name: "doctor",
  summary: "Check the backlog",
  examples: ["docket doctor"],
  group: "backlog",
  effect: "read",
  tool: "Check the backlog.",
  input: { files: { type: "strings", describe: "Only these files", position: 0 } },
  run: async (_world, _call, { files }) =>
    ok({
      findings: (files ?? []).map((file) => ({
        code: "id-duplicate",
        severity: "error" as const,
        file,
        line: 2,
        message: "this id is taken",
        hint: "give one of them a new id",
      })),
    }),
  exitOf: ({ findings }) => (findings.length > 0 ? "findings" : "ok"),
});

const sampleBug = op({
  name: "bug",
  summary: "Throw",
  examples: ["docket bug"],
  group: "backlog",
  effect: "run",
  input: {},
  run: async () => {
    throw new Error("the sample is broken\nbadly");
  },
});

const sampleWait = op({
  name: "wait",
  summary: "Wait until stopped",
  examples: ["docket wait"],
  group: "backlog",
  effect: "run",
  input: {},
  run: async (world) => {
    world.progress.step("waiting", 1);
    await world.clock.sleep(600_000);
    return ok({});
  },
});

export const sampleOps: readonly Op[] = [sampleNew, sampleList, sampleShow, sampleDoctor, sampleBug, sampleWait];

export const verbs: Readonly<Record<string, LoadOp>> = Object.fromEntries(
  sampleOps.map((one) => [one.name, async () => one]),
);

export const aliases: Readonly<Record<string, string>> = { ls: "list" };
