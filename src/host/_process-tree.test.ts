import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import { endTree } from "./_process-tree.ts";

const platform = Object.getOwnPropertyDescriptor(process, "platform");

afterEach(() => {
  if (platform !== undefined) Object.defineProperty(process, "platform", platform);
});

/** A shell that starts a shell that starts another; the last two do not listen, and each says its number. */
const THREE = `echo $$; sh -c 'trap "" TERM; echo $$; sh -c "echo \\$\\$; while :; do sleep 1; done" & while :; do sleep 1; done' & wait`;

test.each(["linux", "darwin"])("a program ends with all that it started, where the system is %s", async (name) => {
  Object.defineProperty(process, "platform", { ...platform, value: name });
  const child = spawn("/bin/sh", ["-c", THREE], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(child, "close");
  const pids: number[] = [];
  for await (const line of createInterface(child.stdout)) if (pids.push(Number(line)) === 3) break;
  expect(pids.every(runs)).toBe(true);
  await endTree(child.pid ?? 0, 300);
  await ended;
  expect(pids.filter(runs)).toEqual([]);
});

/** One that has ended and of whom nobody took note runs nothing any more. */
function runs(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}
