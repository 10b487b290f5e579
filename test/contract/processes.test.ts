import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { processOutput } from "../../src/host/process-output.ts";
import { systemProcesses } from "../../src/host/processes.ts";
import type { ProcessAnswer, ProcessCall, ProcessIdentity } from "../../src/ports/processes.ts";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { Crash, newLife } from "../../src/twins/life.ts";
import { manualClock } from "../../src/twins/manual-clock.ts";
import { scriptedProcesses } from "../../src/twins/scripted-processes.ts";
import { testWorld } from "../../src/twins/test-world.ts";
import { startChild } from "./child.ts";
import { answered, digestOf, type Play, processesContract, textOf } from "./processes.ts";
import { tempFolder } from "./temp-folder.ts";

const PLAYER = new URL("children/play.ts", import.meta.url).pathname;
const LIMITS = { limitMs: 60_000, keepBytes: 64_000 };

const node = (...args: readonly string[]): ProcessCall => ({
  command: { file: process.execPath, args },
  cwd: tempFolder(),
  ...LIMITS,
});
const shell = (line: string, more: Partial<ProcessCall> = {}): ProcessCall => ({
  command: { shell: line },
  cwd: more.cwd ?? tempFolder(),
  ...LIMITS,
  ...more,
});
const run = async (call: ProcessCall): Promise<ProcessAnswer> => answered(await systemProcesses().run(call));

processesContract("host", () => ({
  processes: systemProcesses(),
  call: (play) => (play.hangs ? hanging(play) : node(PLAYER, JSON.stringify(play))),
}));

describe("where there is no /proc", () => {
  const platform = Object.getOwnPropertyDescriptor(process, "platform");
  beforeEach(() => void Object.defineProperty(process, "platform", { ...platform, value: "darwin" }));
  afterEach(() => void Object.defineProperty(process, "platform", platform ?? {}));
  processesContract("host", () => ({
    processes: systemProcesses(),
    call: (play) => (play.hangs ? hanging(play) : node(PLAYER, JSON.stringify(play))),
  }));

  test("what was left behind and does not listen is ended", async () => {
    const cwd = tempFolder();
    const line = `mkfifo go; (trap '' TERM; sh -c 'echo $PPID' > pid; echo > go; while :; do sleep 1; done) & cat go; echo done`;
    expect(await run(shell(line, { cwd }))).toMatchObject({ end: "exit", code: 0 });
    expect(isThere(Number(readFileSync(`${cwd}/pid`, "utf8")))).toBe(false);
  });
});

processesContract("scripted", () => ({
  processes: scriptedProcesses(manualClock(), [{ when: "play", answer: (call) => played(call) }]),
  call: (play) => ({ command: { file: "play", args: [JSON.stringify(play)] }, cwd: "/", ...LIMITS }),
}));

/** By a shell, because that is there long before its limit is. */
const hanging = ({ ignoresAsking }: Play): ProcessCall =>
  shell(ignoresAsking ? "trap '' TERM; while :; do sleep 1; done" : "exec sleep 600");

function played({ command }: ProcessCall): Omit<Play, "hangs"> & { readonly takesMs?: number } {
  const play: Play = JSON.parse(("args" in command ? command.args[0] : undefined) ?? "{}");
  return play.hangs ? { ...play, takesMs: Number.POSITIVE_INFINITY } : play;
}

test("a shell line is taken as it was written", async () => {
  const cwd = tempFolder();
  writeFileSync(`${cwd}/it's "one".txt`, "found\n");
  const answer = await run(shell(`cat 'it'"'"'s "one".txt' | tr a-z A-Z && exit 3`, { cwd }));
  expect(answer).toMatchObject({ end: "exit", code: 3 });
  expect(textOf(answer.stdout.head)).toBe("FOUND\n");
});

test("a program gets its arguments as they are: no shell reads them", async () => {
  const odd = ["$HOME", "a b", "'", '"', "`id`", "*", ";exit 9", "", "ünï"];
  const answer = await run(node("-e", "console.log(JSON.stringify(process.argv.slice(1)))", ...odd));
  expect(JSON.parse(textOf(answer.stdout.head))).toEqual(odd);
});

