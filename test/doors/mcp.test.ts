import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSampleProgram } from "./sample-program.ts";

// A folder of its own: the project may itself stand below the folder for temporary files.
const there = realpathSync(mkdtempSync(join(tmpdir(), "docket-root-")));
afterAll(() => rmSync(there, { recursive: true, force: true }));
const here = realpathSync(import.meta.dirname);
let folder = "";

beforeAll(async () => {
  folder = await buildSampleProgram();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Connection {
  readonly roots?: () => readonly string[];
  readonly mode?: "legacy" | "auto";
}

async function connect({ roots, mode = "legacy" }: Connection = {}): Promise<AsyncDisposable & { client: Client }> {
  const client = new Client(
    { name: "test-agent", version: "1" },
    { capabilities: roots === undefined ? {} : { roots: { listChanged: true } }, versionNegotiation: { mode } },
  );
  if (roots !== undefined) {
    client.setRequestHandler("roots/list", () => ({ roots: roots().map((uri) => ({ uri })) }));
  }
  const command = { command: process.execPath, args: [join(folder, "dist/main.cjs"), "mcp"], cwd: here };
  await client.connect(new StdioClientTransport(command));
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

async function shown(client: Client): Promise<Record<string, unknown>> {
  const { structuredContent } = await client.callTool({ name: "show", arguments: { id: "k3" } });
  const answer = structuredContent as { ticket: Record<string, unknown> };
  return answer.ticket;
}

test("lists the ops that are tools, without the fields of the command line", async () => {
  await using it = await connect();
  const { tools } = await it.client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(["new", "list", "show", "doctor"]);
  const [first] = tools;
  expect(Object.keys(first?.inputSchema.properties ?? {})).not.toContain("editor");
  expect(first?.inputSchema.required).toEqual(["title"]);
  expect(first?.annotations).toEqual({ destructiveHint: false });
  expect(tools[1]?.annotations).toEqual({ readOnlyHint: true });
});

test.each(["legacy", "auto"] as const)("calls as an agent in the client's root (%s)", async (mode) => {
  await using it = await connect({ mode, roots: () => [pathToFileURL(there).href] });
  expect(await shown(it.client)).toMatchObject({ cwd: there, door: "agent", actor: "test-agent" });
  expect(await shown(it.client)).toMatchObject({ cwd: there });
});

test("works in its own folder when the client names no roots", async () => {
  await using it = await connect();
  expect(await shown(it.client)).toMatchObject({ cwd: here });
});

test("follows the client to another root", async () => {
  let root = there;
  await using it = await connect({ roots: () => [pathToFileURL(root).href] });
  expect(await shown(it.client)).toMatchObject({ cwd: there });
  root = "/";
  await it.client.sendRootsListChanged();
  expect(await shown(it.client)).toMatchObject({ cwd: here });
});

test("answers text and structure alike, cut to a size with counts", async () => {
  await using it = await connect();
  const result = await it.client.callTool({ name: "list", arguments: { limit: 5_000 } });
  expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(60_000);
  const answer = result.structuredContent as { tickets: unknown[]; total: number; omitted: Record<string, number> };
  expect(answer).toMatchObject({ truncated: true, total: 5_007 });
  expect(answer.tickets.length).toBeGreaterThan(50);
  expect(answer.tickets.length + (answer.omitted.tickets ?? 0)).toBe(5_000);
  expect(result.content).toEqual([{ type: "text", text: JSON.stringify(answer) }]);
});

test.each([
  [
    "a wrong value",
    "new",
    { title: "x", kind: "bgu" },
    { code: "input-value", hint: expect.stringContaining("did you mean bug?") },
  ],
  ["an unknown key", "new", { title: "x", prioritty: "P1" }, { code: "input-unknown", hint: "did you mean priority?" }],
  ["a field of the command line", "new", { title: "x", editor: true }, { code: "input-unknown" }],
  ["a fault of the op", "show", { id: "gone" }, { code: "ticket-not-found", where: "gone" }],
  ["an unknown tool", "shw", {}, { code: "tool-unknown", hint: "did you mean show?" }],
])("refuses %s with the same error as the command line", async (_what, name, args, error) => {
  await using it = await connect();
  const result = await it.client.callTool({ name, arguments: args });
  expect(result.isError).toBe(true);
  expect(result.structuredContent).toMatchObject({ error });
});

test("offers open tickets as resources and reads one by its id", async () => {
  await using it = await connect();
  const { resources } = await it.client.listResources();
  expect(resources).toHaveLength(50);
  expect(resources[3]?.uri).toBe("docket://ticket/TASK-000003");
  const { resourceTemplates } = await it.client.listResourceTemplates();
  expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(["docket://ticket/{id}"]);
  const { contents } = await it.client.readResource({ uri: "docket://ticket/TASK-000003" });
  expect(contents).toHaveLength(1);
  const [content] = contents;
  expect(JSON.parse(content !== undefined && "text" in content ? content.text : "")).toMatchObject({
    ticket: { id: "TASK-000003" },
  });
  await expect(it.client.readResource({ uri: "docket://ticket/gone" })).rejects.toThrow("there is no ticket gone");
});
