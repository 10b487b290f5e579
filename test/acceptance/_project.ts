import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { done, libraryAt } from "./_library.ts";
import { callsOf, docket, fileOf, git, must, put, repository } from "./_rig.ts";

interface Wanted {
  /** Where it is made; a folder of its own unless told. */
  readonly at?: string;
  /** The command of the gate `test`. */
  readonly gate?: string;
  readonly init?: readonly string[];
}

/** All test files in one process: a run has a few tests in each, and a process for every file would be most of its time. */
export const NODE_TEST = "node --test --test-isolation=none";

/** A small project with a fault, tests that node itself runs, and a backlog that proves with them. */
export async function project({ at, gate = NODE_TEST, init = [] }: Wanted = {}): Promise<string> {
  const root = repository(at);
  put(root, {
    "package.json": '{"name":"sums","type":"module","private":true}\n',
    "src/sum.js": "export const sum = (list) => (list.length === 0 ? undefined : list.reduce((a, b) => a + b));\n",
    "test/sum.test.js": TEST_OF_SUM,
  });
  git(root, "add", "-A");
  git(root, "commit", "-qm", "Add sums");
  if (init.length === 0) done(await libraryAt(root).init());
  else await must(root, ["init", "--yes", ...init]);
  put(root, { "docket/dod/DOD-DEFAULT.yaml": DOD });
  await gates(root, { test: gate });
  return root;
}

/** Sets the commands of the gates, all of them, and trusts them. */
export async function gates(root: string, commands: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(commands).map(([name, command]) => `  ${name}: ${JSON.stringify(command)}\n`);
  setting(root, /^(?:# )?gates:\n(?: .*\n)*/m, `gates:\n${lines.join("")}`);
  done(await libraryAt(root).trust());
}

/** Sets one of the settings for orders. */
export function orders(root: string, lines: Readonly<Record<string, string | number | boolean>>): void {
  const text = Object.entries(lines).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}\n`);
  setting(root, /^orders:\n(?: .*\n)*|$(?![\s\S])/m, `orders:\n${text.join("")}`);
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

/** What a ticket says that changes one file. */
export const bodyFor = (file: string): string => BODY.replace("src/sum.js: modify", `${file}: create`);

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

A unit test for the empty list.

\`\`\`
node --test
\`\`\`

## Dependencies

None.
`;

/** A ticket that may be taken. */
export async function readyTicket(root: string, title = "Sum of nothing", kind = "bug", body = BODY): Promise<string> {
  const library = libraryAt(root);
  const { id } = done(await library.new({ title, kind, body })).ticket;
  done(await library.move({ id, status: "refined", reason: "written" }));
  done(await library.move({ id, status: "ready", reason: "checked" }));
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

/** The honest work on the ticket: a test that fails before, and what makes it pass. */
export const HONEST: Readonly<Record<string, string>> = {
  "src/sum.js": "export const sum = (list) => list.reduce((a, b) => a + b, 0);\n",
  "test/sum.test.js": `${TEST_OF_SUM}\ntest("adds nothing", () => assert.equal(sum([]), 0));\n`,
};

/** A chore that changes one file: proven by the gates alone. */
export async function chore(root: string, file: string): Promise<string> {
  const byProgram = () => readyTicket(root, `Write ${file}`, "chore", bodyFor(file));
  const home = join(root, "docket");
  if (pattern === undefined || !existsSync(join(home, ".git"))) {
    const id = await byProgram();
    if (existsSync(join(home, "tickets"))) pattern = { id, file, text: readFileSync(fileOf(root, id), "utf8") };
    return id;
  }
  // Three calls of the program for each of so many tickets would be most of the time of these tests.
  const id = nextId();
  const { text } = pattern;
  const name = `tickets/${id}-write.md`;
  put(home, { [name]: text.replaceAll(pattern.id, id).replaceAll(pattern.file, file) });
  git(home, "add", name);
  git(home, "commit", "-qm", `${id}: write it down`, "--", name);
  return id;
}

/** The first chore of this process, as the program made it: the others are written after it. */
let pattern: { readonly id: string; readonly file: string; readonly text: string } | undefined;
let count = 0;

function nextId(): string {
  count += 1;
  const letters = [...String(count).padStart(3, "0")].map((digit) => "bcdfghjkmn"[Number(digit)]);
  return `CHORE-${letters.join("")}xyz`;
}

export interface Finished {
  readonly id: string;
  readonly order: string;
  readonly branch: string;
  readonly checkout: string;
}

const proofShape = z.looseObject({
  result: z.string(),
  findings: z.record(z.string(), z.array(z.looseObject({ code: z.string(), severity: z.string() }))),
  redGreen: z.looseObject({
    strength: z.string(),
    findings: z.array(z.looseObject({ code: z.string(), severity: z.string() })),
  }),
});

/** What is done on orders, whether the program is started or answers in this process. */
export function deedsOf({ docket, must, ask }: ReturnType<typeof callsOf>) {
  const take = (root: string, ...args: readonly string[]) => ask(root, takenShape, ["take", ...args]);

  /** A ticket that is taken, with the work on it committed. */
  async function worked(root: string, files: Readonly<Record<string, string>>): Promise<Finished> {
    const id = await chore(root, Object.keys(files)[0] ?? "");
    const { order, branch, worktree } = await take(root, id);
    const checkout = join(root, worktree);
    work(checkout, files, `chore: ${id}`);
    return { id, order, branch, checkout };
  }

  /** A ticket that is taken, worked on, proven and finished: it waits to be integrated. */
  async function finished(root: string, files: Readonly<Record<string, string>>): Promise<Finished> {
    const made = await worked(root, files);
    await must(made.checkout, ["finish"]);
    return made;
  }

  /** Proves the order of a checkout and gives the codes of what is wrong, errors first. */
  async function proof(checkout: string): Promise<{ readonly result: string; readonly codes: readonly string[] }> {
    const { stdout, stderr } = await docket(checkout, ["verify", "--json"]);
    const parsed = proofShape.safeParse(JSON.parse(stdout));
    if (!parsed.success) throw new Error(`${stdout}${stderr}`);
    const { result, findings, redGreen } = parsed.data;
    const all = [...Object.values(findings).flat(), ...redGreen.findings];
    return { result, codes: all.filter(({ severity }) => severity === "error").map(({ code }) => code) };
  }

  return { take, worked, finished, proof };
}

export const { take, finished, proof } = deedsOf(callsOf(docket));

/** Writes files in a checkout and commits them. */
export function work(checkout: string, files: Readonly<Record<string, string>>, message = "fix: sum of nothing"): void {
  put(checkout, files);
  git(checkout, "add", "-A");
  git(checkout, "commit", "-qm", message);
}
