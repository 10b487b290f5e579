import { mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blameOf } from "../../src/discover/blame.ts";
import { checklist } from "../../src/discover/checklist.ts";
import { coverage } from "../../src/discover/coverage.ts";
import { door } from "../../src/discover/door.ts";
import type { Seen } from "../../src/discover/source.ts";
import { todo } from "../../src/discover/todo.ts";
import { nodeFiles } from "../../src/host/files.ts";
import { systemGit } from "../../src/host/git.ts";
import { fileFailed } from "../../src/ports/faults.ts";
import { err } from "../../src/std/result.ts";
import { makeRepo, type Repo } from "../rigs/repo.ts";
import { atomsOf, lookAt, seenBy } from "./_looking.ts";

/** Written in pieces, so that no tool takes this file for a leak. */
const TOKEN = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");

const places = ({ sightings }: Seen): readonly string[] =>
  sightings.map(({ identity, place }) => `${place?.path}:${place?.line} ${identity.rule} ${identity.subject}`);
const identities = ({ sightings }: Seen): readonly string[] =>
  sightings.map(({ identity }) => `${identity.rule} ${identity.subject}`).sort();
const codes = ({ findings }: Seen) => findings.map(({ code, file }) => [code, file]);

function planted(): Repo {
  const repo = makeRepo();
  repo.write("src/a.ts", 'const a = "TODO: not this";\n// TODO(mika): mend #12.\nf(); // FIXME two\n');
  repo.write("src/ä ö.py", '"""TODO: not this"""\n# HACK: three\n#   goes on\n');
  repo.write("node_modules/x/index.js", "// TODO: not ours\n");
  repo.write("vendor/x.go", "// TODO: not ours\n");
  repo.write("ignored.ts", "// TODO: not kept\n");
  repo.write(".gitignore", "ignored.ts\nnode_modules\n");
  repo.write("notes.txt", "TODO: no comment\n");
  repo.git("add", ".");
  repo.write("kept.ts", "// TODO: five\n");
  repo.git("add", "kept.ts");
  repo.write(".gitignore", "ignored.ts\nnode_modules\nkept.ts\n");
  repo.git("commit", "--quiet", "-m", "Plant");
  repo.write("new.sh", "#!/bin/sh\n# TODO: four\n");
  return repo;
}

const PLANTED = [
  "kept.ts:1 TODO five",
  "new.sh:2 TODO four",
  "src/a.ts:2 TODO mend #12",
  "src/a.ts:3 FIXME two",
  "src/ä ö.py:2 HACK three goes on",
];

test("marks are found in tracked and in new files, with their owner and ticket", async () => {
  using repo = planted();
  const seen = await seenBy(todo, lookAt(repo.path));
  expect(places(seen)).toEqual(PLANTED);
  expect(seen).toMatchObject({ isWhole: true, findings: [] });
  expect(seen.sightings[2]).toEqual({
    source: "todo",
    identity: { rule: "TODO", subject: "mend #12" },
    message: "TODO: mend #12.",
    severity: "low",
    place: { path: "src/a.ts", line: 2 },
    quote: { text: "// TODO(mika): mend #12." },
    facts: { owner: "mika", issue: "#12" },
  });
});

test("where there is no repository the same is found, but for what git would ignore", async () => {
  using repo = makeRepo("no-git");
  repo.write("src/a.ts", "// TODO: one\n");
  repo.write("node_modules/a.ts", "// TODO: not this\n");
  repo.write("bin/blob", "\0\0// TODO: not this\n");
  mkdirSync(join(repo.path, "deep"));
  symlinkSync(repo.path, join(repo.path, "deep/circle"));
  symlinkSync(join(repo.path, "src/a.ts"), join(repo.path, "link.ts"));
  const seen = await seenBy(todo, lookAt(repo.path));
  expect([places(seen), codes(seen), seen.isWhole]).toEqual([["src/a.ts:1 TODO one"], [], true]);
  expect(places(await seenBy(todo, lookAt(repo.path, { exclude: ["src/"] })))).toEqual([]);
});

