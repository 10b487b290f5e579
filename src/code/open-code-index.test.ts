import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeRepo, type Repo } from "../../test/rigs/repo.ts";
import { tempFolder } from "../../test/rigs/temp.ts";
import { rounds } from "../../test/rounds.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { silentProgress } from "../host/progress.ts";
import { nodeSql } from "../host/sql.ts";
import type { Result } from "../std/result.ts";
import type { CodeIndex } from "./code-index.ts";
import { type CodePorts, openCodeIndex } from "./open-code-index.ts";

const ports: CodePorts = { files: nodeFiles(), git: systemGit(), sql: nodeSql(), progress: silentProgress };

async function open(root: string, privateFolder: string, given: CodePorts = ports): Promise<CodeIndex> {
  return got(await openCodeIndex(given, { root, privateFolder }));
}

const openIn = (repo: Repo): Promise<CodeIndex> => open(repo.path, repo.temp.at("private"));

function got<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

/** Everything the index says of a checkout. */
function answers(index: CodeIndex) {
  const files = index.files();
  const perFile = files.map(({ path }) => ({
    path,
    lines: got(index.linesOf(path)),
    symbols: got(index.symbolsIn(path)),
    imports: got(index.importsOf(path)),
    importers: got(index.importersOf(path)),
  }));
  const found = ["alpha", "user session", "makeThing"].map((query) => got(index.search(query, 50)));
  const named = ["Alpha", "makeThing", "other"].map((name) => ({
    symbols: got(index.symbolsNamed(name)),
    references: got(index.references(name, 100)),
  }));
  return { files, perFile, found, named };
}

test("tells files, definitions, imports both ways, references and matches", async () => {
  using repo = makeRepo();
  repo.write(
    "src/login.ts",
    "import { hash } from './crypto.ts';\nexport function signIn(user: string) {\n  return hash(user);\n}\n",
  );
  repo.write("src/crypto.ts", "// Makes digests.\nexport const hash = (text: string) => text;\n");
  using index = await openIn(repo);
  expect(index.files().map(({ path, kind }) => `${path} ${kind}`)).toEqual([
    "readme.txt text",
    "src/crypto.ts source",
    "src/login.ts source",
  ]);
  expect(index.exists("src/login.ts")).toBe(true);
  expect(index.exists("src/gone.ts")).toBe(false);
  expect(index.linesOf("src/login.ts")).toEqual({ ok: true, value: 4 });
  expect(got(index.symbolsNamed("hash"))).toEqual([
    { path: "src/crypto.ts", name: "hash", kind: "function", line: 2, exported: true },
  ]);
  expect(got(index.importsOf("src/login.ts"))).toEqual([{ spec: "./crypto.ts", line: 1, paths: ["src/crypto.ts"] }]);
  expect(got(index.importersOf("src/crypto.ts"))).toEqual([{ path: "src/login.ts", line: 1, spec: "./crypto.ts" }]);
  expect(got(index.references("hash", 10))).toEqual({
    items: [
      { path: "src/login.ts", line: 1 },
      { path: "src/login.ts", line: 3 },
    ],
    total: 2,
  });
  expect(got(index.search("sign in users", 10)).items[0]).toMatchObject({
    path: "src/login.ts",
    symbols: [{ name: "signIn" }],
  });
  expect(got(index.search("digests", 10)).items.map(({ path }) => path)).toEqual(["src/crypto.ts"]);
});

test("what is ignored, secret, binary, large or a link is not read", async () => {
  using repo = makeRepo();
  const marked = "export const planted = 1;\n";
  repo.write(".gitignore", "made/\n");
  for (const path of [
    "made/a.ts",
    ".env",
    ".env.local",
    "deploy/server.key",
    "certs/a.pem",
    "credentials.json",
    "secrets.yaml",
  ])
    repo.write(path, marked);
  repo.write("data.ts", `${marked}\0`);
  repo.write("large.ts", marked + "// x\n".repeat(250_000));
  writeFileSync(repo.temp.at("outside.ts"), marked);
  symlinkSync(repo.temp.at("outside.ts"), join(repo.path, "link.ts"));
  symlinkSync(repo.temp.path, join(repo.path, "folder-link"));
  using index = await openIn(repo);
  const kinds = Object.fromEntries(index.files().map(({ path, kind }) => [path, kind]));
  expect(kinds).toEqual({
    ".env": "secret",
    ".env.local": "secret",
    ".gitignore": "text",
    "certs/a.pem": "secret",
    "credentials.json": "secret",
    "data.ts": "binary",
    "deploy/server.key": "secret",
    "folder-link": "link",
    "large.ts": "large",
    "link.ts": "link",
    "readme.txt": "text",
    "secrets.yaml": "secret",
  });
  expect(got(index.symbolsNamed("planted"))).toEqual([]);
});

