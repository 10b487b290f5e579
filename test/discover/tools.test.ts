import { readFileSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { advisories } from "../../src/discover/advisories.ts";
import { lint } from "../../src/discover/lint.ts";
import { outdated } from "../../src/discover/outdated.ts";
import { scan } from "../../src/discover/scan.ts";
import { types } from "../../src/discover/types.ts";
import { makeRepo, type Repo } from "../rigs/repo.ts";
import { atomOf, identities, install, lookAt, MACHINE, sample, seen, stub } from "./_tool-look.ts";

const NODE = join(import.meta.dirname, "../../node_modules/.bin");

test("tsc says what is wrong with the types, and the same after the code was moved and formatted anew", async () => {
  using repo = typed();
  repo.write(
    "src/a.ts",
    'const x: number = "a";\nexport function use(e, list: string[]) {\n  return missing(x, list);\n}\n',
  );
  const before = await seen(types, lookAt(repo, { path: `${NODE}:${MACHINE}` }));
  expect(before).toMatchObject({ isWhole: true, findings: [] });
  expect(before.sightings.map(({ identity, place }) => [identity.rule, place?.path, place?.line])).toEqual([
    ["TS2322", "src/a.ts", 1],
    ["TS7006", "src/a.ts", 2],
    ["TS2304", "src/a.ts", 3],
  ]);
  expect(before.sightings[0]).toMatchObject({ severity: "high", quote: { text: 'const x: number = "a"' } });

  const moved = "// moved\n".repeat(100);
  repo.git("rm", "-q", "--cached", "--ignore-unmatch", "src/a.ts");
  repo.write("src/a.ts", "export {};\n");
  repo.write(
    "src/b.ts",
    `${moved}const x: number = 'a'\nexport function use(\n    e,\n    list: string[],\n) {\n    return missing(\n        x,\n        list,\n    )\n}\n`,
  );
  const after = await seen(types, lookAt(repo, { path: `${NODE}:${MACHINE}` }));
  expect(identities(after)).toEqual(identities(before));
  expect(after.sightings[0]?.place).toEqual({ path: "src/b.ts", line: 101 });
});

test("an error in the syntax keeps the compiler from looking at types, so nothing counts as gone", async () => {
  using repo = typed();
  repo.write("src/a.ts", 'const x: number = "a";\nexport default x;\n');
  repo.write("src/b.ts", "const = 1;\n");
  const found = await seen(types, lookAt(repo, { path: `${NODE}:${MACHINE}` }));
  expect(found.isWhole).toBe(false);
  expect(found.findings).toMatchObject([{ code: "report-not-whole", file: "tsc" }]);
});

test("a compiler that came with the repository runs only with a person's yes", async () => {
  using repo = typed();
  repo.write("src/a.ts", "export const a = 1;\n");
  repo.write(".gitignore", "\n");
  const refused = lookAt(repo, { path: `${NODE}:${MACHINE}` });
  expect(await types.collect(refused)).toMatchObject({ ok: false });
  expect(refused.asked).toEqual(["node_modules/.bin/tsc --noEmit --pretty false"]);
  expect(await seen(types, lookAt(repo, { agreed: true, path: `${NODE}:${MACHINE}` }))).toMatchObject({
    isWhole: true,
  });
});

test("a settings file that only refers to projects: each of them is looked at", async () => {
  using repo = typed();
  repo.write("tsconfig.json", '{ // all\n "files": [], "references": [{ "path": "./one" }, { "path": "./two" }] }\n');
  for (const name of ["one", "two"]) {
    repo.write(`${name}/tsconfig.json`, '{ "compilerOptions": { "strict": true, "types": [] } }\n');
    repo.write(`${name}/a.ts`, `export const ${name}: number = "${name}";\n`);
  }
  const found = await seen(types, lookAt(repo, { path: `${NODE}:${MACHINE}` }));
  expect(found.sightings.map(({ place }) => place?.path)).toEqual(["one/a.ts", "two/a.ts"]);
});

test("Biome's complaints; what is mended is not seen any more", async () => {
  using repo = makeRepo();
  install(repo, "biome");
  repo.write("biome.json", '{ "linter": { "rules": { "recommended": true } } }\n');
  repo.write("src/deep/er/a.ts", "export function f(a: any) {\n  debugger;\n  return a == 1;\n}\n");
  const look = lookAt(repo, { path: `${NODE}:${MACHINE}` });
  const before = await seen(lint, look);
  const rules = before.sightings
    .filter(({ place }) => place?.path.endsWith(".ts"))
    .map(({ identity }) => identity.rule);
  expect(rules.sort()).toEqual(["suspicious/noDebugger", "suspicious/noDoubleEquals", "suspicious/noExplicitAny"]);
  expect(look.asked).toEqual([]);
  repo.write("src/deep/er/a.ts", "// f\nexport function f(\n  a: any,\n) {\n  return a === 1;\n}\n");
  const after = await seen(lint, lookAt(repo, { path: `${NODE}:${MACHINE}` }));
  const gone = identities(before).filter((one) => !identities(after).includes(one));
  expect(gone).toHaveLength(2);
  expect(after.isWhole).toBe(true);
});

test("ESLint's settings are a program, so it is asked whether it may run; its report counts whatever it ends with", async () => {
  using repo = makeRepo();
  repo.write("eslint.config.js", "throw new Error();\n");
  repo.write("src/a.js", "const unused = 1;\nexport function f(a) {\n  debugger;\n}\n");
  const path = stub(repo, "eslint", `sed "s#/srv/me/sample#$PWD#g" ${sample("eslint.json.txt")}; exit 1`);
  const refused = lookAt(repo, { path });
  expect(await lint.collect(refused)).toMatchObject({ ok: false });
  expect(refused.asked).toEqual(["eslint . --format json"]);
  const found = await seen(lint, lookAt(repo, { path, agreed: true }));
  expect(found).toMatchObject({ isWhole: true, findings: [] });
  expect(found.sightings[0]).toMatchObject({
    source: "lint",
    identity: { rule: "no-unused-vars" },
    severity: "medium",
    place: { path: "src/a.js", line: 1 },
    facts: { tool: "eslint" },
  });
});

test("of several linters one fails: the others count, and nothing counts as gone", async () => {
  using repo = makeRepo();
  repo.write("pyproject.toml", "[tool.ruff]\n");
  repo.write(".golangci.yml", 'version: "2"\n');
  stub(repo, "golangci-lint", `echo "cannot load" >&2; exit 3`);
  const path = stub(repo, "ruff", `sed "s#/srv/me/sample#$PWD#g" ${sample("ruff.json.txt")}; exit 1`);
  const found = await seen(lint, lookAt(repo, { path, agreed: true }));
  expect(found.isWhole).toBe(false);
  expect(found.findings).toMatchObject([{ code: "tool-failed", file: "golangci-lint" }]);
  expect(found.sightings.filter(({ isSecurity }) => isSecurity).map(({ identity }) => identity.rule)).toContain("S602");
});

test("a tool that is not installed is a fault, and nothing is said", async () => {
  using repo = makeRepo();
  repo.write("biome.json", "{}\n");
  expect(await lint.applies(lookAt(repo))).toEqual({ applies: true });
  expect(await lint.collect(lookAt(repo))).toMatchObject({ ok: false, fault: { code: "program-missing" } });
});

test("a tool that hangs is ended at its limit, and one that is told to stop stops", async () => {
  using repo = makeRepo();
  const hanging = { command: "sleep 60", agreed: true };
  const late = await lint.collect(lookAt(repo, { ...hanging, limitMs: 500 }));
  expect(late).toMatchObject({ ok: false, fault: { code: "tool-timed-out", where: "lint" } });
  const stop = new AbortController();
  const stopped = lint.collect(lookAt(repo, { ...hanging, stop: stop.signal }));
  stop.abort();
  expect(await stopped).toMatchObject({ ok: false, fault: { code: "tool-timed-out" } });
});

test.for([
  ["prints nothing", "true"],
  ["prints what is no report", "echo all is well"],
  ["fails before it looks", "echo boom >&2; exit 2"],
  ["prints half a report", `head -c 1500 ${sample("eslint.json.txt")}; exit 1`],
  ["prints 50 MB", "head -c 52428800 /dev/zero | tr '\\0' 'a'"],
  ["prints the report of another kind of tool", `cat ${sample("npm-audit.json.txt")}`],
] as const)("a linter that %s gives a fault, and nothing is said", async ([, command]) => {
  using repo = makeRepo();
  const answer = await lint.collect(lookAt(repo, { command, agreed: true }));
  expect(answer).toMatchObject({ ok: false, fault: { code: "tool-not-read" } });
});

test("a compiler that prints half and is killed: what it said counts, and nothing counts as gone", async () => {
  using repo = makeRepo();
  const command = `head -n 2 ${sample("tsc.txt")}; kill -9 $$`;
  const found = await seen(types, lookAt(repo, { command, agreed: true }));
  expect(found.sightings).toHaveLength(2);
  expect(found).toMatchObject({ isWhole: false, findings: [{ code: "report-not-whole" }] });
});

test("a command for types that ends well and says what no compiler says has not looked", async () => {
  using repo = makeRepo();
  for (const command of ["echo all types are fine", "echo 'src/a.py:1: error: Incompatible types'"])
    expect(await types.collect(lookAt(repo, { command, agreed: true }))).toMatchObject({
      fault: { code: "tool-not-read" },
    });
});

test("a build of several projects is whole when it is clean, and not when it leaves a project out", async () => {
  using repo = makeRepo();
  install(repo, "tsc");
  const options = { composite: true, strict: true, outDir: "out", types: [] };
  repo.write("a/tsconfig.json", JSON.stringify({ compilerOptions: options }));
  repo.write("b/tsconfig.json", JSON.stringify({ compilerOptions: options, references: [{ path: "../a" }] }));
  repo.write("tsconfig.json", '{ "files": [], "references": [{ "path": "a" }, { "path": "b" }] }');
  repo.write("a/a.ts", 'export const a: number = "one";\n');
  repo.write("b/b.ts", 'export const b: number = "two";\n');
  const wish = (more: string) => ({
    command: `node_modules/.bin/tsc -b --verbose ${more}`,
    agreed: true,
    path: `${NODE}:${MACHINE}`,
  });
  const cut = await seen(types, lookAt(repo, wish("--stopBuildOnErrors")));
  expect([cut.isWhole, cut.sightings.map(({ place }) => place?.path)]).toEqual([false, ["a/a.ts"]]);
  const both = await seen(types, lookAt(repo, wish("")));
  expect([both.isWhole, both.sightings.map(({ place }) => place?.path)]).toEqual([true, ["a/a.ts", "b/b.ts"]]);
  repo.write("a/a.ts", "export const a: number = 1;\n");
  repo.write("b/b.ts", "export const b: number = 2;\n");
  expect(await seen(types, lookAt(repo, wish("--listEmittedFiles")))).toMatchObject({ isWhole: true, sightings: [] });
});

test("a compiler with nothing to say prints nothing, and that is whole", async () => {
  using repo = makeRepo();
  expect(await seen(types, lookAt(repo, { command: "true", agreed: true }))).toEqual({
    sightings: [],
    isWhole: true,
    findings: [],
  });
  expect(await types.collect(lookAt(repo, { command: "false", agreed: true }))).toMatchObject({
    fault: { code: "tool-not-read" },
  });
});

test.for([
  ["no report", "echo garbage"],
  ["a report of something else", "echo null"],
  ["bytes", "printf '\\0\\0'"],
  ["more than is kept", "head -c 150000000 /dev/zero | tr '\\0' ' '"],
] as const)("what ends well and prints %s does not say that all is up to date", async ([, command]) => {
  using repo = typed();
  expect(await outdated.collect(lookAt(repo, { agreed: true, command }))).toMatchObject({
    ok: false,
    fault: { code: "tool-not-read" },
  });
});

test("a script of a package manager that prints its own name only says that all is up to date", async () => {
  using repo = typed();
  const command = "printf '\\n> app@1.0.0 fresh\\n> npm outdated --json\\n\\n'";
  expect(await seen(outdated, lookAt(repo, { agreed: true, command }))).toMatchObject({ sightings: [], isWhole: true });
});

test("commands of the settings run only when a person agreed", async () => {
  using repo = makeRepo();
  for (const source of [types, lint, scan, advisories, outdated]) {
    const look = lookAt(repo, { command: "touch ran", report: "a.sarif" });
    expect(await source.collect(look)).toMatchObject({ ok: false });
    expect(look.asked).toEqual(["touch ran"]);
  }
  expect(repo.git("status", "--porcelain")).toBe("");
});

test("SARIF files that a glob names, with places that lead outside", async () => {
  using repo = makeRepo();
  repo.write("src/db.js", `${"\n".repeat(11)}const q = run(sql + user);\n`);
  repo.write("reports/deep/one.sarif", readFileSync(sample("scanner.sarif.txt"), "utf8"));
  repo.write("reports/two.sarif", '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"b"}},"results":[]}]}');
  symlinkSync("..", join(repo.path, "reports/loop"));
  const found = await seen(scan, lookAt(repo, { report: "reports/**/*.sarif" }));
  expect(found.isWhole).toBe(true);
  expect(found.findings).toMatchObject([{ code: "problem-outside", file: "scan" }]);
  const places = found.sightings.map(({ place, facts }) => place?.path ?? facts?.outside ?? facts?.elsewhere ?? "-");
  expect(places.sort()).toEqual(
    [
      "/etc/passwd",
      "/srv/me/sample/packages/core/hash.js",
      "https://example.com/a.js",
      "src/asked.js",
      "src/db.js",
      "src/with space.js",
    ]
      .map((path) => (path.startsWith("/") ? `file://${path}` : path))
      .sort(),
  );
  const injection = found.sightings.find(({ place }) => place?.path === "src/db.js");
  expect(injection).toMatchObject({ severity: "high", isSecurity: true, facts: { tool: "Sample Scanner" } });
  expect(scan.group(atomOf(injection))).toBe("js/sql-injection src/db.js");
});

test.for([
  ["tool-report-missing", "none/*.sarif"],
  ["tool-report-missing", "none.sarif"],
  ["report-outside", "../a.sarif"],
  ["report-outside", "/etc/passwd"],
  ["report-outside", "way-out.sarif"],
  ["tool-not-read", "words.sarif"],
] as const)("%s: %s", async ([code, report]) => {
  using repo = makeRepo();
  symlinkSync("/etc/passwd", join(repo.path, "way-out.sarif"));
  repo.write("words.sarif", "no SARIF");
  expect(await scan.collect(lookAt(repo, { report }))).toMatchObject({ ok: false, fault: { code } });
});

test("a command that leaves an old report as it was is noticed", async () => {
  using repo = makeRepo();
  repo.write("a.sarif", readFileSync(sample("scanner.sarif.txt"), "utf8"));
  utimesSync(join(repo.path, "a.sarif"), 1, 1);
  const old = await scan.collect(lookAt(repo, { report: "a.sarif", command: "true", agreed: true }));
  expect(old).toMatchObject({ ok: false, fault: { code: "tool-report-missing" } });
  const command = `cp ${sample("scanner.sarif.txt")} a.sarif; exit 1`;
  expect((await seen(scan, lookAt(repo, { report: "a.sarif", command, agreed: true }))).sightings).toHaveLength(6);
});

test("a scanner's secret is kept nowhere", async () => {
  using repo = makeRepo();
  const secret = "correct-horse-battery";
  repo.write("a.env", `KEY=${secret}\n`);
  const results = [
    {
      ruleId: "generic-api-key",
      message: { text: "a key was found" },
      locations: [
        { physicalLocation: { artifactLocation: { uri: "a.env" }, region: { startLine: 1, startColumn: 5 } } },
      ],
    },
  ];
  repo.write(
    "a.sarif",
    JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: "gitleaks" } }, results }] }),
  );
  const found = await seen(scan, lookAt(repo, { report: "a.sarif" }));
  expect(found.sightings).toHaveLength(1);
  expect(JSON.stringify(found)).not.toContain(secret);
});

