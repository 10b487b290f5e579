import { parseDocument, stringify } from "yaml";
import { readShape } from "../settings/_read-shape.ts";
import { type Problem, parseYaml } from "../settings/_yaml.ts";
import { changePlainOrder, readPlainOrder } from "./plain-order.ts";
import { type Order, orderSchema } from "./schema.ts";
import { tidyOrder } from "./tidy-order.ts";

export interface OrderReading {
  /** Undefined when something that every order has is missing or wrong. */
  readonly order: Order | undefined;
  readonly problems: readonly Problem[];
}

/** Reads an order.yaml. Never fails; what is wrong is listed with its line. */
export function readOrderText(text: string): OrderReading {
  const plain = readPlainOrder(text);
  const { value, problems } =
    plain === undefined ? readShape(orderSchema, parseYaml(text)) : { value: plain, problems: [] };
  const usable = problems.every(({ severity }) => severity !== "error");
  // Both give exactly what the schema describes.
  return { order: usable ? (value as Order) : undefined, problems };
}

/** A new order as text. */
export const printOrder = (order: Order): string => stringify(given(order), { lineWidth: 0 });

/** The text with some values changed, new ones in their place among the keys; comments and unknown keys stay. */
export function changeOrderText(text: string, changes: Partial<Order>): string {
  return changePlainOrder(text, changes) ?? changeYaml(text, changes);
}

function changeYaml(text: string, changes: Partial<Order>): string {
  const document = parseDocument(text);
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) document.delete(key);
    else document.set(key, value);
  }
  return tidyOrder(document.toString({ lineWidth: 0 }));
}

const given = (order: Order): Record<string, unknown> =>
  Object.fromEntries(Object.entries(order).filter(([, value]) => value !== undefined && value !== ""));
