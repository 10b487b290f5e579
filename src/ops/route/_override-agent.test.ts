import { expect, test } from "vitest";
import { type ModelSetup, modelProject, modelWorld } from "../../../test/rigs/models.ts";
import { newOp } from "../new.ts";
import { routeOp } from "../route.ts";

const world = modelWorld();
const BODY = "It learns from what people bought.\n\n## Affected Files\n\n- `src/api.py`: modify";

/** What route says about a ticket whose file speaks for backend, with a model that answers so. */
async function routed(reply: string, setup: ModelSetup = {}) {
  using repo = await modelProject(world, reply, setup);
  const call = { cwd: repo.path, as: "mika", door: "person", dryRun: false } as const;
  const made = await newOp.run(world, call, { title: "Recommend goods", kind: "feature", body: BODY });
  if (!made.ok) throw new Error(made.fault.message);
  const answer = await routeOp.run(world, call, { id: made.value.ticket.id, limit: 1 });
  if (!answer.ok || !("agent" in answer.value)) throw new Error("there is no route");
  return answer.value.agent;
}

test("a model may choose another of the known agents, with its reason, and what the rules say stays visible", async () => {
  const reply = "print({ agent: 'ml-engineer', reason: question.outside.description })";
  expect(await routed(reply)).toMatchObject({
    agent: "ml-engineer",
    label: "ml-engineer",
    reason: "node: It learns from what people bought.",
    asked: { by: "node", kept: false, byRules: "backend" },
    votes: [{ agent: "backend", files: 1 }],
  });
});

test("an agent of the rules is known too, and agreement changes nothing", async () => {
  const settings = "routing:\n  rules:\n    - { pattern: 'x/**', agent: shopkeeper, label: shop }\n";
  expect(await routed("print({ agent: 'shopkeeper', reason: 'It is a shop.' })", { settings })).toMatchObject({
    agent: "shopkeeper",
  });
  expect(await routed("print({ agent: 'backend', reason: 'Yes.' })")).toMatchObject({
    agent: "backend",
    reason: "1 of 1 file speaks for backend",
    asked: { byRules: "backend" },
  });
});

test.each([
  ["an agent that is not known", "print({ agent: 'root', reason: 'x' })", "model-not-understood"],
  ["no reason", "print({ agent: 'devops' })", "model-not-understood"],
  ["a refusal", "print({ refused: 'no' })", "model-refused"],
  ["an error", "process.exit(1)", "model-failed"],
])("with %s the rules decide", async (_, reply, code) => {
  expect(await routed(reply)).toMatchObject({ agent: "backend", fault: { code } });
});

test("nobody is asked where the settings say so, or nobody agreed to the command", async () => {
  const reply = "print({ agent: 'devops', reason: 'x' })";
  const off = await routed(reply, { settings: "routing:\n  modelOverride: false\n" });
  expect(off).toMatchObject({ agent: "backend" });
  expect(off).not.toHaveProperty("asked");
  expect(off).not.toHaveProperty("fault");
  expect(await routed(reply, { trusted: false })).toMatchObject({ agent: "backend", fault: { code: "not-trusted" } });
});
