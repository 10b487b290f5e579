import { isUtf8 } from "node:buffer";
import { fstatSync, writeSync } from "node:fs";
import { fileFailed } from "../ports/faults.ts";
import type { Terminal } from "../ports/terminal.ts";
import { stdinNotText, stdinTooLarge, stdoutFailed } from "../ports/terminal-faults.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";
import { errorReason } from "./_node-error.ts";

/** The real streams of this process. */
export function hostTerminal(): Terminal {
  return {
    out: (text) => write(1, text),
    err: (text) => write(2, text),
    lost: () => lost.get(1),
    outIsScreen: isScreen(1),
    errIsScreen: isScreen(2),
    // The property exists only where stdout is a screen; asking elsewhere would load the stream for nothing.
    columns: isScreen(1) ? widthOf(process.stdout.columns) : undefined,
    readInput: inputReader(),
    // Asked for by the few verbs that talk, so no other pays for it.
    get inIsScreen() {
      return isScreen(0);
    },
    ask,
  };
}

/** A screen that nobody gave a size says 0. */
const widthOf = (columns: number): number | undefined => (columns > 0 ? columns : undefined);

/** Streams that take nothing any more, or that are being written by the slow way because the pipe was full. */
const closed = new Set<number>();
const slow = new Set<number>();
/** Why the rest of a stream could not be written. */
const lost = new Map<number, Fault>();

/**
 * Writes at once where that is possible, without loading Node's streams (2 ms of a start). A full non-blocking pipe answers EAGAIN:
 * the rest then goes through the stream, which keeps the process alive until it is written. A closed pipe ends the output in silence,
 * any other failure is kept for who asks.
 */
function write(fd: 1 | 2, text: string): void {
  if (closed.has(fd)) return;
  if (slow.has(fd)) {
    stream(fd).write(text);
    return;
  }
  let bytes: Uint8Array = Buffer.from(text);
  while (bytes.length > 0) {
    const step = writeSome(fd, bytes);
    if (step === "closed") {
      closed.add(fd);
      return;
    }
    if (step === "full") {
      slow.add(fd);
      stream(fd).on("error", (error: NodeJS.ErrnoException) => onStreamError(fd, error));
      stream(fd).write(bytes);
      return;
    }
    bytes = bytes.subarray(step);
  }
}

function writeSome(fd: number, bytes: Uint8Array): number | "closed" | "full" {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EPIPE") return "closed";
    if (code === "EAGAIN") return "full";
    lost.set(fd, stdoutFailed({ reason: errorReason(error) }));
    return "closed";
  }
}

function onStreamError(fd: number, error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  closed.add(fd);
}

const stream = (fd: 1 | 2): NodeJS.WriteStream => (fd === 1 ? process.stdout : process.stderr);

/** A line at a time, and nothing held between two: an editor may want the keyboard next. */
async function ask(question: string): Promise<string | undefined> {
  const { createInterface } = process.getBuiltinModule("node:readline");
  const lines = createInterface({ input: process.stdin, output: process.stdout, historySize: 0 });
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  // The keyboard gives Ctrl-C as a letter while a line is read. Whoever listens for the signal is told at once: with the keyboard closed
  // the process would end by itself before a signal arrives.
  let isInterrupted = false;
  lines.on("SIGINT", () => {
    isInterrupted = true;
    lines.close();
    if (!process.emit("SIGINT")) process.kill(process.pid, "SIGINT");
  });
  lines.on("close", () => {
    if (!isInterrupted) resolve(undefined);
  });
  lines.question(question, resolve);
  const answer = await promise;
  lines.close();
  if (answer === undefined) write(1, "\n");
  return answer;
}

/** Asks the kernel first: in pipes and files, the usual case for programs, nothing has to be loaded. */
function isScreen(fd: 0 | 1 | 2): boolean {
  try {
    if (!fstatSync(fd).isCharacterDevice()) return false;
    return (fd === 0 ? process.stdin : stream(fd)).isTTY === true;
  } catch {
    return false;
  }
}

/** What was read, or refused, is gone: the next who asks finds nothing. */
function inputReader(): Terminal["readInput"] {
  let isRead = false;
  return async (maxBytes) => {
    if (isRead) return ok("");
    isRead = true;
    try {
      return await readInput(maxBytes);
    } catch (error) {
      return err(fileFailed({ path: INPUT, reason: errorReason(error) }));
    }
  };
}

const INPUT = "standard input";

async function readInput(maxBytes: number): Promise<Result<string>> {
  // Node takes a folder for an input that is empty.
  if (fstatSync(0).isDirectory()) return err(fileFailed({ path: INPUT, reason: "it is a folder" }));
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of process.stdin) {
    const bytes: Uint8Array = part;
    size += bytes.length;
    if (size > maxBytes) return err(stdinTooLarge({ maxBytes }));
    parts.push(bytes);
  }
  const whole = Buffer.concat(parts);
  return isUtf8(whole) ? ok(new TextDecoder().decode(whole)) : err(stdinNotText({}));
}
