import { expect, test } from "vitest";
import type { Program, Run } from "../../src/flow/engine.ts";
import { ok, type Result } from "../../src/std/result.ts";
import { codeOf, type EngineRig, leave, one, Trace } from "./engine-rig.ts";

/** How runs wait, hear, and are cancelled. */
export function waiting(make: () => EngineRig): void {
  test("a sleep lasts its time, counted over the death of its process", async () => {
    const rig = make();
    const trace = new Trace();
    const program = one("sleeper", async (run) => {
      await run.step("before", trace.act("before", ok(1)));
      await run.sleep("nap", 1_000);
      return run.step("after", trace.act("after", ok("woke")));
    });
    const process = rig.start();
    leave(process.engine.run(program, "r", null));
    await rig.pass(600);
    expect(process.engine.status("r")).toMatchObject({ state: "running", waiting: { name: "nap" } });
    process.kill();
    const second = rig.start().engine.run(program, "r", null);
    await rig.pass(300);
    expect(trace.acts).toEqual(["before"]);
    await rig.pass(200);
    expect(await second).toEqual(ok("woke"));
    expect(trace.acts).toEqual(["before", "after"]);
  });

  const listener = (limitMs: number, signals: readonly string[]): Program<null, readonly string[]> => ({
    name: "listener",
    version: 1,
    run: async (run) => {
      const heard: string[] = [];
      for (const signal of signals) heard.push(JSON.stringify(await run.waitFor(signal, limitMs)));
      return ok(heard);
    },
  });

  test("takes each signal once, oldest first, by name, also those sent while nobody drove it", async () => {
    const rig = make();
    const process = rig.start();
    const program = listener(60_000, ["a", "b", "a", "a"]);
    leave(process.engine.run(program, "r", null));
    await rig.pass(1);
    expect(await process.engine.signal("r", "a", { first: 1 })).toEqual(ok(undefined));
    await rig.pass(1);
    expect(process.engine.status("r")).toMatchObject({ waiting: { name: "b" }, steps: [{ name: "a" }] });
    process.kill();
    const other = rig.start();
    for (const value of ["second", "third"]) expect(codeOf(await other.engine.signal("r", "a", value))).toBe("ok");
    expect(codeOf(await other.engine.signal("r", "b", [null]))).toBe("ok");
    const heard = await other.engine.run(program, "r", null);
    expect(heard.ok && heard.value.map((text) => JSON.parse(text).value)).toEqual([
      { first: 1 },
      [null],
      "second",
      "third",
    ]);
  });

  test("a wait without an end stays one in the next process", async () => {
    const rig = make();
    const process = rig.start();
    const program = listener(Number.POSITIVE_INFINITY, ["a"]);
    leave(process.engine.run(program, "r", null));
    await rig.pass(1);
    process.kill();
    const { engine } = rig.start();
    const running = engine.run(program, "r", null);
    await rig.pass(1e12);
    await engine.signal("r", "a", "at last");
    expect(await running).toEqual(ok([JSON.stringify(ok("at last"))]));
  });

  test("a wait that is over gives null, and the signal that comes late goes to the next", async () => {
    const rig = make();
    const { engine } = rig.start();
    const running = engine.run(listener(1_000, ["a", "a"]), "r", null);
    await rig.pass(1_500);
    expect(engine.status("r")).toMatchObject({ steps: [{ name: "a" }] });
    await engine.signal("r", "a", "late");
    expect(await running).toEqual(ok([JSON.stringify(ok(null)), JSON.stringify(ok("late"))]));
  });
}

