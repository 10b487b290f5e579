import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ask, git, must, put, repository } from "../_rig.ts";
import { newTicket } from "../_tickets.ts";

/** A small project with a fault, tests that node itself runs, and a backlog that proves with them. */
export async function project(): Promise<string> {
  const root = repository();
  put(root, {
    "package.json": '{"name":"sums","type":"module","private":true}\n',
    "src/sum.js": "export const sum = (list) => (list.length === 0 ? undefined : list.reduce((a, b) => a + b));\n",
    "test/sum.test.js": TEST_OF_SUM,
  });
  git(root, "add", "-A");
  git(root, "commit", "-qm", "Add sums");
  await must(root, ["init", "--yes"]);
  setting(root, /^gates:[\s\S]*?(?=^\S)/m, "gates:\n  test: node --test\n");
  put(root, { "docket/dod/DOD-DEFAULT.yaml": DOD });
  await must(root, ["trust"]);
  return root;
}

const TEST_OF_SUM = `import assert from "node:assert/strict";
import test from "node:test";
import { sum } from "../src/sum.js";

test("adds numbers", () => assert.equal(sum([1, 2]), 3));
`;

const DOD = `version: 1
dod:
  - id: DOD-DEFAULT
    title: Proven
    required_artifacts: [tests.log, diff.patch, handoff.md, verdict.json]
    required_checks: []
    rules: []
`;

/** Changes docket.yaml in place and commits it as a person would. */
export function setting(root: string, what: RegExp, to: string): void {
  const path = join(root, "docket/docket.yaml");
  const before = readFileSync(path, "utf8");
  const after = what.test(before) ? before.replace(what, to) : `${before}${to}`;
  writeFileSync(path, after);
  git(join(root, "docket"), "commit", "-qam", "Change the settings", "--allow-empty");
}

const BODY = `## Context

The sum of nothing is asked for.

## Description

sum([]) gives 0.

## Affected Files

- src/sum.js: modify

## Acceptance Criteria

- [ ] AC-1: sum of an empty list is 0
- [ ] AC-2: other sums stay
- [ ] AC-3: no new dependency

## Test Strategy

A test for the empty list.

\`\`\`
node --test
\`\`\`

## Dependencies

None.
`;

/** A ticket that may be taken. */
export async function readyTicket(root: string, title = "Sum of nothing", kind = "bug", body = BODY): Promise<string> {
  const id = await newTicket(root, title, "--kind", kind, "--body", body);
  await must(root, ["move", id, "refined", "--reason", "written"]);
  await must(root, ["move", id, "ready", "--reason", "checked"]);
  return id;
}

const takenShape = z.object({
  order: z.string(),
  ticket: z.string(),
  branch: z.string(),
  worktree: z.string(),
  base: z.string(),
  token: z.number(),
  fresh: z.boolean(),
});

export const take = (root: string, ...args: readonly string[]) => ask(root, takenShape, ["take", ...args]);

/** The honest work on the ticket: a test that fails before, and what makes it pass. */
export const HONEST: Readonly<Record<string, string>> = {
  "src/sum.js": "export const sum = (list) => list.reduce((a, b) => a + b, 0);\n",
  "test/sum.test.js": `${TEST_OF_SUM}\ntest("adds nothing", () => assert.equal(sum([]), 0));\n`,
};

/** Writes files in a checkout and commits them. */
export function work(checkout: string, files: Readonly<Record<string, string>>, message = "fix: sum of nothing"): void {
  put(checkout, files);
  git(checkout, "add", "-A");
  git(checkout, "commit", "-qm", message);
}
