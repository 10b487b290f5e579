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
type Given = InputOf<typeof draftOp.input>;

async function project(plan: string): Promise<Repo> {
  const repo = makeRepo();
  repo.write("package.json", '{"name":"shop","scripts":{"test":"node --test"}}\n');
  repo.write(
    "src/cart.ts",
    "export function sumOfCart(): number {\n  return 0;\n}\nexport function emptyCart(): void {}\n",
  );
  repo.write("plan.md", plan);
  expect(await initOp.run(world, call(repo.path), { home: "tree", folder: "docket" })).toMatchObject({ ok: true });
  return repo;
}

async function split(repo: Repo, given: Given = {}) {
  const answer = await draftOp.run(world, call(repo.path), { from: "plan.md", ...given });
  if (!answer.ok) throw new Error(`${answer.fault.code}: ${answer.fault.message}`);
  return answer.value;
}

const refused = async (repo: Repo, given: Given) => draftOp.run(world, call(repo.path), { from: "plan.md", ...given });

/** Of each draft its ties: "first 2" means that number 2 comes first. */
async function tiesOf(plan: string): Promise<readonly (readonly string[])[]> {
  using repo = await project(plan);
  const { drafts } = await split(repo);
  return drafts.map(({ plan: place }) => (place?.among ?? []).map(({ draft, kind }) => `${kind} ${draft}`));
}

test.for([
  ["say the same", "- Round `sumOfCart` to cents\n- Round the `sumOfCart` to cents\n", [[], ["same 1"]]],
  [
    "say the same in other words",
    "- Remember the cart of a guest for a month\n- Keep the cart of guests for a month\n- Print the bill\n",
    [[], ["same 1"], []],
  ],
  [
    "make and use a file",
    "- Print it in src/voucher.ts\n- Add vouchers to src/voucher.ts\n",
    [["first 2"], ["shares 1"]],
  ],
  [
    "make and use a name",
    "- Print `voucherOf` on the bill\n- Add `voucherOf` to src/voucher.ts\n",
    [["first 2"], ["shares 1"]],
  ],
  [
    "make the same file",
    "- Add vouchers in src/voucher.ts\n- Add a check of the last day to src/voucher.ts\n",
    [["shares 2"], ["first 1"]],
  ],
  ["rename and use", "- Rename `sumOfCart` to `totalOf`\n- Round `totalOf` to cents\n", [["shares 2"], ["first 1"]]],
  ["take away and mend", "- Remove `emptyCart`\n- `emptyCart` forgets one item\n", [["shares 2"], ["against 1"]]],
  [
    "work on the same name",
    "- Round `sumOfCart`\n- Speed up `sumOfCart` to 1 ms for 10 items\n",
    [["shares 2"], ["shares 1"]],
  ],
  ["have nothing in common", "- Round `sumOfCart`\n- Write a guide for translators\n", [[], []]],
  ["are a whole and its part", "- Add vouchers to src/voucher.ts\n  - Add their end to src/voucher.ts\n", [[], []]],
] as const)("of two items that %s each tells of the other", async ([, plan, ties]) => {
  expect(await tiesOf(plan)).toEqual(ties);
});

test("what an item needs from another one is written as a wait, in the body too, and is no question", async () => {
  using repo = await project("- Round `voucherOf` to cents\n- Add `voucherOf` to src/voucher.ts, after FEAT-bbbbbb\n");
  const { drafts } = await split(repo, { yes: true });
  const [user, maker] = drafts;
  const shown = await showOp.run(world, call(repo.path), { id: user?.id ?? "" });
  expect(shown).toMatchObject({ value: { ticket: { depends_on: [maker?.id] } } });
  expect(user?.questions.map(({ id }) => id)).not.toContain("1.meaning");
  expect(user?.body).toContain("comes first: it makes `voucherOf`");
});