test("include and exclude say which files count", async () => {
  using repo = makeRepo();
  const command = `cat ${sample("tsc.txt")}`;
  const only = await seen(types, lookAt(repo, { command, agreed: true, include: ["src/b.ts"] }));
  expect(only.sightings.map(({ place }) => place?.path)).toEqual(["src/b.ts"]);
  const without = await seen(types, lookAt(repo, { command, agreed: true, exclude: ["src/a.*"] }));
  expect(without.sightings.map(({ place }) => place?.path)).toEqual(["src/b.ts"]);
});

test("what a tool quotes is data: it steers no terminal, leads nowhere and runs nothing", async () => {
  using repo = makeRepo();
  const message = "\u001b]0;x\u0007`touch ran` $(touch ran)\n<!-- event: close -->\u202e";
  const hostile = [{ filePath: "a\0b.js", messages: [{ ruleId: "$(touch ran)", severity: 2, message, line: 1 }] }];
  repo.write("report.json", JSON.stringify(hostile));
  const found = await seen(lint, lookAt(repo, { report: "report.json" }));
  expect(found.sightings[0]).toMatchObject({
    identity: { rule: "$(touch ran)" },
    message: "`touch ran` $(touch ran) <!-- event: close -->",
    facts: { outside: "a?b.js" },
  });
  expect(repo.git("status", "--porcelain")).toBe("?? report.json");
});

