import type { LockHolder } from "../ports/locks.ts";
import type { Journal } from "./_journal.ts";
import type { JournalRecord } from "./_record.ts";
import type { RecordedStep, RunStatus } from "./engine.ts";

export interface Around {
  readonly holder: LockHolder | undefined;
  readonly cancel: string | undefined;
}

/** What a journal says of its run. */
export function statusOf({ begin, records }: Journal, { holder, cancel }: Around): RunStatus {
  const { id, program, version, input, atMs: begunMs } = begin;
  const last = records.at(-1);
  const head = { id, program, version, input, begunMs, steps: records.flatMap(stepIn), ...waitingIn(last) };
  const asked = { ...head, ...(cancel === undefined ? {} : { cancel }) };
  if (last?.kind !== "end")
    return holder === undefined ? { ...asked, state: "interrupted" } : { ...asked, state: "running", holder };
  const { result, state, atMs: endedMs } = last;
  if (result.ok) return { ...asked, state: "done", endedMs, value: result.value };
  return { ...asked, state: state === "cancelled" ? "cancelled" : "failed", endedMs, fault: result.fault };
}

function stepIn(record: JournalRecord): readonly RecordedStep[] {
  if (record.kind !== "result") return [];
  const { name, atMs, result } = record;
  return [{ name, atMs, ...(result.ok ? {} : { fault: result.fault.code }) }];
}

function waitingIn(last: JournalRecord | undefined): Pick<RunStatus & { state: "running" }, "waiting"> {
  return last?.kind === "timer" ? { waiting: { name: last.name, untilMs: last.untilMs } } : {};
}