test("a tracked folder that became a link is not followed", async () => {
  using repo = makeRepo();
  repo.write("inner/a.ts", "export const before = 1;\n");
  repo.git("add", ".");
  repo.git("commit", "--quiet", "-m", "Add");
  rmSync(join(repo.path, "inner"), { recursive: true });
  mkdirSync(repo.temp.at("elsewhere"));
  writeFileSync(repo.temp.at("elsewhere", "a.ts"), "export const planted = 1;\n");
  symlinkSync(repo.temp.at("elsewhere"), join(repo.path, "inner"));
  using index = await openIn(repo);
  expect(got(index.symbolsNamed("planted"))).toEqual([]);
  expect(index.exists("inner/a.ts")).toBe(false);
});

test("values of strings are in no file of the index, nor are lines of comments that speak of secrets", async () => {
  using repo = makeRepo();
  repo.write("a.ts", 'const key = "hunterhunter";\n// the password is swordfishy\nconst other = `templatevalue`;\n');
  (await openIn(repo)).close();
  for (const name of ["code.db", "code-seal.db"]) {
    const bytes = got(ports.files.read(repo.temp.at("private", name), 10_000_000));
    for (const word of ["hunterhunter", "swordfishy", "templatevalue"])
      expect(Buffer.from(bytes).includes(word), `${word} in ${name}`).toBe(false);
  }
});

test("without git all files count but those of tools", async () => {
  using temp = tempFolder();
  for (const path of ["src/a.py", "node_modules/x/index.js", ".hidden/b.py", "dist/out.js"]) {
    mkdirSync(dirname(temp.at(path)), { recursive: true });
    writeFileSync(temp.at(path), "def planted():\n    pass\n");
  }
  using index = await open(temp.path, temp.at(".private"));
  expect(index.files().map(({ path }) => path)).toEqual(["src/a.py"]);
  expect(got(index.symbolsNamed("planted"))).toHaveLength(1);
});

/** One random change of a few files. */
const TEXTS = [
  "export class Alpha {\n  run() {}\n}\n",
  "import { Alpha } from './a.ts';\nexport const makeThing = () => new Alpha();\n",
  "import './b/c.ts';\nexport function other() {}\n",
  "// about the user session\nlet x = makeThing();\n",
  "",
];
const NAMES = ["a.ts", "b.ts", "b/c.ts", "b/d.ts", "e.ts"];
const edit = fc.record({
  kind: fc.constantFrom("write", "remove", "rename"),
  name: fc.constantFrom(...NAMES),
  to: fc.constantFrom(...NAMES),
  text: fc.constantFrom(...TEXTS),
});

test("what was brought up to date says the same as what is made anew", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      async (series) => {
        using temp = tempFolder();
        let clock = 1_600_000_000;
        for (const edits of series) {
          for (const one of edits) {
            clock += 1;
            applyEdit(temp.at("tree"), one, clock);
          }
          using kept = await open(temp.at("tree"), temp.at("kept"), later);
          using anew = await open(temp.at("tree"), temp.at(`anew-${clock}`), later);
          expect(answers(kept)).toEqual(answers(anew));
        }
      },
    ),
    { numRuns: rounds(15) },
  );
});

/** The disk as it is long after the last edit, so that what the index knows is trusted. */
const later: CodePorts = { ...ports, files: { ...ports.files, stampMs: () => Date.now() + 60_000 } };

function applyEdit(
  root: string,
  { kind, name, to, text }: { kind: string; name: string; to: string; text: string },
  clock: number,
): void {
  const path = join(root, name);
  mkdirSync(join(root, "b"), { recursive: true });
  if (kind === "remove") rmSync(path, { force: true });
  else if (kind === "rename" && name !== to && ports.files.stat(path) !== undefined) renameSync(path, join(root, to));
  else {
    writeFileSync(path, text);
    utimesSync(path, clock, clock);
  }
}

