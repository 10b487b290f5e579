import type { Fault } from "./fault.ts";

/** The outcome of something that is expected to fail now and then: a value, or a fault that says why not. */
export type Result<Value, Failure = Fault> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: Failure };

export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });

export const err = <Failure>(fault: Failure): { readonly ok: false; readonly fault: Failure } => ({ ok: false, fault });