export function cancelling(make: () => EngineRig): void {
  /** Makes something, works on it, and takes it back when that did not go well. */
  const tidy = (trace: Trace, work: (run: Run) => Promise<Result<string>>): Program<null, string> =>
    one("tidy", async (run) => {
      await run.step("make", trace.act("make", ok(1)));
      const worked = await run.step("work", () => work(run));
      const next = await run.step("next", trace.act("next", ok("x")));
      if (!worked.ok || !next.ok) await run.undo("take back", trace.act("take back", ok(1)));
      return next.ok ? worked : next;
    });
  const untilStopped = (begun: () => void) => (run: Run) =>
    new Promise<Result<string>>((resolve) => {
      run.stop.addEventListener("abort", () => resolve(ok("stopped")));
      begun();
    });

  test("stops what is under way, refuses the next step, and lets it undo", async () => {
    const rig = make();
    const trace = new Trace();
    const { engine } = rig.start();
    const begun = Promise.withResolvers<void>();
    const running = engine.run(tidy(trace, untilStopped(begun.resolve)), "r", null);
    await begun.promise;
    expect(codeOf(await engine.cancel("r", "no longer wanted"))).toBe("ok");
    expect(await running).toMatchObject({
      ok: false,
      fault: { code: "run-cancelled", message: expect.stringContaining("no longer wanted") },
    });
    expect(trace.acts).toEqual(["make", "take back"]);
    const fault = { code: "run-cancelled" };
    expect(engine.status("r")).toMatchObject({ state: "cancelled", cancel: "no longer wanted", fault });
    expect(await rig.start().engine.run(tidy(trace, untilStopped(begun.resolve)), "r", null)).toEqual(await running);
    expect(trace.acts).toHaveLength(2);
  });

  test("another process cancels it, and the one that drives it hears of it", async () => {
    const rig = make();
    const trace = new Trace();
    const begun = Promise.withResolvers<void>();
    const running = rig.start().engine.run(tidy(trace, untilStopped(begun.resolve)), "r", null);
    await begun.promise;
    const { engine } = rig.start();
    expect(codeOf(await engine.cancel("r", "first"))).toBe("ok");
    expect(codeOf(await engine.cancel("r", "second"))).toBe("ok");
    await rig.pass(1_000);
    expect(await running).toMatchObject({
      fault: { code: "run-cancelled", message: expect.stringContaining("first") },
    });
  });

  test("one that was cancelled while nobody drove it undoes when it goes on", async () => {
    const rig = make();
    const trace = new Trace();
    trace.hangAt = "next";
    const process = rig.start();
    void process.engine.run(
      tidy(trace, async () => ok("done")),
      "r",
      null,
    );
    await trace.hung;
    process.kill();
    const { engine } = rig.start();
    await engine.cancel("r", "gone");
    expect(engine.status("r")).toMatchObject({ state: "interrupted", cancel: "gone" });
    const second = new Trace();
    expect(
      codeOf(
        await engine.run(
          tidy(second, async () => ok("done")),
          "r",
          null,
        ),
      ),
    ).toBe("run-cancelled");
    expect(second.acts).toEqual(["take back"]);
  });

  test("sleeps and waits end at once", async () => {
    const rig = make();
    const { engine } = rig.start();
    const sleeping = engine.run(
      one("sleeper", async (run) => {
        const slept = await run.sleep("long", 1e9);
        return slept.ok ? ok("slept") : slept;
      }),
      "r-1",
      null,
    );
    const listening = engine.run(
      one("listener", async (run) => {
        const heard = await run.waitFor("word", 1e9);
        return heard.ok ? ok("heard") : heard;
      }),
      "r-2",
      null,
    );
    await rig.pass(1);
    for (const id of ["r-1", "r-2"]) await engine.cancel(id, "enough");
    expect([codeOf(await sleeping), codeOf(await listening)]).toEqual(["run-cancelled", "run-cancelled"]);
  });

  test("one that reached its end all the same is done", async () => {
    const rig = make();
    const { engine } = rig.start();
    const program = one("last step", (run) =>
      run.step("work", () => untilStopped(() => void engine.cancel("r", "late"))(run)),
    );
    expect(await engine.run(program, "r", null)).toEqual(ok("stopped"));
    expect(engine.status("r")).toMatchObject({ state: "done", cancel: "late" });
  });
}
