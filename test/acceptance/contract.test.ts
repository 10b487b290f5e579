import { beforeEach, describe, expect, test } from "vitest";
import {
  ask,
  backlog,
  bareRepository,
  docket,
  filesBelow,
  fingerprint,
  folder,
  git,
  must,
  refusal,
  repository,
} from "./_rig.ts";
import { anything, doctored, listed, made, shown } from "./_shapes.ts";
import { at, newTicket, newTickets, show } from "./_tickets.ts";

let root: string;

beforeEach(async () => {
  root = await backlog();
});

describe("reading", () => {
  test("new answers the id and takes kind, priority, labels and a body", async () => {
    const first = await ask(root, made, [
      "new",
      "Sign in",
      "--kind",
      "feature",
      "--priority",
      "high",
      "--label",
      "ui",
      "--label",
      "auth",
    ]);
    const second = await docket(root, ["new", "From a pipe", "--body", "-", "--json"], {
      input: "The text\ncomes in.\n",
    });
    const third = await newTicket(root, "With a text", "--body", "Given at once.");

    expect(await show(root, first.ticket.id)).toMatchObject({
      title: "Sign in",
      kind: "feature",
      priority: "P1",
      labels: ["ui", "auth"],
      status: "new",
    });
    expect(second).toMatchObject({ code: 0 });
    const piped = made.parse(JSON.parse(second.stdout)).ticket.id;
    expect(JSON.stringify((await show(root, piped)).sections)).toContain("comes in.");
    expect(JSON.stringify((await show(root, third)).sections)).toContain("Given at once.");
  });

  test("list answers open tickets, filters, limits and counts", async () => {
    const ids = await newTickets(root, ["one", "two", "three"]);
    await must(root, ["edit", at(ids, 0), "--add-label", "red"]);
    await must(root, ["close", at(ids, 1), "--resolution", "not needed"]);

    expect(await ask(root, listed, ["list"])).toMatchObject({ total: 2, problems: [] });
    expect(await ask(root, listed, ["list", "--all"])).toMatchObject({ total: 3 });
    expect((await ask(root, listed, ["list", "--label", "red"])).tickets.map((ticket) => ticket.id)).toEqual([ids[0]]);
    expect((await ask(root, listed, ["list", "--status", "done"])).tickets.map((ticket) => ticket.id)).toEqual([
      ids[1],
    ]);
    expect((await ask(root, listed, ["list", "--status", "done", "--status", "new"])).total).toBe(3);
    const limited = await ask(root, listed, ["list", "--all", "--limit", "1"]);
    expect(limited.tickets).toHaveLength(1);
    expect(limited.total).toBe(3);
  });

  test("show answers sections and events, and takes any unique beginning of an id", async () => {
    const id = await newTicket(root, "Shown", "--body", "Some text.");

    const { ticket } = await ask(root, shown, ["show", id]);
    expect(ticket).toMatchObject({ id, title: "Shown", labels: [] });
    expect(ticket.events).toHaveLength(1);
    expect(ticket.events[0]).toMatchObject({ kind: "create", author: "mika" });
    const short = id.slice(id.indexOf("-") + 1, id.indexOf("-") + 6);
    expect((await show(root, short)).id).toBe(id);
  });

  test("ready, blocked, next and search answer JSON with the reason", async () => {
    const [first, second] = [await newTicket(root, "Paint the fence"), await newTicket(root, "Buy the paint")];
    await must(root, ["relate", first, "depends_on", second]);

    expect(JSON.stringify(await ask(root, anything, ["blocked"]))).toContain(second);
    await ask(root, anything, ["ready"]);
    await ask(root, anything, ["next"]);
    const found = JSON.stringify(await ask(root, anything, ["search", "paint", "fence"]));
    expect(found).toContain(first);
    expect(found).not.toContain(`"id":"${second}"`);
  });

  test("doctor answers findings", async () => {
    await newTicket(root, "Fine");

    await ask(root, doctored, ["doctor"]);
  });
});

describe("writing", () => {
  test("edit sets fields and labels", async () => {
    const id = await newTicket(root, "Before", "--label", "old");

    await must(root, ["edit", id, "--priority", "P1", "--title", "After", "--add-label", "new", "--set", "impact=8"]);

    expect(await show(root, id)).toMatchObject({ title: "After", priority: "P1", labels: ["old", "new"], impact: 8 });
  });

  test("move, close and reopen change the status and leave events with the reason", async () => {
    const id = await newTicket(root, "Moving");

    await must(root, ["move", id, "blocked", "--reason", "waits for Ada"]);
    expect((await show(root, id)).status).toBe("blocked");
    await must(root, ["close", id, "--resolution", "Done by hand."]);
    expect((await show(root, id)).status).toBe("done");
    await must(root, ["reopen", id, "--reason", "came back"]);

    const ticket = await show(root, id);
    expect(ticket.status).toBe("refined");
    expect(ticket.events.map((event) => event.kind)).toEqual([
      "create",
      "status_changed",
      expect.any(String),
      "status_changed",
    ]);
    expect(JSON.stringify(ticket)).toContain("waits for Ada");
    expect(JSON.stringify(ticket)).toContain("Done by hand.");
    expect(JSON.stringify(ticket)).toContain("came back");
  });

  test.each(["comment", "plan", "decision", "implementation_report"])(
    "comment leaves an event of kind %s",
    async (kind) => {
      const id = await newTicket(root, "Spoken about");

      await must(root, ["comment", id, "--body", "Text with\n\n---\n\n## Heading\n\nand --> ends", "--kind", kind]);

      const last = (await show(root, id)).events.at(-1);
      expect(last).toMatchObject({ kind, author: "mika" });
      expect(last?.body.trim()).toBe("Text with\n\n---\n\n## Heading\n\nand --> ends");
    },
  );

  test("review approves and requests changes, assign names a person", async () => {
    const id = await newTicket(root, "Reviewed");

    await must(root, ["review", id, "--request-changes", "--body", "Not yet."]);
    await must(root, ["review", id, "--approve", "--body", "Now it is good."]);
    await must(root, ["assign", id, "ada"]);

    const ticket = await show(root, id);
    expect(ticket).toMatchObject({ assignee: "ada" });
    expect(ticket.events.filter((event) => event.kind === "review").map((event) => event.body.trim())).toEqual([
      "Not yet.",
      "Now it is good.",
    ]);
  });

  test("relate ties tickets and refuses a cycle, printing it", async () => {
    const [a, b, c] = [await newTicket(root, "a"), await newTicket(root, "b"), await newTicket(root, "c")];
    await must(root, ["relate", a, "depends_on", b]);
    await must(root, ["relate", b, "depends_on", c]);
    const before = fingerprint(root);

    const refused = await refusal(root, ["relate", c, "depends_on", a]);

    expect(refused.message).toContain(a);
    expect(refused.message).toContain(b);
    expect(refused.message).toContain(c);
    expect(fingerprint(root)).toBe(before);
    expect((await show(root, a)).depends_on).toEqual([b]);
  });

  test("--as names the actor", async () => {
    const id = await newTicket(root, "By somebody", "--as", "grace");

    expect((await show(root, id)).events[0]).toMatchObject({ author: "grace" });
  });

  test("sync without a remote answers JSON", async () => {
    const ran = await docket(root, ["sync", "--json"]);

    anything.parse(JSON.parse(ran.stdout));
  });
});

