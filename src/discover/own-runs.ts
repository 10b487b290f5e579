import type { Atom } from "../evidence/atom.ts";
import type { Sighting } from "../evidence/sighting.ts";
import { normalMessage } from "../findings/normal-message.ts";
import { ok, type Result } from "../std/result.ts";
import { factOf, messageOf, quoteOf } from "./_runs-text.ts";
import type { OrderRecord } from "./order-record.ts";
import type { Advice, Applies, Look, Seen, Source } from "./source.ts";

/** What happened longer ago says little about the project as it is. */
const DAYS = 90;
const DAY_MS = 86_400_000;

/** What went wrong while Docket's own orders were worked on. */
export const ownRuns: Source = {
  name: "own-runs",
  summary: "Failed attempts, rework, flaky tests and time limits of this backlog's work orders",
  applies,
  collect,
  group: ({ identity }) => `${identity.rule} ${identity.subject}`,
  advise,
};

async function applies({ orders }: Look): Promise<Applies> {
  return orders === undefined ? { applies: false, why: "there are no work orders to look at" } : { applies: true };
}

async function collect(look: Look): Promise<Result<Seen>> {
  const all = look.orders === undefined ? ok([]) : await look.orders();
  if (!all.ok) return all;
  const now = look.world.clock.now();
  const fromMs = Math.max(now - DAYS * DAY_MS, look.since?.getTime() ?? 0);
  const recent = all.value.filter(({ finishedAt }) => finishedAt !== undefined && Date.parse(finishedAt) >= fromMs);
  const facts = [...attemptsIn(all.value, recent), ...flakyIn(recent), ...slowIn(recent)];
  const sightings: Sighting[] = [];
  for (const fact of facts) sightings.push(await sightingOf(fact));
  return ok({ sightings, isWhole: look.since === undefined, findings: [] });
}

interface Fact {
  readonly rule: "attempts-failed" | "rework" | "flaky" | "time-limit";
  readonly subject: string;
  readonly message: string;
  readonly severity: Sighting["severity"];
  readonly orders: readonly OrderRecord[];
  /** Words of whoever ended the attempts. */
  readonly said?: string;
}

/** A ticket whose attempts failed until one of them was done; then only how often its proof had not passed. */
function attemptsIn(all: readonly OrderRecord[], recent: readonly OrderRecord[]): readonly Fact[] {
  return [...Map.groupBy(recent, ({ ticket }) => ticket)].flatMap(([ticket, own]) => {
    const done = all.filter((order) => order.ticket === ticket && order.state === "done").map(({ attempt }) => attempt);
    const failed = own.filter(({ state, attempt }) => state === "failed" && !done.some((later) => later > attempt));
    const reworked = own.filter(({ state, failedVerifies }) => state === "done" && failedVerifies > 0);
    return [...failedFact(ticket, failed), ...reworkFact(ticket, reworked)];
  });
}

function failedFact(ticket: string, orders: readonly OrderRecord[]): readonly Fact[] {
  const [last] = orders.toSorted((a, b) => b.attempt - a.attempt);
  if (last === undefined) return [];
  const said = orders.map(({ id, reason }) => `${id}: ${reason ?? "no reason given"}`).join("\n");
  const count = orders.length === 1 ? "An attempt" : `${orders.length} attempts`;
  return [
    {
      ...{ rule: "attempts-failed", subject: ticket, orders, said },
      message: `${count} at ${ticket} failed: ${last.reason ?? "no reason given"}`,
      severity: orders.length > 1 ? "high" : "medium",
    },
  ];
}

function reworkFact(ticket: string, orders: readonly OrderRecord[]): readonly Fact[] {
  const times = orders.reduce((sum, { failedVerifies }) => sum + failedVerifies, 0);
  if (times === 0) return [];
  const message = `The proof of ${ticket} failed ${times === 1 ? "once" : `${times} times`} before it passed`;
  return [{ rule: "rework", subject: ticket, orders, message, severity: times > 2 ? "medium" : "low" }];
}

