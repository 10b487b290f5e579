import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, test } from "vitest";
import { makeRepo } from "../rigs/repo.ts";
import { projectRoot } from "../rigs/root.ts";
import { runDocket } from "../rigs/run-docket.ts";
import { onDisk } from "../rigs/temp.ts";
import { rounds } from "../rounds.ts";

interface Listed {
  readonly total: number;
  readonly tickets: readonly { readonly id: string; readonly title: string }[];
}

async function serve(cwd: string): Promise<AsyncDisposable & { list(): Promise<Listed> }> {
  const client = new Client({ name: "test-agent", version: "1" });
  const args = [join(projectRoot, "dist/main.cjs"), "mcp"];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd }));
  return {
    async list() {
      const { structuredContent } = await client.callTool({ name: "list", arguments: { limit: 100 } });
      return structuredContent as unknown as Listed;
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

async function backlogOf(cwd: string, count: number): Promise<string> {
  await runDocket({ cwd, args: ["init", "--yes"] });
  for (let at = 0; at < count; at += 1) await runDocket({ cwd, args: ["new", `ticket ${at}`] });
  return join(cwd, "docket/tickets");
}

const titled = (path: string, title: string): string =>
  readFileSync(path, "utf8").replace(/^title: .*$/m, `title: ${title}`);

/** The ways in which a file changes under a server: by an editor that writes in place, by one that renames, with old times put back. */
const EDITS: readonly ((path: string, text: string) => void)[] = [
  (path, text) => writeFileSync(path, text),
  (path, text) => {
    writeFileSync(`${path}~`, text);
    renameSync(`${path}~`, path);
  },
  (path, text) => {
    writeFileSync(path, text);
    utimesSync(path, 1, 1);
  },
  (path, text) => {
    execFileSync("sh", ["-c", 'printf %s "$2" > "$1"', "sh", path, text]);
  },
];

test("a warm call sees what changed right before it", async () => {
  using repo = makeRepo("plain", onDisk());
  const folder = await backlogOf(repo.path, 4);
  await using server = await serve(repo.path);
  expect((await server.list()).total).toBe(4);
  const names = readdirSync(folder);
  for (let round = 0; round < rounds(200); round += 1) {
    const path = join(folder, names[round % names.length] ?? "");
    const title = `round ${round}`;
    // One call is under way while the file changes: its answer may be either, the next one may not.
    const underWay = round % 3 === 0 ? server.list() : undefined;
    EDITS[round % EDITS.length]?.(path, titled(path, title));
    const { tickets } = await server.list();
    expect(tickets.map((ticket) => ticket.title)).toContain(title);
    await underWay;
  }
});

test("a warm call sees files that came, went, and a folder that was put in the place of another", async () => {
  using repo = makeRepo("plain", onDisk());
  const folder = await backlogOf(repo.path, 3);
  await using server = await serve(repo.path);
  expect((await server.list()).total).toBe(3);
  for (let round = 0; round < rounds(5); round += 1) {
    await runDocket({ cwd: repo.path, args: ["new", "one more"] });
    expect((await server.list()).total).toBe(4);
    const extra = readdirSync(folder).find((name) => name.includes("one-more")) ?? "";
    rmSync(join(folder, extra));
    expect((await server.list()).total).toBe(3);
    // The old folder stays alive elsewhere: a watch on it would hear nothing.
    cpSync(folder, `${folder}-copy`, { recursive: true });
    rmSync(join(`${folder}-copy`, readdirSync(folder)[0] ?? ""));
    renameSync(folder, `${folder}-old`);
    renameSync(`${folder}-copy`, folder);
    expect((await server.list()).total).toBe(2);
    rmSync(folder, { recursive: true });
    renameSync(`${folder}-old`, folder);
    expect((await server.list()).total).toBe(3);
  }
});

test("tickets in a subfolder are looked at each time", async () => {
  using repo = makeRepo("plain", onDisk());
  const folder = await backlogOf(repo.path, 2);
  await using server = await serve(repo.path);
  expect((await server.list()).total).toBe(2);
  const [name = ""] = readdirSync(folder);
  cpSync(join(folder, name), join(folder, "inner", name), { recursive: true });
  rmSync(join(folder, name));
  for (let round = 0; round < rounds(10); round += 1) {
    const path = join(folder, "inner", name);
    writeFileSync(path, titled(path, `inside ${round}`));
    expect((await server.list()).tickets.map(({ title }) => title)).toContain(`inside ${round}`);
  }
});
