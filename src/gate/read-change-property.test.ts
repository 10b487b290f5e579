import fc from "fast-check";
import { expect, test } from "vitest";
import { makeRepo, type Repo } from "../../test/rigs/repo.ts";
import { rounds } from "../../test/rounds.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import type { FileChange, Line } from "./change.ts";
import { readChange } from "./read-change.ts";

/** Lines that are easily taken for something else. */
const line = fc.oneof(
  fc.constantFrom(
    "",
    "diff --git a/x b/x",
    "@@ -1 +1 @@",
    "--- a/x",
    "+++ b/x",
    "-",
    "+",
    "\\ No newline at end of file",
  ),
  fc.string({ maxLength: 8, unit: fc.constantFrom("a", "b", " ", "\t", "ü", "+", "-", "@") }),
);
const text = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(([lines, ends]) => lines.join("\n") + (ends ? "\n" : ""));
const name = fc.oneof(
  fc.constantFrom("a", "b c", "d\ne", 'f"g', "diff --git a/h b/h", "ü/i"),
  fc.stringMatching(/^[a-z]{1,3}(\/[a-z]{1,3})?\.txt$/),
);
const tree = fc.dictionary(name, text, { minKeys: 1, maxKeys: 6 });

test("what was there before, without the removed and with the added lines, is what is there now", async () => {
  await fc.assert(
    fc.asyncProperty(tree, tree, async (before, after) => {
      using repo = makeRepo();
      save(repo, before);
      repo.git("switch", "--quiet", "-c", "work");
      repo.git("rm", "-r", "--quiet", ".");
      save(repo, after);
      const change = await readChange(systemGit(), nodeFiles(), { worktree: repo.path, base: "main" });
      if (!change.ok) throw new Error(change.fault.message);
      const now = new Map(Object.entries(linesByPath(before)));
      for (const file of change.value.files) apply(file, now);
      expect(Object.fromEntries(now)).toEqual(linesByPath(after));
    }),
    { numRuns: rounds(15) },
  );
});

type Tree = Readonly<Record<string, string>>;
type Lines = Readonly<Record<string, readonly string[]>>;

/** A name cannot be a file and a folder at the same time. */
const isKept = (all: Tree, path: string): boolean => !Object.keys(all).some((other) => path.startsWith(`${other}/`));

const linesByPath = (all: Tree): Lines =>
  Object.fromEntries(
    Object.entries(all)
      .filter(([path]) => isKept(all, path))
      .map(([path, of]) => [path, linesOf(of)]),
  );

function save(repo: Repo, all: Tree): void {
  for (const path of Object.keys(linesByPath(all))) repo.write(path, all[path] ?? "");
  repo.write("readme.txt", "a project\n");
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "--allow-empty", "-m", "Some files");
}

/** Does to the lines what the change says. */
function apply(file: FileChange, now: Map<string, readonly string[]>): void {
  const old = now.get(file.from ?? file.path) ?? [];
  const gone = new Set(file.removedLines.map(({ number }) => number));
  for (const { number, text: was } of file.removedLines) expect(old[number - 1]).toBe(was);
  if (file.from !== undefined) now.delete(file.from);
  if (file.kind === "deleted") now.delete(file.path);
  else
    now.set(
      file.path,
      merged(
        old.filter((_, at) => !gone.has(at + 1)),
        file.addedLines,
      ),
    );
}

function merged(kept: readonly string[], added: readonly Line[]): readonly string[] {
  const left = [...kept];
  const byNumber = new Map(added.map((one) => [one.number, one.text]));
  return Array.from({ length: kept.length + added.length }, (_, at) => byNumber.get(at + 1) ?? left.shift() ?? "");
}

/** Whether the last line ends is no matter of lines. */
function linesOf(of: string): readonly string[] {
  const lines = of.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
