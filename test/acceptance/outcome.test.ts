import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { chore, project, take, work } from "./_project.ts";
import { ask, docket, git, must, put } from "./_rig.ts";

const outcomeShape = z.looseObject({
  outcome: z.looseObject({ state: z.string(), recurrenceCheck: z.string().optional() }).nullable(),
  next: z.array(z.looseObject({ to: z.string(), missing: z.string().nullable() })),
});
const factsShape = z.looseObject({ facts: z.array(z.looseObject({ id: z.string() })) });

/** Runs of discover until the outcome is as wanted: times are kept by the second, so one run may come too early. */
async function discovered(root: string, id: string, wanted: string): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let run = 0; run < 40 && seen.at(-1) !== wanted; run += 1) {
    await docket(root, ["discover", "--source", "todo", "--no-tickets"]);
    const { outcome } = await ask(root, outcomeShape, ["evidence", "outcome", id]);
    seen.push(outcome?.state ?? "none");
  }
  return [...new Set(seen)];
}

test("work that is proven and merged is seen gone, checked again, and resolved: by the program, with nobody's word", async () => {
  const root = await project({ gate: "true" });
  put(root, { "src/a.js": "// TODO: say what this is\nexport {};\n" });
  git(root, "add", "-A");
  git(root, "commit", "-qm", "Add a");
  const id = await chore(root, "src/a.js");
  await must(root, ["discover", "--source", "todo", "--no-tickets"]);
  const { facts } = await ask(root, factsShape, ["evidence", "list"]);
  await must(root, ["evidence", "link", facts[0]?.id ?? "", id]);
  expect(await ask(root, outcomeShape, ["evidence", "outcome", id])).toMatchObject({ outcome: null });

  const { order, worktree } = await take(root, id);
  const checkout = join(root, worktree);
  const byAgent = await docket(checkout, ["evidence", "outcome", id, "mitigated", "--json"]);
  expect(byAgent.stdout + byAgent.stderr).toContain("persons-only");
  work(checkout, { "src/a.js": "// It says nothing.\nexport {};\n" }, `chore: ${id}`);
  await must(checkout, ["finish"]);
  await must(root, ["integrate", id]);

  expect(await ask(root, outcomeShape, ["evidence", "outcome", id])).toMatchObject({
    outcome: {
      state: "tests_verified",
      merge: { targetBranch: "main", mergedCommit: git(root, "rev-parse", "main").trim() },
      evidence: [{ kind: "verdict", reference: `orders/${order}/verdict-merged.json`, result: "passed" }],
    },
  });
  expect(await discovered(root, id, "resolved")).toEqual(
    expect.arrayContaining(["original_scenario_verified", "resolved"]),
  );
  const { stdout } = await must(root, ["evidence", "outcome", id]);
  expect(stdout).toMatch(/resolved\n {2}merged into main as [0-9a-f]{12}/);
});
