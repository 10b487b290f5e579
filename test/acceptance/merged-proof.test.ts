import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finished, must, refusal } from "./_inside.ts";
import { moments } from "./_moments.ts";
import { type Finished, gates, project, setting } from "./_project.ts";
import { folder, git, put, must as started } from "./_rig.ts";
import { show } from "./_tickets.ts";

const { at, keep, begin } = moments<"new" | "finished">();
/** A project whose gate leaves a line each time it runs. */
const root = await project({ at: at("app"), gate: "true" });
const lines = at("lines");
const gate = `echo gate >> ${lines}; test ! -f src/bad.js`;
await gates(root, { test: gate });
keep("new");
/** The one ticket of the later moments. */
const work = await finished(root, { "src/a.js": "export {};\n" });
keep("finished");

/** How often the gates ran since the last question. */
function ran(): number {
  const text = existsSync(lines) ? readFileSync(lines, "utf8") : "";
  rmSync(lines, { force: true });
  return text.split("\n").length - 1;
}

function moveBase(files: Readonly<Record<string, string>>): void {
  put(root, files);
  git(root, "add", ...Object.keys(files));
  git(root, "commit", "-qm", "docs: move the base");
}

const mergedVerdict = ({ order }: Finished) =>
  JSON.parse(readFileSync(join(root, "docket/orders", order, "verdict-merged.json"), "utf8"));
const firstVerdict = ({ order }: Finished) =>
  JSON.parse(readFileSync(join(root, "docket/orders", order, "verdict.json"), "utf8"));

test("the very tree that was proven is not proven again, and its verdict says on what it rests", async () => {
  begin("finished");
  expect(ran()).toBe(1);
  expect(existsSync(join(root, "docket/orders", work.order, "verdict-merged.json"))).toBe(false);
  await must(root, ["integrate", work.id]);
  expect(ran()).toBe(0);
  const [first, merged] = [firstVerdict(work), mergedVerdict(work)];
  expect(merged).toMatchObject({
    ...{ result: "passed", order: work.order, checks: [], patchId: first.patchId, headTree: first.headTree },
    head: git(root, "rev-parse", "main").trim(),
    restsOn: { seal: first.seal, head: first.head, reason: expect.stringContaining("the very tree") },
  });
  // One write tells of the merge, its verdict and the end of the ticket.
  expect(git(join(root, "docket"), "log", "-1", "--format=%s", "--", `orders/${work.order}`)).toContain("integrate");
});

test("a base that moved in no file that a proof depends on needs no new run; one that moved elsewhere does", async () => {
  begin("finished");
  const [readme, source, tests, renamed] = [
    work,
    await finished(root, { "src/b.js": "export {};\n" }),
    await finished(root, { "src/c.js": "export {};\n" }),
    await finished(root, { "src/d.js": "export {};\n" }),
  ];
  ran();
  moveBase({ "README.md": "Read me.\n", LICENSE: "Free.\n" });
  await must(root, ["integrate", readme.id]);
  expect(ran()).toBe(0);
  const merged = mergedVerdict(readme);
  expect(merged).toMatchObject({ result: "passed", checks: [], mergeBase: git(root, "rev-parse", "main^").trim() });
  expect(merged.restsOn.reason).toMatch(/LICENSE, README\.md/);
  expect(merged.headTree).not.toBe(firstVerdict(readme).headTree);

  // The merge before moved a source.
  await must(root, ["integrate", source.id]);
  expect(ran()).toBe(1);
  expect(mergedVerdict(source)).toMatchObject({ result: "passed", checks: [{ name: "test" }] });
  expect(mergedVerdict(source)).not.toHaveProperty("restsOn");
  // A test that is named like a document is a test.
  setting(root, /$(?![\s\S])/m, "tests:\n  files: [SPEC.md]\n");
  moveBase({ "SPEC.md": "1 + 1 = 2\n" });
  await must(root, ["integrate", tests.id]);
  expect(ran()).toBe(1);
  git(root, "mv", "src/a.js", "GUIDE.md");
  git(root, "commit", "-qm", "docs: make a guide of it");
  await must(root, ["integrate", renamed.id]);
  expect(ran()).toBe(1);
});

test("a document-only move counts for work on documents, and for a project that names no such files", async () => {
  begin("finished");
  const guide = await finished(root, { "GUIDE.md": "How to.\n" });
  ran();
  moveBase({ "README.md": "Read me.\n" });
  await must(root, ["integrate", guide.id]);
  expect(ran()).toBe(1);
  setting(root, /$(?![\s\S])/m, "orders:\n  proofIgnores: []\n");
  await must(root, ["integrate", work.id]);
  expect(ran()).toBe(1);
});

test("what CI alone runs is run for the tree that was proven without it, and nothing else again", async () => {
  begin("new");
  await gates(root, { test: gate, ci: `echo ci >> ${lines}` });
  const checked = await finished(root, { "src/a.js": "export {};\n" });
  expect(ran()).toBe(1);
  await must(root, ["integrate", checked.id]);
  expect(ran()).toBe(1);
  const merged = mergedVerdict(checked);
  expect(merged.checks).toMatchObject([{ name: "ci", code: 0 }]);
  expect(merged.restsOn.reason).toContain("the very tree");
});

test("a merged tree that fails leaves a verdict that says so, and the order goes back to its holder", async () => {
  begin("finished");
  moveBase({ "src/bad.js": "export {};\n" });
  expect(await refusal(root, ["integrate", work.id])).toMatchObject({ code: "not-proven", exit: 1 });
  expect(mergedVerdict(work)).toMatchObject({
    result: "failed",
    findings: { other: [{ code: "check-failed" }] },
  });
  expect(await show(root, work.id)).toMatchObject({ status: "doing" });
});

test("verify --recheck holds both verdicts against the history, in a clone where the branch is gone", async () => {
  begin("finished");
  moveBase({ "README.md": "Read me.\n" });
  await must(root, ["integrate", work.id]);
  const clone = join(folder(), "clone");
  git(root, "clone", "-q", "--no-single-branch", `file://${root}`, clone);
  const { stdout } = await must(clone, ["verify", work.id, "--recheck", "--json"]);
  const head = git(root, "rev-parse", "main").trim();
  const merged = { result: "passed", foundBy: "commit", commit: head, landed: true };
  expect(JSON.parse(stdout)).toMatchObject({ landed: true, merged, findings: [] });
  expect((await started(clone, ["verify", work.id, "--recheck"])).stdout).toContain(`merged: ${head.slice(0, 10)}`);

  const path = join(root, "docket/orders", work.order, "verdict-merged.json");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace('"commits": 2', '"commits": 3'));
  expect(await refusal(root, ["verify", work.id, "--recheck"])).toMatchObject({ code: "verdict-edited", exit: 1 });
  rmSync(path);
  const { stdout: without } = await must(root, ["verify", work.id, "--recheck", "--json"]);
  expect(JSON.parse(without)).toMatchObject({ landed: true, merged: null });
});
