import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeRepo, type Repo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { hidesNothing } from "./_index-flags.ts";

const hides = (path: string): boolean => !hidesNothing(nodeFiles(), path);

/** Names of all lengths, so that every way to fill an entry up is there. */
function filled(repo: Repo): void {
  for (let length = 1; length <= 24; length += 1) repo.write(`src/${"n".repeat(length)}`, `${length}\n`);
  repo.git("add", "-A");
  repo.git("commit", "--quiet", "-m", "Add files");
}

test("a checkout in which git looks at every file is known as such, linked or not", () => {
  using repo = makeRepo("plain");
  filled(repo);
  expect(hides(repo.path)).toBe(false);
  repo.git("worktree", "add", "--quiet", repo.temp.at("linked"));
  expect(hides(repo.temp.at("linked"))).toBe(false);
  // An entry that is only meant to be added needs the longer form.
  repo.write("later", "x");
  repo.git("add", "--intent-to-add", "later");
  expect(hides(repo.path)).toBe(false);
});

test.for(["--assume-unchanged", "--skip-worktree"])("a file that git was told to pass over by %s is seen", (flag) => {
  using repo = makeRepo("plain");
  filled(repo);
  repo.git("update-index", flag, `src/${"n".repeat(13)}`);
  expect(hides(repo.path)).toBe(true);
  repo.git("update-index", flag.replace("--", "--no-"), `src/${"n".repeat(13)}`);
  expect(hides(repo.path)).toBe(false);
});

test("what cannot be read here is left to git", () => {
  using repo = makeRepo("plain");
  filled(repo);
  repo.git("update-index", "--index-version", "4");
  expect(hides(repo.path)).toBe(true);
  repo.git("update-index", "--index-version", "2");
  expect(hides(repo.path)).toBe(false);
  repo.git("update-index", "--split-index");
  expect(hides(repo.path)).toBe(true);
  repo.git("update-index", "--no-split-index");
  repo.write(`deep/${"n".repeat(200)}/${"n".repeat(200)}/x`, "x");
  expect(hides(repo.path)).toBe(false);
  writeFileSync(join(repo.path, ".git/index"), "DIRC and no more");
  expect(hides(repo.path)).toBe(true);
  expect(hides(repo.temp.path)).toBe(true);
});
