import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { type TempFolder, tempFolder } from "../../test/rigs/temp.ts";
import { thisMachine } from "./_machine.ts";
import { identities } from "./_process-identity.ts";

const folders: TempFolder[] = [];
const platform = Object.getOwnPropertyDescriptor(process, "platform");

afterEach(() => {
  if (platform !== undefined) Object.defineProperty(process, "platform", platform);
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) folder[Symbol.dispose]();
});

/** A system without /proc whose `sysctl` tells this run of it, and `ioreg` which machine it is, where it is told. */
function started(run: string, id = ""): void {
  Object.defineProperty(process, "platform", { ...platform, value: "darwin" });
  const folder = tempFolder();
  folders.push(folder);
  const place = (name: string, script: string): void => {
    writeFileSync(join(folder.path, name), `#!/bin/sh\n${script}\nexit 1\n`);
    chmodSync(join(folder.path, name), 0o755);
  };
  place("sysctl", `[ "$*" = "-n kern.bootsessionuuid" ] && echo "${run}" && exit 0`);
  place("ioreg", `[ "$*" = "-rd1 -c IOPlatformExpertDevice" ] && echo '  "IOPlatformUUID" = "${id}"' && exit 0`);
  vi.stubEnv("PATH", `${folder.path}:${process.env.PATH ?? ""}`);
}

test("where there is no /proc, sysctl tells one run of the system from the next", () => {
  started("first");
  expect(thisMachine().run).toBe("first");
  const before = identities().of(process.pid);
  expect(before.boot).toMatch(/^first\//);
  expect(identities().alive(before)).toBe(true);
  started("second");
  expect(thisMachine().run).toBe("second");
  expect(identities().of(process.pid).boot).toMatch(/^second\//);
  // Of an earlier run only the same machine can say that it is over; without its id nobody can tell.
  expect(identities().alive(before)).not.toBe(true);
});

test("a system that says nothing of its run still knows its own processes", () => {
  started("");
  expect(thisMachine().run).toBe("");
  const own = identities().of(process.pid);
  expect(identities().alive(own)).toBe(true);
  expect(identities().alive({ ...own, start: "Thu Jan  1 00:00:00 1970" })).toBe(false);
});

test("where ioreg tells which machine it is, a process of an earlier run of it is known to be dead", () => {
  started("first", "11AA-22BB");
  const before = identities().of(process.pid);
  expect(before.boot).toMatch(/^first\/\/[0-9a-f]{16}$/);
  started("second", "11AA-22BB");
  expect(identities().alive(before)).toBe(false);
  started("second", "33CC-44DD");
  expect(identities().alive(before)).toBeUndefined();
});
