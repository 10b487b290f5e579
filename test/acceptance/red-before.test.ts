import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bodyFor, gates, HONEST, NODE_TEST, project, proof, readyTicket, setting, take, work } from "./_project.ts";
import { docket, git, must, put, refusal } from "./_rig.ts";
import { show } from "./_tickets.ts";

const RED = `import assert from "node:assert/strict";
import test from "node:test";
import { mean } from "../src/mean.js";

test("means well", () => assert.equal(mean([1, 3]), 2));
test("knows one", () => assert.equal(mean([7]), 7));
`;

/** A project on whose base one test is red, as it is when a person left it so. */
async function redBase(gate = NODE_TEST): Promise<string> {
  const root = await project({ gate });
  put(root, {
    "src/mean.js": "export const mean = (list) => list.reduce((a, b) => a + b) / (list.length * list.length);\n",
    "test/mean.test.js": RED,
  });
  git(root, "add", "-A");
  git(root, "commit", "-qm", "Add a mean that is not one");
  return root;
}

/** A taken ticket and its checkout. */
async function taken(root: string, file = "src/sum.js", kind = "bug") {
  const id = await readyTicket(root, `Work on ${file}`, kind, bodyFor(file));
  const { order, worktree } = await take(root, id);
  return { id, order, checkout: join(root, worktree) };
}

const verdictOf = (root: string, order: string, name = "verdict.json") =>
  JSON.parse(readFileSync(join(root, "docket/orders", order, name), "utf8"));

const NAMED = [{ name: "test", code: 1, redBefore: ["means well"] }];
const WARNED = [{ code: "check-red-before", severity: "warning", message: expect.stringContaining("means well") }];

test("honest work passes while the base is red, alone and merged, and the verdicts name what was red before", async () => {
  const root = await redBase();
  const work_ = await taken(root);
  work(work_.checkout, HONEST);
  expect(await proof(work_.checkout)).toEqual({ result: "passed", codes: [] });
  const verdict = verdictOf(root, work_.order);
  expect(verdict).toMatchObject({ checks: NAMED, findings: { other: WARNED } });
  expect(verdict.redGreen).toMatchObject({ strength: "proven", stillRed: ["means well"] });
  expect((await docket(work_.checkout, ["verify"])).stdout).toContain(`was red before  test: ${NODE_TEST}`);
  expect(readFileSync(join(root, "docket/orders", work_.order, "handoff.md"), "utf8")).toContain("red before");
  await must(work_.checkout, ["finish"]);
  // The base moves in a source, so that the merged tree needs a proof of its own.
  work(root, { "src/other.js": "export {};\n" }, "Move the base");
  await must(root, ["integrate", work_.id]);
  expect(await show(root, work_.id)).toMatchObject({ status: "done" });
  const merged = verdictOf(root, work_.order, "verdict-merged.json");
  expect(merged).toMatchObject({ result: "passed", checks: NAMED, findings: { other: WARNED } });
  await must(root, ["verify", work_.id, "--recheck", "--run"]);
});

test("work of a kind without red and green passes as well, behind npm test", async () => {
  const root = await redBase();
  const manifest = '{"name":"sums","type":"module","private":true,"scripts":{"test":"node --test"}}\n';
  work(root, { "package.json": manifest }, "Name the tests");
  await gates(root, { test: "npm test" });
  const { checkout } = await taken(root, "src/new.js", "chore");
  work(checkout, { "src/new.js": "export {};\n" });
  expect(await proof(checkout)).toEqual({ result: "passed", codes: [] });
});

test("work that breaks another test is refused, alone and merged", async () => {
  const root = await redBase();
  const { checkout } = await taken(root);
  work(checkout, { ...HONEST, "src/mean.js": "export const mean = () => 0;\n" });
  const { result, codes } = await proof(checkout);
  expect(result).toBe("failed");
  expect(codes).toEqual(expect.arrayContaining(["check-failed", "test-regressed"]));

  const other = await taken(root, "src/apart.js", "chore");
  work(other.checkout, { "src/apart.js": "export const apart = true;\n" });
  await must(other.checkout, ["finish"]);
  work(
    root,
    {
      "test/alone.test.js": `import { existsSync } from "node:fs";
import assert from "node:assert/strict";
import test from "node:test";

test("is alone", () => assert.equal(existsSync("src/apart.js"), false));
`,
    },
    "Ask for less",
  );
  expect(await refusal(root, ["integrate", other.id])).toMatchObject({ code: "not-proven", exit: 1 });
  expect(verdictOf(root, other.order, "verdict-merged.json").checks[0]).not.toHaveProperty("redBefore");
});

test("to delete the red test, to skip it or to leave it red where the ticket is about it is refused", async () => {
  const root = await redBase();
  const { checkout } = await taken(root, "src/mean.js");
  const back = () => git(checkout, "reset", "-q", "--hard", "main");
  const skipped = RED.replace('test("means', 'test.skip("means');
  work(checkout, { "src/mean.js": "export const mean = ([one]) => one;\n", "test/mean.test.js": skipped });
  expect((await proof(checkout)).codes).toEqual(expect.arrayContaining(["test-skipped", "red-missing"]));
  back();
  git(checkout, "rm", "-q", "test/mean.test.js");
  work(checkout, { "src/mean.js": "export const mean = ([one]) => one;\n" });
  expect((await proof(checkout)).codes).toEqual(expect.arrayContaining(["test-deleted", "red-missing"]));
  back();
  work(checkout, { "src/mean.js": "export const mean = (list) => (list.length > 1 ? 0 : list[0]);\n" });
  expect((await proof(checkout)).codes).toEqual(["red-missing"]);
  const { cards } = JSON.parse((await docket(checkout, ["verify", "--json"])).stdout);
  expect(cards["red-missing"]).toMatchObject({ class: "Red and green", recheck: "docket verify ID" });
  expect(cards["check-red-before"].next).toHaveLength(1);
  back();
  work(checkout, { "src/mean.js": "export const mean = (list) => list.reduce((a, b) => a + b) / list.length;\n" });
  expect(await proof(checkout)).toEqual({ result: "passed", codes: [] });
});

test.each([
  ["a chain, behind which something else may fail", `${NODE_TEST}; test ! -f src/new.js && ${NODE_TEST}`],
  ["a command that names no test", "sh check.sh"],
])("%s stops the order as ever", async (_what, gate) => {
  const root = await redBase();
  work(root, { "check.sh": `${NODE_TEST} > all.log\n`, ".gitignore": "all.log\n" }, "Add a check");
  await gates(root, { test: gate });
  const { checkout } = await taken(root, "src/new.js", "chore");
  work(checkout, { "src/new.js": "export {};\n" });
  expect((await proof(checkout)).codes).toContain("check-failed");
});

test("a kind that asks for red and green is not proven where nothing says how tests are run", async () => {
  const root = await project();
  await gates(root, { lint: "true" });
  const { id, checkout } = await taken(root);
  work(checkout, HONEST);
  expect((await proof(checkout)).codes).toEqual(["red-missing"]);
  await must(root, ["edit", id, "--set", "red_green=false"]);
  expect(await proof(checkout)).toEqual({ result: "passed", codes: [] });
  await must(root, ["edit", id, "--set", "red_green=true"]);
  setting(root, /$(?![\s\S])/, `tests:\n  command: ${NODE_TEST} --test-reporter=tap\n  format: tap\n`);
  await must(root, ["trust"]);
  expect(await proof(checkout)).toEqual({ result: "passed", codes: [] });
});