test("lines that move, other indentation and renamed files change no identity", async () => {
  using repo = planted();
  const before = identities(await seenBy(todo, lookAt(repo.path)));
  repo.write(
    "src/a.ts",
    `${"\n".repeat(100)}function g() {\n    /*\n     * TODO(mika):   mend\n     *   #12\n     */\n\n  f(); /* FIXME two. */\n}\n`,
  );
  renameSync(join(repo.path, "src/ä ö.py"), join(repo.path, "src/other.py"));
  expect(identities(await seenBy(todo, lookAt(repo.path)))).toEqual(before);
});

test("the settings say which files are looked at", async () => {
  using repo = planted();
  const wish = async (include: readonly string[], exclude: readonly string[]) =>
    places(await seenBy(todo, lookAt(repo.path, { include, exclude })));
  expect(await wish([], ["src/**"])).toEqual(PLANTED.slice(0, 2));
  expect(await wish(["src/*.py"], [])).toEqual(PLANTED.slice(4));
  expect(await wish(["vendor/**"], [])).toEqual(["vendor/x.go:1 TODO not ours"]);
  expect(await wish(["../**", "/etc/**"], [])).toEqual([]);
});

test("since a time only what changed then is looked at, and nothing counts as gone", async () => {
  using repo = planted();
  const seen = await seenBy(todo, lookAt(repo.path, { since: new Date("2099-01-01") }));
  expect([places(seen), seen.isWhole]).toEqual([PLANTED.slice(1, 2), false]);
  expect(places(await seenBy(todo, lookAt(repo.path, { since: new Date("2000-01-01") })))).toEqual(PLANTED);
});

test("files that cannot be looked at are named, and nothing of them counts as gone", async () => {
  using repo = planted();
  writeFileSync(join(repo.path, "huge.ts"), `// TODO: not read\n${"abc;\n".repeat(5_000)}`);
  truncateSync(join(repo.path, "huge.ts"), 101 * 1024 * 1024);
  writeFileSync(
    Buffer.concat([Buffer.from(`${repo.path}/`), Buffer.from([0xff, 0xfe]), Buffer.from(".ts")]),
    "// TODO: odd name\n",
  );
  repo.write("broken.ts", "// TODO: broken \ud800 text\n");
  writeFileSync(join(repo.path, "latin.ts"), Buffer.from("// TODO: gr\xfc\xdfe\n", "latin1"));
  const files = nodeFiles();
  const stubborn = {
    ...files,
    read: (path: string, max: number) =>
      path.endsWith("src/a.ts") ? err(fileFailed({ path, reason: "EIO" })) : files.read(path, max),
  };
  const seen = await seenBy(todo, lookAt(repo.path, { world: { files: stubborn } }));
  expect(codes(seen)).toEqual([
    ["file-not-scanned", "\ufffd\ufffd.ts"],
    ["file-not-scanned", "huge.ts"],
    ["file-not-scanned", "src/a.ts"],
  ]);
  expect(seen).toMatchObject({ isWhole: true, unread: ["\ufffd\ufffd.ts", "huge.ts", "src/a.ts"] });
  expect(places(seen)).toContain("latin.ts:1 TODO gr\ufffd\ufffde");
});

test("a folder that cannot be opened is named, by the walk and by git", async () => {
  using repo = makeRepo("no-git");
  repo.write("a/a.ts", "// TODO: one\n");
  repo.write("b/b.ts", "// TODO: two\n");
  const files = nodeFiles();
  const list = (path: string) => (path.endsWith("/b") ? err(fileFailed({ path, reason: "EACCES" })) : files.list(path));
  const walked = await seenBy(todo, lookAt(repo.path, { world: { files: { ...files, list } } }));
  expect([codes(walked), walked.sightings.length]).toEqual([[["folder-not-scanned", "b"]], 1]);
  expect(walked).toMatchObject({ isWhole: true, unread: ["b/"] });
  using tracked = planted();
  const git = systemGit();
  const complaining = {
    run: async (call: Parameters<typeof git.run>[0]) => {
      const answer = await git.run(call);
      return answer.ok
        ? { ok: true as const, value: { ...answer.value, stderr: "warning: could not open directory 'x/': no" } }
        : answer;
    },
  };
  const seen = await seenBy(todo, lookAt(tracked.path, { world: { git: complaining } }));
  expect([codes(seen), seen.isWhole, places(seen)]).toEqual([[["folder-not-scanned", "."]], false, PLANTED]);
});

