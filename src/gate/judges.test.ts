import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeRepo, type Repo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import type { Finding } from "../std/finding.ts";
import { judgeBudget } from "./budget.ts";
import { readChange } from "./read-change.ts";
import { judgeScope } from "./scope.ts";
import { judgeSecrets } from "./secrets.ts";
import { judgeTreeState } from "./tree-state.ts";
import { judgeHacks } from "./zero-hacks.ts";

const SCOPE = { allow: ["src/**", "test/**", "package.json"], deny: ["src/legacy/**"] };
const RULES = {
  ...{ protectedFiles: [".github/workflows/**"], protectPackageScripts: true },
  ...{ backlogFolder: "docket", nowMs: 0 },
};
const TOKEN = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
const TEST = 'import { test } from "node:test";\n\ntest("adds", () => {\n  assert.equal(add(1, 2), 3);\n});\n';
const MANIFEST = '{\n  "scripts": { "test": "node --test" },\n  "dependencies": {}\n}\n';

/** A small project, and on its branch an honest piece of work in one commit. */
function project(): Repo {
  const repo = makeRepo();
  repo.write("src/add.js", "export const add = (a, b) => a - b;\n");
  repo.write("test/add.test.js", TEST);
  repo.write("package.json", MANIFEST);
  repo.write(".github/workflows/ci.yml", "run: npm test\n");
  save(repo);
  repo.git("switch", "--quiet", "-c", "work");
  repo.write("src/add.js", "export const add = (a, b) => a + b;\n");
  repo.write("test/more.test.js", 'test("adds nothing", () => {\n  assert.equal(add(1, 0), 1);\n});\n');
  save(repo);
  return repo;
}

function save(repo: Repo): void {
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "-m", "Work");
}

async function verdictOf(repo: Repo): Promise<readonly string[]> {
  const read = await readChange(systemGit(), nodeFiles(), { worktree: repo.path, base: "main" });
  if (!read.ok) return [read.fault.code];
  const findings: readonly Finding[] = [
    ...judgeTreeState(read.value),
    ...judgeScope(read.value, SCOPE, RULES),
    ...judgeBudget(read.value, { maxFiles: 4, maxLines: 40 }),
    ...judgeHacks(read.value, { testGlobs: [], hard: ["debugger"], soft: [] }),
    ...(await judgeSecrets(read.value)),
  ];
  return [...new Set(findings.map(({ code }) => code))].sort();
}

const write = (path: string, text: string) => (repo: Repo) => repo.write(path, text);

test("honest work passes every judge", async () => {
  using repo = project();
  expect(await verdictOf(repo)).toEqual([]);
});

test.for([
  ["a file out of scope", write("docs/x.md", "x\n"), ["scope-outside"]],
  ["a denied file", write("src/legacy/x.js", "x\n"), ["scope-denied"]],
  ["a gate of the project", write(".github/workflows/ci.yml", "run: true\n"), ["scope-protected"]],
  ["a ticket of its own", write("docket/tickets/BUG-k3f9q2-x.md", "x\n"), ["scope-backlog"]],
  ["a script", write("package.json", MANIFEST.replace("node --test", "true")), ["package-scripts-changed"]],
  ["a skipped test", write("test/add.test.js", TEST.replace("test(", "test.skip(")), ["test-skipped"]],
  ["a weaker test", write("test/add.test.js", TEST.replace(/.*assert.*\n/, "  add(1, 2);\n")), ["fewer-assertions"]],
  ["a deleted test", (repo: Repo) => repo.git("rm", "--quiet", "test/add.test.js"), ["test-deleted"]],
  ["a silenced linter", write("src/x.js", "// eslint-disable-next-line\nx();\n"), ["suppression-added"]],
  ["a swallowed error", write("src/x.js", "try {\n  x();\n} catch {}\n"), ["error-swallowed"]],
  ["a hard rule", write("src/x.js", "debugger;\n"), ["rule-broken"]],
  ["a secret", write("src/x.js", `const token = "${TOKEN}";\n`), ["secret-added"]],
  ["too many lines", write("src/x.js", "x();\n".repeat(50)), ["budget-lines"]],
  ["a link out", (repo: Repo) => symlinkSync("../..", join(repo.path, "src/out")), ["link-outside"]],
] as const)("%s is refused, committed or not, and accepted when it is taken back", async ([, spoil, codes]) => {
  using repo = project();
  const good = repo.git("rev-parse", "HEAD");
  spoil(repo);
  expect(await verdictOf(repo)).toEqual([...codes, "worktree-dirty"].sort());
  save(repo);
  expect(await verdictOf(repo)).toEqual(codes);
  repo.git("rm", "-r", "--quiet", ".");
  repo.git("checkout", good, "--", ".");
  save(repo);
  expect(await verdictOf(repo)).toEqual([]);
});

test("a repository in the repository is refused as long as no submodule is made of it", async () => {
  using repo = project();
  repo.git("init", "--quiet", "src/lib");
  repo.write("src/lib/work.js", "export {};\n");
  repo.git("-C", "src/lib", "add", "--all");
  repo.git("-C", "src/lib", "commit", "--quiet", "-m", "Work that nobody would get");
  save(repo);
  expect(await verdictOf(repo)).toEqual(["repository-nested"]);
  repo.write(".gitmodules", '[submodule "lib"]\n\tpath = src/lib\n\turl = ../lib\n');
  save(repo);
  expect(await verdictOf(repo)).toEqual(["scope-outside"]);
});
