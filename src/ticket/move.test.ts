import { expect, test } from "vitest";
import type { Actor, Ticket, TicketEvent, TicketId } from "./model.ts";
import { checkMove } from "./move.ts";
import type { MoveRequest } from "./move-request.ts";
import { DEFAULT_REQUIREMENTS } from "./requirements.ts";
import { STATUSES, TRANSITIONS } from "./statuses.ts";

const PERSON: Actor = { name: "mika", kind: "person" };
const AGENT: Actor = { name: "coder", kind: "agent" };

const FULL = {
  Description: "Sign-in fails after ten minutes.",
  "Acceptance Criteria": "- [ ] AC-1: a session lives for an hour",
  "Test Strategy": "Unit tests.\n\n```sh\nnpm test\n```",
  "Affected Files": "| File | Action |\n|---|---|\n| src/session.ts | modify |",
};

function ticket(given: Partial<Ticket> & { readonly bodies?: Readonly<Record<string, string>> }): Ticket {
  const { bodies = FULL, ...rest } = given;
  return {
    id: "BUG-k3f9q2" as TicketId,
    title: "Sign-in fails",
    status: "new",
    kind: "bug",
    priority: "P1",
    created: "2026-03-01T08:00:00Z",
    updated: "2026-03-01T08:00:00Z",
    assignee: undefined,
    epic: undefined,
    labels: [],
    relations: { depends_on: [], blocks: [], related: [], supersedes: [], duplicate_of: undefined, parent: undefined },
    fields: {},
    sections: Object.entries(bodies).map(([heading, body]) => ({ heading, body, line: 1 })),
    events: [],
    ...rest,
  };
}

function event(
  kind: string,
  attributes: Readonly<Record<string, string>>,
  by: "person" | "agent" = "person",
): TicketEvent {
  return {
    id: `${kind}1`,
    kind,
    author: "mika",
    by,
    at: "2026-03-01T09:00:00Z",
    refs: [],
    attributes,
    body: "",
    line: 1,
  };
}

const ask = (to: string, given: Partial<MoveRequest> = {}): MoveRequest => ({
  ticket: ticket({}),
  to,
  actor: PERSON,
  reason: undefined,
  force: false,
  facts: { unmetDependencies: [], claimed: true, requirements: DEFAULT_REQUIREMENTS },
  ...given,
});

const codeOf = (request: MoveRequest): string => {
  const result = checkMove(request);
  return result.ok ? "moved" : result.fault.code;
};

const messageOf = (request: MoveRequest): string => {
  const result = checkMove(request);
  return result.ok ? "moved" : result.fault.message;
};

test("a complete ticket walks the whole line", () => {
  const line = ["new", "refined", "ready", "doing", "review", "done"];
  line.slice(1).forEach((to, index) => {
    const from = line[index] ?? "";
    const actor = to === "done" ? PERSON : AGENT;
    expect(checkMove(ask(to, { ticket: ticket({ status: from }), actor }))).toEqual({
      ok: true,
      value: { from, to, forced: false },
    });
  });
});

test("exactly the pairs of the table pass, with every guard held and a reason", () => {
  const passes = STATUSES.flatMap((from) =>
    STATUSES.filter((to) => {
      const subject = ticket({ status: from, events: [event("status_changed", { from: "review", to: from })] });
      return codeOf(ask(to, { ticket: subject, reason: "because", rejection: "obsolete" })) === "moved";
    }).map((to) => `${from} ${to}`),
  );
  expect(passes.sort()).toEqual(
    TRANSITIONS.filter(({ from }) => from !== "other")
      .map(({ from, to }) => `${from} ${to}`)
      .sort(),
  );
});

test("an agent is refused exactly where the table says person", () => {
  for (const { from, to, who } of TRANSITIONS) {
    const events = [event("status_changed", { from: "review", to: from })];
    const subject = ticket({ status: from === "other" ? "in_progress" : from, events });
    const code = codeOf(ask(to, { ticket: subject, actor: AGENT, reason: "because", rejection: "split" }));
    expect(`${from} ${to} ${code}`).toBe(`${from} ${to} ${who === "person" ? "person-only" : "moved"}`);
  }
});

test("an unknown status is refused with the nearest one", () => {
  const result = checkMove(ask("reveiw"));
  expect(result).toMatchObject({ ok: false, fault: { code: "status-unknown" } });
  expect(!result.ok && result.fault.hint).toContain("did you mean review?");
});

test("a pair outside the table names what can be reached, by this actor", () => {
  const result = checkMove(ask("doing", { actor: AGENT }));
  expect(result).toMatchObject({
    ok: false,
    fault: {
      code: "move-not-in-table",
      message: "BUG-k3f9q2 cannot go from new to doing",
      hint: "from new it can go to refined, blocked, deferred, rejected",
    },
  });
  expect(messageOf(ask("new"))).toBe("BUG-k3f9q2 is new already");
});