test("a git that cannot list the files is a fault, and no look without a repository", async () => {
  using repo = planted();
  writeFileSync(join(repo.path, ".git/index"), "no index at all");
  expect(await todo.collect(lookAt(repo.path))).toMatchObject({ ok: false, fault: { code: "files-not-listed" } });
});

test("a look that has to end says so", async () => {
  using repo = planted();
  const seen = await seenBy(todo, lookAt(repo.path, { stop: AbortSignal.abort() }));
  expect([codes(seen), seen.isWhole, seen.sightings]).toEqual([[["look-cut-short", "."]], false, []]);
});

test("secrets, escapes and hidden characters of a comment are not kept", async () => {
  using repo = makeRepo();
  repo.write(
    "a.ts",
    `// TODO: renew ${TOKEN} \u001b[31mred\u001b[0m \u202egnp.exe\u0007\n// TODO: ${"long ".repeat(2000)}\n`,
  );
  const seen = await seenBy(todo, lookAt(repo.path));
  expect(seen.sightings.map(({ message }) => message.length <= 200)).toEqual([true, true]);
  expect(seen.sightings[0]?.message).toBe("TODO: renew [masked: github token] red gnp.exe");
  expect(seen.sightings[1]?.quote?.cut).toBeGreaterThan(900);
  expect(seen.sightings[1]?.identity.subject.length).toBeLessThan(420);
  const printed = JSON.stringify(seen);
  for (const part of [TOKEN, "\\u001b", "\u202e", "\\u0007"]) expect(printed).not.toContain(part);
});

test("a ticket for a mark has a title that says something by itself", async () => {
  using repo = makeRepo();
  const marks = [
    "implement",
    "bindExpression is recursive here",
    "don't do this twice for each call",
    "exp(sparse) is dense, too",
  ];
  repo.write("a.ts", `${marks.map((text) => `// TODO: ${text}\nf();\n`).join("\n")}// FIXME\nconst n = 2;\n`);
  repo.write("b.ts", "// TODO: implement\n");
  const atoms = atomsOf(await seenBy(todo, lookAt(repo.path)));
  const groups = [...Map.groupBy(atoms, todo.group).values()];
  expect(groups.map((group) => todo.advise(group).title)).toEqual([
    "Implement (TODO in 2 files)",
    "bindExpression is recursive here",
    "Don't do this twice for each call",
    "exp(sparse) is dense, too",
    "Settle the FIXME beside const n = 2; in a.ts",
  ]);
});

test("blame tells who wrote lines and when, in one call, and nothing for one in no commit", async () => {
  using repo = planted();
  repo.git("config", "user.name", "Mika");
  repo.write("two.sh", "# TODO: one\n\n# TODO: two\n# TODO: three\n");
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "--message", "one");
  repo.git("config", "user.name", "Noa");
  repo.write("two.sh", "# TODO: one\n\n# TODO: two\n# author Kim\n# TODO: more\n");
  repo.git("commit", "--quiet", "--all", "--message", "two");
  repo.write("two.sh", "# TODO: one\n\n# TODO: two\n# author Kim\n# TODO: more\n# TODO: not committed\n");
  const asked = { root: repo.path, path: "two.sh", lines: [5, 1, 3, 4, 6, 1] };
  const written = await blameOf(systemGit(), asked);
  expect([...written].map(([line, { author }]) => [line, author]).sort()).toEqual([
    [1, "Mika"],
    [3, "Mika"],
    [4, "Noa"],
    [5, "Noa"],
  ]);
  for (const { since } of written.values()) expect(since).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(await blameOf(systemGit(), { ...asked, lines: [99] })).toEqual(new Map());
  repo.write("new.sh", "# TODO: new\n");
  expect(await blameOf(systemGit(), { ...asked, path: "new.sh", lines: [1] })).toEqual(new Map());
});

