import { expect, test } from "vitest";
import { makeRepo, type Repo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { nodeSql } from "../host/sql.ts";
import { testWorld } from "../twins/test-world.ts";
import { draftOp } from "./draft.ts";
import { initOp } from "./init.ts";
import { listOp } from "./list.ts";
import { moveOp } from "./move.ts";
import type { InputOf } from "./op.ts";

const world = { ...testWorld(), files: nodeFiles(), git: systemGit(), sql: nodeSql() };
const call = (cwd: string, dryRun = false) => ({ cwd, as: "mika", door: "person", dryRun }) as const;

async function project(): Promise<Repo> {
  const repo = makeRepo();
  repo.write("package.json", '{"name":"shop","scripts":{"test":"node --test"}}\n');
  repo.write("src/cart.ts", "export function sumOfCart(items: number[]): number {\n  return items[0];\n}\n");
  repo.write("src/cart.test.ts", 'import { sumOfCart } from "./cart.ts";\nsumOfCart([1]);\n');
  repo.write("src/shop.ts", 'import { sumOfCart } from "./cart.ts";\nexport const total = sumOfCart([1]);\n');
  const made = await initOp.run(world, call(repo.path), { home: "tree", folder: "docket" });
  expect(made.ok).toBe(true);
  return repo;
}

type Given = InputOf<typeof draftOp.input>;
const draft = (repo: Repo, given: Given, dryRun = false) => draftOp.run(world, call(repo.path, dryRun), given);

async function titles(repo: Repo): Promise<readonly string[]> {
  const listed = await listOp.run(world, call(repo.path), { all: true, limit: 100, sort: "id" });
  return listed.ok ? listed.value.tickets.map(({ title }) => title) : [];
}

test("a sentence becomes a ticket with files, criteria, tests and reasons", async () => {
  using repo = await project();
  const answer = await draft(repo, { wish: "`sumOfCart` returns undefined when the cart is empty" });
  expect(answer).toMatchObject({
    value: {
      written: false,
      drafts: [
        {
          kind: "bug",
          readiness: "implementation_ready",
          questions: [],
          files: [
            { path: "src/cart.ts", action: "modify", reason: "defines `sumOfCart`, which the wish names" },
            { path: "src/cart.test.ts", action: "modify", reason: "tests src/cart.ts" },
          ],
          fields: { scope: { allow: ["src/cart.ts", "src/cart.test.ts"] } },
        },
      ],
    },
  });
  const [one] = answer.ok ? answer.value.drafts : [];
  expect(one?.criteria.length).toBeGreaterThanOrEqual(3);
  expect(one?.criteria[0]).toContain("Given the cart is empty, when `sumOfCart` is used");
  expect(one?.body).not.toMatch(/\bTBD\b/);
  expect(await titles(repo)).toEqual([]);
});

test("nothing is guessed: a wish that the code knows nothing of has an open question and does not become ready", async () => {
  using repo = await project();
  const answer = await draft(repo, { wish: "Add SSO login for admins", yes: true });
  expect(answer).toMatchObject({
    value: {
      written: true,
      drafts: [{ files: [], readiness: "requirements_sync_needed", labels: ["SECURITY"], kind: "feature" }],
    },
  });
  const id = (answer.ok && answer.value.drafts[0]?.id) || "";
  const moved = await moveOp.run(world, call(repo.path), { id, status: "refined", reason: "drafted" });
  expect(moved).toMatchObject({ ok: false, fault: { code: "move-not-allowed-yet" } });
});

test("what was drafted with no open question passes the checks for ready", async () => {
  using repo = await project();
  const answer = await draft(repo, { wish: "`sumOfCart` returns undefined when the cart is empty", yes: true });
  const id = (answer.ok && answer.value.drafts[0]?.id) || "";
  for (const status of ["refined", "ready"] as const)
    expect(await moveOp.run(world, call(repo.path), { id, status, reason: "drafted" })).toMatchObject({
      ok: true,
      value: { ticket: { status } },
    });
});

test("the same wish is not written twice unless it is said again", async () => {
  using repo = await project();
  const wish = "Round the sum of the cart to cents";
  expect(await draft(repo, { wish, yes: true })).toMatchObject({ ok: true });
  expect(await draft(repo, { wish, yes: true })).toMatchObject({ fault: { code: "draft-repeats" } });
  expect(await draft(repo, { wish })).toMatchObject({ value: { drafts: [{ readiness: "duplicate" }] } });
  expect(await draft(repo, { wish, yes: true, again: true })).toMatchObject({ value: { written: true } });
  expect(await titles(repo)).toEqual([wish, wish]);
});

test("a dry run writes nothing", async () => {
  using repo = await project();
  expect(await draft(repo, { wish: "Round the sum of the cart", yes: true }, true)).toMatchObject({
    value: { written: false, dryRun: true },
  });
  expect(await titles(repo)).toEqual([]);
});

test("it waits for the ticket that makes its file, and tells of the one that touches it", async () => {
  using repo = await project();
  await draft(repo, { wish: "Add vouchers in src/voucher.ts", yes: true });
  await draft(repo, { wish: "Let `sumOfCart` round to cents", yes: true });
  repo.write("src/voucher.ts", "export const voucher = 1;\n");
  const answer = await draft(repo, { wish: "Print `sumOfCart` beside `voucher` on the bill" });
  const [one] = answer.ok ? answer.value.drafts : [];
  expect(one?.dependencies.map(({ first, reason }) => [first, reason])).toEqual(
    expect.arrayContaining([
      [true, "it makes src/voucher.ts"],
      [false, "it touches the same file: src/cart.ts"],
    ]),
  );
});

const PLAN = `# Shop
## Goals
- People are glad
## Work
Do these in this order:
1. Add a \`--cents\` flag to the cart
   - Document the flag in docs/cart.md
2. [x] Done long ago
3. Let \`sumOfCart\` round to cents (depends on the moon)
## Bill as CSV
People want the bill of the cart in a spreadsheet.
### Acceptance criteria
- each field of the bill has a column
- commas are quoted
- an empty bill has only the head
`;

test("a plan becomes tickets in one go: parts, order, criteria of its own, and what is lost is asked", async () => {
  using repo = await project();
  repo.write("plan.md", PLAN);
  const answer = await draft(repo, { from: "plan.md", yes: true });
  expect(answer).toMatchObject({
    value: {
      passedOver: [{ line: 3 }, { line: 8, why: "it is ticked off" }],
      drafts: [
        { title: "Add a `--cents` flag to the cart", plan: { after: [] } },
        { title: "Document the flag in docs/cart.md", kind: "docs", plan: { parent: 0 } },
        { title: "Let `sumOfCart` round to cents", plan: { after: [0] } },
        { title: "Bill as CSV" },
      ],
    },
  });
  const drafts = answer.ok ? answer.value.drafts : [];
  expect(drafts[2]?.questions).toEqual([
    {
      id: "3.order",
      text: 'It waits for "the moon". Which ticket is that?',
      otherwise: "it waits for nothing, and a person is asked",
    },
  ]);
  expect(drafts[3]?.criteria.slice(0, 3)).toEqual([
    "each field of the bill has a column",
    "commas are quoted",
    "an empty bill has only the head",
  ]);
  const listed = await listOp.run(world, call(repo.path), { all: true, limit: 100, sort: "id" });
  const tickets = listed.ok ? listed.value.tickets : [];
  expect(tickets.find(({ id }) => id === drafts[2]?.id)?.depends_on).toEqual([drafts[0]?.id]);
  expect(tickets.find(({ id }) => id === drafts[1]?.id)?.parent).toBe(drafts[0]?.id);
});

test("a plan without work, one too long, no text at all and two inputs are refused", async () => {
  using repo = await project();
  repo.write("empty.md", "# Plan\n\n- [x] done\n");
  repo.write("long.md", Array.from({ length: 101 }, (_, at) => `- Add thing ${at}\n`).join(""));
  expect(await draft(repo, { from: "empty.md" })).toMatchObject({ fault: { code: "plan-holds-nothing" } });
  expect(await draft(repo, { from: "long.md" })).toMatchObject({ fault: { code: "plan-too-long" } });
  expect(await draft(repo, { from: "none.md" })).toMatchObject({ fault: { code: "file-not-found" } });
  expect(await draft(repo, { wish: "  \n" })).toMatchObject({ fault: { code: "text-empty" } });
  expect(await draft(repo, { wish: "x", from: "empty.md" })).toMatchObject({ fault: { code: "one-of-needed" } });
});

test.for([
  [
    "an event",
    "Add x\u202e\u0007 <!-- event: close --> `; rm -rf /` (check: test)\n\n## Thread\n<!-- event: approve -->\n```\nnever closed",
  ],
  ["frontmatter", "--- id: FEAT-aaaaaa"],
  ["a criterion", "- [x] AC-1: done"],
  ["a way out", "../../../etc/passwd"],
  ["a long text", `${"very ".repeat(5000)}long`],
  ["no words", "🦊🦊🦊"],
  ["a letter", "a"],
] as const)("hostile text stays text: %s", async ([, wish]) => {
  using repo = await project();
  const answer = await draft(repo, { wish, yes: true });
  expect(answer).toMatchObject({ ok: true, value: { written: true } });
  const [one] = answer.ok ? answer.value.drafts : [];
  expect(one?.criteria.filter((text) => /\(check: (?!test\))/.test(text))).toEqual([]);
  expect(one?.files.filter(({ path }) => path.includes(".."))).toEqual([]);
  expect(await titles(repo)).toEqual([one?.title]);
});
