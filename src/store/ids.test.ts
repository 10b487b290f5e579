import { expect, test } from "vitest";
import type { MemoryFiles } from "../twins/memory-files.ts";
import { testWorld } from "../twins/test-world.ts";
import { plainHome } from "./home/find-home.ts";
import { nextId } from "./ids.ts";

const home = plainHome("/project", "docket");
const put = (files: MemoryFiles, name: string): void => {
  files.makeFolder("/project/docket/tickets");
  files.writeAtomic(`/project/docket/tickets/${name}`, new TextEncoder().encode("---\n"));
};

test("a sequential id is one more than the highest, and never given again after a removal", async () => {
  const world = testWorld();
  const next = (dryRun = false) => nextId({ home, world }, "BUG", { ids: "sequential", dryRun });
  put(world.files, "BUG-007-seven.md");
  put(world.files, "FEAT-099-another-prefix.md");
  expect(await next(true)).toMatchObject({ value: "BUG-008" });
  expect(await next()).toMatchObject({ value: "BUG-008" });
  world.files.remove("/project/docket/tickets/BUG-007-seven.md");
  expect(await next()).toMatchObject({ value: "BUG-009" });
});

test("a dry run leaves no trace of the number it shows", async () => {
  const world = testWorld();
  const before = world.files.texts();
  await nextId({ home, world }, "BUG", { ids: "sequential", dryRun: true });
  expect(world.files.texts()).toEqual(before);
});

test("a random id is unlike any other in its random part, whatever the prefix", async () => {
  const first = testWorld({ seed: "same" });
  const taken = await nextId({ home, world: first }, "BUG", { ids: "random", dryRun: false });
  if (!taken.ok) throw new Error(taken.fault.message);
  const second = testWorld({ seed: "same" });
  put(second.files, `FEAT-${taken.value.slice(4)}-same-part.md`);
  const other = await nextId({ home, world: second }, "BUG", { ids: "random", dryRun: false });
  expect(other).toMatchObject({ ok: true });
  expect(other).not.toEqual(taken);
});
