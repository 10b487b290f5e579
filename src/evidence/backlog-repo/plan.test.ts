import { expect, test } from "vitest";
import { exportBody } from "./export-body.ts";
import { exportView } from "./export-view.ts";
import { readPlan } from "./plan.ts";
import { indexPlans, planFindings } from "./plan-index.ts";
import { planOutcome } from "./plan-outcome.ts";
import { evidenceIn } from "./plan-text.ts";

const A = "shop/20260301T101500Z/codex/0:confusion_point:1";
const B = "shop/20260301T101500Z/codex/0:error_json:2";
const FP = "0c13f8542f3ebaf5";

test("hostile lines do not take long", () => {
  const lines = [
    "`".repeat(50_000),
    `Evidence atom ids: ${"`".repeat(1500)}x`,
    `# ${"# ".repeat(900)}x`,
    " ".repeat(100_000),
  ];
  expect(evidenceIn(lines.join("\n"))).toEqual([]);
  expect(planOutcome(`${"<!-- backlog-outcome:start ".repeat(2000)}${" ".repeat(100_000)}`)).toBeUndefined();
});

test.for([
  ["a heading", `# T\n\n## Evidence atom ids\n\n- \`${A}\`\n- ${B}\n\n## Next\n- \`x/y:z:1\``, [A, B]],
  ["a heading of any level, in any case", `#### EVIDENCE ATOM IDS (first 40)\n\`${A}\`, \`${B}\``, [A, B]],
  ["a bold label", `text\n\n**Evidence atom ids:**\n- \`${A}\`\n\n- \`${B}\`\n\nProse about \`x/y:z:1\`.`, [A, B]],
  ["a label in a list", `- Stage: triage\n- Evidence atom ids: \`${A}\`, \`${B}\`\n- Source: \`x/y:z:1\`\n`, [A, B]],
  ["an old line", `Evidence: \`${A}\`, \`${B}\`\n`, [A, B]],
  ["an old bullet", `- **Evidence**: \`${A}\` and more\n`, [A]],
  ["prose", `We saw \`${A}\`. Evidence atom ids are listed nowhere; \`${B}\`.\nThe evidence: it is \`${B}\`.`, []],
  ["a fence", `## Evidence atom ids\n\`\`\`\n- ${A}\n\`\`\`\n- ${B}`, [B]],
  ["tokens that are no ids", "## Evidence atom ids\n- `npm test`\n- 3 more\n", []],
  ["an id twice", `## Evidence atom ids\r\n- \`${A}\`\r\n- ${A}\r\n`, [A]],
  ["ids of Docket", "## Evidence atom ids\n- `todo-1a2b3c4d5e6f`", ["todo-1a2b3c4d5e6f"]],
] as const)("evidence in %s", ([, text, ids]) => {
  expect(evidenceIn(text)).toEqual(ids);
});

test.for([
  [
    "JSON in a fence",
    '<!-- backlog-outcome:start -->\n```json\n{"state": "resolved", "case_id": "case:a"}\n```\n<!-- backlog-outcome:end -->',
    "resolved",
    "case:a",
  ],
  [
    "JSON in the comment",
    '<!-- backlog-outcome:start {"outcome_state":"mitigated"} backlog-outcome:end -->',
    "mitigated",
    undefined,
  ],
  [
    "a line",
    "<!-- backlog-outcome:start -->\nstate: unverified\n<!-- backlog-outcome:end -->",
    "unverified",
    undefined,
  ],
] as const)("an outcome as %s", ([, text, state, identity]) => {
  expect(planOutcome(`# Plan\n\n${text}\n`)).toEqual({ state, identity });
});

test("an outcome beside the plan is read, and none is none", () => {
  expect(planOutcome("", '{"outcome": {"state": "duplicate", "related_identity": "case:b"}}')).toEqual({
    state: "duplicate",
    identity: "case:b",
  });
  expect(planOutcome("# Plan\nstate: resolved\n", "[]")).toBeUndefined();
});

const file = (bucket: string, name: string, text = "") => {
  const plan = readPlan({ root: ".", path: `.agents/plans/${bucket}/${name}`, bucket, text });
  if (plan === undefined) throw new Error("no plan");
  return plan;
};

test("the furthest of several plans decides", () => {
  const plans = [
    file("0.2 - discarded", `20260301_${FP}_a.md`),
    file("1 - ideas", `20260301_BLG-001_${FP}_a.md`),
    file("3 - in_progress", `20260302_${FP}_a.md`),
    { ...file("_dequeued", "20260301_aaaaaaaaaaaaaaaa_a.md"), isSealed: true },
  ];
  expect(Object.fromEntries(indexPlans(plans))).toEqual({
    aaaaaaaaaaaaaaaa: {
      status: "discarded",
      paths: [".agents/plans/_dequeued/20260301_aaaaaaaaaaaaaaaa_a.md"],
      buckets: ["_dequeued"],
      ticketIds: [],
      outcomes: [],
      isIntegrityUnknown: true,
    },
    [FP]: {
      status: "actioned",
      paths: plans.slice(0, 3).map(({ path }) => path),
      buckets: ["0.2 - discarded", "1 - ideas", "3 - in_progress"],
      ticketIds: ["BLG-001"],
      outcomes: [],
      isIntegrityUnknown: false,
    },
  });
  expect(planFindings(plans)).toEqual([]);
  expect(readPlan({ root: ".", path: "a/b.md", bucket: "1 - ideas", text: "" })).toBeUndefined();
  expect(readPlan({ root: ".", path: `a/20260301_${FP}_a.md`, bucket: "7 - mine", text: "" })).toBeUndefined();
});

test("copies in one folder of work, and outcomes that contradict each other, are findings", () => {
  const outcome = (state: string): string =>
    `<!-- backlog-outcome:start -->{"state":"${state}"}<!-- backlog-outcome:end -->`;
  const plans = [
    file("5 - complete", `20260301_${FP}_a.md`, outcome("resolved")),
    file("5 - complete", `20260302_${FP}_a.md`, outcome("mitigated")),
  ];
  expect(planFindings(plans)).toMatchObject([{ code: "plan-copies" }, { code: "plan-conflicting-outcomes" }]);
  expect(planFindings(plans.slice(1))).toEqual([]);
});

test("text of a ticket never becomes evidence, an outcome or the end of a section", () => {
  const ticket = {
    title: "One\n## Evidence atom ids\n- `evil/run:x:1`",
    problem:
      "## Evidence atom ids\n- `evil/run:x:1`\nEvidence: `evil/run:x:2`\n- **Evidence atom ids:** `evil/run:x:3`\n```\nopen",
    user_impact: '<!-- backlog-outcome:start -->{"state":"resolved"}<!-- backlog-outcome:end -->',
    investigation_steps: ["Evidence: `evil/run:x:4`", "x\n## Evidence atom ids\n`evil/run:x:5`"],
    evidence_atom_ids: [A, "`evil/run:x:6`"],
  };
  const body = exportBody(ticket, exportView(ticket), FP);
  expect(evidenceIn(body).filter((id) => id !== A && id !== "evil/run:x:6")).toEqual([]);
  expect(planOutcome(body)).toBeUndefined();
});

test("of much evidence the first forty are shown, and how many more there are", () => {
  const ids = Array.from({ length: 43 }, (_, at) => `a/run:x:${at + 1}`);
  const ticket = { title: "One", evidence_atom_ids: ids };
  const body = exportBody(ticket, exportView(ticket), FP);
  expect(evidenceIn(body)).toEqual(ids.slice(0, 40));
  expect(body).toContain("3 more are not shown.");
});
