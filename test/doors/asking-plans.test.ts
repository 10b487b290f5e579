import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hasPty, type PtyAnswer, runOnPty } from "../rigs/pty.ts";
import { makeRepo, type Repo } from "../rigs/repo.ts";
import { projectRoot } from "../rigs/root.ts";
import { docketJson, runDocket } from "../rigs/run-docket.ts";

const PLAN =
  "- Round `sumOfCart` to cents\n- Add SSO login for admins\n- Print the bill in colour\n- Speed up `sumOfCart`\n";

async function project(): Promise<Repo> {
  const repo = makeRepo();
  repo.write("package.json", '{"name":"shop","scripts":{"test":"node --test"}}\n');
  repo.write("src/cart.ts", "export function sumOfCart(items: number[]): number {\n  return items[0];\n}\n");
  repo.write("plan.md", PLAN);
  repo.git("add", ".");
  repo.git("commit", "--quiet", "-m", "Shop");
  await runDocket({ cwd: repo.path, args: ["init"] });
  return repo;
}

interface Typing {
  readonly typed: readonly (readonly [string, string])[];
  readonly env?: Readonly<Record<string, string>>;
}

function onTerminal({ path: cwd }: Repo, { typed, env = {} }: Typing): Promise<PtyAnswer> {
  const command = [process.execPath, `${projectRoot}dist/main.cjs`, "draft", "--from", "plan.md"];
  return runOnPty({ cwd, command, typed, env: { CI: "", ...env } });
}

interface Listed {
  readonly title: string;
  readonly status: string;
}

async function titles({ path }: Repo): Promise<readonly string[]> {
  const list = (await docketJson(path, "list", "--all", "--sort", "id")) as { tickets: Listed[] };
  return list.tickets.map(({ title }) => title).toSorted();
}

const ALL = "create / each / leave? ";
const ONE = "yes / skip / edit / all / quit? ";
const ASKED = "yes / skip / edit / reply / all / quit? ";

test.runIf(hasPty)("one by one: taken, left out, edited and answered, and only then written", async () => {
  using repo = await project();
  const editor = repo.temp.at("editor.sh");
  writeFileSync(editor, 'sed -i "s/^title: .*/title: Print it in black/" "$1"\n');
  const typed = [
    [ALL, "each\r"],
    [ONE, "y\r"],
    [ASKED, "no\r"],
    [ASKED, "edit\r"],
    [ASKED, "yes\r"],
    [ASKED, "r\r"],
    ["> ", "5 ms for 100 items\r"],
    [ONE, "yes\r"],
    [ALL, "create\r"],
  ] as const;
  const { code, screen } = await onTerminal(repo, { typed, env: { EDITOR: `sh '${editor}'`, VISUAL: "" } });
  expect(code, screen).toBe(0);
  expect(screen).toContain("2 of 4");
  expect(screen).toContain("wrote 3 tickets");
  expect(await titles(repo)).toEqual(["Print it in black", "Round `sumOfCart` to cents", "Speed up `sumOfCart`"]);
});

test.runIf(hasPty)("to quit leaves the rest out, and what was taken can still be written", async () => {
  using repo = await project();
  const typed = [
    [ALL, "e\r"],
    [ONE, "y\r"],
    [ASKED, "q\r"],
    [ALL, "c\r"],
  ] as const;
  const { code, screen } = await onTerminal(repo, { typed });
  expect(code, screen).toBe(0);
  expect(await titles(repo)).toEqual(["Round `sumOfCart` to cents"]);
});

test.runIf(hasPty)("all takes the rest", async () => {
  using repo = await project();
  const typed = [
    [ALL, "e\r"],
    [ONE, "s\r"],
    [ASKED, "a\r"],
    [ALL, "c\r"],
  ] as const;
  const { code, screen } = await onTerminal(repo, { typed });
  expect(code, screen).toBe(0);
  expect(await titles(repo)).toHaveLength(3);
});

test.runIf(hasPty).for([
  [
    "in the middle",
    [
      [ALL, "e\r"],
      [ONE, "y\r"],
      [ASKED, "\u0004"],
    ],
  ],
  [
    "at a question",
    [
      [ALL, "e\r"],
      [ONE, "y\r"],
      [ASKED, "r\r"],
      ["> ", "\u0004"],
    ],
  ],
  [
    "when all are left out",
    [
      [ALL, "e\r"],
      [ONE, "q\r"],
      ["leave? ", "l\r"],
    ],
  ],
] as const)("nothing is written when it ends %s", async ([, typed]) => {
  using repo = await project();
  const { code, screen } = await onTerminal(repo, { typed });
  expect(code, screen).toBe(0);
  expect(screen).toContain("nothing was written");
  expect(await titles(repo)).toEqual([]);
});
