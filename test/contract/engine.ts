import { describe, expect, test } from "vitest";
import { err, ok, type Result } from "../../src/std/result.ts";
import { refusing } from "./engine-refuses.ts";
import { codeOf, type EngineRig, leave, one, sample, Trace, threeSteps } from "./engine-rig.ts";
import { cancelling, waiting } from "./engine-waits.ts";

/** What every Engine keeps to. */
export function engineContract(name: string, make: () => EngineRig): void {
  describe(`engine: ${name}`, () => {
    running(make);
    dying(make);
    waiting(make);
    cancelling(make);
    refusing(make);
    telling(make);
  });
}

function running(make: () => EngineRig): void {
  test("runs to the end once, and gives the recorded end to whoever asks again", async () => {
    const rig = make();
    const trace = new Trace();
    const first = await rig.start().engine.run(threeSteps(trace), "r-1", { word: "red" });
    expect(first).toMatchObject({
      ok: true,
      value: { seen: [expect.stringContaining("red"), expect.anything(), expect.anything()] },
    });
    const again = await rig.start().engine.run(threeSteps(trace), "r-1", { word: "red" });
    expect(again).toEqual(first);
    expect(trace.acts).toEqual(["one", "two", "three"]);
  });

  test("gives the values of the first time as a journal gives them", async () => {
    const seen: unknown[] = [];
    const program = one("odd values", async (run) => {
      seen.push(
        await run.step("odd", async () =>
          ok({ gone: undefined, nan: Number.NaN, minus: -0, deep: [{ a: [] }] } as never),
        ),
      );
      return ok("");
    });
    await make().start().engine.run(program, "r", null);
    expect(seen).toEqual([{ ok: true, value: { nan: null, minus: 0, deep: [{ a: [] }] } }]);
    expect(Object.keys((seen[0] as { value: object }).value)).toEqual(["nan", "minus", "deep"]);
  });

  test("a fault of a program is its end, with all its parts", async () => {
    const rig = make();
    const program = one("failing", async () => err(sample({ word: "blue" })));
    const ends = [await rig.start().engine.run(program, "r", null), await rig.start().engine.run(program, "r", null)];
    expect(ends).toEqual([err(sample({ word: "blue" })), err(sample({ word: "blue" }))]);
  });

  test("steps beside or within one another are a bug", async () => {
    const { engine } = make().start();
    const beside = one("beside", async (run) => {
      await Promise.all([run.step("a", async () => ok(1)), run.step("b", async () => ok(2))]);
      return ok("");
    });
    await expect(engine.run(beside, "r-1", null)).rejects.toThrow("b begins while a is under way");
    const within = one("within", (run) => run.step("a", () => run.step("b", async () => ok("x"))));
    await expect(engine.run(within, "r-2", null)).rejects.toThrow("b begins while a is under way");
  });

  test("a bug in a step is no end: the run stands where it was, and goes on once the bug is gone", async () => {
    const rig = make();
    const trace = new Trace();
    const program = (act: () => Promise<Result<string>>) =>
      one("buggy", async (run) => {
        await run.step("one", trace.act("one", ok(1)));
        return run.step("two", act);
      });
    const bug = async () => {
      throw new Error("a bug");
    };
    const { engine } = rig.start();
    await expect(engine.run(program(bug), "r", null)).rejects.toThrow("a bug");
    expect(engine.status("r")).toMatchObject({ state: "interrupted", steps: [{ name: "one" }] });
    expect(
      await engine.run(
        program(async () => ok("well")),
        "r",
        null,
      ),
    ).toEqual(ok("well"));
    expect(trace.acts).toEqual(["one"]);
  });
}

function dying(make: () => EngineRig): void {
  test.each(["one", "two", "three"])(
    "killed in step %s, another process takes the same way and does only that again",
    async (at) => {
      const rig = make();
      const first = new Trace();
      first.hangAt = at;
      const process = rig.start();
      leave(process.engine.run(threeSteps(first), "r", { word: "red" }));
      await first.hung;
      process.kill();
      const second = new Trace();
      const { engine } = rig.start();
      expect(engine.status("r")).toMatchObject({ state: "interrupted" });
      const ended = await engine.run(threeSteps(second), "r", { word: "red" });
      expect(ended).toEqual(await make().start().engine.run(threeSteps(new Trace()), "r", { word: "red" }));
      const names = ["one", "two", "three"];
      expect(first.acts).toEqual(names.slice(0, names.indexOf(at) + 1));
      expect(second.acts).toEqual(names.slice(names.indexOf(at)));
    },
  );
}

function telling(make: () => EngineRig): void {
  test("says of each run where it stands, also to other processes", async () => {
    const rig = make();
    const { engine } = rig.start();
    const trace = new Trace();
    await engine.run(threeSteps(trace), "r-done", { word: "red" });
    await engine.run(
      one("failing", async () => err(sample({ word: "blue" }))),
      "r-failed",
      null,
    );
    const listed = rig.start().engine.list();
    expect(listed.map(({ id, state }) => [id, state])).toEqual([
      ["r-done", "done"],
      ["r-failed", "failed"],
    ]);
    expect(listed[0]).toMatchObject({
      program: "three-steps",
      version: 1,
      input: { word: "red" },
      steps: [{ name: "one" }, { name: "two", fault: "sample" }, { name: "three went badly" }],
    });
    expect(listed[1]).toMatchObject({ fault: sample({ word: "blue" }) });
    expect(engine.status("r-none")).toBeUndefined();
  });

  test("runs that are unknown or over take no signals", async () => {
    const { engine } = make().start();
    expect(codeOf(await engine.signal("r", "a", 1))).toBe("run-unknown");
    expect(codeOf(await engine.cancel("r", "x"))).toBe("run-unknown");
    expect(codeOf(await engine.forget("r"))).toBe("run-unknown");
    await engine.run(threeSteps(new Trace()), "r", { word: "red" });
    expect(codeOf(await engine.signal("r", "a", 1))).toBe("run-ended");
    expect(codeOf(await engine.cancel("r", "x"))).toBe("run-ended");
  });

  test("forgets what has ended, and that alone", async () => {
    const rig = make();
    const trace = new Trace();
    trace.hangAt = "two";
    const process = rig.start();
    leave(process.engine.run(threeSteps(trace), "r", { word: "red" }));
    await trace.hung;
    process.kill();
    const { engine } = rig.start();
    expect(codeOf(await engine.forget("r"))).toBe("run-not-ended");
    await engine.run(threeSteps(new Trace()), "r", { word: "red" });
    expect(codeOf(await engine.forget("r"))).toBe("ok");
    expect([engine.status("r"), engine.list()]).toEqual([undefined, []]);
    const again = new Trace();
    await engine.run(threeSteps(again), "r", { word: "red" });
    expect(again.acts).toEqual(["one", "two", "three"]);
  });
}
