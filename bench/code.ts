// Measures the index of the code: node bench/code.ts [--files 20000]
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import type { CodeIndex } from "../src/code/code-index.ts";
import { openCodeIndex } from "../src/code/open-code-index.ts";
import { nodeFiles } from "../src/host/files.ts";
import { systemGit } from "../src/host/git.ts";
import { silentProgress } from "../src/host/progress.ts";
import { nodeSql } from "../src/host/sql.ts";
import { describeMachine } from "./machine.ts";
import { surroundings } from "./measure.ts";
import { type Dice, dice } from "./random.ts";
import { table } from "./report.ts";

/** The promises, in seconds of processor time: other work on the machine must not change the answer. */
const MAX_BUILD_SECONDS = 60;
const MAX_CHANGE_SECONDS = 1;
const CHANGED_FILES = 10;
const FILES_PER_FOLDER = 25;

const NOUNS = "Order Invoice Session User Payment Cart Report Ticket Queue Token Address Ledger".split(" ");
const VERBS = "handle cancel create find list update remove check send render parse merge".split(" ");
const ENDINGS = ["ts", "ts", "ts", "py", "go", "java"];

const { values } = parseArgs({ options: { files: { type: "string", default: "20000" } } });
process.exitCode = await bench(Number(values.files));

interface Measured {
  readonly what: string;
  readonly cpu: number;
  readonly wall: number;
  readonly must?: number;
}

async function bench(count: number): Promise<number> {
  console.log(`${describeMachine()}\n`);
  const home = mkdtempSync(join(tmpdir(), "docket-bench-code-"));
  const root = join(home, "tree");
  const megabytes = writeTree(root, count) / 1e6;
  console.log(`${count} files, ${megabytes.toFixed(0)} MB\n`);
  const look = (what: string, must?: number): Promise<Measured> => measureOpen(what, { root, home, must });
  const rows = [await look("first index", MAX_BUILD_SECONDS)];
  // Files written a moment ago are looked at once more: clocks of file systems tick coarsely.
  await look("settled");
  rows.push(await look("nothing changed"));
  const roll = dice(99);
  for (let n = 0; n < CHANGED_FILES; n += 1) writeSource(root, (n * 7) % count, roll);
  rows.push(await look(`${CHANGED_FILES} files changed`, MAX_CHANGE_SECONDS), ...(await questions(root, home)));
  rmSync(home, { recursive: true, force: true });
  const lines = rows.map(({ what, cpu, wall, must }) => [
    what,
    seconds(cpu),
    seconds(wall),
    must === undefined ? "" : `≤ ${must} s`,
  ]);
  console.log(table([["", "processor time", "on the wall", "promise"], ...lines]));
  const slow = rows.filter(({ cpu, must }) => must !== undefined && cpu > must);
  for (const { what, must } of slow) console.error(`bench: ${what} takes longer than ${must} s`);
  return slow.length > 0 ? 1 : 0;
}

function seconds(value: number): string {
  return `${value.toFixed(3)} s`;
}

async function timed(what: string, must: number | undefined, act: () => Promise<void>): Promise<Measured> {
  const before = process.cpuUsage();
  const begin = performance.now();
  await act();
  const { user, system } = process.cpuUsage(before);
  const measured = { what, cpu: (user + system) / 1e6, wall: (performance.now() - begin) / 1e3 };
  return must === undefined ? measured : { ...measured, must };
}

async function open(root: string, home: string): Promise<CodeIndex> {
  const ports = { files: nodeFiles(), git: systemGit(), sql: nodeSql(), progress: silentProgress };
  const opened = await openCodeIndex(ports, { root, privateFolder: join(home, "private") });
  if (!opened.ok) throw new Error(opened.fault.message);
  return opened.value;
}

interface Place {
  readonly root: string;
  readonly home: string;
  readonly must: number | undefined;
}

function measureOpen(what: string, { root, home, must }: Place): Promise<Measured> {
  return timed(what, must, async () => (await open(root, home)).close());
}

