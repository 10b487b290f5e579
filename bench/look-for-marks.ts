// One look of the source for marks at a folder, as a process of its own, so that its time and memory can be measured.
import { todo } from "../src/discover/todo.ts";
import { hostWorld } from "../src/host/world.ts";
import { ok } from "../src/std/result.ts";

const seen = await todo.collect({
  root: process.argv[2] ?? process.cwd(),
  world: hostWorld(),
  settings: { include: [], exclude: [] },
  limitMs: 300_000,
  stop: new AbortController().signal,
  mayRun: () => ok(undefined),
  progress: () => undefined,
});
if (!seen.ok || !seen.value.isWhole || seen.value.sightings.length === 0)
  throw new Error("the look did not come to its end");
console.log(seen.value.sightings.length);
