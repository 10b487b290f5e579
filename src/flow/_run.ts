import type { Clock } from "../ports/clock.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Bell } from "./_bell.ts";
import type { Mailbox } from "./_mailbox.ts";
import type { ResultRecord } from "./_record.ts";
import { asRecorded, typed } from "./_recorded.ts";
import type { Tape } from "./_tape.ts";
import type { Run } from "./engine.ts";
import { runCancelled, runTooLong } from "./faults.ts";
import type { Json } from "./json.ts";
import { MAX_JOURNAL_BYTES, MAX_NAP_MS } from "./limits.ts";

export interface Driven {
  readonly id: string;
  readonly clock: Clock;
  readonly tape: Tape;
  readonly mailbox: Mailbox;
  /** Rings when a signal came or the run was cancelled, as far as this process hears of it. */
  readonly bell: Bell;
  readonly stop: AbortSignal;
  readonly lookMs: number;
  /** Files of the signals that were taken so far. */
  readonly taken: Set<string>;
}

/** What the program of a run is given. */
export function runOf(driven: Driven): Run {
  const alone = oneAtATime();
  return {
    id: driven.id,
    stop: driven.stop,
    step: (name, act) => alone(name, () => once(driven, name, () => cancelledFault(driven) ?? act())),
    undo: (name, act) => alone(name, () => once(driven, name, act)),
    sleep: (name, ms) => alone(name, () => sleep(driven, name, ms)),
    waitFor: (signal, limitMs) => alone(signal, () => waitFor(driven, signal, limitMs)),
  };
}

/** Steps beside one another would be recorded in any order. */
function oneAtATime(): <Value>(name: string, act: () => Promise<Value>) => Promise<Value> {
  let busy: string | undefined;
  return async (name, act) => {
    if (busy !== undefined) throw new Error(`step ${name} begins while ${busy} is under way`);
    busy = name;
    try {
      return await act();
    } finally {
      busy = undefined;
    }
  };
}

async function once<Value extends Json>(
  driven: Driven,
  name: string,
  act: () => Result<Value> | Promise<Result<Value>>,
): Promise<Result<Value>> {
  const known = driven.tape.playResult(name);
  if (!known.ok) return known;
  if (known.value !== undefined) return typed<Value>(known.value.result);
  if (driven.tape.isFull) return err(runTooLong({ id: driven.id, maxBytes: MAX_JOURNAL_BYTES }));
  return keep(driven, { name, result: await act() });
}

async function sleep(driven: Driven, name: string, ms: number): Promise<Result<null>> {
  const until = deadline(driven, name, ms);
  if (!until.ok) return until;
  return once(driven, name, async () => {
    for (;;) {
      const leftMs = Math.min(until.value - driven.clock.now(), ms);
      const cancelled = cancelledFault(driven);
      if (cancelled !== undefined || leftMs <= 0) return cancelled ?? ok(null);
      await driven.clock.sleep(Math.min(leftMs, MAX_NAP_MS), driven.stop);
    }
  });
}

async function waitFor(driven: Driven, signal: string, limitMs: number): Promise<Result<Json>> {
  const until = deadline(driven, signal, limitMs);
  if (!until.ok) return until;
  const known = driven.tape.playResult(signal);
  if (!known.ok) return known;
  const record = known.value;
  if (record?.took !== undefined) driven.taken.add(record.took);
  if (record !== undefined) return record.result;
  for (;;) {
    // Asked before the look, so that what comes after it is heard.
    const rung = driven.bell.next();
    const cancelled = cancelledFault(driven);
    if (cancelled !== undefined) return keep(driven, { name: signal, result: cancelled });
    const letter = arrived(driven, signal);
    if (letter !== undefined) return keep(driven, { name: signal, ...letter });
    const leftMs = Math.min(until.value - driven.clock.now(), limitMs);
    if (leftMs <= 0) return keep(driven, { name: signal, result: ok(null) });
    await driven.clock.sleep(Math.min(leftMs, driven.lookMs), rung);
  }
}

function arrived(driven: Driven, signal: string): Pick<ResultRecord, "result" | "took"> | undefined {
  const letter = driven.mailbox.first(signal, driven.taken);
  if (!letter.ok) return { result: err(driven.tape.break(letter.fault)) };
  if (letter.value === undefined) return undefined;
  driven.taken.add(letter.value.file);
  return { result: ok(letter.value.value), took: letter.value.file };
}

/** When a wait is over: counted from the first time it was begun. */
function deadline({ tape, clock }: Driven, name: string, ms: number): Result<number> {
  const known = tape.playTimer(name);
  if (!known.ok) return known;
  if (known.value !== undefined) return ok(known.value.untilMs);
  const atMs = clock.now();
  // JSON knows no infinity.
  const untilMs = Math.min(atMs + Math.max(ms, 0), Number.MAX_SAFE_INTEGER);
  const recorded = tape.record({ kind: "timer", name, untilMs, atMs });
  return recorded.ok ? ok(untilMs) : recorded;
}

function cancelledFault({ id, mailbox }: Driven): { readonly ok: false; readonly fault: Fault } | undefined {
  const reason = mailbox.cancelled();
  return reason === undefined ? undefined : err(runCancelled({ id, reason }));
}

function keep<Value extends Json>(
  { id, tape, clock }: Driven,
  { name, result, took }: Pick<ResultRecord, "name" | "result" | "took">,
): Result<Value> {
  const kept = asRecorded(result, { id, step: name });
  const written = tape.record({
    kind: "result",
    name,
    result: kept,
    ...(took === undefined ? {} : { took }),
    atMs: clock.now(),
  });
  return written.ok ? typed<Value>(kept) : written;
}
