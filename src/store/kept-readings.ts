import type { OrderReading } from "./orders/order-file.ts";
import type { Dod } from "./settings/dod.ts";

/** What texts came to, by the text: a verb looks at an order's record many times, and reading YAML is slow. */
export interface KeptReadings {
  readonly orders: Map<string, OrderReading>;
  readonly dods: Map<string, readonly Dod[]>;
}

export const keptReadings = (): KeptReadings => ({ orders: new Map(), dods: new Map() });

/** Texts that are remembered of each kind; a run that lasts long sees many. */
const MAX_KEPT = 100;

/** What a text comes to; the same text is not read twice where readings are kept. */
export function readOnce<Value>(
  kept: Map<string, Value> | undefined,
  text: string,
  read: (text: string) => Value,
): Value {
  const known = kept?.get(text);
  if (known !== undefined) return known;
  const value = read(text);
  if (kept !== undefined && kept.size >= MAX_KEPT) kept.clear();
  kept?.set(text, value);
  return value;
}