test("open items of the usual lists are seen, and of those that the settings name", async () => {
  using repo = makeRepo();
  expect(await checklist.applies(lookAt(repo.path))).toMatchObject({ applies: false });
  repo.write("TODO.md", "# Soon\n- [ ] one.\n- [x] done\n");
  repo.write("docs/deep/todo-later.md", "- [ ] two\n");
  repo.write("notes.md", "- [ ] three\n");
  expect(await checklist.applies(lookAt(repo.path))).toEqual({ applies: true });
  const seen = await seenBy(checklist, lookAt(repo.path));
  expect(places(seen)).toEqual(["TODO.md:2 open item one", "docs/deep/todo-later.md:1 open item two"]);
  expect(seen.sightings[0]?.facts).toEqual({ under: "Soon" });
  expect(places(await seenBy(checklist, lookAt(repo.path, { include: ["notes.md"] })))).toEqual([
    "notes.md:1 open item three",
  ]);
  repo.write("TODO.md", "# Soon\n- [x] one.\n");
  expect(await seenBy(checklist, lookAt(repo.path))).toMatchObject({ isWhole: true, sightings: [{ message: "two" }] });
  expect(checklist.advise(atomsOf(seen))).toMatchObject({ title: "one.", scope: [] });
});

function changed(repo: Repo, path: string, times: number): void {
  for (let at = 0; at < times; at += 1) {
    repo.write(path, `${at}\n`);
    repo.git("add", ".");
    repo.git("commit", "--quiet", "-m", `Change ${path}`);
  }
}

const record = (path: string, ran: number): string =>
  `SF:${path}\n${Array.from({ length: 10 }, (_, at) => `DA:${at + 1},${at < ran ? 1 : 0}`).join("\n")}\nend_of_record\n`;

test("files that change often and are hardly covered are seen, wherever the report counts its paths from", async () => {
  using repo = makeRepo();
  expect(await coverage.applies(lookAt(repo.path))).toMatchObject({ applies: false });
  changed(repo, "src/often.ts", 3);
  changed(repo, "src/seldom.ts", 2);
  changed(repo, "src/good.ts", 3);
  const report = record(join(repo.path, "src/often.ts"), 1) + record("src/seldom.ts", 0) + record("./src/good.ts", 6);
  repo.write("coverage/lcov.info", report + record("/elsewhere/x.ts", 0) + record("../x.ts", 0));
  expect(await coverage.applies(lookAt(repo.path))).toEqual({ applies: true });
  const seen = await seenBy(coverage, lookAt(repo.path));
  expect(identities(seen)).toEqual(["hardly covered src/often.ts"]);
  expect(seen.sightings[0]).toMatchObject({
    severity: "medium",
    place: { path: "src/often.ts" },
    facts: { percent: "10–20" },
  });
  expect([codes(seen), seen.isWhole]).toEqual([[["coverage-elsewhere", "coverage/lcov.info"]], true]);
  expect(identities(await seenBy(coverage, lookAt(repo.path, { threshold: 70 })))).toHaveLength(2);
  expect(coverage.advise(atomsOf(seen))).toMatchObject({ kind: "test", title: "Cover src/often.ts with tests" });
  const xml = `<coverage><sources><source>${repo.path}/src</source></sources><class filename="often.ts"><line number="1" hits="0"/></class></coverage>`;
  repo.write("cov/c.xml", xml);
  expect(identities(await seenBy(coverage, lookAt(repo.path, { report: "cov/*.xml" })))).toEqual(identities(seen));
});

