import { expect, test } from "vitest";
import { ok, type Result } from "../std/result.ts";
import { manualClock } from "../twins/manual-clock.ts";
import { memoryFiles } from "../twins/memory-files.ts";
import { testWorld } from "../twins/test-world.ts";
import type { Program } from "./engine.ts";
import { fileEngine } from "./file-engine.ts";
import { MAX_JOURNAL_BYTES, MAX_SIGNALS } from "./limits.ts";

const JOURNAL = "/runs/r/journal.jsonl";
const codeOf = (result: Result<unknown>): string => (result.ok ? "ok" : result.fault.code);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const counter = (acts: string[], count = 3): Program<null, number> => ({
  name: "counter",
  version: 1,
  run: async (run) => {
    let sum = 0;
    for (let at = 1; at <= count; at += 1) {
      const name = `step ${at}`;
      const step = await run.step(name, async () => {
        acts.push(name);
        return ok(at);
      });
      if (!step.ok) return step;
      sum += step.value;
    }
    return ok(sum);
  },
});

/** A disk with a run that ended, and what was written. */
async function ended(): Promise<{ world: ReturnType<typeof testWorld>; text: string }> {
  const world = testWorld();
  expect(await fileEngine(world, "/runs").run(counter([]), "r", null)).toEqual(ok(6));
  return { world, text: world.files.texts()[JOURNAL] ?? "" };
}

test("a journal is lines of JSON that anybody can read", async () => {
  const { text } = await ended();
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ kind, name, result }) => [kind, name, result?.value])).toEqual([
    ["begin", undefined, undefined],
    ["result", "step 1", 1],
    ["result", "step 2", 2],
    ["result", "step 3", 3],
    ["end", undefined, 6],
  ]);
  for (const { sum } of lines) expect(sum).toMatch(/^[0-9a-f]{16}$/);
});

test("cut at any byte, a run goes on from the last whole line and comes to the same end and the same bytes", async () => {
  const { text } = await ended();
  const size = bytesOf(text).byteLength;
  for (let cut = 0; cut <= size; cut += 1) {
    const world = testWorld();
    world.files.makeFolder("/runs/r");
    world.files.writeAtomic(JOURNAL, bytesOf(text).subarray(0, cut));
    const acts: string[] = [];
    expect(await fileEngine(world, "/runs").run(counter(acts), "r", null), `cut at ${cut}`).toEqual(ok(6));
    const whole = new TextDecoder().decode(bytesOf(text).subarray(0, cut)).split("\n").length - 1;
    expect(acts).toHaveLength(whole === 0 ? 3 : Math.max(0, 4 - whole));
    expect(world.files.texts()[JOURNAL]).toBe(text);
  }
});

test("a last line with blocks that never reached the disk is dropped", async () => {
  const { world, text } = await ended();
  const lines = text.split("\n");
  const hollow = `${lines.slice(0, 3).join("\n")}\n${"\0".repeat(40)}${(lines[3] ?? "").slice(40)}\n`;
  world.files.writeAtomic(JOURNAL, bytesOf(hollow));
  const acts: string[] = [];
  expect(await fileEngine(world, "/runs").run(counter(acts), "r", null)).toEqual(ok(6));
  expect(acts).toEqual(["step 3"]);
  expect(world.files.texts()[JOURNAL]).toBe(text);
});

test("any change of any byte before the last line is run-damaged, and the file stays as it is", async () => {
  const { text } = await ended();
  const last = text.lastIndexOf("\n", text.length - 2) + 1;
  for (let at = 0; at < last; at += 1) {
    const world = testWorld();
    world.files.makeFolder("/runs/r");
    const changed = `${text.slice(0, at)}${text[at] === "x" ? "y" : "x"}${text.slice(at + 1)}`;
    world.files.writeAtomic(JOURNAL, bytesOf(changed));
    const engine = fileEngine(world, "/runs");
    const acts: string[] = [];
    const answer = await engine.run(counter(acts), "r", null);
    expect(answer, `changed at ${at}`).toMatchObject({ fault: { code: "run-damaged", where: JOURNAL } });
    expect(acts).toEqual([]);
    expect(engine.status("r")).toMatchObject({ state: "damaged", fault: { code: "run-damaged" } });
    expect(world.files.texts()[JOURNAL]).toBe(changed);
  }
});

