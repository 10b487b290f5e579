import { spawnSync } from "node:child_process";
import { renameSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { platform } from "node:os";
import { describe, expect, test } from "vitest";
import { nodeFiles } from "../../src/host/files.ts";
import { inotifyWatch } from "../../src/host/watch.ts";
import { manualClock } from "../../src/twins/manual-clock.ts";
import { memoryFiles } from "../../src/twins/memory-files.ts";
import { memoryWatch } from "../../src/twins/memory-watch.ts";
import { tempFolder } from "./temp-folder.ts";
import { settledMark, watchContract } from "./watch.ts";

// The clock stands: a change must show though no time passes.
watchContract("memory", () => {
  const files = memoryFiles(manualClock());
  files.makeFolder("/root");
  const link = (path: string, target: string) => void files.link(path, target);
  return {
    watch: memoryWatch(files),
    files,
    root: "/root",
    link,
    overwrite: (path, bytes) => void files.overwrite(path, bytes),
  };
});

describe.skipIf(platform() !== "linux")("where inotify is", () => {
  watchContract("host", () => ({
    watch: inotifyWatch(),
    files: nodeFiles(),
    root: tempFolder(),
    link: (path, target) => symlinkSync(target, path),
    overwrite: (path, bytes) => writeFileSync(path, bytes),
  }));

  test("what another process changed before it ended is seen", async () => {
    const [watch, root] = [inotifyWatch(), tempFolder()];
    let before = await settledMark(watch, root);
    for (const script of ["echo one > f", "echo two >> f", "mv f g", "chmod 600 g", "rm g"]) {
      expect(spawnSync("sh", ["-c", script], { cwd: root }).status).toBe(0);
      const after = await settledMark(watch, root);
      expect(after, script).not.toBe(before);
      before = after;
    }
  });

  test("a change that sets the times back is seen", async () => {
    const [watch, root] = [inotifyWatch(), tempFolder()];
    writeFileSync(`${root}/f`, "one");
    utimesSync(`${root}/f`, 1, 1);
    const before = await settledMark(watch, root);
    writeFileSync(`${root}/f`, "two");
    utimesSync(`${root}/f`, 1, 1);
    expect(await settledMark(watch, root)).not.toBe(before);
  });

  test("a folder that was moved away, with another put in its place, is another", async () => {
    const [watch, root, files] = [inotifyWatch(), tempFolder(), nodeFiles()];
    files.makeFolder(`${root}/a`);
    files.makeFolder(`${root}/b`);
    const before = await settledMark(watch, `${root}/a`);
    renameSync(`${root}/a`, `${root}/c`);
    renameSync(`${root}/b`, `${root}/a`);
    expect(await settledMark(watch, `${root}/a`)).not.toBe(before);
  });

  test("more folders than are watched at a time are all told of rightly", async () => {
    const [watch, root, files] = [inotifyWatch(), tempFolder(), nodeFiles()];
    const folders = Array.from({ length: 20 }, (_, at) => `${root}/${at}`);
    for (const folder of folders) files.makeFolder(folder);
    const before = await Promise.all(folders.map((folder) => settledMark(watch, folder)));
    for (const folder of folders) writeFileSync(`${folder}/f`, "x");
    for (const [at, folder] of folders.entries()) expect(await settledMark(watch, folder)).not.toBe(before[at]);
  });
});

test("a file system whose changes may be made elsewhere is not watched", () => {
  expect(inotifyWatch().mark("/proc")).toBeUndefined();
});