test("what it reads comes from the caller, and nothing when the caller gives nothing", async () => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => at % 256);
  const answer = await run(shell("wc -c", { input: bytes }));
  expect(textOf(answer.stdout.head).trim()).toBe("300000");
  expect(textOf((await run(shell("wc -c"))).stdout.head).trim()).toBe("0");
});

test("a program that does not read what it is given may", async () => {
  const answer = await run(shell("exec true", { input: "x".repeat(5_000_000) }));
  expect(answer).toMatchObject({ end: "exit", code: 0 });
});

test("the user's environment goes along, without what points git elsewhere", async () => {
  const processes = systemProcesses({
    ...process.env,
    GIT_DIR: "/elsewhere",
    GIT_INDEX_FILE: "/x",
    LANG: "de_DE",
    MINE: "1",
  });
  const call = shell('echo "$GIT_DIR|$GIT_INDEX_FILE|$LANG|$MINE|$MORE"', { env: { MORE: "2" } });
  expect(textOf(answered(await processes.run(call)).stdout.head)).toBe("||de_DE|1|2\n");
});

test("100 MB of output are counted and hashed, and a little of them kept", async () => {
  const before = process.memoryUsage().rss;
  const cwd = tempFolder();
  const answer = await run(shell("yes 0123456789abcde | head -c 100000000", { cwd, log: `${cwd}/deep/in/run.log` }));
  expect(answer.stdout.total).toBe(100_000_000);
  expect(answer.stdout.head.byteLength + answer.stdout.tail.byteLength).toBe(64_000);
  expect(answer.digest).toBe(digestOf("0123456789abcde\n".repeat(6_250_000), ""));
  const log = readFileSync(`${cwd}/deep/in/run.log`, "utf8");
  expect(log.length).toBeLessThan(9_000_000);
  expect(log).toContain("bytes are left out here");
  expect(log.endsWith("0123456789abcde\n")).toBe(true);
  expect(statSync(`${cwd}/deep/in/run.log`).mode & 0o077).toBe(0);
  expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
});

test("a log holds all that both streams printed and replaces an older one", async () => {
  const cwd = tempFolder();
  writeFileSync(`${cwd}/log`, "old ".repeat(1_000), { mode: 0o644 });
  await run(shell("echo one; echo two >&2; echo three", { cwd, log: `${cwd}/log` }));
  const lines = readFileSync(`${cwd}/log`, "utf8").split("\n");
  expect(lines.toSorted()).toEqual(["", "one", "three", "two"]);
  expect(lines.filter((line) => line !== "two")).toEqual(["one", "three", ""]);
  expect(statSync(`${cwd}/log`).mode & 0o077).toBe(0);
});

test("a log that cannot be written is said before anything runs", async () => {
  const cwd = tempFolder();
  writeFileSync(`${cwd}/file`, "");
  const answer = await systemProcesses().run(shell("echo > ran", { cwd, log: `${cwd}/file/log` }));
  expect(answer).toMatchObject({ ok: false, fault: { code: expect.stringMatching(/^file-/) } });
  expect(existsSync(`${cwd}/ran`)).toBe(false);
});

test("a disk that fills up under the log ends the run: file-no-space", async (context) => {
  if (!existsSync("/dev/full")) return context.skip("needs the device that is always full");
  const answer = await systemProcesses().run(shell("echo text; exec sleep 600", { log: "/dev/full" }));
  expect(answer).toMatchObject({ ok: false, fault: { code: "file-no-space" } });
});

