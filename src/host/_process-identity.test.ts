import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { identities } from "./_process-identity.ts";

const platform = Object.getOwnPropertyDescriptor(process, "platform");

afterEach(() => {
  if (platform !== undefined) Object.defineProperty(process, "platform", platform);
});

test("where there is no /proc, ps tells one process from another by when it began", async () => {
  Object.defineProperty(process, "platform", { ...platform, value: "darwin" });
  const known = identities();
  const own = known.of(process.pid);
  expect(Number.isNaN(Date.parse(own.start))).toBe(false);
  expect(known.alive(own)).toBe(true);
  expect(known.ownsNumber(own)).toBe(true);
  expect(known.alive({ ...own, start: "Thu Jan  1 00:00:00 1970" })).toBe(false);

  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
  await once(child, "spawn");
  const theirs = known.of(child.pid ?? 0);
  expect(known.alive(theirs)).toBe(true);
  child.stdin.end();
  await once(child, "close");
  expect(known.alive(theirs)).toBe(false);
});
