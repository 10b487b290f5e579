import { expect, test } from "vitest";
import { makeRepo, type Repo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { nodeSql } from "../host/sql.ts";
import { testWorld } from "../twins/test-world.ts";
import { draftOp } from "./draft.ts";
import { initOp } from "./init.ts";
import type { InputOf } from "./op.ts";
import { showOp } from "./show.ts";

const world = { ...testWorld(), files: nodeFiles(), git: systemGit(), sql: nodeSql() };
const call = (cwd: string) => ({ cwd, as: "mika", door: "person", dryRun: false }) as const;

async function project(): Promise<Repo> {
  const repo = makeRepo();
  repo.write("package.json", '{"name":"shop","scripts":{"test":"node --test"}}\n');
  repo.write("src/cart.ts", "export function sumOfCart(items: number[]): number {\n  return items[0];\n}\n");
  repo.write("src/bill.ts", "export const bill = 1;\n");
  const made = await initOp.run(world, call(repo.path), { home: "tree", folder: "docket" });
  expect(made.ok).toBe(true);
  return repo;
}

const draft = (repo: Repo, given: InputOf<typeof draftOp.input>) => draftOp.run(world, call(repo.path), given);

async function only(repo: Repo, given: InputOf<typeof draftOp.input>) {
  const answer = await draft(repo, given);
  const [one] = answer.ok ? answer.value.drafts : [];
  if (!answer.ok || one === undefined) throw new Error(JSON.stringify(answer));
  return { ...answer.value, one };
}

test.for([
  {
    wish: "Send a mail to the customer",
    answer: "files=in src/bill.ts",
    id: "files",
    changed: { files: [{ path: "src/bill.ts" }] },
  },
  {
    wish: "Change `sumOfBasket` to round",
    answer: "meaning=sumOfCart",
    id: "meaning",
    changed: { files: [{ path: "src/cart.ts" }] },
  },
  {
    wish: "Fix the sum of `sumOfCart`",
    answer: "steps=When the cart is empty.",
    id: "steps",
    changed: { criteria: expect.arrayContaining([expect.stringContaining("Given the cart is empty")]) },
  },
  {
    wish: "Speed up `sumOfCart`",
    answer: "fast=5 ms for 1000 items",
    id: "fast",
    changed: { criteria: expect.arrayContaining([expect.stringContaining("at most 5 ms for 1000 items")]) },
  },
  {
    wish: "Send a mail to the customer",
    answer: "wrong=the mail is put aside; Given no address, when a mail is due, then nothing is sent",
    id: "wrong",
    changed: {
      criteria: expect.arrayContaining([
        expect.stringMatching(/^Given .*, when .*, then the mail is put aside$/),
        "Given no address, when a mail is due, then nothing is sent",
      ]),
    },
  },
])("an answer changes the draft, and its question is gone: $answer", async ({ wish, answer, id, changed }) => {
  using repo = await project();
  const before = await only(repo, { wish });
  expect(before.one.questions.map((one) => one.id)).toContain(id);
  expect(before.one.questions.length).toBeLessThanOrEqual(3);
  const after = await only(repo, { wish, answer: [answer] });
  expect(after.one.questions.map((one) => one.id)).not.toContain(id);
  expect(after.one).toMatchObject(changed);
  expect(after.one.body).toContain(`Asked for ${id}, somebody answered`);
});

test("an answer that finds nothing leaves the question open", async () => {
  using repo = await project();
  const { one } = await only(repo, { wish: "Send a mail to the customer", answer: ["files=somewhere nice"] });
  expect(one.questions.map(({ id }) => id)).toContain("files");
});

test("in a plan an answer names the draft it is for", async () => {
  using repo = await project();
  repo.write("plan.md", "- Send a mail\n- Fix the sum of `sumOfCart`\n");
  const asked = await draft(repo, { from: "plan.md" });
  expect(asked.ok && asked.value.drafts.flatMap(({ questions }) => questions.map(({ id }) => id))).toEqual([
    "1.files",
    "1.wrong",
    "2.steps",
  ]);
  const answered = await draft(repo, { from: "plan.md", answer: ["2.steps=the cart is empty"] });
  expect(answered.ok && answered.value.drafts[1]?.questions).toEqual([]);
  for (const answer of ["steps=x", "3.steps=x", "2.nothing=x", "2.steps"])
    expect(await draft(repo, { from: "plan.md", answer: [answer] })).toMatchObject({
      fault: { code: "answer-not-valid" },
    });
});

test("what was edited is what is written, as far as it is a ticket", async () => {
  using repo = await project();
  const wish = "`sumOfCart` returns undefined when the cart is empty";
  const { one } = await only(repo, { wish });
  const text = (one.text ?? "").replace(/^title: .*$/m, "title: Empty carts cost nothing").replace("P1", "P0");
  const edited = await only(repo, { wish, text, yes: true });
  expect(edited.one).toMatchObject({ title: "Empty carts cost nothing", kind: "bug", criteria: one.criteria });
  const stored = await showOp.run(world, call(repo.path), { id: edited.one.id ?? "" });
  expect(JSON.stringify(stored)).toContain("Empty carts cost nothing");
  for (const [broken, code] of [
    ["no ticket", "edited-text-not-valid"],
    [text.replace("kind: bug", "kind: riddle"), "kind-unknown"],
    [text.replace(/^title: .*$/m, "title: ''"), "edited-text-not-valid"],
    [text.replace(/^effort: .*$/m, "effort: much"), "field-refused"],
  ] as const)
    expect(await draft(repo, { wish, text: broken, yes: true }), broken).toMatchObject({ fault: { code } });
});

test("an untouched text gives the same ticket", async () => {
  using repo = await project();
  const { one } = await only(repo, { wish: "Send a mail to the customer --- `a` # b" });
  const again = await only(repo, { wish: "Send a mail to the customer --- `a` # b", text: one.text ?? "" });
  expect(again.one).toMatchObject({ title: one.title, fields: one.fields, questions: one.questions, kind: one.kind });
  expect(again.one.text).toBe(one.text);
});

test("what was agreed to is what is written: a draft that changed meanwhile is not", async () => {
  using repo = await project();
  const wish = "Round the bill";
  const { digest } = await only(repo, { wish });
  expect((await only(repo, { wish })).digest).toBe(digest);
  expect(await draft(repo, { wish: "Print the bill in src/bill.ts", yes: true })).toMatchObject({ ok: true });
  expect(await draft(repo, { wish, yes: true, seen: digest })).toMatchObject({ fault: { code: "draft-changed" } });
  const now = await only(repo, { wish });
  expect(await draft(repo, { wish, yes: true, seen: now.digest })).toMatchObject({ value: { written: true } });
});

test("what looks like a secret is masked before it is kept anywhere, and that is said", async () => {
  using repo = await project();
  const secret = `ghp_${"a1B2c3D4e5F6".repeat(3)}`;
  const wish = `Let the bill use the token ${secret} when it is sent`;
  const answer = await only(repo, { wish, answer: [`files=src/bill.ts ${secret}`], yes: true });
  expect(answer.masked).toBe(2);
  expect(JSON.stringify(answer)).not.toContain(secret);
  expect(repo.git("grep", "--untracked", "-c", "masked:", "--", "docket")).toContain("docket/tickets");
});
