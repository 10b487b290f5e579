/** The shortest path from `start` to `goal`, both included; undefined when there is none. From a node to itself it is that node alone. */
export function shortestPath(
  edges: readonly (readonly number[])[],
  start: number,
  goal: number,
): readonly number[] | undefined {
  const cameFrom = new Map<number, number>([[start, start]]);
  const queue = [start];
  for (const at of queue) {
    if (at === goal) return walkBack(cameFrom, goal);
    for (const next of edges[at] ?? []) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      queue.push(next);
    }
  }
  return undefined;
}

function walkBack(cameFrom: ReadonlyMap<number, number>, goal: number): readonly number[] {
  const path = [goal];
  let at = goal;
  for (let before = cameFrom.get(at); before !== undefined && before !== at; before = cameFrom.get(at)) {
    path.push(before);
    at = before;
  }
  return path.reverse();
}
