import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { type RunRule, readAgentReport, readRunError, runSeverity, saysFailed } from "./agent-run.ts";

test("reads what an agent was confused by, wants changed, and was not sure of", () => {
  const report = {
    status: "ok",
    confusion_points: [
      { summary: "The README names no command", impact: "lost ten minutes", evidence: ["a", "b"] },
      "no tests",
    ],
    suggested_changes: [
      { change: "Add a quick start", priority: "P1", location: "README.md", expected_impact: "faster" },
    ],
    confidence_signals: { found: ["x"], missing: ["a passing build"] },
  };
  expect(readAgentReport(JSON.stringify(report))).toEqual({
    complete: true,
    about: { status: "ok" },
    remarks: [
      {
        rule: "confusion_point",
        text: "The README names no command",
        extras: { impact: "lost ten minutes", evidence: "a; b" },
      },
      { rule: "confusion_point", text: "no tests", extras: {} },
      {
        rule: "suggested_change",
        text: "Add a quick start",
        extras: { location: "README.md", priority: "P1", expected_impact: "faster" },
      },
      { rule: "confidence_missing", text: "a passing build", extras: {} },
    ],
  });
});

test("what cannot be understood is said, and the rest is kept", () => {
  expect(readAgentReport("not json")).toBeUndefined();
  expect(readAgentReport("[1]")).toBeUndefined();
  expect(readAgentReport("{}")).toEqual({ remarks: [], about: {}, complete: true });
  const odd = { confusion_points: ["good", 3, {}, { summary: " " }], suggested_changes: "none" };
  expect(readAgentReport(JSON.stringify(odd))).toMatchObject({ complete: false, remarks: [{ text: "good" }] });
});

test.each<readonly [RunRule, string, string, string]>([
  ["run_failure_event", "x", "", "high"],
  ["agent_stderr_artifact", "HTTP 429 too many requests", "", "medium"],
  ["agent_stderr_artifact", "RESOURCE_EXHAUSTED", "", "medium"],
  ["agent_stderr_artifact", "line 14290", "", "high"],
  ["agent_last_message_artifact", "crash", "", "low"],
  ["confusion_point", "It crashes on start", "", "high"],
  ["confusion_point", "I can't find it", "", "high"],
  ["confusion_point", "The name is odd", "", "medium"],
  ["suggested_change", "x", "Blocker", "high"],
  ["suggested_change", "x", "p2", "medium"],
  ["suggested_change", "x", "P3", "low"],
  ["suggested_change", "x", "", "medium"],
  ["confidence_missing", "crash", "", "low"],
])("%s %j of priority %j is %s", (rule, text, priority, severity) => {
  expect(runSeverity({ rule, text, extras: priority === "" ? {} : { priority } })).toBe(severity);
});

test("an error file says what it holds, in whatever form", () => {
  expect(readRunError('{"type": "AgentError", "message": "quota"}')).toBe("AgentError: quota");
  expect(readRunError('["a", {"b": 1}]')).toBe('a; {"b":1}');
  expect(readRunError("plain words\n")).toBe("plain words");
  expect(readRunError('{"odd": [1]}')).toBe('{"odd":[1]}');
  expect([readRunError("{}"), readRunError("[]"), readRunError(" ")]).toEqual([undefined, undefined, undefined]);
  expect([
    saysFailed({ status: "Failed" }),
    saysFailed({ exit_code: "3" }),
    saysFailed({ exit_code: "0", status: "ok" }),
  ]).toEqual([true, true, false]);
});

test("whatever stands in a report, reading it answers", () => {
  const entry = fc.record(
    { confusion_points: fc.jsonValue(), suggested_changes: fc.jsonValue(), confidence_signals: fc.jsonValue() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        entry.map((one) => JSON.stringify(one)),
        fc.string(),
        fc.json(),
      ),
      (text) => {
        const report = readAgentReport(text);
        for (const { text: said } of report?.remarks ?? []) expect(said.length).toBeLessThanOrEqual(4_000);
        readRunError(text);
      },
    ),
    { numRuns: rounds(200) },
  );
});