test("everything that is missing comes in one fault, with a way out for each", () => {
  const bare = ticket({
    status: "refined",
    bodies: { Description: "<!-- what is wanted -->" },
    fields: { action_required: "which port?" },
  });
  const result = checkMove(ask("ready", { ticket: bare }));
  expect(result).toMatchObject({
    ok: false,
    fault: {
      code: "move-not-allowed-yet",
      message:
        "BUG-k3f9q2 cannot go from refined to ready yet: the section Description is empty; it has 0 of at least 1 acceptance criterion; " +
        "the section Test Strategy is empty; it has no scope; it names no command that verifies it; a question is open: which port?",
    },
  });
  expect(!result.ok && result.fault.hint?.split("; ")).toHaveLength(6);
});

test("many empty sections are one entry, said once, with the command that fills them", () => {
  const requiredSections = ["Context", "Test Strategy", "Affected Files"];
  const facts = { unmetDependencies: [], claimed: true, requirements: { ...DEFAULT_REQUIREMENTS, requiredSections } };
  const bare = ticket({ status: "refined", bodies: {} });
  expect(checkMove(ask("ready", { ticket: bare, facts }))).toMatchObject({
    fault: {
      message:
        "BUG-k3f9q2 cannot go from refined to ready yet: these sections are empty: Context, Test Strategy, Affected Files; " +
        "it has 0 of at least 1 acceptance criterion; it names no command that verifies it",
      hint:
        'write them with docket edit BUG-k3f9q2, or docket edit BUG-k3f9q2 --section "Context" --body TEXT; ' +
        "write criteria as `- [ ] AC-1: …` under Acceptance Criteria; " +
        "name it: docket edit BUG-k3f9q2 --verify NAME, a gate or a command, or a code block in Test Strategy",
    },
  });
});

test("each requirement can be turned off", () => {
  const requirements = {
    ...DEFAULT_REQUIREMENTS,
    requiredSections: [],
    minAcceptanceCriteria: 0,
    requireTestStrategy: false,
    requireAffectedFiles: false,
    requireVerificationCommands: false,
    requireDependencyCheck: false,
  };
  const bare = ticket({ status: "refined", bodies: {} });
  const facts = { unmetDependencies: ["waits for BUG-x (doing)"], claimed: true, requirements };
  expect(codeOf(ask("ready", { ticket: bare, facts }))).toBe("moved");
  expect(codeOf(ask("doing", { ticket: ticket({ status: "ready", bodies: {} }), facts }))).toBe("moved");
});

test("more criteria, a Definition of Done and an approval can be asked for", () => {
  const requirements = { ...DEFAULT_REQUIREMENTS, minAcceptanceCriteria: 3, requireDod: true, requireApproval: true };
  const facts = { unmetDependencies: [], claimed: true, requirements };
  expect(messageOf(ask("ready", { ticket: ticket({ status: "refined" }), facts }))).toBe(
    "BUG-k3f9q2 cannot go from refined to ready yet: it has 1 of at least 3 acceptance criteria; it has no Definition of Done",
  );
  const ready = ticket({ status: "ready" });
  expect(messageOf(ask("doing", { ticket: ready, facts }))).toContain("a person has to approve it first");
  const approve = event("review", { verdict: "approve" });
  expect(codeOf(ask("doing", { ticket: ticket({ status: "ready", events: [approve] }), facts }))).toBe("moved");
  const takenBack = [approve, event("review", { verdict: "request_changes" })];
  expect(codeOf(ask("doing", { ticket: ticket({ status: "ready", events: takenBack }), facts }))).toBe(
    "move-not-allowed-yet",
  );
  const byAgent = [event("review", { verdict: "approve" }, "agent")];
  expect(codeOf(ask("doing", { ticket: ticket({ status: "ready", events: byAgent }), facts }))).toBe(
    "move-not-allowed-yet",
  );
});

test("work begins only when it is taken and what it waits for is done", () => {
  const facts = { unmetDependencies: ["waits for BUG-x (doing)"], claimed: false, requirements: DEFAULT_REQUIREMENTS };
  expect(messageOf(ask("doing", { ticket: ticket({ status: "ready" }), facts }))).toBe(
    "BUG-k3f9q2 cannot go from ready to doing yet: nobody has taken it; waits for BUG-x (doing)",
  );
});