test("a missing program, a missing folder and a program that is none are told apart", async () => {
  const cwd = tempFolder();
  writeFileSync(`${cwd}/text`, "no program");
  const at = (file: string, folder = cwd) =>
    systemProcesses().run({ command: { file, args: [] }, cwd: folder, ...LIMITS });
  expect(await at("no-such-program-anywhere")).toMatchObject({ fault: { code: "program-missing", exit: "usage" } });
  expect(await at("true", `${cwd}/none`)).toMatchObject({ fault: { code: "file-not-found" } });
  expect(await at(`${cwd}/text`)).toMatchObject({ fault: { code: "program-refused" } });
  expect(await at("nul\0inside")).toMatchObject({ fault: { code: "program-refused" } });
  expect(await run(shell("no-such-program-anywhere"))).toMatchObject({ end: "exit", code: 127 });
});

test("a grandchild that was left behind, keeps the pipe and does not listen is ended with its parent", async () => {
  const cwd = tempFolder();
  // The trap is set before the parent ends: it waits for the word.
  const line = `mkfifo go; (trap '' TERM; sh -c 'echo $PPID' > pid; echo > go; while :; do sleep 1; done) & cat go; echo done`;
  const answer = await run(shell(line, { cwd }));
  expect(answer).toMatchObject({ end: "exit", code: 0 });
  expect(textOf(answer.stdout.head)).toContain("done");
  expect(isThere(Number(readFileSync(`${cwd}/pid`, "utf8")))).toBe(false);
});

test("a limit ends the whole group, grandchildren that do not listen included", async () => {
  const cwd = tempFolder();
  const answer = await run(
    shell("trap '' TERM; (trap '' TERM; sh -c 'echo $PPID' > pid; while :; do sleep 1; done) & wait", {
      cwd,
      limitMs: 1_000,
    }),
  );
  expect(answer).toMatchObject({ end: "time-limit", signal: "SIGKILL" });
  expect(isThere(Number(readFileSync(`${cwd}/pid`, "utf8")))).toBe(false);
});

test("one that cleans up when it is asked to end may, and gives its own code", async () => {
  const stop = new AbortController();
  const call = shell("trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.05; done");
  const processes = systemProcesses();
  const log = `${call.cwd}/log`;
  const running = processes.run({ ...call, stop: stop.signal, log });
  while (!existsSync(log) || readFileSync(log, "utf8") === "") await turn();
  stop.abort();
  const answer = answered(await running);
  expect(answer).toMatchObject({ end: "stopped", code: 7 });
  expect(textOf(answer.stdout.head)).toBe("ready\nbye\n");
});

test("one that left the group and holds the pipe is not waited for", async (context) => {
  const cwd = tempFolder();
  const leaver = `const { spawn } = require("node:child_process");
    const child = spawn("sleep", ["600"], { detached: true, stdio: "inherit" });
    require("node:fs").writeFileSync("pid", String(child.pid));
    child.unref(); console.log("left");`;
  const answer = await run({ ...node("-e", leaver), cwd });
  const pid = Number(readFileSync(`${cwd}/pid`, "utf8"));
  context.onTestFinished(() => void process.kill(pid, "SIGKILL"));
  expect(answer).toMatchObject({ end: "exit", code: 0 });
  expect(textOf(answer.stdout.head)).toBe("left\n");
  expect(isThere(pid)).toBe(true);
});

test("a group that a killed program left behind is found by its identity and ended", async () => {
  const parent = startChild("run-long.ts", tempFolder());
  const identity: ProcessIdentity = JSON.parse(await parent.line());
  const processes = systemProcesses();
  parent.process.kill("SIGKILL");
  await parent.ended;
  expect(processes.alive(identity)).toBe(true);
  await processes.endGroup({ ...identity, start: "another time" });
  expect(processes.alive(identity)).toBe(true);
  await processes.endGroup(identity);
  expect(processes.alive(identity)).toBe(false);
  await processes.endGroup(identity);
});

test("a group whose first process is dead, and only nobody took note of it, is ended all the same", async () => {
  const folder = tempFolder();
  const parent = startChild("run-long.ts", folder);
  const identity: ProcessIdentity = JSON.parse(await parent.line());
  while (!existsSync(`${folder}/worker`) || readFileSync(`${folder}/worker`, "utf8") === "") await turn();
  // A stopped parent takes note of nothing.
  parent.process.kill("SIGSTOP");
  process.kill(identity.pid, "SIGKILL");
  const processes = systemProcesses();
  while (processes.alive(identity)) await turn();
  const worker = Number(readFileSync(`${folder}/worker`, "utf8"));
  expect(isThere(worker)).toBe(true);
  await processes.endGroup(identity);
  expect(isThere(worker)).toBe(false);
});

