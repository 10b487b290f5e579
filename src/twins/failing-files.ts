import { dirname, posix } from "node:path";
import type { Copy, Files } from "../ports/files.ts";
import type { Result } from "../std/result.ts";
import { type Change, carryOut, leaveTemp } from "./_failing-change.ts";
import { failingWrites } from "./_failing-writes.ts";
import type { Life } from "./life.ts";

/** Any Files, in the hands of a process that dies, or on a disk that fills up or turns read-only, as its life says. */
export function failingFiles(files: Files, life: Life): Files {
  const reading = <Value>(act: () => Value): Value => {
    life.check();
    return act();
  };
  const changing = (change: Change): Result<void> => carryOut(change, life);
  return {
    stampMs: () => files.stampMs(),
    read: (path, maxBytes) => reading(() => files.read(path, maxBytes)),
    readPiece: (path, offset, bytes) => reading(() => files.readPiece(path, offset, bytes)),
    list: (folder) => reading(() => files.list(folder)),
    stat: (path) => reading(() => files.stat(path)),
    statEach: (folder, names, visit) => reading(() => files.statEach(folder, names, visit)),
    realPath: (path) => reading(() => files.realPath(path)),
    writeAtomic: (path, bytes) =>
      changing({
        name: "write",
        path,
        needsSpace: true,
        whole: () => files.writeAtomic(path, bytes),
        half: () => leaveTemp(files, path, bytes.subarray(0, bytes.byteLength >> 1)),
      }),
    createAtomic: (path, bytes) =>
      changing({
        name: "create",
        path,
        needsSpace: true,
        whole: () => files.createAtomic(path, bytes),
        half: () => leaveTemp(files, path, bytes.subarray(0, bytes.byteLength >> 1)),
        // The finished temp file goes only after the target is there.
        after: () => leaveTemp(files, path, bytes),
      }),
    copyAtomic: (copy) => changing(copying(files, copy)),
    writeEach: (writes, arrives) => failingWrites({ files, life }, writes, arrives),
    append: (path, bytes) =>
      changing({
        name: "append",
        path,
        needsSpace: true,
        whole: () => files.append(path, bytes),
        half: () => void files.append(path, bytes.subarray(0, bytes.byteLength >> 1)),
      }),
    remove: (path) =>
      changing({ name: "remove", path, needsSpace: false, whole: () => files.remove(path), half: () => undefined }),
    removeFolder: (path) =>
      changing({
        name: "remove folder",
        path,
        needsSpace: false,
        whole: () => files.removeFolder(path),
        half: () => removeHalf(files, path),
      }),
    discardFolder: (path, trash) => changing(discarding(files, path, trash)),
    link: (path, target) =>
      changing({ name: "link", path, needsSpace: true, whole: () => files.link(path, target), half: () => undefined }),
    makeFolder: (path) =>
      changing({
        name: "make folder",
        path,
        needsSpace: true,
        whole: () => files.makeFolder(path),
        half: () => void files.makeFolder(dirname(path)),
      }),
  };
}

const discarding = (files: Files, path: string, trash: string): Change => ({
  name: "discard folder",
  path,
  needsSpace: false,
  whole: () => files.discardFolder(path, trash),
  half: () => undefined,
});

function copying(files: Files, copy: Copy): Change {
  const { from, to, by, maxBytes } = copy;
  const half = (): void => {
    const read = files.read(from, maxBytes);
    const temp = posix.join(by, posix.basename(to));
    if (read.ok) leaveTemp(files, temp, read.value.subarray(0, read.value.byteLength >> 1));
  };
  return { name: "copy", path: to, needsSpace: true, whole: () => files.copyAtomic(copy), half };
}

function removeHalf(files: Files, folder: string): void {
  const names = files.list(folder);
  if (!names.ok) return;
  for (const name of names.value.slice(0, Math.ceil(names.value.length / 2))) {
    const path = posix.join(folder, name);
    if (files.stat(path)?.isDirectory()) files.removeFolder(path);
    else files.remove(path);
  }
}
