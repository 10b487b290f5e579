import { faultKind } from "../std/fault.ts";

export const stdinTooLarge = faultKind<{ readonly maxBytes: number }>({
  code: "stdin-too-large",
  exit: "usage",
  summary: "Standard input is larger than Docket reads.",
  message: ({ maxBytes }) => `standard input is larger than the limit of ${maxBytes} bytes`,
  hint: () => "move large material into a file of its own and refer to it with --ref",
});

export const stdinNotText = faultKind<Record<string, never>>({
  code: "stdin-not-text",
  exit: "usage",
  summary: "Standard input is not UTF-8 text.",
  message: () => "standard input is not UTF-8 text",
});

export const stdoutFailed = faultKind<{ readonly reason: string }>({
  code: "stdout-failed",
  exit: "findings",
  summary: "What was to be printed could not be written whole; what the command did is done.",
  message: ({ reason }) => `standard output could not be written: ${reason}`,
  hint: () => "what the command did is done; only its output is not whole",
});

/** Every fault of the terminal; the reference in docs/ is made from this. */
export const terminalFaults = [stdinTooLarge, stdinNotText, stdoutFailed] as const;
