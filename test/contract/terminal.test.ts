import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { memoryTerminal } from "../../src/twins/memory-terminal.ts";
import { type HoldTalk, type Step, terminalContract } from "./terminal.ts";

type Stream = "pipe" | number;

interface Talking {
  readonly child: ChildProcess;
  readonly told: Promise<{ readonly answers: readonly unknown[] }>;
  readonly ended: Promise<number | null>;
}

/** Starts a process that does the steps with its own terminal. */
function talking(
  steps: readonly Step[],
  streams: readonly [Stream, Stream, Stream] = ["pipe", "pipe", "pipe"],
): Talking {
  const script = new URL("children/talk.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script], { stdio: [...streams, "ipc"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  child.send(steps);
  const told = new Promise<{ answers: readonly unknown[] }>((resolve) => child.once("message", resolve as () => void));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, told, ended };
}

async function textOf(stream: ChildProcess["stdout"]): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of stream ?? []) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

const holdOnHost: HoldTalk = async (steps, input = "") => {
  const { child, told, ended } = talking(steps);
  // One that has read enough closes its input.
  child.stdin?.on("error", () => undefined).end(input);
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  expect(await ended, err).toBe(0);
  const { answers } = await told;
  return { out, err, answers };
};

terminalContract("host", holdOnHost);

terminalContract("memory", async (steps, input = "") => {
  const terminal = memoryTerminal({ input });
  const answers: unknown[] = [];
  for (const [kind, what] of steps) {
    if (kind === "read") answers.push(await terminal.readInput(what));
    else if (kind === "out") terminal.out(what);
    else terminal.err(what);
  }
  return { out: terminal.outText, err: terminal.errText, answers };
});

const LARGE = "0123456789abcde\n".repeat(100_000);

test("more than a pipe holds arrives whole, however slowly it is read", async () => {
  const { child, ended } = talking([
    ["out", LARGE],
    ["err", "said\n"],
    ["out", LARGE],
    ["out", "end"],
  ]);
  const { stdout } = child;
  const errText = textOf(child.stderr);
  const parts: Uint8Array[] = [];
  if (stdout !== null)
    for await (const part of stdout) {
      parts.push(part);
      await setImmediate();
    }
  expect(Buffer.concat(parts).toString("utf8") === `${LARGE}${LARGE}end`).toBe(true);
  expect(await errText).toBe("said\n");
  expect(await ended).toBe(0);
});

test("a reader that goes away ends the output in silence", async () => {
  const { child, ended } = talking([
    ["out", LARGE],
    ["out", LARGE],
    ["err", "said\n"],
  ]);
  child.stdout?.once("data", () => child.stdout?.destroy());
  expect(await textOf(child.stderr)).toBe("said\n");
  expect(await ended).toBe(0);
});

test("pipes and files are no screens, and have no columns", async () => {
  const file = openSync("/dev/null", "w");
  for (const streams of [
    ["pipe", "pipe", "pipe"],
    ["pipe", file, file],
  ] as const) {
    const { child, told } = talking([], streams);
    child.stdout?.resume();
    expect(await told).toEqual({ answers: [], outIsScreen: false, errIsScreen: false, columns: null, lost: null });
  }
  closeSync(file);
});

test("an output that cannot be written is said, and only then", async () => {
  const full = openSync("/dev/full", "w");
  const { child, told, ended } = talking(
    [
      ["out", "one"],
      ["out", "two"],
      ["err", "said\n"],
    ],
    ["pipe", full, "pipe"],
  );
  expect(await textOf(child.stderr)).toBe("said\n");
  expect(await ended).toBe(0);
  expect(await told).toMatchObject({ lost: "stdout-failed" });
  closeSync(full);
  const fine = talking([["out", "one"]]);
  fine.child.stdout?.destroy();
  expect(await fine.told).toMatchObject({ lost: null });
});

test("an input that cannot be read is a fault", async () => {
  const folder = openSync("/", "r");
  const { child, told, ended } = talking([["read", 100]], [folder, "pipe", "pipe"]);
  expect(await textOf(child.stderr)).toBe("");
  expect(await ended).toBe(0);
  expect((await told).answers).toMatchObject([{ ok: false, fault: { code: "file-failed" } }]);
  closeSync(folder);
});

test("a screen in memory has columns", () => {
  expect(memoryTerminal({ columns: 40 })).toMatchObject({ outIsScreen: true, errIsScreen: true, columns: 40 });
  expect(memoryTerminal()).toMatchObject({ outIsScreen: false, errIsScreen: false, columns: undefined });
});