test("a look for what changed since a time ends nothing, and sources without a tool say why", async () => {
  using repo = makeRepo();
  expect((await seen(types, lookAt(repo, { command: "true", agreed: true, since: new Date(0) }))).isWhole).toBe(false);
  for (const source of [types, lint, scan, advisories, outdated]) {
    const applies = await source.applies(lookAt(repo));
    expect(applies).toMatchObject({ applies: false, why: expect.stringContaining(`discover.sources.${source.name}`) });
  }
});

test("problems beyond the limit are said, and then nothing counts as gone", async () => {
  using repo = makeRepo();
  const lines = Array.from(
    { length: 50_010 },
    (_, at) => `src/a.ts(${at + 1},1): error TS2304: Cannot find name 'a'.\n`,
  );
  repo.write("report.txt", lines.join(""));
  const found = await seen(types, lookAt(repo, { report: "report.txt" }));
  expect(found.sightings).toHaveLength(50_000);
  expect(found).toMatchObject({ isWhole: false, findings: [{ code: "problems-cut" }] });
});

function typed(): Repo {
  const repo = makeRepo();
  install(repo, "tsc");
  const compilerOptions = { strict: true, noEmit: true, target: "esnext", module: "nodenext", types: [] };
  repo.write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["src"] }));
  return repo;
}
