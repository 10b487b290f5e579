import { expect, test } from "vitest";
import { advisories } from "../../src/discover/advisories.ts";
import { outdated } from "../../src/discover/outdated.ts";
import { makeRepo } from "../rigs/repo.ts";
import { atomOf, lookAt, sample, seen, stub } from "./_tool-look.ts";

const ALL = "audit --all --recursive --json";

test("npm's audit: one atom for each advisory and package, and a ticket that can be checked", async () => {
  using repo = makeRepo();
  const packages = { "node_modules/lodash": { version: "4.17.15" }, "node_modules/minimist": { version: "9.9.9" } };
  repo.write("package-lock.json", JSON.stringify({ lockfileVersion: 3, packages }));
  repo.write("package.json", "{}\n");
  const path = stub(repo, "npm", `test "$*" = "audit --json" && cat ${sample("npm-audit.json.txt")}; exit 1`);
  const look = lookAt(repo, { path });
  const found = await seen(advisories, look);
  expect(look.asked).toEqual([]);
  expect(found.isWhole).toBe(true);
  expect(found.sightings.map(({ identity, severity }) => [identity.rule, identity.subject, severity])).toEqual([
    ["GHSA-35jh-r3h4-6jhm", "lodash", "high"],
    ["GHSA-29mw-wpgm-hmr9", "lodash", "medium"],
    ["GHSA-xvch-5gv4-984h", "minimist", "blocker"],
  ]);
  expect(found.sightings[0]).toMatchObject({ isSecurity: true, isOutside: true, place: { path: "package-lock.json" } });
  expect(found.sightings.map(({ facts }) => [facts?.installed, facts?.fixed])).toEqual([
    ["4.17.15", "4.17.21"],
    ["4.17.15", "4.17.21"],
    [undefined, "0.2.4"],
  ]);
  const lodash = found.sightings.slice(0, 2).map(atomOf);
  expect(new Set(lodash.map(advisories.group))).toEqual(new Set(["lodash"]));
  const advice = advisories.advise(lodash);
  expect(advice.title).toBe("Update lodash: 2 known weaknesses");
  expect(advice.criteria).toEqual([
    "npm audit no longer lists GHSA-29mw-wpgm-hmr9 for lodash",
    "npm audit no longer lists GHSA-35jh-r3h4-6jhm for lodash",
  ]);
  expect(advice.scope).toEqual(["package-lock.json", "package.json"]);
  repo.write("package.json", '{ "workspaces": ["packages/*"] }\n');
  const many = await seen(advisories, lookAt(repo, { path }));
  expect(advisories.advise(many.sightings.map(atomOf)).scope).toEqual([
    "**/package.json",
    "package-lock.json",
    "package.json",
  ]);
});

test("folders that are projects of their own are audited by themselves", async () => {
  using repo = makeRepo();
  const locks = [
    "web/package-lock.json",
    "api/deep/package-lock.json",
    "test/fixtures/a/package-lock.json",
    "old/package-lock.json",
  ];
  for (const lock of locks) repo.write(lock, "{}\n");
  repo.write("web/package.json", "{}\n");
  repo.git("add", ".");
  repo.write("unknown/package-lock.json", "{}\n");
  const path = stub(
    repo,
    "npm",
    `test "$PWD" = "${repo.path}/web" || exit 1; cat ${sample("npm-audit.json.txt")}; exit 1`,
  );
  const found = await seen(advisories, lookAt(repo, { path, exclude: ["old/**"] }));
  expect(found.findings.map(({ code, file }) => [code, file])).toEqual([["tool-failed", "npm audit in api/deep"]]);
  // What is known of the folder whose audit failed stays; in the other one what is not seen is gone.
  expect([found.isWhole, found.unread]).toEqual([true, ["api/deep/"]]);
  expect(new Set(found.sightings.map(({ place }) => place?.path))).toEqual(new Set(["web/package-lock.json"]));
  expect(advisories.advise(found.sightings.map(atomOf)).scope).toEqual(["web/package-lock.json", "web/package.json"]);
});

