import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Look, Seen } from "../../src/discover/source.ts";
import { tests } from "../../src/discover/tests.ts";
import type { Atom } from "../../src/evidence/atom.ts";
import type { Sighting } from "../../src/evidence/sighting.ts";
import { hostWorld } from "../../src/host/world.ts";
import { programRefused } from "../../src/ports/faults.ts";
import { makeRepo, type Repo } from "../rigs/repo.ts";

const NODE = JSON.stringify(process.execPath);
const COMMAND = `${NODE} --test test/`;

interface Given {
  readonly command?: string;
  readonly report?: string;
  readonly limitMs?: number;
  readonly mayRun?: Look["mayRun"];
  readonly stop?: AbortSignal;
}

const lookAt = (repo: Repo, given: Given = {}): Look => ({
  world: hostWorld(),
  root: repo.path,
  settings: {
    ...{ include: [], exclude: [], command: given.command ?? COMMAND },
    ...(given.report === undefined ? {} : { report: given.report }),
  },
  limitMs: given.limitMs ?? 60_000,
  stop: given.stop ?? new AbortController().signal,
  mayRun: given.mayRun ?? (() => ({ ok: true, value: undefined })),
  progress: () => undefined,
});

async function seen(repo: Repo, given: Given = {}): Promise<Seen> {
  const result = await tests.collect(lookAt(repo, given));
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

const identities = ({ sightings }: Seen): readonly string[] =>
  sightings.map(({ identity }) => `${identity.rule} ${identity.subject}`).toSorted();

const atomOf = (sighting: Sighting): Atom => ({ ...sighting, id: "tests-0", firstSeen: NOW, lastSeen: NOW, run: "r" });
const NOW = "2026-01-01T00:00:00Z" as Atom["firstSeen"];

const TEST = 'import { test } from "node:test";\nimport assert from "node:assert";\n';

/** A project whose tests fail, hang together with a counter, or do not load. */
function project(): Repo {
  const repo = makeRepo();
  repo.write("package.json", '{"type": "module"}');
  repo.write(
    "src/add.js",
    "export const add = (a, b) => {\n  if (b === 3) throw new RangeError('three');\n  return a + b;\n};\n",
  );
  repo.write(
    "test/add.test.js",
    `${TEST}import { add } from "../src/add.js";\n` +
      'test("adds one", () => assert.equal(add(1, 1), 2));\n' +
      'test("adds two", () => assert.equal(add(1, 2), 4));\n' +
      'test("adds three", () => assert.equal(add(1, 3), 4));\n',
  );
  return repo;
}

test("tests that fail are seen with their place, their cause and the sources the trace names", async () => {
  using repo = project();
  const all = await seen(repo);
  expect(all).toMatchObject({ isWhole: true, findings: [] });
  expect(identities(all)).toEqual(["failed adds three", "failed adds two"]);
  const [three, two] = all.sightings.toSorted((a, b) => (a.message < b.message ? -1 : 1));
  expect(two).toMatchObject({
    severity: "high",
    place: { path: "test/add.test.js", line: 5 },
    facts: { cause: "assertion", runs: "failed in 3 of 3" },
  });
  expect(three).toMatchObject({
    place: { path: "test/add.test.js" },
    facts: { cause: "other", sources: "src/add.js" },
  });
  const advice = tests.advise([atomOf(three ?? Object(0))]);
  expect(advice).toMatchObject({ kind: "bug", scope: ["test/add.test.js", "src/add.js"], verify: ["test"] });
  expect(advice.criteria).toEqual([
    'Test "adds three" passes (test: `adds three`)',
    "The whole suite stays green (check: test)",
  ]);
});

test("a ticket for a failing assertion opens what the test is about, not the test alone", async () => {
  using repo = project();
  const two = (await seen(repo)).sightings.filter(({ identity }) => identity.subject === "adds two");
  expect(tests.advise(two.map(atomOf))).toMatchObject({ scope: ["test/add.test.js", "src/add.js"] });
});

test("what is told of a failure is the same in every clone", async () => {
  using one = project();
  using other = project();
  const told = async (repo: Repo): Promise<string> => JSON.stringify((await seen(repo)).sightings);
  const text = await told(one);
  expect(text).not.toContain(one.path);
  expect(text).not.toContain("node:internal");
  expect(text).toBe(await told(other));
});

test("the same tests are the same after their file was renamed and lines moved", async () => {
  using repo = project();
  const before = await seen(repo);
  const text = readFileSync(`${repo.path}/test/add.test.js`, "utf8");
  repo.write("test/sum.test.js", `${"// moved\n".repeat(100)}${text}`);
  repo.write("test/add.test.js", "");
  expect(identities(await seen(repo))).toEqual(identities(before));
});

test("a test that passes the second time is flaky, and one that fails each time is not", async () => {
  using repo = project();
  repo.write(
    "test/count.test.js",
    `${TEST}import { existsSync, writeFileSync } from "node:fs";\n` +
      'test("needs a file", () => { const had = existsSync("counter"); writeFileSync("counter", ""); assert.ok(had); });\n',
  );
  const all = await seen(repo);
  expect(identities(all)).toEqual(["failed adds three", "failed adds two", "flaky needs a file"]);
  const flaky = all.sightings.find(({ identity }) => identity.rule === "flaky");
  expect(flaky).toMatchObject({ severity: "medium", facts: { runs: "failed in 1 of 3" } });
  const groups = Map.groupBy(all.sightings.map(atomOf), tests.group);
  expect(groups.size).toBe(3);
  expect(tests.advise(flaky === undefined ? [] : [atomOf(flaky)])).toMatchObject({ kind: "test" });
});

test("a file that does not load is seen as broken", async () => {
  using repo = makeRepo();
  repo.write("package.json", '{"type": "module"}');
  repo.write("test/broken.test.js", `${TEST}test("a", () => {\n`);
  repo.write("test/whole.test.js", `${TEST}test("b", () => {});\n`);
  const all = await seen(repo);
  expect(all.sightings).toMatchObject([
    {
      identity: { rule: "broken", subject: "test/broken.test.js" },
      place: { path: "test/broken.test.js" },
      facts: { cause: "syntax" },
    },
  ]);
  expect(tests.advise(all.sightings.map(atomOf)).criteria[0]).toContain("loads");
});

test("when all is well nothing is seen, and nothing is run twice", async () => {
  using repo = makeRepo();
  repo.write("test/a.test.mjs", `${TEST}test("a", () => {});\n`);
  const command = `printf x >> runs; ${COMMAND}`;
  expect(await seen(repo, { command })).toEqual({ sightings: [], isWhole: true, findings: [] });
  expect(readFileSync(`${repo.path}/runs`, "utf8")).toBe("x");
});

test("a report in a file is read, and an old one is not taken for it", async () => {
  using repo = project();
  const command = `${NODE} --test --test-reporter=junit --test-reporter-destination=out/report.xml test/`;
  repo.write("out/report.xml", "old");
  expect(identities(await seen(repo, { command, report: "out/report.xml" }))).toHaveLength(2);
  repo.write("out/report.xml", readFileSync(`${repo.path}/out/report.xml`, "utf8"));
  const none = await tests.collect(lookAt(repo, { command: "true", report: "out/report.xml" }));
  expect(none).toMatchObject({
    fault: { code: "tests-not-read", message: expect.stringContaining("did not write out/report.xml anew") },
  });
  // It may be a file that the repository keeps.
  expect(existsSync(`${repo.path}/out/report.xml`)).toBe(true);
});

test("a report outside the repository is neither read nor removed", async () => {
  using repo = makeRepo();
  const outside = repo.temp.at("report.xml");
  writeFileSync(outside, "kept");
  symlinkSync(repo.temp.path, `${repo.path}/out`);
  symlinkSync(outside, `${repo.path}/link.xml`);
  for (const report of ["../report.xml", outside, "out/report.xml", "link.xml"])
    expect(await tests.collect(lookAt(repo, { report }))).toMatchObject({ fault: { code: "tests-not-read" } });
  expect(readFileSync(outside, "utf8")).toBe("kept");
});

test("a command that prints no report says nothing about any test: tests-not-read", async () => {
  using repo = makeRepo();
  for (const command of ["echo all is well", "head -c 3000000 /dev/urandom", "no-such-program", "exit 3"])
    expect(await tests.collect(lookAt(repo, { command }))).toMatchObject({
      ok: false,
      fault: { code: "tests-not-read" },
    });
});

test("a command that fails before it tests anything says why, and where a program is missing, what to do", async () => {
  using repo = makeRepo();
  const faultOf = async (command: string) => {
    const answer = await tests.collect(lookAt(repo, { command }));
    if (answer.ok) throw new Error("it could be read");
    return answer.fault;
  };
  const missing = await faultOf("no-such-program --reporter x");
  expect(missing.message).toMatch(/ended with 127 \(.*no-such-program.*\) and gave no report of tests$/);
  expect(missing.hint).toMatch(/^a program that the command needs is not there/);
  const token = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
  const failed = await faultOf(`printf 'one\\n\\033[1mrefused ${token}\\n---\\n' >&2; exit 3`);
  expect(failed.message).toMatch(/ended with 3 \(refused \[masked: .*\]\) and gave no report of tests$/);
  expect(failed.hint).toMatch(/^name a command/);
});

test("a command that hangs, or is stopped, is ended: tests-not-run", async () => {
  using repo = makeRepo();
  const hanging = await tests.collect(lookAt(repo, { command: "exec sleep 600", limitMs: 300 }));
  expect(hanging).toMatchObject({ ok: false, fault: { code: "tests-not-run" } });
  const stopped = await tests.collect(lookAt(repo, { command: "exec sleep 600", stop: AbortSignal.abort() }));
  expect(stopped).toMatchObject({ ok: false, fault: { code: "tests-not-run" } });
});

test("a report that ends in the middle counts for what it says and no more: tests-incomplete", async () => {
  using repo = makeRepo();
  const command = "printf 'TAP version 13\\nok 1 - a\\nnot ok 2 - b\\n'; exit 1";
  const all = await seen(repo, { command });
  expect(all).toMatchObject({ isWhole: false, findings: [{ code: "tests-incomplete" }] });
  expect(identities(all)).toEqual(["failed b"]);
});

test("nothing is run that may not be, and without a command there is nothing to run", async () => {
  using repo = makeRepo();
  const fault = programRefused({ program: "x", reason: "not agreed to" });
  const asked: string[] = [];
  const mayRun = (command: string) => {
    asked.push(command);
    return { ok: false as const, fault };
  };
  expect(await tests.collect(lookAt(repo, { command: "touch ran; node --test", mayRun }))).toEqual({
    ok: false,
    fault,
  });
  expect(asked).toEqual(["touch ran; node --test"]);
  expect(existsSync(`${repo.path}/ran`)).toBe(false);
  expect(await tests.applies(lookAt(repo, { command: " " }))).toMatchObject({ applies: false });
  expect(await tests.applies(lookAt(repo))).toEqual({ applies: true });
});