test("lines that were taken out, doubled, swapped or added are run-damaged", async () => {
  const { world, text } = await ended();
  const [begin = "", one = "", two = "", three = "", end = ""] = text.trimEnd().split("\n");
  const versions = [
    [begin, two, three, end],
    [one, two, three, end],
    [begin, one, one, two, three, end],
    [begin, two, one, three, end],
    [begin, one, two, three, end, end],
    [begin, one, two, three, end, "{}"],
    [begin, one, "", two, three, end],
  ];
  for (const lines of versions) {
    world.files.writeAtomic(JOURNAL, bytesOf(`${lines.join("\n")}\n`));
    expect(codeOf(await fileEngine(world, "/runs").run(counter([]), "r", null))).toBe("run-damaged");
  }
});

test("a folder that holds no begun run is none, and can be used", async () => {
  const world = testWorld();
  world.files.makeFolder("/runs/r");
  world.files.makeFolder("/runs/.hidden");
  const engine = fileEngine(world, "/runs");
  expect([engine.status("r"), engine.list()]).toEqual([undefined, []]);
  expect(await engine.run(counter([]), "r", null)).toEqual(ok(6));
});

test("a signal that was changed by something else stops its run, and nothing is recorded", async () => {
  const world = testWorld();
  const listener: Program<null, string> = {
    name: "listener",
    version: 1,
    run: async (run) => ok(JSON.stringify(await run.waitFor("word", 1_000))),
  };
  world.files.makeFolder("/runs/r/signals");
  world.files.writeAtomic("/runs/r/signals/000001.json", bytesOf("no letter"));
  const engine = fileEngine(world, "/runs");
  expect(await engine.run(listener, "r", null)).toMatchObject({
    fault: { code: "run-damaged", where: "/runs/r/signals/000001.json" },
  });
  expect(engine.status("r")).toMatchObject({ state: "interrupted", waiting: { name: "word" } });
  world.files.remove("/runs/r/signals/000001.json");
  expect(await engine.run(listener, "r", null)).toEqual(ok(JSON.stringify(ok(null))));
});

test("a mailbox has a limit: run-mailbox-full", async () => {
  const world = testWorld();
  const engine = fileEngine(world, "/runs");
  const asked: Program<null, string> = {
    name: "asked",
    version: 1,
    run: (run) =>
      run.step("ask", async () => {
        world.files.makeFolder("/runs/r/signals");
        const last = String(MAX_SIGNALS).padStart(6, "0");
        world.files.writeAtomic(`/runs/r/signals/${last}.json`, bytesOf("{}"));
        return ok(codeOf(await engine.signal("r", "one more", 1)));
      }),
  };
  expect(await engine.run(asked, "r", null)).toEqual(ok("run-mailbox-full"));
});

test("a journal has a limit, and its run ends in order: run-too-long", async () => {
  const world = testWorld();
  const acts: string[] = [];
  const program: Program<null, number> = {
    name: "endless",
    version: 1,
    run: async (run) => {
      for (let at = 1; ; at += 1) {
        const step = await run.step(`step ${at}`, async () => {
          acts.push(String(at));
          return ok("x".repeat(1_000_000));
        });
        if (!step.ok) return step;
      }
    },
  };
  const engine = fileEngine({ ...world, files: memoryFiles(manualClock()) }, "/runs");
  const first = await engine.run(program, "r", null);
  expect(first).toMatchObject({ fault: { code: "run-too-long" } });
  expect(engine.status("r")).toMatchObject({ state: "failed", fault: { code: "run-too-long" } });
  expect(await engine.run(program, "r", null)).toEqual(first);
  expect(acts).toHaveLength(Math.floor(MAX_JOURNAL_BYTES / 1_000_000) + 1);
});
