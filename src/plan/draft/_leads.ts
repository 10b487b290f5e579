/** Whether the one waits for the other, over however many between them; for each place, those it waits for. */
export function leads(waits: readonly Iterable<number>[], from: number, to: number): boolean {
  const seen = new Set<number>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(waits[at] ?? []));
  }
  return false;
}
