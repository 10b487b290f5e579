import { isUtf8 } from "node:buffer";
import type { Terminal } from "../ports/terminal.ts";
import { stdinNotText, stdinTooLarge } from "../ports/terminal-faults.ts";
import { err, ok, type Result } from "../std/result.ts";

export interface MemoryTerminal extends Terminal {
  /** All that was written so far. */
  readonly outText: string;
  readonly errText: string;
}

export interface MemoryTerminalOptions {
  /** What lies on stdin. */
  readonly input?: string | Uint8Array;
  /** A screen of that many columns behind both outputs; none unless told. */
  readonly columns?: number;
  /** Lines that somebody types, one for each question; after the last the input has ended. Without them stdin is no screen. */
  readonly answers?: readonly string[];
}

/** A terminal that keeps what it is told. */
export function memoryTerminal({ input = "", columns, answers }: MemoryTerminalOptions = {}): MemoryTerminal {
  let [outText, errText] = ["", ""];
  const typed = [...(answers ?? [])];
  let left = typeof input === "string" ? new TextEncoder().encode(input) : input;
  return {
    get outText() {
      return outText;
    },
    get errText() {
      return errText;
    },
    out: (text) => {
      outText += text.toWellFormed();
    },
    err: (text) => {
      errText += text.toWellFormed();
    },
    lost: () => undefined,
    outIsScreen: columns !== undefined,
    errIsScreen: columns !== undefined,
    columns,
    readInput: async (maxBytes): Promise<Result<string>> => {
      const bytes = left;
      left = new Uint8Array();
      if (bytes.byteLength > maxBytes) return err(stdinTooLarge({ maxBytes }));
      return isUtf8(bytes) ? ok(new TextDecoder().decode(bytes)) : err(stdinNotText({}));
    },
    inIsScreen: answers !== undefined,
    ask: async (question) => {
      const line = typed.shift();
      outText += line === undefined ? `${question}\n` : `${question}${line}\n`;
      return line;
    },
  };
}
