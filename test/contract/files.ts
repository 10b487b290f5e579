import { describe, expect, test, vi } from "vitest";
import { fileExists } from "../../src/ports/faults.ts";
import type { FileStat, Files } from "../../src/ports/files.ts";
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
    looking(make);
    writing(make);
    writingMany(make);
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

  test("reads a piece from anywhere, shorter only at the end", () => {
    const { files, root } = make();
    files.writeAtomic(`${root}/f`, bytesOf("0123456789"));
    const piece = (offset: number, bytes: number) => {
      const read = files.readPiece(`${root}/f`, offset, bytes);
      return read.ok ? new TextDecoder().decode(read.value) : read.fault.code;
    };
    expect([piece(0, 4), piece(4, 4), piece(8, 4), piece(10, 4), piece(99, 4)]).toEqual(["0123", "4567", "89", "", ""]);
    expect([piece(0, 0), piece(0, 10), piece(0, 11)]).toEqual(["", "0123456789", "0123456789"]);
    expect(codeOf(files.readPiece(`${root}/none`, 0, 1))).toBe("file-not-found");
    expect(codeOf(files.readPiece(root, 0, 1))).toBe("file-failed");
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

function looking(make: () => FilesSubject): void {
  test("many stats in one folder are what single ones are, in the order asked for", () => {
    const { files, root, link } = make();
    files.makeFolder(`${root}/folder`);
    link(`${root}/link`, "nowhere");
    for (const name of NAMES) files.writeAtomic(`${root}/${name}`, bytesOf(name));
    const names = ["none", "folder", "link", ...NAMES, "nul\0inside", "f/below", "a".repeat(256), "none"];
    const seen: unknown[] = [];
    files.statEach(root, names, (stat, place) => {
      expect(place).toBe(seen.length);
      seen.push(plain(stat));
    });
    expect(seen).toEqual(names.map((name) => plain(files.stat(`${root}/${name}`))));
    expect(seen.filter((stat) => stat !== undefined)).toHaveLength(2 + NAMES.length);
  });

  test("of a folder that is missing, or a file, every stat is of nothing", () => {
    const { files, root } = make();
    files.writeAtomic(`${root}/f`, bytesOf("x"));
    for (const folder of [`${root}/none`, `${root}/f`]) {
      const seen: unknown[] = [];
      files.statEach(folder, ["a", "b"], (stat) => seen.push(stat));
      expect(seen).toEqual([undefined, undefined]);
    }
  });

  test("a look at many files that is broken off leaves all as it was", () => {
    const { files, root } = make();
    const before = process.cwd();
    files.writeAtomic(`${root}/f`, bytesOf("x"));
    const broken = () =>
      files.statEach(root, ["f", "f"], () => {
        throw new Error("enough");
      });
    expect(broken).toThrow("enough");
    expect(process.cwd()).toBe(before);
    expect(files.stat(`${root}/f`)?.size).toBe(1);
  });

  test("what is written now is stamped with the time that the disk says it is, within a tick", () => {
    const { files, root } = make();
    const before = files.stampMs();
    files.writeAtomic(`${root}/f`, bytesOf("x"));
    const after = files.stampMs();
    const { mtimeMs = 0, ctimeMs = 0 } = files.stat(`${root}/f`) ?? {};
    for (const time of [mtimeMs, ctimeMs]) {
      expect(time).toBeGreaterThan(before - TICK_MS);
      expect(time).toBeLessThanOrEqual(after + 1);
    }
  });
}

/** Kernels stamp files with a clock that moves in steps. */
const TICK_MS = 20;

const plain = (stat: FileStat | undefined) =>
  stat === undefined
    ? undefined
    : {
        ...{ size: stat.size, mtimeMs: stat.mtimeMs, ctimeMs: stat.ctimeMs, ino: stat.ino },
        kind: [stat.isFile(), stat.isDirectory(), stat.isSymbolicLink()],
      };

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

  test("copies a file over what is there, and leaves nothing beside it", () => {
    const { files, root, link } = make();
    for (const name of ["by", "to", "taken"]) files.makeFolder(`${root}/${name}`);
    files.writeAtomic(`${root}/f`, bytesOf("text"));
    const copied = (name: string, maxBytes = 4, by = "by") =>
      codeOf(files.copyAtomic({ from: `${root}/f`, to: `${root}/${name}`, by: `${root}/${by}`, maxBytes }));
    expect([copied("to/g"), copied("to/g")]).toEqual(["ok", "ok"]);
    link(`${root}/to/link`, `${root}/f`);
    expect(copied("to/link")).toBe("ok");
    expect(files.stat(`${root}/to/link`)?.isFile()).toBe(true);
    expect([copied("to/h", 3), copied("none/g"), copied("to/h", 4, "none"), copied("taken")]).toEqual([
      ...["file-too-large", "file-not-found", "file-not-found", "file-failed"],
    ]);
    expect(codeOf(files.copyAtomic({ from: `${root}/x`, to: `${root}/y`, by: `${root}/by`, maxBytes: 4 }))).toBe(
      "file-not-found",
    );
    for (const name of ["f", "to/g", "to/link"]) expect(textAt(files, `${root}/${name}`)).toBe("text");
    const names = ["", "by", "to"].map((folder) => files.list(`${root}/${folder}`));
    expect(names.map((each) => each.ok && each.value.toSorted())).toEqual([
      ...[["by", "f", "taken", "to"], [], ["g", "link"]],
    ]);
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

const everyOne = () => ({ ok: true, value: true }) as const;

function writingMany(make: () => FilesSubject): void {
  test("many files are written as single ones are, and nothing is left beside them", async () => {
    const { files, root, link } = make();
    files.makeFolder(`${root}/deep`);
    files.writeAtomic(`${root}/old`, bytesOf("old"));
    files.writeAtomic(`${root}/outside`, bytesOf("precious"));
    link(`${root}/link`, `${root}/outside`);
    const many = Array.from({ length: 300 }, (_, at) => `many-${at}`);
    const done = await files.writeEach(
      [
        { path: `${root}/old`, bytes: bytesOf("new"), how: "replace" },
        { path: `${root}/link`, bytes: bytesOf("own"), how: "replace" },
        { path: `${root}/deep/made`, bytes: bytesOf("made"), how: "create" },
        ...many.map((name) => ({ path: `${root}/${name}`, bytes: bytesOf(name), how: "create" as const })),
      ],
      everyOne,
    );
    expect(done).toEqual({ ok: true, value: undefined });
    expect([`old`, `link`, `outside`, `deep/made`].map((name) => textAt(files, `${root}/${name}`))).toEqual([
      ...["new", "own", "precious", "made"],
    ]);
    for (const name of many) expect(textAt(files, `${root}/${name}`)).toBe(name);
    const names = files.list(root);
    expect(names.ok && names.value.toSorted()).toEqual(["deep", "link", "old", "outside", ...many].toSorted());
    expect(await files.writeEach([], everyOne)).toEqual({ ok: true, value: undefined });
  });

  test("each file is asked for right before it takes its name; one that is refused ends it and leaves no trace", async () => {
    const { files, root } = make();
    files.writeAtomic(`${root}/a`, bytesOf("a"));
    const writes = ["a", "b", "c", "d"].map((name) => ({
      path: `${root}/${name}`,
      bytes: bytesOf("new"),
      how: name === "a" ? ("replace" as const) : ("create" as const),
    }));
    const seen: string[] = [];
    const done = await files.writeEach(writes, (place) => {
      seen.push(["a", "b", "c"].map((name) => textAt(files, `${root}/${name}`)).join(" "));
      if (place === 2) return { ok: false, fault: fileExists({ path: "c" }) };
      return { ok: true, value: place !== 1 };
    });
    expect(codeOf(done)).toBe("file-exists");
    expect(seen).toEqual([
      "a file-not-found file-not-found",
      "new file-not-found file-not-found",
      "new file-not-found file-not-found",
    ]);
    expect(files.list(root)).toEqual({ ok: true, value: ["a"] });
  });

  test("a name that is taken, and a folder that is missing, are faults, and what came before stays", async () => {
    const { files, root } = make();
    files.writeAtomic(`${root}/taken`, bytesOf("x"));
    const one = { path: `${root}/one`, bytes: bytesOf("one"), how: "create" } as const;
    const taken = { path: `${root}/taken`, bytes: bytesOf("y"), how: "create" } as const;
    expect(codeOf(await files.writeEach([one, taken], everyOne))).toBe("file-exists");
    expect([textAt(files, `${root}/one`), textAt(files, `${root}/taken`)]).toEqual(["one", "x"]);
    const lost = { path: `${root}/none/f`, bytes: bytesOf("x"), how: "replace" } as const;
    expect(codeOf(await files.writeEach([lost], everyOne))).toBe("file-not-found");
    const names = files.list(root);
    expect(names.ok && names.value.toSorted()).toEqual(["one", "taken"]);
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

  test("a discarded folder is gone at once with all it holds, and its trash is empty in the end", async () => {
    const { files, root } = make();
    files.makeFolder(`${root}/a/b`);
    files.writeAtomic(`${root}/a/b/f`, bytesOf("x"));
    files.writeAtomic(`${root}/file`, bytesOf("x"));
    files.link(`${root}/link`, `${root}/a`);
    const trash = `${root}/private/trash`;
    expect(codeOf(files.discardFolder(`${root}/missing`, trash))).toBe("ok");
    expect(codeOf(files.discardFolder(`${root}/file`, trash))).toBe("file-failed");
    expect(codeOf(files.discardFolder(`${root}/link`, trash))).toBe("file-failed");
    expect(textAt(files, `${root}/a/b/f`)).toBe("x");
    expect(codeOf(files.discardFolder(`${root}/a`, trash))).toBe("ok");
    expect(files.stat(`${root}/a`)).toBeUndefined();
    const left = () => {
      const names = files.list(trash);
      return names.ok ? names.value : [];
    };
    await vi.waitUntil(() => left().length === 0, { timeout: 20_000 });
    expect(textAt(files, `${root}/file`)).toBe("x");
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
