import { describe, expect, test } from "vitest";
import type { Files } from "../../src/ports/files.ts";
import type { Watch } from "../../src/ports/watch.ts";
import { bytesOf } from "./files.ts";

export interface WatchSubject {
  readonly watch: Watch;
  readonly files: Files;
  /** An empty folder that exists. */
  readonly root: string;
  link(path: string, target: string): void;
  /** Writes into a file in place. */
  overwrite(path: string, bytes: Uint8Array): void;
}

/** The mark a folder has once all is told. */
export async function settledMark(watch: Watch, folder: string): Promise<string> {
  await watch.settle();
  return watch.mark(folder) ?? "unknown";
}

/** What every Watch keeps to, where it can tell at all. */
export function watchContract(name: string, make: () => WatchSubject): void {
  describe(`watch: ${name}`, () => {
    test("the mark stays while nothing in the folder changes", async () => {
      const { watch, files, root } = make();
      files.writeAtomic(`${root}/f`, bytesOf("one"));
      files.makeFolder(`${root}-elsewhere`);
      const first = await settledMark(watch, root);
      expect(first).not.toBe("unknown");
      files.read(`${root}/f`, 9);
      files.list(root);
      files.stat(`${root}/f`);
      files.writeAtomic(`${root}-elsewhere/g`, bytesOf("two"));
      for (let time = 0; time < 3; time++) expect(await settledMark(watch, root)).toBe(first);
      files.removeFolder(`${root}-elsewhere`);
    });

    test("every kind of change gives a mark that never was before", async () => {
      const subject = make();
      const { watch, files, root } = subject;
      const marks = [await settledMark(watch, root)];
      for (const change of CHANGES) {
        change(subject);
        marks.push(await settledMark(watch, root));
        expect(files.list(root)).toMatchObject({ ok: true });
      }
      expect(new Set(marks).size).toBe(CHANGES.length + 1);
      expect(marks).not.toContain("unknown");
    });

    test("many changes at once, and one between two looks, are seen", async () => {
      const { watch, files, root } = make();
      let before = await settledMark(watch, root);
      for (let turn = 0; turn < 20; turn++) {
        for (let number = 0; number <= turn % 7; number++) files.writeAtomic(`${root}/${number}`, bytesOf(`${turn}`));
        const after = await settledMark(watch, root);
        expect(after).not.toBe(before);
        before = after;
      }
    });

    test("of a folder that is missing, a file or a link nobody can tell; a folder put in its place is another", async () => {
      const { watch, files, root, link } = make();
      files.makeFolder(`${root}/a`);
      files.writeAtomic(`${root}/f`, bytesOf("x"));
      link(`${root}/l`, `${root}/a`);
      for (const name of ["none", "f", "l"]) expect(await settledMark(watch, `${root}/${name}`)).toBe("unknown");
      const first = await settledMark(watch, `${root}/a`);
      files.removeFolder(`${root}/a`);
      expect(await settledMark(watch, `${root}/a`)).toBe("unknown");
      files.makeFolder(`${root}/a`);
      const second = await settledMark(watch, `${root}/a`);
      expect(second).not.toBe("unknown");
      expect(second).not.toBe(first);
    });

    test("two folders have each their own mark", async () => {
      const { watch, files, root } = make();
      for (const name of ["a", "b"]) files.makeFolder(`${root}/${name}`);
      const [a, b] = [await settledMark(watch, `${root}/a`), await settledMark(watch, `${root}/b`)];
      files.writeAtomic(`${root}/b/f`, bytesOf("x"));
      expect(await settledMark(watch, `${root}/a`)).toBe(a);
      expect(await settledMark(watch, `${root}/b`)).not.toBe(b);
    });
  });
}

const CHANGES: readonly ((subject: WatchSubject) => void)[] = [
  ({ files, root }) => files.createAtomic(`${root}/f`, bytesOf("one")),
  ({ files, root }) => files.writeAtomic(`${root}/f`, bytesOf("two")),
  ({ overwrite, root }) => overwrite(`${root}/f`, bytesOf("six")),
  ({ overwrite, root }) => overwrite(`${root}/f`, bytesOf("six")),
  ({ files, root }) => files.remove(`${root}/f`),
  ({ files, root }) => files.makeFolder(`${root}/folder`),
  ({ files, root }) => files.removeFolder(`${root}/folder`),
  ({ link, root }) => link(`${root}/l`, "nowhere"),
  ({ files, root }) => files.remove(`${root}/l`),
];
