import { isMap, isNode, isScalar, type YAMLMap } from "yaml";
import { arrangeKeys, type KeyPlace } from "../../ticket/arrange-keys.ts";
import { parseYaml } from "../settings/_yaml.ts";
import { orderSchema } from "./schema.ts";

/** The text of an order.yaml with its keys in their usual order; one that cannot be read, or would say something else, as it is. */
export function tidyOrder(text: string): string {
  const keys = keysOf(text);
  // Anchors count for what comes after them, and nobody needs them here.
  if (keys === undefined || /[&*]/.test(text)) return text;
  const tidy = arrangeKeys({ text, from: 0, to: text.length, keys, order: Object.keys(orderSchema.keys) });
  return isSame(keys, keysOf(tidy)) ? tidy : text;
}

interface Told extends KeyPlace {
  /** The value as it is written. */
  readonly value: string;
}

/** The keys of a plain map with each key on a line of its own; undefined for anything else. */
function keysOf(text: string): readonly Told[] | undefined {
  const { root, problems } = parseYaml(text);
  if (problems.length > 0 || !isMap(root) || root.flow === true) return undefined;
  const map: YAMLMap = root;
  const keys = map.items.flatMap(({ key, value }) => {
    const start = isScalar(key) ? key.range?.[0] : undefined;
    if (!isScalar(key) || start === undefined || (start > 0 && text[start - 1] !== "\n")) return [];
    const range = isNode(value) ? value.range : undefined;
    return [{ key: String(key.value), start, value: range ? text.slice(range[0], range[1]).trimEnd() : "" }];
  });
  return keys.length === map.items.length ? keys : undefined;
}

function isSame(before: readonly Told[], after: readonly Told[] | undefined): boolean {
  const [one, other] = [before, after ?? []].map((keys) => keys.map(({ key, value }) => `${key}\n${value}`).toSorted());
  return JSON.stringify(one) === JSON.stringify(other);
}
