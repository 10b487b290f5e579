import { parseJson } from "../std/json.ts";
import { err, type Result } from "../std/result.ts";
import { parseResult } from "./_record.ts";
import { runValueTooLarge } from "./faults.ts";
import type { Json } from "./json.ts";
import { MAX_RECORD_BYTES } from "./limits.ts";

/** A result as a journal gives it back, so that the first time is like every other; too large a one becomes a fault. */
export function asRecorded(
  result: Result<Json>,
  { id, step }: { readonly id: string; readonly step: string },
): Result<Json> {
  const json = JSON.stringify(result);
  if (json.length > MAX_RECORD_BYTES) return err(runValueTooLarge({ id, step, maxBytes: MAX_RECORD_BYTES }));
  const readBack = parseResult(parseJson(json));
  if (readBack === undefined) throw new Error(`${step} of run ${id} gave what cannot be recorded: ${json}`);
  return readBack;
}

/** The journal holds what the same step of the same version of the program gave, so it is of the type that the step declares. */
export function typed<Value extends Json>(result: Result<Json>): Result<Value> {
  return result as Result<Value>;
}