test("a report that ends in the middle, is none, or lies elsewhere", async () => {
  using repo = makeRepo();
  repo.write("lcov.info", record("readme.txt", 1).slice(0, 60));
  const seen = await seenBy(coverage, lookAt(repo.path));
  expect([codes(seen), seen.isWhole]).toEqual([[["coverage-incomplete", "lcov.info"]], false]);
  repo.write("lcov.info", "nothing of the kind");
  expect(await coverage.collect(lookAt(repo.path))).toMatchObject({
    ok: false,
    fault: { code: "coverage-not-understood" },
  });
  repo.write("lcov.info", "");
  repo.write(
    "coverage.xml",
    '<?xml version="1.0"?><!DOCTYPE c [<!ENTITY a "aaaa">]><coverage><packages>&a;</packages></coverage>',
  );
  expect(await coverage.collect(lookAt(repo.path, { report: "coverage.xml" }))).toMatchObject({
    fault: { code: "coverage-not-understood" },
  });
  for (const report of ["/etc/passwd", "../x", "a/../../x"])
    expect(await coverage.collect(lookAt(repo.path, { report }))).toMatchObject({
      ok: false,
      fault: { code: "report-outside" },
    });
  symlinkSync("/etc/passwd", join(repo.path, "link.info"));
  expect(await coverage.collect(lookAt(repo.path, { report: "link.info" }))).toMatchObject({
    ok: false,
    fault: { code: "report-outside" },
  });
});

test("facts come in by the door, and what is none is named with its line", async () => {
  using repo = makeRepo();
  expect(await door.applies(lookAt(repo.path))).toMatchObject({ applies: false });
  expect(await door.applies(lookAt(repo.path, { report: "facts.jsonl" }))).toMatchObject({ applies: false });
  const fact = {
    rule: "slow",
    subject: "GET /",
    message: "it takes \u001b[1m3 s",
    path: "src/a.ts",
    line: 3,
    severity: "error",
    url: "https://example.org/1",
    team: "web",
    facts: { ms: 3000 },
  };
  const bad = ["{", '"text"', '{"rule":"a","subject":"b"}', '{"rule":"","subject":"b","message":"c"}'];
  const outside = {
    rule: "x",
    subject: "y",
    message: `token ${TOKEN}`,
    path: "../../etc/passwd",
    security: true,
    excerpt: "a\nb",
  };
  repo.write("facts.jsonl", `${[JSON.stringify(fact), ...bad, "", JSON.stringify(outside)].join("\n")}\n`);
  const seen = await seenBy(door, lookAt(repo.path, { report: "facts.jsonl" }));
  expect(seen.findings.map(({ code, line }) => [code, line])).toEqual(
    [2, 3, 4, 5].map((line) => ["fact-unreadable", line]),
  );
  expect(seen.isWhole).toBe(false);
  expect(seen.sightings).toEqual([
    {
      ...{
        source: "door",
        identity: { rule: "slow", subject: "GET /" },
        message: "it takes 3 s",
        severity: "high",
        isOutside: true,
      },
      place: { path: "src/a.ts", line: 3 },
      facts: { url: "https://example.org/1", ms: "3000", team: "web" },
    },
    {
      ...{
        source: "door",
        identity: { rule: "x", subject: "y" },
        message: "token [masked: github token]",
        severity: "medium",
      },
      ...{ isOutside: true, isSecurity: true, quote: { text: "a\nb" }, facts: { outside: "../../etc/passwd" } },
    },
  ]);
  repo.write("reports/one.json", JSON.stringify([fact, fact]));
  repo.write("reports/two.json", JSON.stringify({ facts: [outside] }));
  const both = await seenBy(door, lookAt(repo.path, { report: "reports/*.json" }));
  expect([both.sightings.length, both.isWhole, both.findings]).toEqual([3, true, []]);
  expect(door.advise(atomsOf(both).slice(0, 1))).toMatchObject({ kind: "chore", scope: ["src/a.ts"] });
});

test("each source says of itself what is needed for a ticket", async () => {
  using repo = planted();
  const atoms = atomsOf(await seenBy(todo, lookAt(repo.path)));
  expect(new Set(atoms.map(todo.group)).size).toBe(5);
  for (const atom of atoms) {
    const advice = todo.advise([atom]);
    expect(advice.scope).toEqual([atom.place?.path]);
    expect([advice.criteria.length > 1, advice.verify, advice.title.length <= 100]).toEqual([true, ["test"], true]);
  }
  expect(atoms.map((atom) => todo.advise([atom]).title)).toEqual([
    "Five (TODO in kept.ts)",
    "Four (TODO in new.sh)",
    "Mend #12 (TODO in src/a.ts)",
    "Two (FIXME in src/a.ts)",
    "Three goes on (HACK in src/ä ö.py)",
  ]);
});