test.for([
  ["Yarn 1", "yarn", "yarn.lock", "# yarn lockfile v1\n", "audit --json", "yarn-audit.json.txt", 20],
  ["Yarn 4", "yarn", "yarn.lock", "__metadata:\n", `npm ${ALL}`, "yarn-npm-audit.json.txt", 1],
  ["Yarn 3", "yarn", "yarn.lock", "__metadata:\n", `npm ${ALL}`, "pnpm-audit.json.txt", 1],
  ["pnpm", "pnpm", "pnpm-lock.yaml", "lockfileVersion: '9.0'\n", "audit --json", "pnpm-audit.json.txt", 1],
] as const)("%s is asked in its own words, and the advisories are those that npm would name", async (row) => {
  const [, program, lock, text, args, report, code] = row;
  using repo = makeRepo();
  repo.write("package.json", "{}\n");
  repo.write(lock, text);
  stub(repo, "osv-scanner", "exit 9");
  const path = stub(repo, program, `test "$*" = "${args}" || exit 9; cat ${sample(report)}; exit ${code}`);
  const look = lookAt(repo, { path, agreed: true });
  const found = await seen(advisories, look);
  expect(look.asked).toEqual([`${program} ${args}`]);
  expect(found).toMatchObject({ isWhole: true, findings: [] });
  expect(found.sightings.at(-1)).toMatchObject({
    identity: { rule: "GHSA-xvch-5gv4-984h", subject: "minimist" },
    severity: "blocker",
    place: { path: lock },
    facts: { installed: "0.0.8", fixed: "0.2.4" },
  });
  expect(await advisories.collect(lookAt(repo, { path }))).toMatchObject({ ok: false });
});

test("Yarn 4 prints nothing where nothing is wrong; what breaks off prints nothing as well", async () => {
  using repo = makeRepo();
  repo.write("yarn.lock", "__metadata:\n  version: 8\n");
  const [quiet, broken] = ["exit 0", "echo 'YN0035: not reached' >&2; exit 1"];
  const clean = await seen(advisories, lookAt(repo, { path: stub(repo, "yarn", quiet), agreed: true }));
  expect(clean).toEqual({ sightings: [], isWhole: true, findings: [] });
  const named = { agreed: true, command: "yarn npm audit --json" };
  expect(await seen(advisories, lookAt(repo, { ...named, path: stub(repo, "yarn", quiet) }))).toEqual(clean);
  const path = stub(repo, "yarn", broken);
  for (const wish of [{ agreed: true }, named])
    expect(await advisories.collect(lookAt(repo, { ...wish, path }))).toMatchObject({
      fault: { code: "tool-not-read", message: expect.stringContaining("YN0035") },
    });
});

test.for([
  ["Yarn", "yarn.lock"],
  ["pnpm", "pnpm-lock.yaml"],
] as const)("where %s is not installed, its lock file is read by a scanner that is", async ([, lock]) => {
  using repo = makeRepo();
  repo.write(lock, "# yarn lockfile v1\n");
  expect(await advisories.applies(lookAt(repo))).toMatchObject({ applies: false });
  const args = `scan --format json --lockfile=${lock}`;
  const path = stub(repo, "osv-scanner", `test "$*" = "${args}" && echo '{"results": []}'`);
  expect(await seen(advisories, lookAt(repo, { path }))).toMatchObject({ sightings: [], isWhole: true });
});

test("of very many projects some are looked at, and nothing in the others counts as gone; those without a tool do not count", async () => {
  using repo = makeRepo();
  for (let at = 100; at < 153; at += 1) repo.write(`p${at}/package-lock.json`, "{}\n");
  for (let at = 100; at < 160; at += 1) repo.write(`a${at}/Cargo.lock`, "\n");
  repo.git("add", ".");
  const path = stub(repo, "npm", `echo '{"auditReportVersion":2,"vulnerabilities":{},"metadata":{}}'`);
  const found = await seen(advisories, lookAt(repo, { path }));
  expect([found.isWhole, found.unread]).toEqual([true, ["p150/", "p151/", "p152/"]]);
  expect(found.findings.map(({ code, file }) => [code, file])).toEqual(
    ["p150", "p151", "p152"].map((folder) => ["report-not-whole", folder]),
  );
});

