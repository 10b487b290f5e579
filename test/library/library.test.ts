import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeRepo } from "../rigs/repo.ts";
import { projectRoot } from "../rigs/root.ts";
import { docketJson } from "../rigs/run-docket.ts";

/** Runs plain JavaScript that imports the built package by its name, as a user's program does. */
function runProgram(source: string, ...args: readonly string[]): unknown {
  const program = ["--input-type=module", "--eval", source, "--", ...args];
  return JSON.parse(execFileSync(process.execPath, program, { cwd: projectRoot, encoding: "utf8" }));
}

test("a program opens a backlog by the package's name and sees what the command line sees", async () => {
  using repo = makeRepo();
  const answer = runProgram(
    `import { openBacklog } from "docket";
     const backlog = openBacklog({ dir: process.argv[1], as: "Ada" });
     await backlog.init();
     const dry = await backlog.new({ title: "Not written" }, { dryRun: true });
     const made = await backlog.new({ title: "Sign in", label: ["auth"] });
     const wrong = await backlog.list({ limti: 5 });
     const gone = await backlog.show({ id: "gone" });
     const listed = await backlog.list();
     console.log(JSON.stringify({ dry, made, wrong, gone, listed }));`,
    repo.path,
  );
  expect(answer).toMatchObject({
    dry: { ok: true, value: { dryRun: true } },
    made: { ok: true, value: { ticket: { title: "Sign in", labels: ["auth"], events: [{ author: "Ada" }] } } },
    wrong: { ok: false, fault: { code: "input-unknown", hint: "did you mean limit?" } },
    gone: { ok: false, fault: { code: "ticket-not-found", exit: "notFound" } },
    listed: { ok: true, value: { total: 1 } },
  });
  expect((answer as { listed: { value: unknown } }).listed.value).toEqual(await docketJson(repo.path, "list"));
});

test("a program tests itself with a world in memory", () => {
  const answer = runProgram(
    `import { openBacklog } from "docket";
     import { testWorld } from "docket/testing";
     const world = testWorld({ cwd: "/work" });
     const backlog = openBacklog({ world });
     await backlog.init();
     await backlog.new({ title: "In memory" });
     console.log(JSON.stringify(await backlog.next()));`,
  );
  expect(answer).toMatchObject({ ok: true, value: { ticket: { title: "In memory" }, ready: 1 } });
});

test("a program that knows backlog_repo finds its nine functions, and reading makes no file", async () => {
  using repo = makeRepo();
  const plan = ".agents/plans/1 - ideas/20260301_BLG-001_0c13f8542f3ebaf5_add-quickstart.md";
  repo.write(plan, "Evidence: `shop/20260301T101500Z/codex/0:confusion_point:2`\n");
  const answer = runProgram(
    `import * as door from "docket/backlog-repo";
     const root = process.argv[1];
     const path = root + "/configs/atoms.yaml";
     const empty = door.loadAtomActionsYaml(path);
     const actions = door.loadBacklogActionsYaml(root + "/configs/actions.yaml");
     const index = door.scanPlanTicketIndex(root);
     const synced = door.syncAtomActionsFromPlanFolders({ atomActions: empty.value.atoms, ownerRoots: [root], generatedAt: "2026-03-01T11:00:00Z" });
     const written = await door.writeAtomActionsYaml(path, { atoms: synced.value.atoms, revision: empty.value.revision });
     const late = await door.writeAtomActionsYaml(path, { atoms: new Map(), revision: empty.value.revision });
     const again = door.loadAtomActionsYaml(path);
     console.log(JSON.stringify({
       actions: [...actions.value.actions], index: Object.fromEntries(index.value.index), changed: synced.value.changed, written, late,
       atoms: [...again.value.atoms.values()], promoted: door.promoteAtomStatus("queued", "ticketed"), status: door.normalizeAtomStatus(" Actioned"),
       anchors: door.ticketExportAnchors({ title: "see a/B" }), fingerprint: door.ticketExportFingerprint({}), functions: Object.keys(door).filter((name) => typeof door[name] === "function"),
     }));`,
    repo.path,
  );
  expect(answer).toMatchObject({
    actions: [],
    index: { "0c13f8542f3ebaf5": { status: "queued", paths: [plan], ticketIds: ["BLG-001"] } },
    changed: ["shop/20260301T101500Z/codex/0:confusion_point:2"],
    written: { ok: true },
    late: { ok: false, fault: { code: "changed-meanwhile" } },
    atoms: [{ status: "queued", queue_paths: [plan], queue_owner_roots: ["."] }],
    promoted: "queued",
    status: "actioned",
    anchors: ["a/b"],
    fingerprint: "d5ca535d43f9e70b",
  });
  expect((answer as { functions: readonly string[] }).functions).toHaveLength(9);
  expect(
    repo
      .git("status", "--porcelain", "--untracked-files=all")
      .split("\n")
      .map((line) => line.slice(3)),
  ).toEqual([expect.stringContaining("add-quickstart.md"), "configs/atoms.yaml"]);
});

test("the emitted types hold for a program that uses the package", () => {
  const compiler = join(projectRoot, "node_modules/typescript/bin/tsc");
  const config = join(import.meta.dirname, "tsconfig.json");
  expect(execFileSync(process.execPath, [compiler, "-p", config], { encoding: "utf8" })).toBe("");
});

test("the package ships what is used and nothing else", () => {
  const listed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: projectRoot,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [pack] = Object.values(JSON.parse(listed) as Record<string, { files: readonly { path: string }[] }>);
  const paths = (pack?.files ?? []).map(({ path }) => path);
  const kinds = new Set(
    paths.map((path) => path.replace(/^(dist\/(parts|chunks|types|licenses)|docs|bin|schemas)\/.*/, "$1/")),
  );
  expect([...kinds].sort()).toEqual(SHIPPED);
});

const SHIPPED = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "bin/",
  "dist/backlog-repo.js",
  "dist/chunks/",
  "dist/index.js",
  "dist/licenses/",
  "dist/main.cjs",
  "dist/parts/",
  "dist/program.cjs",
  "dist/program.cjs.map",
  "dist/testing.js",
  "dist/types/",
  "docs/",
  "package.json",
  "schemas/",
];
