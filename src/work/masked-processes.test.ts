import { readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tempFolder } from "../../test/rigs/temp.ts";
import { systemProcesses } from "../host/processes.ts";
import type { Processes } from "../ports/processes.ts";
import { testWorld } from "../twins/test-world.ts";
import { maskedProcesses } from "./masked-processes.ts";

const TOKEN = `ghp_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6"}`;
const secrets = [{ name: "SHOP_PASSWORD", value: "correct horse" }];

function processes(): Processes {
  const { environment } = testWorld();
  return maskedProcesses({ processes: systemProcesses(), environment: { ...environment, secrets } });
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

test("while it runs its log holds whole lines without secrets, however they come", async () => {
  using temp = tempFolder();
  const call = { cwd: temp.path, limitMs: 60_000, keepBytes: 65_536, log: temp.at("log") } as const;
  const half = TOKEN.slice(0, 20);
  const line = `echo begin; printf 'with ${half}'; echo "of correct horse" >&2; cat go1; echo '${TOKEN.slice(20)} end'; cat go2; echo over`;
  const seen = (text: string): Promise<void> => said(temp.at("log"), text);
  await systemProcesses().run({ ...call, command: { shell: "mkfifo go1 go2" } });
  const running = processes().run({ ...call, command: { shell: line } });
  await seen("of [masked: SHOP_PASSWORD]\n");
  expect(readFileSync(temp.at("log"), "utf8")).toContain("begin\n");
  expect(readFileSync(temp.at("log"), "utf8")).not.toContain(half);
  writeFileSync(temp.at("go1"), "");
  await seen("with [masked: github token] end\n");
  writeFileSync(temp.at("go2"), "");
  expect((await running).ok).toBe(true);
  const log = readFileSync(temp.at("log"), "utf8");
  expect(log.split("\n").toSorted()).toEqual(
    ["", "begin", "of [masked: SHOP_PASSWORD]", "over", "with [masked: github token] end"].toSorted(),
  );
});

test("where the middle of a long log is left out, no half of a secret stays at the edges", async () => {
  using temp = tempFolder();
  // One line of one length, so that both edges fall into it wherever they are.
  const line = `require("node:fs").writeSync(1, ("x ${TOKEN} y\\n").repeat(250_000))`;
  await run(temp.path, `node -e '${line}'`, 100_000);
  const log = readFileSync(temp.at("out/log"), "utf8");
  expect(log).toContain("bytes are left out here");
  const kinds = new Set(log.split("\n").filter((text) => !text.includes("left out")));
  expect([...kinds]).toEqual(["x [masked: github token] y", ""]);
});

/** Ends when a file holds a text. */
async function said(path: string, text: string): Promise<void> {
  const holds = (): boolean => {
    try {
      return readFileSync(path, "utf8").includes(text);
    } catch {
      return false;
    }
  };
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

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
