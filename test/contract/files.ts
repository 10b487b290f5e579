import { describe, expect, test } from "vitest";
import type { Files } from "../../src/ports/files.ts";
import type { Result } from "../../src/std/result.ts";

export interface FilesSubject {
  readonly files: Files;
  /** An empty folder that exists. */
  readonly root: string;
  link(path: string, target: string): void;
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const codeOf = (result: Result<unknown>): string => (result.ok ? "ok" : result.fault.code);
export const textAt = (files: Files, path: string): string => {
  const bytes = files.read(path, 1_000_000);
  return bytes.ok ? new TextDecoder().decode(bytes.value) : bytes.fault.code;
};

const NAMES = [
  "plain",
  "with space",
  "line\nbreak",
  "tab\tand\\slash",
  "ünïcödé-日本-🎟",
  "-dash",
  ".hidden",
  "a".repeat(255),
];

/** What every Files keeps to. */
export function filesContract(name: string, make: () => FilesSubject): void {
  describe(`files: ${name}`, () => {
    reading(make);
    writing(make);
    removing(make);
  });
}

function reading(make: () => FilesSubject): void {
  test("reads back what was written, whatever the bytes", () => {
    const { files, root } = make();
    const all = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
    for (const bytes of [new Uint8Array(0), bytesOf("x"), all]) {
      expect(files.writeAtomic(`${root}/f`, bytes)).toEqual({ ok: true, value: undefined });
      expect(files.read(`${root}/f`, 70_000)).toEqual({ ok: true, value: bytes });
    }
  });

  test("refuses a file larger than the limit and takes one as large as it", () => {
    const { files, root } = make();
    files.writeAtomic(`${root}/f`, bytesOf("12345"));
    expect(codeOf(files.read(`${root}/f`, 5))).toBe("ok");
    expect(codeOf(files.read(`${root}/f`, 4))).toBe("file-too-large");
    expect(codeOf(files.read(`${root}/f`, 0))).toBe("file-too-large");
  });

  test("tells what is missing from what is no file or folder", () => {
    const { files, root } = make();
    files.writeAtomic(`${root}/f`, bytesOf("x"));
    expect(codeOf(files.read(`${root}/none`, 9))).toBe("file-not-found");
    expect(codeOf(files.list(`${root}/none`))).toBe("file-not-found");
    expect(codeOf(files.read(root, 9))).toBe("file-failed");
    expect(codeOf(files.list(`${root}/f`))).toBe("file-failed");
    expect(codeOf(files.read(`${root}/f/below`, 9))).toBe("file-failed");
    expect(files.stat(`${root}/none`)).toBeUndefined();
    expect(files.stat(`${root}/f/below`)).toBeUndefined();
    expect(files.realPath(`${root}/none`)).toBeUndefined();
  });

  test("takes names as they are", () => {
    const { files, root } = make();
    for (const each of NAMES) expect(codeOf(files.writeAtomic(`${root}/${each}`, bytesOf(each)))).toBe("ok");
    const names = files.list(root);
    expect(names.ok && names.value.toSorted()).toEqual(NAMES.toSorted());
    for (const each of NAMES) expect(textAt(files, `${root}/${each}`)).toBe(each);
  });

  test("refuses names that no disk takes", () => {
    const { files, root } = make();
    for (const each of ["a".repeat(256), "nul\0inside"]) {
      expect(codeOf(files.writeAtomic(`${root}/${each}`, bytesOf("x")))).toBe("file-failed");
      expect(codeOf(files.createAtomic(`${root}/${each}`, bytesOf("x")))).toBe("file-failed");
      expect(codeOf(files.read(`${root}/${each}`, 9))).toBe("file-failed");
      expect(files.stat(`${root}/${each}`)).toBeUndefined();
    }
    expect(files.list(root)).toEqual({ ok: true, value: [] });
  });

  test("stats do not follow links, reading and real paths do", () => {
    const { files, root, link } = make();
    files.makeFolder(`${root}/real`);
    files.writeAtomic(`${root}/real/f`, bytesOf("text"));
    link(`${root}/folder`, "real");
    link(`${root}/file`, `${root}/real/f`);
    link(`${root}/circle`, `${root}/circle`);
    expect(files.stat(`${root}/file`)?.isSymbolicLink()).toBe(true);
    expect(files.stat(`${root}/file`)?.isFile()).toBe(false);
    expect(files.stat(`${root}/folder/f`)?.isFile()).toBe(true);
    expect(textAt(files, `${root}/folder/f`)).toBe("text");
    expect(textAt(files, `${root}/file`)).toBe("text");
    expect(files.realPath(`${root}/folder/f`)).toBe(`${root}/real/f`);
    expect(codeOf(files.read(`${root}/circle`, 9))).toBe("file-failed");
    expect(files.realPath(`${root}/circle`)).toBeUndefined();
  });
}

function writing(make: () => FilesSubject): void {
  test("a replaced file is a new inode; an untouched one keeps its stat", () => {
    const { files, root } = make();
    files.writeAtomic(`${root}/f`, bytesOf("one"));
    const first = files.stat(`${root}/f`);
    expect(files.stat(`${root}/f`)).toMatchObject({
      ino: first?.ino,
      size: 3,
      mtimeMs: first?.mtimeMs,
      ctimeMs: first?.ctimeMs,
    });
    files.writeAtomic(`${root}/f`, bytesOf("four"));
    expect(files.stat(`${root}/f`)?.size).toBe(4);
    expect(files.stat(`${root}/f`)?.ino).not.toBe(first?.ino);
  });

  test("writing leaves nothing beside the target, also when it fails", () => {
    const { files, root } = make();
    files.makeFolder(`${root}/taken/inside`);
    files.writeAtomic(`${root}/f`, bytesOf("x"));
    expect(codeOf(files.writeAtomic(`${root}/taken`, bytesOf("x")))).toBe("file-failed");
    expect(codeOf(files.createAtomic(`${root}/f`, bytesOf("y")))).toBe("file-exists");
    expect(codeOf(files.createAtomic(`${root}/taken`, bytesOf("y")))).toBe("file-exists");
    expect(codeOf(files.createAtomic(`${root}/g`, bytesOf("y")))).toBe("ok");
    const names = files.list(root);
    expect(names.ok && names.value.toSorted()).toEqual(["f", "g", "taken"]);
    expect(textAt(files, `${root}/f`)).toBe("x");
  });

  test("a missing folder is not made by writing", () => {
    const { files, root } = make();
    expect(codeOf(files.writeAtomic(`${root}/none/f`, bytesOf("x")))).toBe("file-not-found");
    expect(codeOf(files.createAtomic(`${root}/none/f`, bytesOf("x")))).toBe("file-not-found");
    expect(files.list(root)).toEqual({ ok: true, value: [] });
  });

  test("a link is replaced and never written through", () => {
    const { files, root, link } = make();
    files.writeAtomic(`${root}/outside`, bytesOf("precious"));
    link(`${root}/f`, `${root}/outside`);
    expect(codeOf(files.createAtomic(`${root}/f`, bytesOf("new")))).toBe("file-exists");
    expect(codeOf(files.writeAtomic(`${root}/f`, bytesOf("new")))).toBe("ok");
    expect(files.stat(`${root}/f`)?.isFile()).toBe(true);
    expect(textAt(files, `${root}/outside`)).toBe("precious");
  });

  test("the bytes given stay the caller's", () => {
    const { files, root } = make();
    const bytes = bytesOf("abc");
    files.writeAtomic(`${root}/f`, bytes);
    bytes[0] = 120;
    expect(textAt(files, `${root}/f`)).toBe("abc");
  });

  test("makes folders with their parents, and again", () => {
    const { files, root } = make();
    files.writeAtomic(`${root}/f`, bytesOf("x"));
    for (let time = 0; time < 2; time++) expect(codeOf(files.makeFolder(`${root}/a/b/c`))).toBe("ok");
    expect(files.stat(`${root}/a/b/c`)?.isDirectory()).toBe(true);
    expect(codeOf(files.makeFolder(`${root}/f`))).toBe("file-exists");
    expect(codeOf(files.makeFolder(`${root}/f/below`))).toBe("file-failed");
  });
}

function removing(make: () => FilesSubject): void {
  test("removes a file, and a missing one is fine", () => {
    const { files, root } = make();
    files.writeAtomic(`${root}/f`, bytesOf("x"));
    for (const path of [`${root}/f`, `${root}/f`, `${root}/none/f`]) expect(codeOf(files.remove(path))).toBe("ok");
    expect(files.list(root)).toEqual({ ok: true, value: [] });
  });

  test("removes a link and not what it points to", () => {
    const { files, root, link } = make();
    files.makeFolder(`${root}/kept`);
    files.writeAtomic(`${root}/kept/f`, bytesOf("x"));
    link(`${root}/link`, `${root}/kept`);
    expect(codeOf(files.removeFolder(`${root}/link`))).toBe("file-failed");
    expect(codeOf(files.remove(`${root}/link`))).toBe("ok");
    expect(textAt(files, `${root}/kept/f`)).toBe("x");
  });

  test("keeps folders from remove and files from removeFolder", () => {
    const { files, root } = make();
    files.makeFolder(`${root}/a/b`);
    files.writeAtomic(`${root}/a/b/ünï\n`, bytesOf("x"));
    expect(codeOf(files.remove(`${root}/a`))).not.toBe("ok");
    expect(codeOf(files.removeFolder(`${root}/a/b/ünï\n`))).toBe("file-failed");
    expect(codeOf(files.removeFolder(`${root}/a`))).toBe("ok");
    expect(codeOf(files.removeFolder(`${root}/a`))).toBe("ok");
    expect(files.stat(`${root}/a`)).toBeUndefined();
  });
}
