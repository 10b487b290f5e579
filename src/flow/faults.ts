import type { LockHolder } from "../ports/locks.ts";
import { faultKind } from "../std/fault.ts";

interface OfRun {
  readonly id: string;
}

export const runIdInvalid = faultKind<OfRun>({
  code: "run-id-invalid",
  exit: "usage",
  summary: "The id of a run is no plain name.",
  message: ({ id }) => `${JSON.stringify(id)} cannot be the id of a run`,
  hint: () => "use letters, digits, dots, dashes and underscores, at most 100, beginning with a letter or digit",
});

export const runUnknown = faultKind<OfRun>({
  code: "run-unknown",
  exit: "notFound",
  summary: "There is no run of this id.",
  message: ({ id }) => `there is no run ${id}`,
});

export const runHeld = faultKind<OfRun & { readonly holder: LockHolder | undefined }>({
  code: "run-held",
  exit: "held",
  summary: "Another process drives this run.",
  message: ({ id, holder }) => `run ${id} is driven by ${holder === undefined ? "another process" : described(holder)}`,
  hint: () => "wait until it ends, or cancel the run",
});

const described = ({ pid, host, actor, since }: LockHolder): string =>
  `process ${pid} on ${host} (${actor}, since ${since})`;

export const runDiffers = faultKind<OfRun & { readonly program: string }>({
  code: "run-differs",
  exit: "held",
  summary: "The id belongs to a run of another program, or of the same with another input.",
  message: ({ id, program }) => `run ${id} was begun as ${program} with another program or input`,
  hint: () => "choose another id",
});

export const runVersionChanged = faultKind<OfRun & { readonly recorded: number; readonly present: number }>({
  code: "run-version-changed",
  exit: "held",
  summary: "A run was begun by another version of its program, which may have taken other steps.",
  message: ({ id, recorded, present }) =>
    `run ${id} was begun by version ${recorded} of its program; this is version ${present}`,
  hint: () => "abandon it and begin again under another id; what it has done so far stays as it is",
});

interface Divergence extends OfRun {
  /** 1-based place in the journal. */
  readonly place: number;
  readonly recorded: string;
  readonly asked: string;
}

export const runDiverged = faultKind<Divergence>({
  code: "run-diverged",
  exit: "held",
  summary: "A program took other steps than the journal of its run records: it was changed without a new version.",
  message: ({ id, place, recorded, asked }) =>
    `run ${id} recorded ${recorded} at place ${place}, but now came to ${asked}`,
  hint: () => "abandon it and begin again under another id; what it has done so far stays as it is",
});

export const runDamaged = faultKind<OfRun & { readonly file: string; readonly reason: string }>({
  code: "run-damaged",
  exit: "findings",
  summary: "The journal or a signal of a run was changed by something else; nothing of it is replayed.",
  message: ({ id, file, reason }) => `run ${id} cannot be replayed: ${file}: ${reason}`,
  where: ({ file }) => file,
  hint: () => "begin again under another id; the file is left as it is",
});

export const runCancelled = faultKind<OfRun & { readonly reason: string }>({
  code: "run-cancelled",
  exit: "held",
  summary: "A run was cancelled; it takes no further step except to undo what it did.",
  message: ({ id, reason }) => `run ${id} was cancelled: ${reason}`,
});

export const runEnded = faultKind<OfRun>({
  code: "run-ended",
  exit: "held",
  summary: "A run that has ended takes no signals and cannot be cancelled.",
  message: ({ id }) => `run ${id} has ended already`,
});

export const runNotEnded = faultKind<OfRun>({
  code: "run-not-ended",
  exit: "held",
  summary: "A run that has not ended cannot be forgotten.",
  message: ({ id }) => `run ${id} has not ended`,
  hint: () => "let it go on to its end, or abandon it",
});

export const runValueTooLarge = faultKind<OfRun & { readonly step: string; readonly maxBytes: number }>({
  code: "run-value-too-large",
  exit: "findings",
  summary: "A step gave more than a journal records.",
  message: ({ id, step, maxBytes }) => `${step} of run ${id} gave more than ${maxBytes} bytes`,
});

export const runTooLong = faultKind<OfRun & { readonly maxBytes: number }>({
  code: "run-too-long",
  exit: "findings",
  summary: "The journal of a run has reached its limit.",
  message: ({ id, maxBytes }) => `the journal of run ${id} has reached ${maxBytes} bytes`,
});

export const runMailboxFull = faultKind<OfRun & { readonly max: number }>({
  code: "run-mailbox-full",
  exit: "held",
  summary: "More signals were sent to a run than it takes.",
  message: ({ id, max }) => `run ${id} has been sent ${max} signals already`,
});

/** Every fault of this room; the reference in docs/ is made from this. */
export const flowFaults = [
  runIdInvalid,
  runUnknown,
  runHeld,
  runDiffers,
  runVersionChanged,
  runDiverged,
  runDamaged,
  runCancelled,
  runEnded,
  runNotEnded,
  runValueTooLarge,
  runTooLong,
  runMailboxFull,
] as const;
