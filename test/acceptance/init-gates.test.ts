import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HONEST, readyTicket, take, work } from "./_project.ts";
import { docket, git, must, put, refusal, repository } from "./_rig.ts";

function withScripts(scripts: Readonly<Record<string, string>>): string {
  const root = repository();
  put(root, {
    "package.json": `${JSON.stringify({ name: "sums", type: "module", private: true, scripts })}\n`,
    "src/sum.js": "export const sum = (list) => (list.length === 0 ? undefined : list.reduce((a, b) => a + b));\n",
  });
  git(root, "add", "-A");
  git(root, "commit", "-qm", "Add sums");
  return root;
}

test("what init took from the project's own scripts proves an order, each test by its name", async () => {
  const root = withScripts({ test: "node --test", lint: "node --check src/sum.js" });
  const made = JSON.parse((await must(root, ["init", "--yes", "--json"])).stdout);
  expect(made.gates).toEqual({ test: "npm test", lint: "npm run lint" });
  const id = await readyTicket(root);
  const { worktree } = await take(root, id);
  const checkout = join(root, worktree);
  work(checkout, HONEST);
  const { stdout } = await docket(checkout, ["verify", "--json"]);
  const verdict = JSON.parse(stdout);
  expect(verdict, stdout).toMatchObject({ result: "passed", redGreen: { strength: "proven" } });
  expect(verdict.checks.map(({ name, command }: { name: string; command: string }) => [name, command])).toEqual([
    ["test", "npm test"],
    ["lint", "npm run lint"],
  ]);
});

test("where nothing runs tests, no gate is made up, and a ticket cannot be taken before one is named", async () => {
  const root = repository();
  const made = JSON.parse((await must(root, ["init", "--yes", "--json"])).stdout);
  expect(made.gates).toEqual({});
  expect(readFileSync(join(root, "docket/docket.yaml"), "utf8")).toContain(
    "  # test: # nothing was found that runs the tests; name it here\n",
  );
  const id = await readyTicket(root);
  const refused = await refusal(root, ["take", id]);
  expect(refused).toMatchObject({ code: "not-takeable" });
  expect(refused.message).toContain("nothing would be run to prove it");
});
