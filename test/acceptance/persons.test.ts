import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chore, project, take, work } from "./_project.ts";
import { docket, git, must, refusal } from "./_rig.ts";
import { newTicket, show } from "./_tickets.ts";

const MARKS = [
  "DOCKET_ORDER",
  "CLAUDECODE",
  "CODEX_SANDBOX",
  "CODEX_THREAD_ID",
  "GEMINI_CLI",
  "CURSOR_AGENT",
  "AI_AGENT",
  "OPENCODE_CLIENT",
];

interface Scene {
  readonly root: string;
  readonly id: string;
  readonly checkout: string;
  readonly before: () => string;
}

/** An order at work, and everything of the repository that an agent must not move. */
async function scene(): Promise<Scene> {
  const root = await project({ gate: "exit 1" });
  const id = await chore(root, "src/a.js");
  const { worktree } = await take(root, id);
  const checkout = join(root, worktree);
  work(checkout, { "src/a.js": "export {};\n" });
  const trust = (): string => readFileSync(join(root, ".git/docket/trust.json"), "utf8");
  return { root, id, checkout, before: () => `${git(root, "rev-parse", "docket", "main")}${trust()}` };
}

const personOnly = (id: string): readonly (readonly string[])[] => [
  ["approve", id, "--reason", "It is all fine."],
  ["reject", id, "--reason", "It is not fine."],
  ["finish", id, "--skip-verification", "The gate is broken today."],
  ["take", "--over", id, "--reason", "I know better."],
  ["trust"],
  ["requeue", id, "--reason", "Once more."],
];

test("an agent by any mark is refused what only persons may do, and nothing changes", async () => {
  const { root, id, before } = await scene();
  const untouched = before();
  for (const [at, mark] of MARKS.entries()) {
    // Every verb with the first mark, one verb with each other.
    const verbs = personOnly(id).filter((_, verb) => at === 0 || verb === at % personOnly(id).length);
    for (const verb of verbs) {
      const refused = await refusal(root, verb, { env: { [mark]: "1" } });
      expect(refused, `${mark} ${verb.join(" ")}`).toMatchObject({ code: "persons-only", exit: 2 });
      expect(refused.message).toContain(mark);
    }
  }
  for (const env of [{ CLAUDECODE: "1" }, { DOCKET_ORDER: "WO-k3f9q2-7d" }, { AI_AGENT: "" }])
    for (const name of ["--as=person:mika", "--as=person:root"]) {
      const refused = await refusal(root, ["comment", id, "--body", "Fine.", name], { env });
      expect(refused, JSON.stringify(env)).toMatchObject({ code: "actor-not-person", exit: 2 });
    }
  const named = await refusal(root, ["trust"], { env: { CLAUDECODE: "1", DOCKET_ACTOR: "person:mika" } });
  expect(named).toMatchObject({ code: "actor-not-person" });
  expect(before()).toBe(untouched);
});

test("who says to be an agent is one", async () => {
  const { root, id } = await scene();
  for (const verb of personOnly(id))
    expect(await refusal(root, [...verb, "--as", "agent:claude"]), verb[0]).toMatchObject({ code: "persons-only" });
});

test("from inside an order nobody approves, skips, takes over or trusts, however deep they stand", async () => {
  const { root, id, checkout, before } = await scene();
  const untouched = before();
  const deep = join(checkout, "src/deep/deeper");
  mkdirSync(deep, { recursive: true });
  for (const [at, verb] of personOnly(id).entries()) {
    const cwd = [checkout, deep][at % 2] ?? checkout;
    const refused = await refusal(cwd, verb);
    expect(refused, verb[0]).toMatchObject({ code: "persons-only", message: expect.stringContaining("WO-") });
  }
  expect(before()).toBe(untouched);
  expect(await show(root, id)).toMatchObject({ status: "doing" });
});

test("from inside an order no ticket is approved, closed as done or forced on, and it may still be rejected, parked or found wanting", async () => {
  const { root, id, checkout } = await scene();
  const bare = await newTicket(root, "Nothing but a title");
  for (const verb of [
    ["review", id, "--approve", "--body", "I like my own work."],
    ["close", id, "--resolution", "Done, believe me."],
    ["move", id, "done", "--reason", "Done, believe me."],
    ["move", bare, "refined", "--force", "--reason", "Because."],
  ])
    expect(await refusal(checkout, verb), verb.join(" ")).toMatchObject({ code: "persons-only", exit: 2 });
  expect(await show(root, bare)).toMatchObject({ status: "new" });
  expect(await show(root, id)).toMatchObject({ status: "doing" });
  await must(checkout, ["review", id, "--request-changes", "--body", "It has no test."]);
  await must(checkout, ["move", id, "blocked", "--reason", "It waits for the lawyers."]);
  await must(root, ["close", id, "--resolution", "Somebody else did it."]);
});

test("what an order's commands run is inside the order too", async () => {
  const { root, id, checkout } = await scene();
  const asked = await docket(checkout, ["verify", "--json"]);
  expect(asked.code).toBe(1);
  // The environment of a gate carries the order's mark, wherever the command goes from there.
  const [log] = JSON.parse(asked.stdout).checks;
  expect(log).toMatchObject({ name: "test", code: 1 });
  const env = { DOCKET_ORDER: "WO-k3f9q2-7d" };
  expect(await refusal(root, ["approve", id, "--reason", "From a gate."], { env })).toMatchObject({
    code: "persons-only",
  });
});
