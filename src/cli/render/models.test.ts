import { expect, test } from "vitest";
import { paint } from "../_page.ts";
import { discover } from "./discover.ts";
import { evidence } from "./evidence.ts";
import { improvedLines } from "./improved.ts";
import { route } from "./waves.ts";

const page = { columns: 100, hints: true, fields: undefined };
const fault = { code: "model-timed-out", message: "m gave no answer within 60 s" };

test("a draft tells what came from a model, what was not taken, and why nobody was heard", () => {
  const improved = { by: "m", kept: true, parts: ["Effort"], left: [{ part: "Impact", why: "too far" }] };
  expect(paint(improvedLines({ improved }), "plain")).toBe(
    "  from m, as it answered before: Effort\n  not taken, Impact: too far\n",
  );
  const none = { by: "m", kept: false, parts: [], left: [] };
  expect(paint(improvedLines({ improved: none }), "plain")).toBe("  from m: nothing\n");
  expect(paint(improvedLines({ improved: { parts: [], left: [], fault } }), "plain")).toBe(
    "  not improved: m gave no answer within 60 s\n",
  );
  expect(improvedLines({})).toEqual([]);
  expect(improvedLines({ improved: { parts: [], left: [] } })).toEqual([]);
});

test("a route shows the program and the prompt of its kind of agent only where the settings name them", () => {
  const told = (agent: object): string => paint(route({ action: "x", reason: "y", agent }, page), "plain");
  expect(told({ agent: "a", program: "run-it", prompt: "p.md" })).toMatch(/program +run-it.*\n.*prompt +p\.md/);
  expect(told({ agent: "a" })).not.toMatch(/program|prompt/);
});

test("a route shows what the rules alone say only where a model says otherwise", () => {
  const route1 = (agent: object): string => paint(route({ action: "x", reason: "y", agent }, page), "plain");
  expect(route1({ agent: "a", asked: { byRules: "b" } })).toMatch(/b +by the rules alone/);
  expect(route1({ agent: "b", asked: { byRules: "b" } })).not.toContain("rules");
  expect(route1({ agent: "b", fault })).toMatch(/not asked +m gave no answer/);
});

test("discover and cluster show what may be the same, and who was not heard", () => {
  const merges = [
    { title: "A", same: "BUG-x", by: "m", reason: "same sum", merged: false },
    { title: "B", same: "BUG-y", by: "m", reason: "same gap", merged: true },
  ];
  const found = paint(discover({ sources: [], tickets: { merges, mergesFault: fault } }, page), "plain");
  expect(found).toContain("m: A may be the same as BUG-x  same sum\nm: B went to BUG-y  same gap\n");
  expect(found).toContain("nobody said what else is the same: m gave no answer");
  const proposals = [{ facts: ["todo-1", "todo-2"], titles: ["One", "Two"], by: "m", reason: "same gap" }];
  const clustered = paint(evidence({ clusters: [], proposals }, page), "plain");
  expect(clustered).toBe("nothing sounds alike\nm: todo-1 and todo-2 may be one: One and Two  same gap\n");
});
