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
  const kinds = new Set(paths.map((path) => path.replace(/^(dist\/(parts|chunks|types)|docs|bin|schemas)\/.*/, "$1/")));
  expect([...kinds].sort()).toEqual(SHIPPED);
});

const SHIPPED = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "bin/",
  "dist/chunks/",
  "dist/index.js",
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
