import { isRecord, type Json } from "../../flow/json.ts";
import type { FinishWish } from "../finished.ts";
import type { IntegrateWish } from "../integrate.ts";
import type { TakeWish } from "../take.ts";

/** What a journal keeps of a wish, read back: undefined when it is another program's. */
export function takeWishOf(input: Json): TakeWish | undefined {
  if (!isRecord(input)) return undefined;
  const { ticket, epic, label, owner, holder, suffix, offline } = input;
  if (!isTextOrNull(ticket) || !isTextOrNull(epic) || !isTextOrNull(label)) return undefined;
  if (typeof owner !== "string" || typeof suffix !== "string" || typeof offline !== "boolean") return undefined;
  return holder === "person" || holder === "engine"
    ? { ticket, epic, label, owner, holder, suffix, offline }
    : undefined;
}

export function finishWishOf(input: Json): FinishWish | undefined {
  if (!isRecord(input)) return undefined;
  const { order, result, reason, skip } = input;
  if (typeof order !== "string" || !isTextOrNull(reason) || !isTextOrNull(skip)) return undefined;
  return result === "done" || result === "failed" || result === "partial" ? { order, result, reason, skip } : undefined;
}

export function integrateWishOf(input: Json): IntegrateWish | undefined {
  return isRecord(input) && typeof input.order === "string" ? { order: input.order } : undefined;
}

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === "string";
