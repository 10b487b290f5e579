import { expect, test } from "vitest";
import type { Call } from "../../src/ops/op.ts";
import { isLeftover } from "../../src/store/sync/stray.ts";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { type FailurePlan, newLife } from "../../src/twins/life.ts";
import type { MemoryFiles } from "../../src/twins/memory-files.ts";
import { type TestWorld, testWorld } from "../../src/twins/test-world.ts";
import { memoryPatient, ticketText } from "../rigs/checkup.ts";
import { A, B, must, seenBy, untilCrash, type Write, writes } from "./_bench.ts";

const CALL: Call = { cwd: "/project", as: "mika", door: "person", dryRun: false };
const MOMENTS = ["before", "half", "after"] as const;

function startDisk(): MemoryFiles {
  const patient = memoryPatient();
  patient.put({
    [`tickets/${A}-a.md`]: ticketText({ id: A }),
    [`tickets/${B}-b.md`]: ticketText({ id: B }),
    "notes/one.txt": "one\n",
  });
  return patient.world.files;
}

/** A process that starts anew on a disk: what held locks is dead. */
const processOn = (files: MemoryFiles, seed = "writer"): TestWorld => testWorld({ files, seed });

interface Stage {
  readonly before: unknown;
  readonly after: unknown;
  readonly operations: number;
  readonly disk: MemoryFiles;
}

/** How a write goes when nothing happens to it. */
async function rehearse(write: Write): Promise<Stage> {
  const disk = startDisk();
  const before = await seenBy(processOn(disk.copy()), CALL);
  const played = disk.copy();
  const life = newLife();
  must(await write(failingWorld(processOn(played), life), CALL));
  const after = await seenBy(processOn(played), CALL);
  expect(after).not.toEqual(before);
  return { before, after, operations: life.count, disk };
}

/** Files of the backlog itself, by path; nothing private, for which readers do not look. */
const backlogFiles = (files: MemoryFiles): readonly string[] =>
  Object.keys(files.texts()).filter((path) => path.startsWith("/project/docket/") && !path.includes("/.private/"));

/** After whatever happened: the next write works, and finishes or has taken back what was there. */
async function writeNext(disk: MemoryFiles, { before, after }: Stage): Promise<void> {
  const seen = await seenBy(processOn(disk), CALL);
  expect([before, after]).toContainEqual(seen);
  must(await writes.comment(processOn(disk, "next"), { ...CALL, as: "noor" }));
  const texts = disk.texts();
  expect(Object.keys(texts).filter((path) => path.endsWith("/journal.json"))).toEqual([]);
  const text = texts[`/project/docket/tickets/${A}-a.md`] ?? "";
  expect(text).toContain("author: noor");
  expect(text).toContain(`event: create id: ctaskbbbbbb`);
}

test.each(Object.entries<Write>(writes))(
  "%s: crashed at every operation, it is there whole or not at all",
  async (_, write) => {
    const stage = await rehearse(write);
    for (let crashAt = 1; crashAt <= stage.operations; crashAt += 1) {
      for (const moment of MOMENTS) {
        const disk = stage.disk.copy();
        const life = newLife({ crashAt, moment });
        expect(await untilCrash(() => write(failingWorld(processOn(disk), life), CALL))).toBe("crashed");
        const whole = new Set([...backlogFiles(disk)].filter((path) => !isLeftover(path)));
        for (const path of whole) expect(disk.texts()[path], `${path} ${life.log.at(-1)}`).not.toBe("");
        await writeNext(disk, stage);
      }
    }
  },
);

test("a recovery that crashes too, at every operation, is finished by the next one", async () => {
  const { batch } = writes;
  const stage = await rehearse(batch);
  for (let crashAt = 1; crashAt <= stage.operations; crashAt += 1) {
    const crashed = stage.disk.copy();
    await untilCrash(() => batch(failingWorld(processOn(crashed), newLife({ crashAt, moment: "half" })), CALL));
    for (let again = 1; ; again += 1) {
      const disk = crashed.copy();
      const life = newLife({ crashAt: again, moment: "half" });
      const ended = await untilCrash(() => writes.relate(failingWorld(processOn(disk), life), CALL));
      if (ended !== "crashed") break;
      const seen = JSON.stringify(await seenBy(processOn(disk), CALL));
      expect(seen.includes("Other words.")).toBe(seen.includes("[0,255,128,10]"));
      must(await writes.comment(processOn(disk, "next"), CALL));
      expect(Object.keys(disk.texts()).filter((path) => path.endsWith("/journal.json"))).toEqual([]);
    }
  }
});

const troubles: readonly (readonly [string, (from: number) => FailurePlan])[] = [
  ["full", (noSpaceFrom) => ({ noSpaceFrom })],
  ["read-only", (readOnlyFrom) => ({ readOnlyFrom })],
];

test.each(troubles)(
  "a disk that is %s from any operation on: the answer is true, and no file is torn",
  async (_, plan) => {
    for (const write of Object.values<Write>(writes)) {
      const stage = await rehearse(write);
      for (let from = 1; from <= stage.operations; from += 1) {
        const disk = stage.disk.copy();
        const outcome = await write(failingWorld(processOn(disk), newLife(plan(from))), CALL);
        expect(await seenBy(processOn(disk), CALL), `from ${from}`).toEqual(outcome.ok ? stage.after : stage.before);
        expect(backlogFiles(disk).filter((path) => isLeftover(path))).toEqual([]);
        await writeNext(disk, stage);
      }
    }
  },
);
