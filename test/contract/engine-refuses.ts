import { expect, test } from "vitest";
import type { Engine, Program, Run } from "../../src/flow/engine.ts";
import { ok } from "../../src/std/result.ts";
import { codeOf, type EngineRig, leave, one, Trace, threeSteps } from "./engine-rig.ts";

/** What an engine does not do. */
export function refusing(make: () => EngineRig): void {
  test("one process drives a run: run-held names it", async () => {
    const rig = make();
    const trace = new Trace();
    trace.hangAt = "one";
    const process = rig.start();
    leave(process.engine.run(threeSteps(trace), "r", { word: "red" }));
    await trace.hung;
    const { engine } = rig.start();
    const refused = await engine.run(threeSteps(new Trace()), "r", { word: "red" });
    expect(refused).toMatchObject({
      ok: false,
      fault: { code: "run-held", exit: "held", message: expect.stringMatching(/process \d+ on /) },
    });
    expect(codeOf(await process.engine.run(threeSteps(new Trace()), "r", { word: "red" }))).toBe("run-held");
    expect(engine.status("r")).toMatchObject({ state: "running", holder: { pid: expect.any(Number) } });
    expect(codeOf(await engine.forget("r"))).toBe("run-held");
    expect(codeOf(await engine.abandon("r", "x"))).toBe("run-held");
    expect(codeOf(await engine.run(threeSteps(new Trace()), "r-2", { word: "red" }))).toBe("ok");
  });

  test("an id belongs to one program and one input, in whatever order its keys", async () => {
    const rig = make();
    const { engine } = rig.start();
    const program: Program<{ readonly a: number; readonly b: number }, number> = {
      name: "adder",
      version: 1,
      run: async (_, { a, b }) => ok(a + b),
    };
    expect(await engine.run(program, "r", { a: 1, b: 2 })).toEqual(ok(3));
    expect(await engine.run(program, "r", { b: 2, a: 1 })).toEqual(ok(3));
    expect(codeOf(await engine.run(program, "r", { a: 2, b: 1 }))).toBe("run-differs");
    expect(codeOf(await engine.run({ ...program, name: "other" }, "r", { a: 1, b: 2 }))).toBe("run-differs");
  });

  /** A run of three steps whose process died in the last one. */
  async function interrupted(rig: EngineRig): Promise<Engine> {
    const trace = new Trace();
    trace.hangAt = "three";
    const process = rig.start();
    leave(process.engine.run(threeSteps(trace), "r", { word: "red" }));
    await trace.hung;
    process.kill();
    return rig.start().engine;
  }

  test("another version does not go on with it, but may see its end", async () => {
    const rig = make();
    const engine = await interrupted(rig);
    const trace = new Trace();
    const refused = await engine.run(threeSteps(trace, 2), "r", { word: "red" });
    expect(refused).toMatchObject({
      fault: { code: "run-version-changed", message: expect.stringMatching(/version 1 .* version 2/) },
    });
    expect(trace.acts).toEqual([]);
    const ended = await engine.run(threeSteps(trace), "r", { word: "red" });
    expect(await engine.run(threeSteps(trace, 2), "r", { word: "red" })).toEqual(ended);
  });

  test("one that nobody can go on with is abandoned, and then forgotten", async () => {
    const rig = make();
    const engine = await interrupted(rig);
    expect(codeOf(await engine.forget("r"))).toBe("run-not-ended");
    expect(codeOf(await engine.abandon("r", "an older version"))).toBe("ok");
    const cancelled = { code: "run-cancelled", message: expect.stringContaining("an older version") };
    expect(engine.status("r")).toMatchObject({ state: "cancelled", fault: cancelled });
    const trace = new Trace();
    expect(await engine.run(threeSteps(trace, 2), "r", { word: "red" })).toMatchObject({ fault: cancelled });
    expect(trace.acts).toEqual([]);
    expect(codeOf(await engine.abandon("r", "again"))).toBe("run-ended");
    expect(codeOf(await engine.forget("r"))).toBe("ok");
    expect(codeOf(await engine.abandon("r", "gone"))).toBe("run-unknown");
  });

  test.each<readonly [string, (run: Run) => Promise<unknown>]>([
    ["another step", (run) => run.step("uno", async () => ok(1))],
    ["a sleep instead of a step", (run) => run.sleep("one", 5)],
    ["a wait instead of a step", (run) => run.waitFor("one", 5)],
    ["fewer steps", (run) => run.step("one", async () => ok(1))],
    ["no step at all", async () => undefined],
  ])("a program that comes to %s has diverged: nothing is done and nothing is recorded", async (_what, way) => {
    const rig = make();
    const engine = await interrupted(rig);
    const before = engine.status("r");
    const trace = new Trace();
    const changed: Program<{ readonly word: string }, string> = {
      name: "three-steps",
      version: 1,
      run: async (run) => {
        await way(run);
        if (_what === "another step") await run.step("then", trace.act("then", ok(1)));
        return ok("end");
      },
    };
    expect(await engine.run(changed, "r", { word: "red" })).toMatchObject({
      fault: { code: "run-diverged", exit: "held" },
    });
    expect(trace.acts).toEqual([]);
    expect(engine.status("r")).toEqual(before);
    expect(codeOf(await engine.run(threeSteps(trace), "r", { word: "red" }))).toBe("ok");
    expect(trace.acts).toEqual(["three"]);
  });

  test("what is too large for a record is a fault of its step, the same each time", async () => {
    const rig = make();
    let acts = 0;
    const program = one("large", async (run) => {
      const large = await run.step("large", async () => {
        acts += 1;
        return ok("x".repeat(3_000_000));
      });
      return large.ok ? ok("") : large;
    });
    const { engine } = rig.start();
    const first = await engine.run(program, "r", null);
    expect(first).toMatchObject({ fault: { code: "run-value-too-large" } });
    expect([await rig.start().engine.run(program, "r", null), acts]).toEqual([first, 1]);
    const end = one("large end", async () => ok("x".repeat(3_000_000)));
    expect(codeOf(await engine.run(end, "r-end", null))).toBe("run-value-too-large");
    const input = { word: "x".repeat(3_000_000) };
    expect(codeOf(await engine.run(threeSteps(new Trace()), "r-input", input))).toBe("run-value-too-large");
    expect(engine.status("r-input")).toBeUndefined();
    const running = engine.run(
      one("listener", async (run) => ok(JSON.stringify(await run.waitFor("s", 1e9)))),
      "r-2",
      null,
    );
    await rig.pass(1);
    expect(codeOf(await engine.signal("r-2", "s", "x".repeat(3_000_000)))).toBe("run-value-too-large");
    await engine.signal("r-2", "s", "small");
    expect(await running).toEqual(ok(JSON.stringify(ok("small"))));
  });

  test.each(["", ".", "..", "a/b", "../a", "-a", ".a", "a\0", "a b", "x".repeat(101)])("%j is no id", async (id) => {
    const { engine } = make().start();
    const all = [
      await engine.run(threeSteps(new Trace()), id, { word: "" }),
      await engine.signal(id, "a", 1),
      await engine.cancel(id, "x"),
      await engine.abandon(id, "x"),
      await engine.forget(id),
    ];
    expect(all.map(codeOf)).toEqual(Array(5).fill("run-id-invalid"));
    expect(engine.status(id)).toBeUndefined();
    expect(engine.list()).toEqual([]);
  });
}
