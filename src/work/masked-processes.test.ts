import { existsSync, readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { tempFolder } from "../../test/rigs/temp.ts";
import { nodeFiles } from "../host/files.ts";
import { systemProcesses } from "../host/processes.ts";
import type { Processes } from "../ports/processes.ts";
import { testWorld } from "../twins/test-world.ts";
import { maskedProcesses } from "./masked-processes.ts";

const TOKEN = `ghp_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6"}`;
const secrets = [{ name: "SHOP_PASSWORD", value: "correct horse" }];

function processes(files = nodeFiles()): Processes {
  const { environment } = testWorld();
  return maskedProcesses({ processes: systemProcesses(), files, environment: { ...environment, secrets } });
}

async function run(at: string, shell: string, keepBytes = 65_536, under = processes()) {
  const ran = await under.run({ command: { shell }, cwd: at, limitMs: 30_000, keepBytes, log: `${at}/out/log` });
  if (!ran.ok) throw new Error(ran.fault.message);
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return {
    ...ran.value,
    out: text(ran.value.stdout.head),
    err: text(ran.value.stderr.head),
    end: text(ran.value.stdout.tail),
  };
}

test("what a command prints is given back and kept without its secrets; the digest is over what it printed", async () => {
  using temp = tempFolder();
  const said = await run(temp.path, `echo "token ${TOKEN} end"; echo "as correct horse" >&2; exit 3`);
  expect(said.code).toBe(3);
  expect(said.out).toMatch(/^token \[masked: [a-z ]+\] end\n$/);
  expect(said.err).toBe("as [masked: SHOP_PASSWORD]\n");
  const log = readFileSync(temp.at("out/log"), "utf8");
  expect(log).toContain("[masked: SHOP_PASSWORD]");
  expect(log).not.toContain(TOKEN);
  expect(statSync(temp.at("out/log")).mode & 0o777).toBe(0o600);
  const plain = await systemProcesses().run({
    command: { shell: `echo "token ${TOKEN} end"; echo "as correct horse" >&2; exit 3` },
    cwd: temp.path,
    limitMs: 30_000,
    keepBytes: 65_536,
  });
  expect(plain.ok && plain.value.digest).toBe(said.digest);
  expect(plain.ok && plain.value.stdout.total).toBe(said.stdout.total);
});

test("what holds no secret stays byte for byte, even when it is no text", async () => {
  using temp = tempFolder();
  const call = { cwd: temp.path, limitMs: 30_000, keepBytes: 65_536, log: temp.at("log") } as const;
  const ran = await processes().run({ ...call, command: { shell: "printf '\\377\\376 raw \\000'" } });
  const raw = Buffer.from([0xff, 0xfe, ...Buffer.from(" raw "), 0]);
  expect(ran.ok && Buffer.from(ran.value.stdout.head).equals(raw)).toBe(true);
  expect(readFileSync(temp.at("log")).equals(raw)).toBe(true);
});

test("of much output the end is masked too", async () => {
  using temp = tempFolder();
  const said = await run(temp.path, `seq 1 5000; echo "last ${TOKEN}"`, 2_000);
  expect(said.end).toMatch(/last \[masked: [a-z ]+\]\n$/);
});

test("a log that cannot be written masked is not kept at all", async () => {
  using temp = tempFolder();
  const full = {
    ...nodeFiles(),
    writeAtomic: () => ({ ok: false, fault: { code: "file-no-space", exit: "findings", message: "" } }) as const,
  };
  await run(temp.path, `echo ${TOKEN}`, 65_536, processes(full));
  expect(existsSync(temp.at("out/log"))).toBe(false);
});

test("a program that is missing is the same fault as ever", async () => {
  using temp = tempFolder();
  const ran = await processes().run({
    command: { file: "no-such-program", args: [] },
    cwd: temp.path,
    limitMs: 1_000,
    keepBytes: 10,
  });
  expect(ran.ok ? "" : ran.fault.code).toBe("program-missing");
});
