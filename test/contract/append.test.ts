import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { nodeFiles } from "../../src/host/files.ts";
import { manualClock } from "../../src/twins/manual-clock.ts";
import { memoryFiles } from "../../src/twins/memory-files.ts";
import { bytesOf, codeOf, type FilesSubject, textAt } from "./files.ts";
import { tempFolder } from "./temp-folder.ts";

const SUBJECTS: readonly (readonly [string, () => FilesSubject])[] = [
  [
    "host",
    () => ({
      files: nodeFiles(),
      root: tempFolder(),
      link: (path: string, target: string) => symlinkSync(target, path),
    }),
  ],
  ["memory", memorySubject],
];

function memorySubject(): FilesSubject {
  const files = memoryFiles(manualClock());
  files.makeFolder("/root");
  return { files, root: "/root", link: (path, target) => void files.link(path, target) };
}

test.each(SUBJECTS)("%s: adds to the end, in the same file, and makes it when it is missing", (_name, make) => {
  const { files, root } = make();
  expect(codeOf(files.append(`${root}/f`, bytesOf("one\n")))).toBe("ok");
  const first = files.stat(`${root}/f`)?.ino;
  expect(codeOf(files.append(`${root}/f`, bytesOf("zwölf\n")))).toBe("ok");
  expect(codeOf(files.append(`${root}/f`, new Uint8Array(0)))).toBe("ok");
  expect(textAt(files, `${root}/f`)).toBe("one\nzwölf\n");
  expect(files.stat(`${root}/f`)?.ino).toBe(first);
  expect(files.list(root)).toEqual({ ok: true, value: ["f"] });
});

test.each(SUBJECTS)("%s: never through a link, into a folder or into nowhere", (_name, make) => {
  const { files, root, link } = make();
  files.makeFolder(`${root}/folder`);
  files.writeAtomic(`${root}/target`, bytesOf("kept"));
  link(`${root}/link`, `${root}/target`);
  link(`${root}/dangling`, `${root}/none`);
  expect(codeOf(files.append(`${root}/folder`, bytesOf("x")))).toBe("file-failed");
  expect(codeOf(files.append(`${root}/link`, bytesOf("x")))).toBe("file-failed");
  expect(codeOf(files.append(`${root}/dangling`, bytesOf("x")))).toBe("file-failed");
  expect(codeOf(files.append(`${root}/none/f`, bytesOf("x")))).toBe("file-not-found");
  expect(textAt(files, `${root}/target`)).toBe("kept");
  expect(files.stat(`${root}/none`)).toBeUndefined();
});

test("a disk that fills up in the middle leaves the file as it was", (context) => {
  const folder = `${tempFolder()}/small`;
  mkdirSync(folder);
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "none", folder]).status !== 0)
    return context.skip("needs the right to mount a small file system");
  onTestFinished(() => void spawnSync("umount", [folder]));
  const files = nodeFiles();
  files.append(`${folder}/f`, bytesOf("whole\n"));
  expect(codeOf(files.append(`${folder}/f`, new Uint8Array(200_000).fill(65)))).toBe("file-no-space");
  expect(textAt(files, `${folder}/f`)).toBe("whole\n");
});
