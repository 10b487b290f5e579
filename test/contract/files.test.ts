import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { nodeFiles } from "../../src/host/files.ts";
import { isLeftover } from "../../src/store/leftover.ts";
import { failingFiles } from "../../src/twins/failing-files.ts";
import { newLife } from "../../src/twins/life.ts";
import { manualClock } from "../../src/twins/manual-clock.ts";
import { memoryFiles } from "../../src/twins/memory-files.ts";
import { startChild } from "./child.ts";
import { bytesOf, codeOf, filesContract, textAt } from "./files.ts";
import { tempFolder } from "./temp-folder.ts";

filesContract("host", () => ({
  files: nodeFiles(),
  root: tempFolder(),
  link: (path, target) => symlinkSync(target, path),
}));

filesContract("memory", () => {
  const files = memoryFiles(manualClock());
  files.makeFolder("/root");
  return { files, root: "/root", link: (path, target) => void files.link(path, target) };
});

filesContract("failing, with nothing that fails", () => {
  const files = memoryFiles(manualClock());
  files.makeFolder("/root");
  const link = (path: string, target: string) => void files.link(path, target);
  return { files: failingFiles(files, newLife()), root: "/root", link };
});

test("a replaced file keeps its mode, whatever the umask", () => {
  const path = `${tempFolder()}/f`;
  writeFileSync(path, "x");
  for (const mode of [0o600, 0o644, 0o666, 0o755, 0o777]) {
    chmodSync(path, mode);
    expect(codeOf(nodeFiles().writeAtomic(path, bytesOf("y")))).toBe("ok");
    expect(statSync(path).mode & 0o7777).toBe(mode);
  }
});

test("a copy has the mode of its source, whatever the umask and whatever was there", () => {
  const root = tempFolder();
  const [from, to] = [`${root}/f`, `${root}/g`];
  for (const mode of [0o600, 0o400, 0o755, 0o666]) {
    writeFileSync(from, "x");
    chmodSync(from, mode);
    expect(codeOf(nodeFiles().copyAtomic({ from, to, by: root, maxBytes: 9 }))).toBe("ok");
    expect(statSync(to).mode & 0o7777).toBe(mode);
    nodeFiles().remove(from);
  }
});

test("a copy goes from one disk to another", (context) => {
  const root = tempFolder();
  if (!mounted(`${root}/other`, "size=64k")) return context.skip("needs the right to mount a small file system");
  writeFileSync(`${root}/f`, "x");
  const copy = { from: `${root}/f`, to: `${root}/other/g`, by: root, maxBytes: 9 };
  expect(codeOf(nodeFiles().copyAtomic(copy))).toBe("ok");
  expect([readdirSync(`${root}/other`), readdirSync(root).toSorted()]).toEqual([["g"], ["f", "other"]]);
});

test("of eight processes that create the same files, each file has exactly one winner", async () => {
  const folder = tempFolder();
  const children = Array.from({ length: 8 }, (_, at) => startChild("create-files.ts", folder, "100", `writer ${at}`));
  for (const child of children) expect(await child.line()).toBe("ready");
  for (const child of children) child.process.stdin?.write("go\n");
  const files = nodeFiles();
  const won = await Promise.all(children.map((child) => child.line()));
  const winners = won.flatMap((line, at) =>
    line
      .split(" ")
      .filter(Boolean)
      .map((number) => [number, `writer ${at}`] as const),
  );
  expect(winners.map(([number]) => Number(number)).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 100 }, (_, at) => at),
  );
  for (const [number, writer] of winners) expect(textAt(files, `${folder}/${number}`)).toBe(writer);
  expect(readdirSync(folder)).toHaveLength(100);
});

test("a named pipe or a device is no file to read", () => {
  const path = `${tempFolder()}/pipe`;
  expect(spawnSync("mkfifo", [path]).status).toBe(0);
  expect(codeOf(nodeFiles().read(path, 9))).toBe("file-failed");
  expect(codeOf(nodeFiles().read("/dev/zero", 9))).toBe("file-failed");
});