test("a second look reads nothing that stayed as it was, and other checkouts share what they have in common", async () => {
  using repo = makeRepo();
  for (let n = 0; n < 20; n += 1) repo.write(`src/f${n}.ts`, `export const value${n} = ${n};\n`);
  repo.git("add", ".");
  repo.git("commit", "--quiet", "-m", "Add");
  let reads = 0;
  const counting: CodePorts = {
    ...later,
    files: {
      ...later.files,
      read: (path, max) => {
        if (path.includes("/src/")) reads += 1;
        return later.files.read(path, max);
      },
    },
  };
  (await open(repo.path, repo.temp.at("private"), counting)).close();
  expect(reads).toBe(20);
  (await open(repo.path, repo.temp.at("private"), counting)).close();
  expect(reads).toBe(20);
  repo.write("src/f3.ts", "export const changed = 1;\n");
  (await open(repo.path, repo.temp.at("private"), counting)).close();
  expect(reads).toBe(21);
  repo.git("worktree", "add", "--quiet", repo.temp.at("side"));
  using side = await open(repo.temp.at("side"), repo.temp.at("private"), counting);
  using main = await open(repo.path, repo.temp.at("private"), counting);
  expect(got(side.symbolsNamed("value3"))).toHaveLength(1);
  expect(got(main.symbolsNamed("value3"))).toEqual([]);
  expect(got(main.symbolsNamed("changed"))).toHaveLength(1);
  const db = got(ports.sql.open(repo.temp.at("private", "code.db"), "read", 100));
  // 20 sources, one that changed, and the page beside them.
  expect(got(db.all("select count(*) as n from content"))[0]?.n).toBe(22);
  db.close();
});

test("a file that is touched again within the clock's tick is read again", async () => {
  using repo = makeRepo();
  repo.write("a.ts", "export const one = 1;\n");
  const at = new Date();
  utimesSync(join(repo.path, "a.ts"), at, at);
  (await openIn(repo)).close();
  repo.write("a.ts", "export const two = 1;\n");
  utimesSync(join(repo.path, "a.ts"), at, at);
  using index = await openIn(repo);
  expect(got(index.symbolsNamed("two"))).toHaveLength(1);
});

test("two processes at once both get the whole index", { timeout: 60_000 }, async () => {
  using repo = makeRepo();
  for (let n = 0; n < 60; n += 1) repo.write(`src/f${n}.ts`, `export const value${n} = ${n};\n`);
  const child = join(import.meta.dirname, "../../test/code/count-files.ts");
  const run = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const args = [child, repo.path, repo.temp.at("private")];
      execFile(process.execPath, args, (error, stdout) => (error === null ? resolve(stdout.trim()) : reject(error)));
    });
  expect(await Promise.all([run(), run(), run()])).toEqual(["61 1", "61 1", "61 1"]);
  expect(execFileSync(process.execPath, [child, repo.path, repo.temp.at("private")], { encoding: "utf8" }).trim()).toBe(
    "61 1",
  );
});

const spoils: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  "cut in half": (bytes) => bytes.subarray(0, bytes.length >> 1),
  "no database": () => Buffer.from("hello"),
  empty: () => Buffer.alloc(0),
  "a wrong byte in the middle": (bytes) => {
    const copy = Buffer.from(bytes);
    copy[copy.length >> 1] = (copy[copy.length >> 1] ?? 0) ^ 255;
    return copy;
  },
};

test.for(Object.keys(spoils).flatMap((how) => ["code.db", "code-seal.db"].map((name) => [name, how] as const)))(
  "%s that is %s is noticed and made anew",
  async ([name, how]) => {
    using repo = makeRepo();
    repo.write("a.ts", "export class Alpha {}\n");
    repo.write("b.ts", "import { Alpha } from './a.ts';\n");
    using first = await openIn(repo);
    const wanted = answers(first);
    first.close();
    const path = repo.temp.at("private", name);
    const bytes = Buffer.from(got(ports.files.read(path, 10_000_000)));
    writeFileSync(path, spoils[how]?.(bytes) ?? bytes);
    using again = await openIn(repo);
    expect(answers(again)).toEqual(wanted);
  },
);

test("an index that another program keeps touching is a fault", async () => {
  using repo = makeRepo();
  let touched = 0;
  const stat: CodePorts["files"]["stat"] = (path) => {
    const real = ports.files.stat(path);
    if (real === undefined || !path.endsWith("code.db")) return real;
    touched += 1;
    return Object.assign(Object.create(real), { mtimeMs: touched });
  };
  const outcome = await openCodeIndex(
    { ...ports, files: { ...ports.files, stat } },
    { root: repo.path, privateFolder: repo.temp.at("private") },
  );
  expect(outcome).toMatchObject({ ok: false, fault: { code: "code-index-unusable" } });
});
