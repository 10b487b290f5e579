import { expect, test } from "vitest";
import type { Breadth } from "./breadth.ts";
import { applyPolicy, DEFAULT_POLICY, type Staged, SURFACE_KINDS } from "./policy.ts";
import { POLICY_KEYS, readPolicy } from "./read-policy.ts";

const broad: Breadth = { runs: 2, missions: 2, targets: 2, repo_inputs: 2, agents: 2, personas: 2 };
const staged = (given: Partial<Staged> = {}): Staged => ({
  kinds: ["docs_change"],
  stage: "triage",
  risks: [],
  steps: [],
  ...given,
});

test("what nobody labelled goes nowhere", () => {
  for (const kinds of [[], ["unknown"], ["unknown", "new_api"]] as const) {
    const found = staged({ kinds });
    expect(applyPolicy(found, { ...broad, missions: 1 })).toEqual(found);
  }
});

test("what is labelled and small goes on from triage, and stays elsewhere", () => {
  expect(applyPolicy(staged(), { ...broad, missions: 0 }).stage).toBe("ready_for_ticket");
  expect(applyPolicy(staged({ stage: "research_required" }), broad).stage).toBe("research_required");
  expect(applyPolicy(staged({ kinds: ["new_api"] }), broad).stage).toBe("ready_for_ticket");
});

const LARGE = SURFACE_KINDS.filter((kind) => DEFAULT_POLICY.surfaceAreaHigh.includes(kind));

test.for(LARGE)("%s seen narrowly has to be looked into first", (kind) => {
  for (const narrow of ["missions", "targets", "repo_inputs"] as const) {
    const found = staged({ kinds: ["docs_change", kind], risks: ["overfitting_risk"], steps: ["Ask"] });
    expect(applyPolicy(found, { ...broad, [narrow]: 1 })).toEqual({
      ...found,
      stage: "research_required",
      risks: ["overfitting_risk"],
      steps: ["Ask", ...DEFAULT_POLICY.investigationSteps],
    });
  }
});

test("what is blocked stays blocked", () => {
  const found = staged({ kinds: ["new_api"], stage: "blocked" });
  expect(applyPolicy(found, { ...broad, missions: 0 })).toEqual(found);
});

test("a policy of one's own", () => {
  const read = readPolicy({
    [POLICY_KEYS.surfaceAreaHigh]: ["new_flag"],
    [POLICY_KEYS.breadthMin]: { agents: 3 },
    [POLICY_KEYS.narrowStage]: "blocked",
    [POLICY_KEYS.labelledStage]: "research_required",
    [POLICY_KEYS.investigationSteps]: ["Look"],
  });
  if (!read.ok) throw new Error(read.fault.message);
  expect(applyPolicy(staged({ kinds: ["new_flag"] }), broad, read.value)).toMatchObject({
    stage: "blocked",
    steps: ["Look"],
  });
  expect(applyPolicy(staged({ kinds: ["new_api"] }), broad, read.value).stage).toBe("research_required");
  expect(readPolicy(undefined)).toEqual({ ok: true, value: DEFAULT_POLICY });
  expect(readPolicy({})).toEqual({ ok: true, value: DEFAULT_POLICY });
});

test.for([
  [[], "backlog_policy"],
  ["text", "backlog_policy"],
  [{ surface_area: [] }, "backlog_policy.surface_area"],
  [{ surface_area_high: "new_api" }, "backlog_policy.surface_area_high"],
  [{ surface_area_high: ["new_api", "new"] }, "backlog_policy.surface_area_high[1]"],
  [{ breadth_min_for_surface_area_high: [] }, "backlog_policy.breadth_min_for_surface_area_high"],
  [{ breadth_min_for_surface_area_high: { mission: 2 } }, "backlog_policy.breadth_min_for_surface_area_high.mission"],
  [
    { breadth_min_for_surface_area_high: { missions: -1 } },
    "backlog_policy.breadth_min_for_surface_area_high.missions",
  ],
  [
    { breadth_min_for_surface_area_high: { missions: "2" } },
    "backlog_policy.breadth_min_for_surface_area_high.missions",
  ],
  [{ default_stage_for_surface_area_high: "later" }, "backlog_policy.default_stage_for_surface_area_high"],
  [{ default_stage_for_labelled: 1 }, "backlog_policy.default_stage_for_labelled"],
  [{ investigation_steps: ["Look", " "] }, "backlog_policy.investigation_steps[1]"],
] as const)("%j is refused with the key that is wrong", ([value, where]) => {
  expect(readPolicy(value)).toMatchObject({ ok: false, fault: { code: "policy-invalid", where } });
});
