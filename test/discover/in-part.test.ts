import { join } from "node:path";
import { expect, test } from "vitest";
import { lint } from "../../src/discover/lint.ts";
import { scan } from "../../src/discover/scan.ts";
import { types } from "../../src/discover/types.ts";
import { makeRepo } from "../rigs/repo.ts";
import { install, lookAt, MACHINE, seen } from "./_tool-look.ts";

const NODE = join(import.meta.dirname, "../../node_modules/.bin");

test("a file with an error in its syntax was not looked into: the rest of the look is whole", async () => {
  using repo = makeRepo();
  install(repo, "biome");
  repo.write("biome.json", '{ "linter": { "rules": { "preset": "recommended" } } }\n');
  repo.write("src/a.ts", "export const a = () => { debugger; };\n");
  repo.write("src/b.ts", "export const b = = 1;\n");
  const found = await seen(lint, lookAt(repo, { path: `${NODE}:${MACHINE}` }));
  expect([found.isWhole, found.unread]).toEqual([true, ["src/b.ts"]]);
  expect(found.findings).toMatchObject([{ code: "report-not-whole", message: expect.stringContaining('"src/b.ts"') }]);
  expect(new Set(found.sightings.map(({ place }) => place?.path))).toEqual(new Set(["src/a.ts", "src/b.ts"]));
});

test("a file outside the repository that could not be looked into may be any of ours", async () => {
  using repo = makeRepo();
  const messages = [{ ruleId: null, fatal: true, severity: 2, message: "Parsing error", line: 1 }];
  repo.write("report.json", JSON.stringify([{ filePath: "/elsewhere/a.js", messages }]));
  const found = await seen(lint, lookAt(repo, { report: "report.json" }));
  expect([found.isWhole, found.unread]).toEqual([false, undefined]);
});

test("in a monorepo each package with settings of its own is looked at, with the tools that are installed above it", async () => {
  using repo = makeRepo();
  install(repo, "tsc", "biome");
  const options = JSON.stringify({ compilerOptions: { strict: true, types: [] } });
  const rules = '{ "root": true, "linter": { "rules": { "preset": "recommended" } } }\n';
  for (const name of ["one", "two"]) {
    repo.write(`packages/${name}/tsconfig.json`, options);
    repo.write(`packages/${name}/src/a.ts`, `export const ${name}: number = "${name}";\n`);
  }
  repo.write("packages/two/deep/tsconfig.json", options);
  repo.write("packages/one/biome.json", rules);
  repo.write("packages/one/src/b.js", "export const b = () => { debugger; };\n");
  repo.git("add", ".");
  const path = `${NODE}:${MACHINE}`;
  const typed = await seen(types, lookAt(repo, { path }));
  expect(typed.sightings.map(({ place, quote }) => [place?.path, quote?.text])).toEqual([
    ["packages/one/src/a.ts", 'export const one: number = "one"'],
    ["packages/two/src/a.ts", 'export const two: number = "two"'],
  ]);
  expect(typed).toMatchObject({ isWhole: true, findings: [] });
  const linted = await seen(lint, lookAt(repo, { path }));
  expect(linted.sightings.map(({ identity, place }) => [identity.rule, place?.path])).toContainEqual([
    "suspicious/noDebugger",
    "packages/one/src/b.js",
  ]);
  repo.write("packages/one/tsconfig.json", "{ this is none\n");
  const half = await seen(types, lookAt(repo, { path }));
  expect(half.isWhole).toBe(false);
  expect(half.sightings.map(({ place }) => place?.path)).toContain("packages/two/src/a.ts");
});

test("of several reports one cannot be read: the others count, and nothing counts as gone", async () => {
  using repo = makeRepo();
  const result = { ruleId: "injection", message: { text: "not safe" } };
  const good = { version: "2.1.0", runs: [{ tool: { driver: { name: "scanner" } }, results: [result] }] };
  repo.write("reports/good.sarif", JSON.stringify(good));
  repo.write("reports/half.sarif", JSON.stringify(good).slice(0, -30));
  repo.write("reports/binary.sarif", "\0\u0001\u0002");
  repo.write("reports/deep.sarif", `{"version":"2.1.0","runs":${"[".repeat(50_000)}${"]".repeat(50_000)}}`);
  const found = await seen(scan, lookAt(repo, { report: "reports/*.sarif" }));
  expect(found.sightings.map(({ identity }) => identity.rule)).toEqual(["injection"]);
  expect([found.isWhole, found.unread]).toEqual([false, undefined]);
  expect(found.findings.map(({ code, file }) => [code, file])).toEqual(
    ["binary", "deep", "half"].map((name) => ["report-not-whole", `reports/${name}.sarif`]),
  );
  expect(await scan.collect(lookAt(repo, { report: "reports/[bdh]*.sarif" }))).toMatchObject({
    fault: { code: "tool-not-read" },
  });
});