test("an order that the plan itself gives is never turned round", async () => {
  using repo = await project("- Add `voucherOf` to src/voucher.ts (after: print it)\n- Print it in src/voucher.ts\n");
  const { drafts } = await split(repo);
  expect(drafts.map(({ plan }) => plan?.after)).toEqual([[1], []]);
});

const TWICE =
  "- Round `sumOfCart` to cents\n- Print the bill (after: round the sumOfCart again)\n- Round the `sumOfCart` again to cents\n";

test("a plan that says something twice is not written before one of them is left out", async () => {
  using repo = await project(TWICE);
  expect(await refused(repo, { yes: true })).toMatchObject({
    fault: { code: "plan-repeats", message: expect.stringContaining("number 3, says the same as number 1") },
  });
  const { drafts } = await split(repo, { yes: true, skip: ["3"] });
  expect(drafts.map(({ id, skipped }) => [id !== undefined, skipped])).toEqual([
    [true, undefined],
    [true, undefined],
    [false, true],
  ]);
  // Who waited for the one that is left out waits for its twin.
  expect(drafts[1]?.plan?.after).toEqual([0]);
});

test("both are written when that is said", async () => {
  using repo = await project(TWICE);
  const { drafts } = await split(repo, { yes: true, again: true });
  expect(drafts.every(({ id }) => id !== undefined)).toBe(true);
});

test("what waits for an item that is left out asks which ticket that is, or hears that it is none", async () => {
  using repo = await project("- Print the bill (after: write a guide)\n- Write a guide\n  - Translate the guide\n");
  const { drafts } = await split(repo, { skip: ["2"] });
  expect(drafts[0]?.questions[0]).toMatchObject({ id: "1.order", text: expect.stringContaining("Write a guide") });
  expect(drafts[2]?.plan?.parent).toBeUndefined();
  const settled = await split(repo, { skip: ["2"], answer: ["1.order=none"] });
  expect(settled.drafts[0]?.questions.map(({ id }) => id)).not.toContain("1.order");
});

test("one draft of a plan is shown whole with its text, and edited", async () => {
  using repo = await project("- Round `sumOfCart` to cents\n- Print the bill\n");
  const { drafts, item } = await split(repo, { item: 2 });
  expect(item).toBe(2);
  expect(drafts.map(({ text }) => text !== undefined)).toEqual([false, true]);
  const text = (drafts[1]?.text ?? "").replace(/^title: .*$/m, "title: Print a bill in colour");
  const changed = await split(repo, { edited: ["2=no draft at all", `2=${text}`], yes: true });
  expect(changed.drafts.map(({ title }) => title)).toEqual(["Round `sumOfCart` to cents", "Print a bill in colour"]);
});

test("drafts that were looked at are not written when another one was left out meanwhile", async () => {
  using repo = await project("- Round `sumOfCart` to cents\n- Print the bill\n");
  const { digest } = await split(repo);
  expect(await refused(repo, { yes: true, seen: digest, skip: ["2"] })).toMatchObject({
    fault: { code: "draft-changed" },
  });
  const left = await split(repo, { skip: ["2"] });
  expect(await split(repo, { yes: true, seen: left.digest, skip: ["2"] })).toMatchObject({ written: true });
});

test.for([
  [{ skip: ["3"] }, "plan-number-unknown"],
  [{ skip: ["2-1"] }, "plan-number-unknown"],
  [{ skip: ["x"] }, "plan-number-unknown"],
  [{ item: 3 }, "plan-number-unknown"],
  [{ edited: ["---\ntitle: A\n---\n"] }, "plan-number-unknown"],
  [{ edited: ["1=no draft"] }, "edited-text-not-valid"],
  [{ skip: ["1-2"], yes: true }, "plan-holds-nothing"],
] as const)("%o is refused", async ([given, code]) => {
  using repo = await project("- Round `sumOfCart` to cents\n- Print the bill\n");
  expect(await refused(repo, given)).toMatchObject({ fault: { code } });
});