async function questions(root: string, home: string): Promise<readonly Measured[]> {
  using index = await open(root, home);
  const ask = (what: string, question: () => { readonly ok: boolean }): Promise<Measured> =>
    timed(what, undefined, async () => {
      if (!question().ok) throw new Error(`${what} failed`);
    });
  return [
    await ask("definitions by name", () => index.symbolsNamed("handleOrder7")),
    await ask("references by name", () => index.references("handleOrder7", 50)),
    await ask("importers of a file", () => index.importersOf("src/f0/file0.ts")),
    await ask("search, three words", () => index.search("cancel order session", 20)),
  ];
}

/** Writes the tree, half of it TypeScript, and tells git about it; gives the bytes. */
function writeTree(root: string, count: number): number {
  const roll = dice(11);
  let bytes = 0;
  for (let n = 0; n < count; n += 1) bytes += writeSource(root, n, roll);
  const git = (...args: readonly string[]): void => {
    const ran = spawnSync("git", args, { cwd: root, env: surroundings, encoding: "utf8" });
    if (ran.status !== 0) throw new Error(`git ${args[0]}: ${ran.stderr}`);
  };
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "-m", "Start");
  return bytes;
}

function folderAt(n: number): string {
  return `src/f${Math.floor(n / FILES_PER_FOLDER)}`;
}

function writeSource(root: string, n: number, roll: Dice): number {
  const ending = ENDINGS[n % ENDINGS.length] ?? "ts";
  const text = ending === "ts" ? typescript(n, roll) : ending === "py" ? python(n, roll) : braces(n, roll, ending);
  const path = join(root, folderAt(n), `file${n}.${ending}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return text.length;
}

function nameOf(roll: Dice): string {
  return `${roll.pick(VERBS)}${roll.pick(NOUNS)}${roll.below(400)}`;
}

function typescript(n: number, roll: Dice): string {
  const near = Math.max(0, n - ENDINGS.length - roll.below(40));
  const imported = near - (near % ENDINGS.length);
  const head = `import { ${nameOf(roll)} } from "../../${folderAt(imported)}/file${imported}.ts";\n`;
  const parts = Array.from({ length: 12 }, () => {
    const name = nameOf(roll);
    const inner = Array.from(
      { length: 8 },
      () => `  const ${nameOf(roll)} = ${nameOf(roll)}("${nameOf(roll)}", { at: ${roll.below(9)} });`,
    );
    return `/** Is asked to ${roll.pick(VERBS)} the ${roll.pick(NOUNS)}. */\nexport function ${name}(given: string): void {\n${inner.join("\n")}\n}\n`;
  });
  return `${head}${parts.join("\n")}\nexport class ${roll.pick(NOUNS)}${n} {\n  run(): void {}\n}\n`;
}

function python(n: number, roll: Dice): string {
  const parts = Array.from({ length: 12 }, () => {
    const inner = Array.from({ length: 8 }, () => `        ${nameOf(roll)} = self.${nameOf(roll)}("${nameOf(roll)}")`);
    return `    def ${nameOf(roll)}(self, given):\n        """Says what it does."""\n${inner.join("\n")}\n`;
  });
  return `import os\nfrom . import file${n}\n\n\nclass ${roll.pick(NOUNS)}${n}:\n${parts.join("\n")}`;
}

function braces(n: number, roll: Dice, ending: string): string {
  const isGo = ending === "go";
  const parts = Array.from({ length: 12 }, () => {
    const inner = Array.from({ length: 8 }, () => `    ${nameOf(roll)}("${nameOf(roll)}", ${roll.below(9)});`);
    const head = isGo ? `func ${nameOf(roll)}(given string) {` : `  public void ${nameOf(roll)}(String given) {`;
    return `// ${roll.pick(VERBS)} the ${roll.pick(NOUNS)}\n${head}\n${inner.join("\n")}\n}\n`;
  });
  const body = parts.join("\n");
  return isGo
    ? `package f\n\nimport "fmt"\n\n${body}`
    : `package f;\n\nimport java.util.List;\n\npublic class File${n} {\n${body}}\n`;
}
