// Drives a run on real files. Each step makes one file, looks before it does, and notes that it was called. It can be told to stop
// for ever at a place, which it then prints; at the end it prints what the run gave.
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import type { Program, Run } from "../../../src/flow/engine.ts";
import { fileEngine } from "../../../src/flow/file-engine.ts";
import { systemProcesses } from "../../../src/host/processes.ts";
import { hostWorld } from "../../../src/host/world.ts";
import { ok } from "../../../src/std/result.ts";

const [folder = "", way = "steps", pauseAt = ""] = process.argv.slice(2);

async function pause(place: string): Promise<void> {
  if (place !== pauseAt) return;
  console.log(place);
  await new Promise((resolve) => setTimeout(resolve, 3_600_000));
}

const made = (run: Run, name: string): Promise<unknown> =>
  run.step(name, async () => {
    appendFileSync(`${folder}/calls`, `${name}\n`);
    await pause(`before ${name}`);
    if (!existsSync(`${folder}/${name}`)) writeFileSync(`${folder}/${name}`, name, { flag: "wx" });
    await pause(`after ${name}`);
    return ok(name);
  });

const steps: Program<null, string> = {
  name: "steps",
  version: 1,
  run: async (run) => {
    for (const name of ["one", "two"]) await made(run, name);
    await run.sleep("nap", 20);
    for (const name of ["three", "four"]) await made(run, name);
    return ok("all four");
  },
};

const listening: Program<null, string> = {
  name: "listening",
  version: 1,
  run: async (run) => {
    await run.step("ready", async () => {
      console.log("ready");
      return ok(null);
    });
    return ok(JSON.stringify(await run.waitFor("word", 600_000)));
  },
};

const working: Program<null, string> = {
  name: "working",
  version: 1,
  run: async (run) => {
    const worked = await run.step("work", async () => {
      const answer = await systemProcesses().run({
        command: { shell: "exec sleep 600" },
        cwd: folder,
        limitMs: 600_000,
        keepBytes: 0,
        stop: run.stop,
        started: (identity) => console.log(JSON.stringify(identity)),
      });
      return answer.ok ? ok(answer.value.end) : answer;
    });
    const next = await run.step("next", async () => ok("gone on"));
    await run.undo("tidy", async () => ok(writeFileSync(`${folder}/tidied`, worked.ok ? worked.value : "") ?? null));
    return next;
  },
};

const engine = fileEngine(hostWorld(), `${folder}/runs`, { lookMs: 10 });
const ended = await engine.run({ steps, listening, working }[way] ?? steps, "r", null);
console.log(ended.ok ? ended.value : ended.fault.code);
