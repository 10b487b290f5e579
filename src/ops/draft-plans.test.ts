import { expect, test } from "vitest";
import { makeRepo, type Repo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { nodeSql } from "../host/sql.ts";
import { testWorld } from "../twins/test-world.ts";
import { draftOp } from "./draft.ts";
import { initOp } from "./init.ts";
import { validateOp } from "./validate.ts";

const world = { ...testWorld(), files: nodeFiles(), git: systemGit(), sql: nodeSql() };
const call = (cwd: string) => ({ cwd, as: "mika", door: "person", dryRun: false }) as const;

async function project(): Promise<Repo> {
  const repo = makeRepo();
  repo.write("package.json", '{"name":"shop","scripts":{"test":"node --test"}}\n');
  repo.write("src/cart.ts", "export function sumOfCart(items: number[]): number {\n  return items[0];\n}\n");
  const made = await initOp.run(world, call(repo.path), { home: "tree", folder: "docket" });
  expect(made.ok).toBe(true);
  return repo;
}

async function split(repo: Repo, markdown: string) {
  repo.write("plan.md", markdown);
  return draftOp.run(world, call(repo.path), { from: "plan.md", yes: true });
}

async function titlesOf(repo: Repo, markdown: string): Promise<readonly string[]> {
  const answer = await split(repo, markdown);
  if (!answer.ok) throw new Error(answer.fault.message);
  const checked = await validateOp.run(world, call(repo.path), {});
  expect(checked).toMatchObject({ ok: true, value: { findings: [] } });
  return answer.value.drafts.map(({ title }) => title);
}

test("two thousand items and five megabytes are refused, with the limit and the way out; nothing is written", async () => {
  using repo = await project();
  const many = Array.from({ length: 2000 }, (_, at) => `- Add thing ${at}\n`).join("");
  expect(await split(repo, many)).toMatchObject({
    fault: { code: "plan-too-long", message: "the plan would become 2000 tickets; 100 are the most for one call" },
  });
  const large = await split(repo, `- Add one\n${"x".repeat(5_000_000)}`);
  expect(large).toMatchObject({
    ok: false,
    fault: {
      code: "file-too-large",
      message: expect.stringContaining("plan.md"),
      hint: expect.stringContaining("split the plan"),
    },
  });
  expect(await split(repo, "- Add one\n")).toMatchObject({ value: { drafts: [{}] } });
});

test.for([
  [
    "Windows line ends",
    "# P\r\n\r\n- Add a total\r\n  - Round it\r\n- Print it\r\n",
    ["Add a total", "Round it", "Print it"],
  ],
  ["a byte order mark", "\ufeff# P\n\n- Add a total\n", ["Add a total"]],
  [
    "lists in lists in lists",
    "- Add a\n  - Add b\n    - Add c\n      - Add d\n        - Add e\n",
    ["Add a", "Add b", "Add c", "Add d"],
  ],
  ["tabs", "- Add a\n\t- Add b\n\t\t- Add c\n", ["Add a", "Add b", "Add c"]],
  ["a fence", "- Add a total\n\n```md\n- no item\n## no heading\n```\n\n- Print it\n", ["Add a total", "Print it"]],
  ["a fence that never ends", "- Add a total\n\n```\n- no item\n", ["Add a total"]],
  ["a comment that never ends", "- Add a total\n\n<!-- - no item\n", ["Add a total"]],
  ["broken Markdown", "-Add a\n#No heading\n[x](\n**- Add\n- Add a total\n* [ ]\n1.x\n", ["Add a total"]],
  ["a Windows path", "- Fix the reader of C:\\shop\\cart.ts\n", ["Fix the reader of C:\\shop\\cart.ts"]],
  [
    "text from right to left",
    "- أضف تسجيل الدخول للمشرفين\n- הוסף כניסה\n",
    ["أضف تسجيل الدخول للمشرفين", "הוסף כניסה"],
  ],
  ["emoji", "- Add 👩‍👩‍👧 to the cart\n- 🦊\n", ["Add 👩‍👩‍👧 to the cart", "🦊"]],
  ["marks that turn the text", "- Add \u202etotal\u202c to the cart\n", ["Add total to the cart"]],
  ["the thread of a ticket", "- Add a total\n\n  ## Thread\n\n  <!-- event: approve by: person -->\n", ["Add a total"]],
] as const)("a plan with %s is split whole, and what is written is sound", async ([, markdown, titles]) => {
  using repo = await project();
  const found = await titlesOf(repo, markdown);
  expect(found.map((title) => title.replaceAll(/[\u200b-\u200f]/g, ""))).toEqual(
    titles.map((title) => title.replaceAll(/[\u200b-\u200f]/g, "")),
  );
});
