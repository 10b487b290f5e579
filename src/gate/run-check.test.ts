import { expect, test } from "vitest";
import { fileNotFound } from "../ports/faults.ts";
import { manualClock } from "../twins/manual-clock.ts";
import { type ScriptedRun, scriptedProcesses } from "../twins/scripted-processes.ts";
import { hasPassed, runCheck } from "./run-check.ts";

const order = { name: "lint", command: "npm run lint", folder: "/project", limitMs: 1_000, log: "/logs/lint.log" };
const scene = (answer: ScriptedRun) =>
  scriptedProcesses(manualClock({ sleep: "pass" }), [{ when: "npm run lint", answer }]);

test("a check leaves what is needed to repeat it", async () => {
  const processes = scene({ stdout: "fine\n", stderr: "hm\n", code: 0 });
  const run = await runCheck(processes, { ...order, env: { MODE: "x" } });
  expect(run).toMatchObject({ ok: true, value: { stdout: "fine\n", stderr: "hm\n", isWhole: true } });
  if (!run.ok) return;
  expect(run.value.evidence).toMatchObject({
    ...{ name: "lint", command: "npm run lint", end: "exit", code: 0, outputBytes: 8, log: "/logs/lint.log" },
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(hasPassed(run.value.evidence)).toBe(true);
  expect(processes.calls[0]).toMatchObject({ cwd: "/project", log: "/logs/lint.log", env: { CI: "1", MODE: "x" } });
});

test.for<[string, ScriptedRun]>([
  ["a code that is not 0", { code: 2 }],
  ["a signal", { signal: "SIGSEGV" }],
  ["its limit", { takesMs: 5_000 }],
])("a command that ends by %s has not passed", async ([, answer]) => {
  const run = await runCheck(scene(answer), order);
  expect(run.ok && hasPassed(run.value.evidence)).toBe(false);
  expect(run.ok).toBe(true);
});

test("output that is too much is cut in its middle and says so", async () => {
  const run = await runCheck(scene({ stdout: "a".repeat(5_000) }), { ...order, keepBytes: 100 });
  expect(run.ok && run.value.isWhole).toBe(false);
  expect(run.ok && run.value.stdout).toMatch(/^a+\n… 4900 bytes left out …\na+$/);
});

test("a command that could not be run is a fault", async () => {
  const fault = fileNotFound({ path: "/project" });
  expect(await runCheck(scene({ fault }), order)).toEqual({ ok: false, fault });
});
