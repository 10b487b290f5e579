import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSampleProgram } from "./sample-program.ts";

let folder = "";
let scratch = "";

beforeAll(async () => {
  folder = await buildSampleProgram();
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "docket doors ")));
});
afterAll(() => Promise.all([folder, scratch].map((one) => rm(one, { recursive: true, force: true }))));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Started {
  readonly input?: string | Buffer;
  readonly env?: NodeJS.ProcessEnv;
  readonly command?: readonly [string, ...string[]];
}

const main = (): string => join(folder, "dist/main.cjs");

function run(
  args: readonly string[],
  { input, env, command = [process.execPath, main()] }: Started = {},
): Promise<Outcome> {
  const [file, ...before] = command;
  return new Promise((resolve) => {
    const options = { cwd: scratch, maxBuffer: 1 << 28, env: { ...process.env, ...env } };
    const child = execFile(file, [...before, ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out, err });
    });
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

const exitOf = async (child: ChildProcess): Promise<readonly unknown[]> => once(child, "exit");

test.each<[string, readonly string[], number]>([
  ["an answer", ["list"], 0],
  ["findings", ["doctor", "a.md"], 1],
  ["no findings", ["doctor"], 0],
  ["a wrong flag", ["list", "--nope"], 2],
  ["a wrong command", ["lsit"], 2],
  ["a flag of a command before it", ["--limit", "3", "list"], 2],
  ["a folder that is not there", ["-C", "/not/there", "list"], 2],
  ["something not found", ["show", "gone"], 4],
  ["a bug", ["bug"], 70],
  ["help", [], 0],
  ["an alias", ["ls", "--limit", "1"], 0],
])("%s: exit code", async (_what, args, code) => {
  expect((await run(args)).code).toBe(code);
  const json = await run([...args, "--json"]);
  expect(json.code).toBe(code);
  if (code === 70) return;
  expect(json.err).toBe("");
  const document: unknown = JSON.parse(json.out);
  expect(json.out.trimEnd().split("\n")).toHaveLength(1);
  if (code > 1) expect(document).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
});

test("a fault says what, where and the way out; a bug how to report it", async () => {
  expect((await run(["list", "--limti=3"])).err).toBe(
    "docket: there is no flag --limti\n  hint: did you mean --limit?\n",
  );
  expect((await run(["bug"])).err).toBe(
    "docket: a bug in docket 0.1.0: Error: the sample is broken; run it again with DOCKET_DEBUG=1 and report what it prints\n",
  );
  expect((await run(["bug"], { env: { DOCKET_DEBUG: "1" } })).err).toMatch(/at .*program\.cjs:\d+/);
});

test("a megabyte arrives whole through a pipe that is read slowly", async () => {
  const child = spawn(process.execPath, [main(), "list", "--limit", "10000", "--json"], { cwd: scratch });
  // Nothing is read until the pipe is full for sure: the program has to wait for its reader.
  child.stdout.pause();
  await once(child.stdout, "readable");
  const out = await text(child.stdout);
  expect(out.length).toBeGreaterThan(1_000_000);
  expect(JSON.parse(out).tickets).toHaveLength(10_000);
});

test("a full pipe that does not block is waited for", async () => {
  const script = `node -e 'setTimeout(() => process.stdin.resume().on("data", (d) => { n = (globalThis.n ?? 0) + d.length; globalThis.n = n }).on("end", () => console.log(globalThis.n)), 200)'`;
  const whole = (await run(["list", "--limit", "10000", "--json"])).out;
  const piped = await run(["-c", `"$0" "$1" list --limit 10000 --json | ${script}`, process.execPath, main()], {
    command: ["sh"],
  });
  expect(Number(piped.out)).toBe(Buffer.byteLength(whole));
});

test.skipIf(!existsSync("/dev/full"))("a full disk behind the output is said, and is no bug", async () => {
  const answer = await run(["-c", '"$0" "$1" list > /dev/full', process.execPath, main()], { command: ["sh"] });
  expect(answer).toMatchObject({ code: 1, out: "" });
  expect(answer.err).toContain("standard output could not be written: ENOSPC");
});

test("a reader that goes away ends the output in silence", async () => {
  const command = `{ "$0" "$1" list --limit 20000 --json; echo "code $?" >&2; } | head -c 10`;
  const { out, err } = await run(["-c", command, process.execPath, main()], { command: ["sh"] });
  expect(out).toHaveLength(10);
  expect(err).toBe("code 0\n");
});

test("a folder that was removed under the shell is no bug either", async () => {
  const line = 'mkdir gone && cd gone && rmdir ../gone && PWD= exec "$0" "$1" show x --json';
  const { code, out } = await run(["-c", line, process.execPath, main()], { command: ["sh"] });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ ticket: { cwd: "/" } });
});

test("an interrupt ends with 130", async () => {
  const child = spawn("sh", ["-c", 'exec "$0" --import "$2" "$1" wait', process.execPath, main(), readyHook()], {
    cwd: scratch,
  });
  await once(child.stderr, "data");
  child.kill("SIGINT");
  expect(await exitOf(child)).toEqual([130, null]);
});