test("what is wrong with what a ticket says holds it before ready and before doing, and nowhere else", () => {
  const errors = [{ what: "it touches nine files", wayOut: "split it" }];
  const facts = { unmetDependencies: [], claimed: true, requirements: DEFAULT_REQUIREMENTS, errors };
  const go = (from: string, to: string) =>
    messageOf(ask(to, { ticket: ticket({ status: from }), facts, reason: "because", rejection: "obsolete" }));
  for (const { from, to, guards } of TRANSITIONS.filter(
    (one) => one.from !== "other" && !one.guards.includes("wasThere"),
  ))
    expect(go(from, to).includes("nine files"), `${from} ${to}`).toBe(guards.includes("sound"));
  expect(go("refined", "ready")).toContain("nine files");
  expect(go("ready", "doing")).toContain("nine files");
});

test("who forced a ticket into ready is not asked again before doing, until it goes that way anew", () => {
  const errors = [{ what: "it touches nine files", wayOut: "split it" }];
  const facts = { unmetDependencies: [], claimed: true, requirements: DEFAULT_REQUIREMENTS, errors };
  const step = (from: string, to: string, more: Record<string, string> = {}) =>
    event("status_changed", { from, to, ...more });
  const begin = (events: ReturnType<typeof event>[]) =>
    codeOf(ask("doing", { ticket: ticket({ status: "ready", events }), facts }));
  const forced = step("refined", "ready", { forced: "yes" });
  expect(begin([forced])).toBe("moved");
  expect(begin([forced, step("ready", "doing"), step("doing", "ready")])).toBe("moved");
  expect(begin([forced, step("ready", "refined"), step("refined", "ready")])).toBe("move-not-allowed-yet");
  expect(codeOf(ask("ready", { ticket: ticket({ status: "refined", events: [forced] }), facts }))).toBe(
    "move-not-allowed-yet",
  );
});

test("a parked ticket goes back where it was or before, through moves between blocked and deferred", () => {
  const events = [
    event("status_changed", { from: "ready", to: "doing" }),
    event("status_changed", { from: "doing", to: "blocked" }),
    event("status_changed", { from: "blocked", to: "deferred" }),
    event("status_changed", { from: "doing", to: "review" }),
  ];
  const parked = ticket({ status: "deferred", events });
  expect(codeOf(ask("doing", { ticket: parked }))).toBe("moved");
  expect(codeOf(ask("ready", { ticket: parked }))).toBe("moved");
  expect(messageOf(ask("review", { ticket: parked }))).toContain("it was doing before it was deferred");
  expect(codeOf(ask("refined", { ticket: ticket({ status: "blocked" }) }))).toBe("move-not-allowed-yet");
  expect(codeOf(ask("new", { ticket: ticket({ status: "blocked" }) }))).toBe("moved");
});

test("a rejection needs its kind, and a duplicate its original", () => {
  expect(messageOf(ask("rejected", { reason: "no" }))).toContain("the kind of rejection is not given");
  expect(messageOf(ask("rejected", { reason: "no", rejection: "silly" }))).toContain(
    "the kind of rejection is not given",
  );
  expect(messageOf(ask("rejected", { reason: "no", rejection: "duplicate" }))).toContain("which ticket it duplicates");
  expect(codeOf(ask("rejected", { reason: "no", ticket: ticket({ fields: { rejection: "wont_do" } }) }))).toBe("moved");
  const relations = { ...ticket({}).relations, duplicate_of: "BUG-x" };
  expect(codeOf(ask("rejected", { reason: "no", rejection: "duplicate", ticket: ticket({ relations }) }))).toBe(
    "moved",
  );
});

test("a needed reason is asked for together with the rest, and a blank one does not count", () => {
  expect(messageOf(ask("rejected", { reason: "  " }))).toMatch(/kind of rejection is not given; no reason is given$/);
  expect(codeOf(ask("refined", { ticket: ticket({ status: "done" }) }))).toBe("move-not-allowed-yet");
  expect(codeOf(ask("refined", { ticket: ticket({ status: "done" }), reason: "it came back" }))).toBe("moved");
});

test("force skips guards for persons, never the table, the reason or the rule for agents", () => {
  const bare = ticket({ bodies: {} });
  expect(checkMove(ask("refined", { ticket: bare, force: true }))).toMatchObject({ ok: true, value: { forced: true } });
  expect(checkMove(ask("refined", { force: true }))).toMatchObject({ ok: true, value: { forced: false } });
  expect(codeOf(ask("refined", { ticket: bare, force: true, actor: AGENT }))).toBe("person-only");
  expect(codeOf(ask("doing", { ticket: bare, force: true }))).toBe("move-not-in-table");
  expect(messageOf(ask("rejected", { ticket: bare, force: true }))).toMatch(/yet: no reason is given$/);
});
