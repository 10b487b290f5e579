import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fileEngine } from "../../src/flow/file-engine.ts";
import { systemProcesses } from "../../src/host/processes.ts";
import { hostWorld } from "../../src/host/world.ts";
import type { ProcessIdentity } from "../../src/ports/processes.ts";
import { startChild } from "./child.ts";
import { tempFolder } from "./temp-folder.ts";

const NAMES = ["one", "two", "three", "four"];
const places = NAMES.flatMap((name) => [[`before ${name}`, name] as const, [`after ${name}`, name] as const]);

test.each(places)("a process killed %s: the next one does that step again and no other", async (place, killed) => {
  const folder = tempFolder();
  const first = startChild("run-program.ts", folder, "steps", place);
  expect(await first.line()).toBe(place);
  const engine = fileEngine(hostWorld(), `${folder}/runs`);
  expect(engine.status("r")).toMatchObject({ state: "running", holder: { pid: first.process.pid } });
  first.process.kill("SIGKILL");
  await first.ended;
  expect(engine.status("r")).toMatchObject({ state: "interrupted" });
  const second = startChild("run-program.ts", folder, "steps");
  expect(await second.line()).toBe("all four");
  const calls = readFileSync(`${folder}/calls`, "utf8").trimEnd().split("\n");
  expect(calls).toEqual(NAMES.flatMap((name) => (name === killed ? [name, name] : [name])));
  for (const name of NAMES) expect(readFileSync(`${folder}/${name}`, "utf8")).toBe(name);
  expect(engine.status("r")).toMatchObject({ state: "done", value: "all four" });
});

test("of six processes that drive one run at once, one does, and each step is done once", async () => {
  const folder = tempFolder();
  const children = Array.from({ length: 6 }, () => startChild("run-program.ts", folder, "steps"));
  const said = await Promise.all(children.map((child) => child.line()));
  expect(said).toContain("all four");
  expect(said.filter((line) => line !== "all four" && line !== "run-held")).toEqual([]);
  expect(readFileSync(`${folder}/calls`, "utf8")).toBe(NAMES.map((name) => `${name}\n`).join(""));
});

test("a signal from another process reaches the one that waits", async () => {
  const folder = tempFolder();
  const child = startChild("run-program.ts", folder, "listening");
  expect(await child.line()).toBe("ready");
  const engine = fileEngine(hostWorld(), `${folder}/runs`);
  expect(await engine.signal("r", "word", { hello: "there" })).toMatchObject({ ok: true });
  expect(await child.line()).toBe('{"ok":true,"value":{"hello":"there"}}');
});

test("a cancellation from another process ends what is under way, and lets the run tidy up", async () => {
  const folder = tempFolder();
  const child = startChild("run-program.ts", folder, "working");
  const worker: ProcessIdentity = JSON.parse(await child.line());
  expect(systemProcesses().alive(worker)).toBe(true);
  expect(await fileEngine(hostWorld(), `${folder}/runs`).cancel("r", "enough")).toMatchObject({ ok: true });
  expect(await child.line()).toBe("run-cancelled");
  expect(systemProcesses().alive(worker)).toBe(false);
  expect(readFileSync(`${folder}/tidied`, "utf8")).toBe("stopped");
});