/** Says on stderr when the program listens for the signal, so that the test need not guess. */
function readyHook(): string {
  const file = join(scratch, "ready.mjs");
  writeFileSync(
    file,
    `process.on("newListener", (name) => name === "SIGINT" && setImmediate(() => process.stderr.write("ready")));`,
  );
  return file;
}

test("standard input stands for a text, within limits", async () => {
  const body = "first\nsecond — ü\n";
  const made = await run(["new", "x", "--body", "-", "--json"], { input: body });
  expect(JSON.parse(made.out)).toMatchObject({ ticket: { body } });
  const large = await run(["new", "x", "--body", "-", "--json"], { input: "x".repeat(1_100_000) });
  expect(JSON.parse(large.out)).toMatchObject({ error: { code: "stdin-too-large" } });
  const broken = await run(["new", "x", "--body", "-", "--json"], { input: Buffer.from([0xff, 0xfe]) });
  expect(JSON.parse(broken.out)).toMatchObject({ error: { code: "stdin-not-text" } });
});

test("text from tickets is cleaned, colours come only when asked for, problems go to stderr", async () => {
  const plain = await run(["list", "--limit", "2"]);
  expect(plain.out).not.toContain("\x1b");
  expect(plain.err).toBe(
    "docket: 2 of 9 tickets; --limit 9 shows them all\ndocket: warning: tickets/X.md:3:1 is torn\n",
  );
  const env = { FORCE_COLOR: "1", NO_COLOR: "" };
  expect((await run(["list", "--limit", "2"], { env })).out).toContain("\x1b[");
  expect((await run(["list", "--limit", "2", "--no-color"], { env })).out).not.toContain("\x1b");
  expect((await run(["list", "--limit", "2"], { env: { ...env, NO_COLOR: "1" } })).out).not.toContain("\x1b");
  expect((await run(["list", "--quiet"])).err).toBe("");
});

test("a list that was cut says so, also where it was cut to nothing", async () => {
  // The sample has seven more tickets than it is asked for.
  expect(await run(["list", "--limit", "1", "--quiet"])).toMatchObject({ err: "" });
  const { err } = await run(["list", "--limit", "50"]);
  expect(err).toContain("docket: 50 of 57 tickets; --limit 57 shows them all\n");
});

test("--fields bounds the answer and refuses a slip", async () => {
  const { out } = await run(["list", "--limit", "1", "--fields", "id,status", "--json"]);
  expect(JSON.parse(out).tickets).toEqual([{ id: "TASK-000000", status: "ready" }]);
  expect((await run(["list", "--fields", "id,titel", "--json"])).out).toContain("did you mean title?");
});

test("DOCKET_ACTOR, --as and -C reach the op", async () => {
  const shown = await run(["show", "x", "--json", "-C", "/", "--as", "Ada"], { env: { DOCKET_ACTOR: "Eve" } });
  expect(JSON.parse(shown.out)).toMatchObject({ ticket: { cwd: "/", actor: "Ada", door: "person" } });
  const other = await run(["show", "x", "--json"], { env: { DOCKET_ACTOR: "Eve" } });
  expect(JSON.parse(other.out)).toMatchObject({ ticket: { cwd: scratch, actor: "Eve" } });
});

test("the launcher finds the program through links, from anywhere, and says when Node is missing", async () => {
  const launcher = join(folder, "bin/docket");
  const bin = join(scratch, "links");
  mkdirSync(bin);
  symlinkSync(launcher, join(bin, "docket"));
  symlinkSync("docket", join(bin, "again"));
  const system = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin` };
  for (const path of [launcher, join(bin, "docket"), join(bin, "again")]) {
    const { code, out } = await run(["--version"], { command: [path], env: system });
    expect([path, code, out]).toEqual([path, 0, "docket 0.1.0\n"]);
  }
  const probe = join(scratch, "probe.cjs");
  writeFileSync(probe, 'process.stderr.write(process.execArgv.join(" "))');
  const held = await run(["--version"], {
    command: [launcher],
    env: { ...system, NODE_OPTIONS: `--require "${probe}"` },
  });
  expect(held.err).toBe("--max-semi-space-size=4");
  const old = join(scratch, "old node");
  mkdirSync(old);
  writeFileSync(join(old, "node"), "#!/bin/sh\necho v20.20.2\n", { mode: 0o755 });
  const tooOld = await run(["--version"], { command: [launcher], env: { PATH: `${old}:/usr/bin:/bin` } });
  expect(tooOld).toMatchObject({ code: 2, out: "" });
  expect(tooOld.err).toContain("needs Node 24 or newer (found v20.20.2)");
  const pinned = join(folder, "node_modules/node/bin");
  mkdirSync(pinned, { recursive: true });
  symlinkSync(process.execPath, join(pinned, "node"));
  expect(await run(["--version"], { command: [launcher], env: { PATH: `${old}:/usr/bin:/bin` } })).toMatchObject({
    code: 0,
  });
});
