import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { commitAll } from "./_clones.ts";
import { ask, backlog, docket, must, program, put, surroundings } from "./_rig.ts";
import { listed } from "./_shapes.ts";
import { listAll, newTicket, upTo } from "./_tickets.ts";
import { ticketText } from "./_written.ts";

const MANY = 3_000;

test("a list of 3,000 tickets arrives whole through a slow pipe", { timeout: 120_000 }, async () => {
  const root = await backlog();
  const texts = upTo(MANY).map((n) =>
    ticketText({ id: `TASK-${idPart(n)}`, title: `Ticket ${n} ${"wide ".repeat(20)}` }),
  );
  put(root, Object.fromEntries(texts.map((text, n) => [`docket/tickets/TASK-${idPart(n)}-ticket.md`, text])));
  commitAll(`${root}/docket`, "Add many tickets");

  const text = await readSlowly(root, ["list", "--all", "--limit", "100000", "--json"]);

  const answer = listed.parse(JSON.parse(text));
  expect(text.length).toBeGreaterThan(256 * 1024);
  expect(answer.tickets).toHaveLength(MANY);
  expect(answer.total).toBe(MANY);
  const bounded = await ask(root, listed, ["list"]);
  expect(bounded.tickets).toHaveLength(50);
  expect(bounded.total).toBe(MANY);
});

test("a reader that goes away early is no fault of the program", async () => {
  const root = await backlog();
  await newTicket(root, "Only one");

  const child = spawn(process.execPath, [program, "list", "--json"], { cwd: root, env: surroundings() });
  child.stdout.destroy();
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  await once(child, "close");

  expect(stderr).not.toMatch(/at .*\.js:\d+/);
});

test("a broken file hides nothing: the others are listed and the broken one is named", async () => {
  const root = await backlog();
  const id = await newTicket(root, "Whole");
  const broken = "---\nid: TASK-zzzzzz\ntitle: Broken\nstatus: new\n\nno end of the frontmatter\n";
  put(root, { "docket/tickets/TASK-zzzzzz-broken.md": broken });

  const plain = await must(root, ["list"]);
  const answer = await listAll(root);

  expect(plain.stdout).toContain(id);
  expect(plain.stderr).toContain("TASK-zzzzzz-broken.md");
  expect(answer.tickets.map((ticket) => ticket.id)).toContain(id);
  expect(answer.problems.map((problem) => problem.file).join()).toContain("TASK-zzzzzz-broken.md");
  expect(answer.problems[0]).toMatchObject({ severity: "error", line: expect.any(Number) });
  const ran = await docket(root, ["edit", "TASK-zzzzzz", "--title", "Overwritten", "--json"]);
  expect(ran.code).not.toBe(0);
  expect((await docket(root, ["doctor", "--fix"])).code).toBe(1);
  expect((await must(root, ["list"])).stderr).toContain("TASK-zzzzzz-broken.md");
});

test("colours are left out of a pipe and with NO_COLOR", async () => {
  const root = await backlog();
  await newTicket(root, "Plain");

  expect((await must(root, ["list"])).stdout).not.toContain("\u001b");
  expect((await must(root, ["list", "--no-color"], { env: { FORCE_COLOR: "1" } })).stdout).not.toContain("\u001b");
  expect((await must(root, ["list"], { env: { NO_COLOR: "1", FORCE_COLOR: "" } })).stdout).not.toContain("\u001b");
});

/** Six characters an id may have, different for every number. */
function idPart(n: number): string {
  const letters = "bcdfghjkmnpqrstvwxyz";
  const digits: string[] = [];
  for (let rest = n; digits.length < 6; rest = Math.floor(rest / letters.length))
    digits.push(letters.charAt(rest % letters.length));
  return digits.join("");
}

/** Reads a child's output in small sips, so that the pipe is full most of the time. */
async function readSlowly(cwd: string, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: surroundings(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const sips: Buffer[] = [];
  for await (const sip of child.stdout) {
    sips.push(Buffer.from(sip));
    await pause(2);
  }
  const [code] = await closed;
  expect(code).toBe(0);
  return Buffer.concat(sips).toString("utf8");
}
