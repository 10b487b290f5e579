import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, test } from "vitest";
import { makeRepo } from "../rigs/repo.ts";
import { projectRoot } from "../rigs/root.ts";
import { runDocket } from "../rigs/run-docket.ts";

/** What an agent gets for one call: the document, whether it is a fault, and its size in bytes. */
interface Heard {
  readonly fault: boolean;
  readonly bytes: number;
  readonly said: unknown;
}

interface Agent extends AsyncDisposable {
  readonly called: ReadonlySet<string>;
  tools(): Promise<readonly string[]>;
  call(name: string, args?: Record<string, unknown>): Promise<Heard>;
}

/** A real client of the protocol, in front of the built program, on a real backlog. */
async function agentIn(cwd: string): Promise<Agent> {
  const client = new Client({ name: "robot", version: "1" });
  const args = [join(projectRoot, "dist/main.cjs"), "mcp"];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd }));
  const called = new Set<string>();
  return {
    called,
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    async call(name, given = {}) {
      called.add(name);
      const { structuredContent, isError } = await client.callTool({ name, arguments: given });
      const bytes = Buffer.byteLength(JSON.stringify(structuredContent));
      return { fault: isError === true, bytes, said: structuredContent };
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

const idIn = (said: unknown): string => /"id":"([A-Z]+-[a-z0-9]+)"/.exec(JSON.stringify(said))?.[1] ?? "";

const SECTIONS = {
  Context: "The cart is empty after a restart.",
  Description: "It should be kept.",
  "Test Strategy": "One integration test that restarts the server.",
  "Affected Files": "src/cart.ts modify",
  Dependencies: "None.",
  "Acceptance Criteria": "- [ ] AC-1: kept\n- [ ] AC-2: tested\n- [ ] AC-3: said in the changelog",
};

test("an agent takes a ticket from new to done with the tools alone, and each refusal says how to go on", async () => {
  using repo = makeRepo();
  repo.write("package.json", '{ "name": "shop", "scripts": { "test": "echo all is well" } }\n');
  repo.git("add", "package.json");
  repo.git("commit", "--quiet", "-m", "Name what runs the tests");
  await runDocket({ cwd: repo.path, args: ["init"] });
  await using agent = await agentIn(repo.path);
  const { call } = agent;
  expect((await call("next")).said).toMatchObject({ ticket: null, ready: 0 });
  const made = await call("new", { title: "Keep the cart", kind: "bug", label: ["cart"], set: ["impact=5"] });
  expect(made.said).toMatchObject({ ticket: { status: "new", sections: { Context: expect.any(String) } } });
  const id = idIn(made.said);
  const other = idIn((await call("new", { title: "Store sessions" })).said);

  const early = await call("move", { id, status: "refined" });
  expect(early).toMatchObject({ fault: true, said: { error: { code: "move-not-allowed-yet" } } });
  expect(JSON.stringify(early.said)).toContain("these sections are empty: Context, Description");
  for (const [section, body] of Object.entries(SECTIONS)) await call("edit", { id, section, body });
  expect((await call("move", { id, status: "refined" })).said).toMatchObject({ ticket: { status: "refined" } });
  expect(JSON.stringify((await call("move", { id, status: "ready" })).said)).toContain("--verify NAME");
  await call("edit", { id, verify: ["test"] });
  await call("move", { id, status: "ready" });

  await call("relate", { id, relation: "depends_on", other });
  expect((await call("ready")).said).toMatchObject({ total: 1, tickets: [{ id: other }] });
  expect(JSON.stringify((await call("move", { id, status: "doing" })).said)).toContain("assignee=NAME");
  await call("relate", { id, relation: "depends_on", other, remove: true });
  expect((await call("next")).said).toMatchObject({ ticket: { id, impact: 5 } });

  const taken = await call("take", { id });
  expect(taken.said).toMatchObject({ ticket: id, fresh: true, worktree: expect.stringContaining(".worktrees/WO-") });
  const path = /"path":"([^"]+)"/.exec(JSON.stringify(taken.said))?.[1];
  expect((await call("status")).said).toMatchObject({
    total: 1,
    orders: [{ ticket: id, holder: "robot", ahead: 0, worktree: path }],
  });
  const proof = await call("verify", { order: id });
  expect(proof).toMatchObject({ fault: false, said: { result: "failed" } });
  expect(JSON.stringify(proof.said)).toContain("nothing-committed");
  const reason = "The session store is not there yet.";
  expect((await call("finish", { order: id, result: "failed", reason })).said).toMatchObject({ status: "ready" });

  await call("edit", { id, set: ["assignee=robot"] });
  await call("comment", { id, kind: "plan", body: "Write the session to disk.", ref: ["file:src/cart.ts"] });
  for (const status of ["doing", "review", "done"])
    expect((await call("move", { id, status })).said).toMatchObject({ ticket: { status } });
  expect((await call("list")).said).toMatchObject({ total: 1, tickets: [{ id: other }] });
  expect((await call("discover", { source: ["todo"] })).said).toMatchObject({ tickets: { created: [] } });
  expect((await call("search", { query: ["session"] })).said).toMatchObject({ total: 2 });
  expect((await call("show", { id })).said).toMatchObject({
    ticket: {
      status: "done",
      sections: SECTIONS,
      events: expect.arrayContaining([expect.objectContaining({ kind: "plan", by: "agent", author: "robot" })]),
    },
  });
  expect([...agent.called].sort()).toEqual([...(await agent.tools())].sort());
});

test("a change is answered in few bytes, and a long thread keeps its newest events", async () => {
  using repo = makeRepo();
  await runDocket({ cwd: repo.path, args: ["init"] });
  await using agent = await agentIn(repo.path);
  const id = idIn((await agent.call("new", { title: "Much is said" })).said);
  const body = "It is still so. ".repeat(250);
  for (let at = 1; at <= 12; at++) {
    const { bytes, said } = await agent.call("comment", { id, body: `${at}. ${body}` });
    expect(bytes).toBeLessThan(6_000);
    expect(said).toMatchObject({ ticket: { id, events: [{ body: `${at}. ${body}` }] } });
    expect(JSON.stringify(said)).not.toContain("sections");
  }
  const { bytes, said } = await agent.call("show", { id });
  expect(bytes).toBeLessThan(24_000);
  const { ticket, truncated, omitted } = said as {
    ticket: { events: { body: string }[] };
    truncated: true;
    omitted: object;
  };
  expect(truncated).toBe(true);
  expect(omitted).toMatchObject({ "ticket.events": 13 - ticket.events.length });
  expect(ticket.events.at(-1)?.body).toBe(`12. ${body}`);
  await agent.call("comment", { id, body: "x".repeat(100_000) });
  const large = (await agent.call("show", { id })).said as typeof said & { ticket: { events: { body: string }[] } };
  expect(large.ticket.events.at(-1)?.body).toMatch(/^x{10000,}$/);
});
