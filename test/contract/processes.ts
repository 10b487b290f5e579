import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ProcessAnswer, ProcessCall, Processes, ProcessIdentity } from "../../src/ports/processes.ts";
import type { Result } from "../../src/std/result.ts";

/** How a program behaves, whoever plays it. */
export interface Play {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
  readonly signal?: string;
  /** It never ends by itself. */
  readonly hangs?: true;
  readonly ignoresAsking?: true;
}

export interface ProcessesSubject {
  readonly processes: Processes;
  /** A call of a program that behaves so. */
  call(play: Play): ProcessCall;
}

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export function answered(result: Result<ProcessAnswer>): ProcessAnswer {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();
export const digestOf = (stdout: string, stderr: string): string =>
  sha256(Buffer.concat([sha256(stdout), sha256(stderr)])).toString("hex");

/** What every Processes keeps to. */
export function processesContract(name: string, make: (play: Play) => ProcessesSubject): void {
  const run = async (play: Play, more: Partial<ProcessCall> = {}): Promise<ProcessAnswer> => {
    const { processes, call } = make(play);
    return answered(await processes.run({ ...call(play), ...more }));
  };

  describe(`processes: ${name}`, () => {
    test.each([0, 1, 127, 255])("gives the exit code %i and both streams", async (code) => {
      const answer = await run({ stdout: "out\n", stderr: "ünder\n", code });
      expect(answer).toMatchObject({ end: "exit", code });
      expect(answer.signal).toBeUndefined();
      expect([textOf(answer.stdout.head), textOf(answer.stderr.head)]).toEqual(["out\n", "ünder\n"]);
      expect(answer.durationMs).toBeGreaterThanOrEqual(0);
    });

    test("names the signal that ended it", async () => {
      const answer = await run({ stdout: "before", signal: "SIGKILL" });
      expect(answer).toMatchObject({ end: "signal", code: undefined, signal: "SIGKILL" });
      expect(textOf(answer.stdout.head)).toBe("before");
    });

    test("keeps head and tail of what is too long, says how much there was, and hashes all of it", async () => {
      const long = Array.from({ length: 1_000 }, (_, at) => `line ${at}\n`).join("");
      const answer = await run({ stdout: long, stderr: "short" }, { keepBytes: 101 });
      expect(answer.stdout.total).toBe(long.length);
      expect(textOf(answer.stdout.head)).toBe(long.slice(0, 51));
      expect(textOf(answer.stdout.tail)).toBe(long.slice(-50));
      expect(answer.stderr).toEqual({ total: 5, head: new TextEncoder().encode("short"), tail: new Uint8Array(0) });
      expect(answer.digest).toBe(digestOf(long, "short"));
    });

    test("cuts nothing at exactly the limit, and everything at none", async () => {
      const whole = await run({ stdout: "0123456789" }, { keepBytes: 10 });
      expect(textOf(whole.stdout.head)).toBe("0123456789");
      expect(whole.stdout.tail).toEqual(new Uint8Array(0));
      const none = await run({ stdout: "0123456789" }, { keepBytes: 0 });
      expect(none.stdout).toEqual({ total: 10, head: new Uint8Array(0), tail: new Uint8Array(0) });
    });

    test("the same text on the other stream is another digest", async () => {
      const [out, on] = [await run({ stdout: "text" }), await run({ stderr: "text" })];
      expect(out.digest).toBe(digestOf("text", ""));
      expect(on.digest).toBe(digestOf("", "text"));
    });

    test("a time limit ends it", async () => {
      const answer = await run({ hangs: true }, { limitMs: 1_000 });
      expect(answer).toMatchObject({ end: "time-limit", code: undefined, signal: "SIGTERM" });
    });

    test("one that does not listen is ended as well", async () => {
      const answer = await run({ hangs: true, ignoresAsking: true }, { limitMs: 1_000 });
      expect(answer).toMatchObject({ end: "time-limit", code: undefined, signal: "SIGKILL" });
    });

    test("a caller ends it, and one that was ended before it began never runs", async () => {
      const stop = new AbortController();
      const answer = await run({ hangs: true }, { stop: stop.signal, started: () => stop.abort() });
      expect(answer).toMatchObject({ end: "stopped", code: undefined, signal: "SIGTERM" });
      let isStarted = false;
      const started = (): void => {
        isStarted = true;
      };
      const late = await run({ stdout: "x" }, { stop: stop.signal, started });
      expect(late).toMatchObject({ end: "stopped", code: undefined, stdout: { total: 0 } });
      expect(isStarted).toBe(false);
    });

    test("knows itself, and whom it started only while they live", async () => {
      const { processes, call } = make({ hangs: true });
      expect(processes.alive(processes.self())).toBe(true);
      expect(processes.alive({ ...processes.self(), start: "another time" })).toBe(false);
      let child: ProcessIdentity | undefined;
      let wasAlive: boolean | undefined;
      // Asking takes its time on a busy machine: one that ends by itself may be dead before the answer.
      const stop = new AbortController();
      const started = (identity: ProcessIdentity): void => {
        child = identity;
        wasAlive = processes.alive(identity);
        stop.abort();
      };
      answered(await processes.run({ ...call({ hangs: true }), started, stop: stop.signal }));
      expect(wasAlive).toBe(true);
      expect(child && processes.alive(child)).toBe(false);
    });

    test("of a process on another machine it cannot tell, and lets its group alone", async () => {
      const { processes } = make({});
      const elsewhere = { ...processes.self(), boot: "another", host: "elsewhere" };
      expect(processes.alive(elsewhere)).toBeUndefined();
      await processes.endGroup(elsewhere);
      expect(processes.alive(processes.self())).toBe(true);
    });
  });
}
