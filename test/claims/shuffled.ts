/** The items in an order that the seed decides, so that processes meet at different tickets. */
export function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  return items
    .map((item, at) => [mixed(at, seed), item] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, item]) => item);
}

function mixed(at: number, seed: number): number {
  let value = Math.imul(at + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
  return (value ^ (value >>> 15)) >>> 0;
}