describe("exit codes", () => {
  test("2 for a mistake in the call", async () => {
    expect((await refusal(root, ["list", "--stauts", "new"])).exit).toBe(2);
    expect(await refusal(root, ["lst"])).toMatchObject({ exit: 2, hint: expect.stringContaining("list") });
    expect((await refusal(root, ["new"])).exit).toBe(2);
  });

  test("4 for what is not there", async () => {
    expect((await refusal(root, ["show", "TASK-zzzzzz"])).exit).toBe(4);
    expect((await refusal(folder(), ["list"])).exit).toBe(4);
    expect((await refusal(root, ["comment", "TASK-zzzzzz", "--body", "x"])).exit).toBe(4);
  });

  test("1 for findings, and for a move the table does not allow", async () => {
    const id = await newTicket(root, "Too early");
    const refused = await refusal(root, ["move", id, "review", "--reason", "hurry"]);

    expect([1, 2]).toContain(refused.exit);
    expect((await show(root, id)).status).toBe("new");
  });

  test("plain faults go to stderr with a way out, never to stdout", async () => {
    const ran = await docket(root, ["show", "TASK-zzzzzz"]);

    expect(ran).toMatchObject({ code: 4, stdout: "" });
    expect(ran.stderr).toContain("TASK-zzzzzz");
  });
});

describe("dry run", () => {
  const verbs: readonly (readonly [string, (id: string, other: string) => readonly string[]])[] = [
    ["new", () => ["new", "Not made"]],
    ["edit", (id) => ["edit", id, "--title", "Not changed", "--add-label", "x"]],
    ["move", (id) => ["move", id, "blocked", "--reason", "no"]],
    ["comment", (id) => ["comment", id, "--body", "no"]],
    ["review", (id) => ["review", id, "--approve", "--body", "no"]],
    ["assign", (id) => ["assign", id, "ada"]],
    ["close", (id) => ["close", id, "--resolution", "no"]],
    ["relate", (id, other) => ["relate", id, "depends_on", other]],
    ["doctor --fix", () => ["doctor", "--fix"]],
    ["init", () => ["init", "--yes"]],
    ["sync", () => ["sync"]],
  ];

  test.each(verbs)("%s --dry-run changes nothing", async (_name, args) => {
    const [id, other] = [await newTicket(root, "one"), await newTicket(root, "two")];
    git(root, "remote", "add", "origin", bareRepository());
    const before = fingerprint(root);

    const ran = await docket(root, [...args(id, other), "--dry-run", "--json"]);

    expect(ran).toMatchObject({ code: 0 });
    expect(fingerprint(root)).toBe(before);
    expect(git(root, "ls-remote", "origin")).toBe("");
    anything.parse(JSON.parse(ran.stdout));
  });

  test("reopen --dry-run changes nothing", async () => {
    const id = await newTicket(root, "closed");
    await must(root, ["close", id, "--resolution", "done"]);
    const before = fingerprint(root);

    await must(root, ["reopen", id, "--reason", "no", "--dry-run"]);

    expect(fingerprint(root)).toBe(before);
  });

  test("init --dry-run in a fresh repository writes no file and no ref", async () => {
    const fresh = repository();
    const before = [fingerprint(fresh), filesBelow(fresh)];

    await must(fresh, ["init", "--yes", "--dry-run"]);

    expect([fingerprint(fresh), filesBelow(fresh)]).toEqual(before);
  });
});

test("init a second time changes nothing", async () => {
  await newTicket(root, "there");
  const before = fingerprint(root);

  await must(root, ["init", "--yes"]);

  expect(fingerprint(root)).toBe(before);
});

test("--help of every verb names an example and writes nothing", async () => {
  const before = fingerprint(root);
  for (const verb of [
    "new",
    "list",
    "show",
    "edit",
    "move",
    "comment",
    "review",
    "close",
    "relate",
    "search",
    "sync",
    "doctor",
  ]) {
    const help = await must(root, [verb, "--help"]);
    expect(help.stdout, verb).toContain(`docket ${verb}`);
  }
  expect(fingerprint(root)).toBe(before);
});