test("reads files whose size is not known beforehand", () => {
  expect(textAt(nodeFiles(), "/proc/self/status")).toContain("Pid:");
  expect(codeOf(nodeFiles().read("/proc/self/status", 10))).toBe("file-too-large");
});

/** Mounts a tiny file system; false where this user may not. */
function mounted(folder: string, options: string): boolean {
  mkdirSync(folder, { recursive: true });
  if (spawnSync("mount", ["-t", "tmpfs", "-o", options, "none", folder]).status !== 0) return false;
  onTestFinished(() => void spawnSync("umount", [folder]));
  return true;
}

test("a full disk is said, the old file stays, and nothing torn is left", (context) => {
  const folder = `${tempFolder()}/small`;
  if (!mounted(folder, "size=64k")) return context.skip("needs the right to mount a small file system");
  const files = nodeFiles();
  expect(codeOf(files.writeAtomic(`${folder}/f`, bytesOf("old")))).toBe("ok");
  const large = new Uint8Array(200_000).fill(65);
  expect(codeOf(files.writeAtomic(`${folder}/f`, large))).toBe("file-no-space");
  expect(codeOf(files.createAtomic(`${folder}/g`, large))).toBe("file-no-space");
  expect(textAt(files, `${folder}/f`)).toBe("old");
  expect(readdirSync(folder)).toEqual(["f"]);
});

test("a read-only file system is said, and reading goes on", (context) => {
  const folder = `${tempFolder()}/frozen`;
  if (!mounted(folder, "size=64k")) return context.skip("needs the right to mount a small file system");
  const files = nodeFiles();
  files.writeAtomic(`${folder}/f`, bytesOf("old"));
  files.makeFolder(`${folder}/full`);
  files.writeAtomic(`${folder}/full/f`, bytesOf("old"));
  expect(spawnSync("mount", ["-o", "remount,ro", folder]).status).toBe(0);
  expect(codeOf(files.writeAtomic(`${folder}/f`, bytesOf("new")))).toBe("file-read-only");
  expect(codeOf(files.createAtomic(`${folder}/g`, bytesOf("new")))).toBe("file-read-only");
  expect(codeOf(files.remove(`${folder}/f`))).toBe("file-read-only");
  expect(codeOf(files.makeFolder(`${folder}/h`))).toBe("file-read-only");
  expect(codeOf(files.removeFolder(`${folder}/full`))).toBe("file-read-only");
  expect(textAt(files, `${folder}/f`)).toBe("old");
});

test("a folder without write permission is said", (context) => {
  if (process.getuid?.() === 0)
    return context.skip("permissions do not bind root; the read-only file system covers it");
  const folder = tempFolder();
  chmodSync(folder, 0o500);
  onTestFinished(() => chmodSync(folder, 0o700));
  expect(codeOf(nodeFiles().writeAtomic(`${folder}/f`, bytesOf("x")))).toBe("file-read-only");
  expect(codeOf(nodeFiles().createAtomic(`${folder}/f`, bytesOf("x")))).toBe("file-read-only");
});

test.each([3, 14, 25, 40])(
  "killed while it writes many files, at its line %i, it leaves each of them whole",
  async (last) => {
    const folder = tempFolder();
    const [count, size] = [150, 5_000];
    const child = startChild("write-many.ts", folder, String(count), String(size));
    let line = "";
    for (let at = 0; at < last; at += 1) line = await child.line();
    child.process.kill("SIGKILL");
    await child.ended;
    const round = Number(line.split(" ")[0]);
    const files = nodeFiles();
    const names = readdirSync(folder).filter((name) => !isLeftover(name));
    if (round > 0) expect(names).toHaveLength(count);
    for (const name of names) expect(textAt(files, `${folder}/${name}`)).toMatch(/^(\d)\1{4999}$/);
    // Later lines may have been on their way when it was killed, never earlier ones.
    expect(Number(textAt(files, `${folder}/0`)[0])).toBeGreaterThanOrEqual(Math.max(0, round - 1));
  },
);
