import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hasPty, type PtyAnswer, runOnPty } from "../rigs/pty.ts";
import { makeRepo, type Repo } from "../rigs/repo.ts";
import { projectRoot } from "../rigs/root.ts";
import { docketJson, runDocket } from "../rigs/run-docket.ts";

async function project(): Promise<Repo> {
  const repo = makeRepo();
  repo.write("package.json", '{"name":"shop","scripts":{"test":"node --test"}}\n');
  repo.write("src/cart.ts", "export function sumOfCart(items: number[]): number {\n  return items[0];\n}\n");
  repo.git("add", ".");
  repo.git("commit", "--quiet", "-m", "Shop");
  await runDocket({ cwd: repo.path, args: ["init"] });
  return repo;
}

const WISH = "`sumOfCart` returns undefined";
const CTRL_C = "\u0003";
const CTRL_D = "\u0004";

interface Typing {
  readonly typed: readonly (readonly [string, string])[];
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

function onTerminal({ path: cwd }: Repo, { typed, env = {}, args = [] }: Typing): Promise<PtyAnswer> {
  const command = [process.execPath, `${projectRoot}dist/main.cjs`, "draft", WISH, ...args];
  return runOnPty({ cwd, command, typed, env: { CI: "", ...env } });
}

async function titles({ path }: Repo): Promise<readonly string[]> {
  const list = (await docketJson(path, "list", "--all")) as { tickets: { title: string }[] };
  return list.tickets.map(({ title }) => title);
}

test.runIf(hasPty)("on a terminal it asks, shows the draft, and writes what was agreed to", async () => {
  using repo = await project();
  const typed = [
    ["> ", "the cart is empty\r"],
    ["create / edit / leave? ", "create\r"],
  ] as const;
  const { code, screen } = await onTerminal(repo, { typed });
  expect(code).toBe(0);
  expect(screen).toContain("Given the cart is empty, when `sumOfCart` is used");
  expect(screen).toContain("wrote one ticket");
  expect(await titles(repo)).toEqual([WISH]);
});

test.runIf(hasPty)("the editor gets the terminal, and what was saved is written", async () => {
  using repo = await project();
  const editor = repo.temp.at("editor.sh");
  writeFileSync(editor, 'printf "a key? "; read -r key; sed -i "s/^title: .*/title: Sum $key/" "$1"\n');
  const typed = [
    ["> ", "\r"],
    ["leave? ", "e\r"],
    ["a key? ", "well\r"],
    ["leave? ", "c\r"],
  ] as const;
  const { code, screen } = await onTerminal(repo, { typed, env: { EDITOR: `sh '${editor}'`, VISUAL: "" } });
  expect(code, screen).toBe(0);
  expect(await titles(repo)).toEqual(["Sum well"]);
});

test.runIf(hasPty).for([
  ["the word", "leave\r", 0],
  ["the end of the input", CTRL_D, 0],
  ["Ctrl-C", CTRL_C, 130],
] as const)("nothing is left behind by %s", async ([, keys, expected]) => {
  using repo = await project();
  const typed = [
    ["> ", "\r"],
    ["leave? ", keys],
  ] as const;
  const { code, screen } = await onTerminal(repo, { typed });
  expect(code, screen).toBe(expected);
  expect(await titles(repo)).toEqual([]);
  expect(repo.git("status", "--porcelain")).toBe("");
});

test.runIf(hasPty)("Ctrl-C at a question ends it too", async () => {
  using repo = await project();
  expect(await onTerminal(repo, { typed: [["> ", CTRL_C]] })).toMatchObject({ code: 130 });
  expect(await titles(repo)).toEqual([]);
});

test.runIf(hasPty).for([
  ["CI", { env: { CI: "true" } }],
  ["an agent", { env: { CLAUDECODE: "1" } }],
  ["JSON", { args: ["--json"] }],
  ["a rehearsal", { args: ["--dry-run"] }],
] as const)("for %s nobody is asked on a terminal", async ([, how]) => {
  using repo = await project();
  const { code, screen } = await onTerminal(repo, { typed: [], ...how });
  expect(code).toBe(0);
  expect(screen).not.toContain("leave?");
  expect(await titles(repo)).toEqual([]);
});

test("without a terminal it never waits, whatever lies on stdin", async () => {
  using repo = await project();
  for (const stdin of ["", "create\ncreate\n"])
    expect(await runDocket({ cwd: repo.path, args: ["draft", WISH], stdin })).toMatchObject({ code: 0, stderr: "" });
  expect(await titles(repo)).toEqual([]);
});