function flakyIn(recent: readonly OrderRecord[]): readonly Fact[] {
  const named = recent.flatMap((order) => (order.verdict?.flaky ?? []).map((name) => ({ name, order })));
  return [...Map.groupBy(named, ({ name }) => name)].map(([name, each]) => {
    const orders = each.map(({ order }) => order);
    const message = `Test "${name}" gave two answers in the proof of ${listed(orders)}`;
    return { rule: "flaky", subject: name, orders, message, severity: "medium" };
  });
}

function slowIn(recent: readonly OrderRecord[]): readonly Fact[] {
  const slow = recent.flatMap((order) =>
    (order.verdict?.checks ?? [])
      .filter(({ end }) => end === "time-limit")
      .map(({ name }) => ({ name: normalMessage(name), order })),
  );
  return [...Map.groupBy(slow, ({ name }) => name)].map(([name, each]) => {
    const orders = [...new Set(each.map(({ order }) => order))];
    const message = `The check "${name}" ran out of time in the proof of ${listed(orders)}`;
    return { rule: "time-limit", subject: name, orders, message, severity: "medium" };
  });
}

function listed(orders: readonly OrderRecord[]): string {
  const ids = orders.map(({ id }) => id).toSorted();
  return ids.length <= 3 ? ids.join(", ") : `${ids.slice(0, 3).join(", ")} and ${ids.length - 3} more`;
}

async function sightingOf({ rule, subject, message, severity, orders, said }: Fact): Promise<Sighting> {
  const times = orders.flatMap(({ finishedAt }) => finishedAt ?? []).toSorted();
  return {
    source: "own-runs",
    identity: { rule, subject },
    message: await messageOf(message),
    severity,
    ...(said === undefined ? {} : { quote: await quoteOf(said), isOutside: true }),
    facts: {
      orders: factOf(
        orders
          .map(({ id }) => id)
          .toSorted()
          .join(" "),
      ),
      tickets: factOf([...new Set(orders.map(({ ticket }) => ticket))].toSorted().join(" ")),
      last: times.at(-1) ?? "",
    },
  };
}

const WORK: Readonly<Record<string, Omit<Advice, "title" | "context" | "scope">>> = {
  "attempts-failed": {
    kind: "task",
    description:
      "What the attempts failed on is known and out of the way: the ticket is smaller, clearer, or what it needs is there.",
    criteria: [
      "The reason why the attempts failed is written down",
      "A further attempt is done, or the ticket is closed with a reason",
    ],
    testNotes: "The order's verdicts and its handoff say what did not pass: repeat those acceptance checks.",
    verify: [],
  },
  rework: {
    kind: "quality",
    description:
      "What failed in the proof is told before work begins: in the ticket, in the project's guide for agents, or by a quicker check.",
    criteria: ["What the failed proofs had in common is written down", "What would have shown it earlier is there"],
    testNotes: "Compare the order's verdicts; a regression test holds what came back again and again.",
    verify: ["test"],
  },
  flaky: {
    kind: "test",
    description:
      "What the answer depends on is found and taken away: time, order, chance, what another test leaves behind.",
    criteria: ["The test passes in 20 runs one after the other", "The whole suite stays green"],
    testNotes: "Regression: run the test many times, also in another order and under load.",
    verify: ["test"],
  },
  "time-limit": {
    kind: "performance",
    description: "The check ends well within its limit, or the limit fits what it has to do.",
    criteria: ["The check ends within half its limit on an idle machine", "It still checks what it did before"],
    testNotes: "Measure the check before and after, as a smoke test does.",
    verify: ["test"],
  },
};

const OTHER: Omit<Advice, "title" | "context" | "scope"> = {
  ...{
    kind: "task",
    description: "What was seen is looked at and settled.",
    criteria: ["It is written down what it was"],
  },
  ...{ testNotes: "Acceptance: a person reads what was written down.", verify: [] },
};

function advise(atoms: readonly Atom[]): Advice {
  const [first] = atoms;
  return {
    title: first?.message ?? "",
    ...(WORK[first?.identity.rule ?? ""] ?? OTHER),
    context: `Seen in work orders of this backlog: ${first?.facts?.orders ?? ""}.`,
    scope: [],
  };
}