test("an audit that could not ask is a fault, not a clean bill", async () => {
  using repo = makeRepo();
  repo.write("package-lock.json", "{}\n");
  const path = stub(repo, "npm", `cat ${sample("npm-audit-error.json.txt")}; exit 1`);
  expect(await advisories.collect(lookAt(repo, { path }))).toMatchObject({ fault: { code: "tool-not-read" } });
});

test("audits of other languages are chosen by lock file, where their tool is installed", async () => {
  using repo = makeRepo();
  repo.write("Cargo.lock", "\n");
  repo.write("requirements.txt", "flask==0.5\n");
  repo.write("go.mod", "module a\n");
  expect(await advisories.applies(lookAt(repo))).toMatchObject({ applies: false });
  stub(repo, "cargo-audit", `cat ${sample("cargo-audit.json.txt")}; exit 1`);
  stub(repo, "pip-audit", `cat ${sample("pip-audit.json.txt")}; exit 1`);
  const path = stub(repo, "osv-scanner", `sed "s#/srv/me/sample#$PWD#g" ${sample("osv-scanner.json.txt")}; exit 1`);
  const look = lookAt(repo, { path, agreed: true });
  const found = await seen(advisories, look);
  expect(look.asked).toEqual(["pip-audit --requirement requirements.txt --format json --progress-spinner off"]);
  expect(found.sightings.map(({ identity, place }) => `${identity.rule} ${identity.subject} ${place?.path}`)).toEqual([
    "GHSA-wcg3-cvx6-7396 time Cargo.lock",
    "RUSTSEC-2021-0139 ansi_term Cargo.lock",
    "yanked chacha20 Cargo.lock",
    "GHSA-c3h9-896r-86jm github.com/gogo/protobuf go/go.mod",
    "GHSA-5wv5-4vpf-pj6m flask requirements.txt",
    "CVE-2018-1000656 flask requirements.txt",
  ]);
});

test("outdated packages", async () => {
  using repo = makeRepo();
  repo.write("package-lock.json", "{}\n");
  repo.write("package.json", "{}\n");
  const path = stub(repo, "npm", `cat ${sample("npm-outdated-installed.json.txt")}; exit 1`);
  const found = await seen(outdated, lookAt(repo, { path }));
  const mkdirp = found.sightings.find(({ identity }) => identity.subject === "mkdirp");
  expect(mkdirp).toMatchObject({ severity: "medium", place: { path: "package.json" }, facts: { installed: "0.5.1" } });
  expect(outdated.advise([atomOf(mkdirp)])).toMatchObject({ title: "Update mkdirp to 3.0.1", kind: "chore" });
  const quiet = stub(repo, "npm", "exit 0");
  expect(await seen(outdated, lookAt(repo, { path: quiet }))).toMatchObject({ sightings: [], isWhole: true });
});

test.for([
  ["pnpm", "pnpm-lock.yaml", "outdated --recursive --format json", "pnpm-outdated.json.txt"],
  ["yarn", "yarn.lock", "outdated --json", "yarn-outdated.json.txt"],
] as const)("outdated packages of %s", async ([program, lock, args, report]) => {
  using repo = makeRepo();
  repo.write("package.json", "{}\n");
  repo.write(lock, "# yarn lockfile v1\n");
  expect(await outdated.applies(lookAt(repo))).toMatchObject({ applies: false });
  const path = stub(repo, program, `test "$*" = "${args}" || exit 9; cat ${sample(report)}; exit 1`);
  const look = lookAt(repo, { path, agreed: true });
  const found = await seen(outdated, look);
  expect(look.asked).toEqual([`${program} ${args}`]);
  expect(found).toMatchObject({
    isWhole: true,
    sightings: [
      {
        identity: { subject: "mkdirp" },
        place: { path: "package.json" },
        facts: { latest: "3.0.1", tool: `${program} outdated` },
      },
    ],
  });
  expect(outdated.advise(found.sightings.map(atomOf)).scope).toEqual(["package.json", lock].sort());
  const quiet = stub(repo, program, "exit 0");
  expect(await seen(outdated, lookAt(repo, { path: quiet, agreed: true }))).toMatchObject({
    sightings: [],
    isWhole: true,
  });
});