test("a simulated death before a run begins it not, one after it leaves it done", async () => {
  for (const [moment, calls] of [
    ["before", 0],
    ["half", 1],
    ["after", 1],
  ] as const) {
    const world = testWorld({ processes: [{ when: "check", answer: { stdout: "x" } }] });
    const { processes } = failingWorld(world, newLife({ crashAt: 1, moment }));
    await expect(processes.run(shell("check"))).rejects.toThrow("crashed at operation 1: run check");
    expect(world.processes.calls).toHaveLength(calls);
    await expect(processes.run(shell("check"))).rejects.toThrow(Crash);
    expect(() => processes.self()).toThrow(Crash);
  }
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("a program that %s ends takes its groups along", async (signal) => {
  const parent = startChild("run-long.ts", tempFolder());
  const identity: ProcessIdentity = JSON.parse(await parent.line());
  parent.process.kill(signal);
  await parent.ended;
  expect(parent.process.signalCode).toBe(signal);
  await gone(identity);
});

test("a program that exits by itself takes its groups along", async () => {
  const parent = startChild("run-long.ts", tempFolder());
  const identity: ProcessIdentity = JSON.parse(await parent.line());
  parent.process.stdin?.write("exit\n");
  expect(await parent.ended).toBe(5);
  await gone(identity);
});

test("a process of before the machine was started again is dead; of a name-sake nobody can tell", () => {
  const processes = systemProcesses();
  const self = processes.self();
  const [run = "", space = "", id = ""] = self.boot.split("/");
  expect(self).toMatchObject({ pid: process.pid, host: hostname() });
  expect(run).not.toBe("");
  const bootAs = (...parts: readonly string[]): ProcessIdentity => ({ ...self, boot: parts.join("/") });
  if (id !== "" && space === "4026531836") expect(processes.alive(bootAs("earlier", space, id))).toBe(false);
  expect(processes.alive(bootAs("earlier", space, "another"))).toBeUndefined();
  expect(processes.alive(bootAs("earlier", space, ""))).toBeUndefined();
  expect(processes.alive(bootAs(run, "42", id))).toBeUndefined();
  expect(processes.alive({ ...self, host: "renamed since" })).toBe(true);
  for (const pid of [0, -1, 1.5, Number.NaN]) expect(processes.alive({ ...self, pid })).toBe(false);
});

test("many small pieces come out as one text, whatever the limit", () => {
  const text = Array.from({ length: 500 }, (_, at) => `${at},`).join("");
  for (const keepBytes of [0, 1, 2, 3, 10, 99, text.length - 1, text.length, text.length + 1]) {
    for (const piece of [1, 3, 64, text.length]) {
      const output = processOutput(keepBytes);
      for (let at = 0; at < text.length; at += piece)
        output.add("stdout", new TextEncoder().encode(text.slice(at, at + piece)));
      const { stdout, digest } = output.answer();
      const isWhole = text.length <= keepBytes;
      expect(textOf(stdout.head)).toBe(isWhole ? text : text.slice(0, keepBytes - (keepBytes >> 1)));
      expect(textOf(stdout.tail)).toBe(isWhole ? "" : text.slice(text.length - (keepBytes >> 1)));
      expect([stdout.total, digest]).toEqual([text.length, digestOf(text, "")]);
    }
  }
});

function isThere(pid: number): boolean {
  try {
    const state = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : ") R";
    return process.kill(pid, 0) && !/\) [ZX] /.test(state);
  } catch {
    return false;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Killed is not yet dead: the kernel takes a moment. */
async function gone(identity: ProcessIdentity): Promise<void> {
  const processes = systemProcesses();
  while (processes.alive(identity)) await turn();
}
