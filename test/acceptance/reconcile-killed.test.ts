import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rounds } from "../rounds.ts";
import { HONEST, project, readyTicket, work } from "./_project.ts";
import { docket, git, must, put, seeded, start } from "./_rig.ts";
import { show } from "./_tickets.ts";

const LIMIT_MS = process.env.DOCKET_LONG === "1" ? 3_600_000 : 300_000;
/** Longer than any verb takes here, so that some blows come too late. */
const LONGEST_MS = 1_500;
const BLOWS_PER_ORDER = 3;

test("a program killed with SIGKILL at any moment of an order's way is settled, and no work is lost", {
  timeout: LIMIT_MS,
}, async () => {
  const seed = Date.now() % 1_000_000;
  const random = seeded(seed);
  const root = await project();
  put(root, { "mine.txt": "Do not touch.\n" });
  let killed = 0;
  for (let round = 0; round < rounds(5); round += 1) {
    const order = await newOrder(root, round);
    let blows = 0;
    for (let status = "ready"; status !== "done"; status = (await show(root, order.id)).status) {
      const child = start(root, await nextWords(root, order, status));
      const blow = blows < BLOWS_PER_ORDER ? setTimeout(() => child.kill("SIGKILL"), random() * LONGEST_MS) : undefined;
      const [code] = await once(child, "close");
      clearTimeout(blow);
      blows += 1;
      if (code === null) killed += 1;
      else expect(code, `${status}, seed ${seed}`).toBe(0);
      await expectSettled(root, order, `round ${round}, ${status}, blow ${blows}, seed ${seed}`);
    }
    for (const [path, text] of Object.entries(order.files))
      expect(readFileSync(join(root, path), "utf8"), path).toBe(text);
  }
  expect(killed).toBeGreaterThan(0);
  expect(readFileSync(join(root, "mine.txt"), "utf8")).toBe("Do not touch.\n");
  expect(git(root, "status", "--porcelain")).toBe("?? mine.txt\n");
  expect(git(root, "branch", "--format=%(refname:short)").trim()).toBe("docket\nmain");
});

interface Job {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
  /** The commit with the work, once it is made. */
  commit: string | undefined;
}

/** The first is proven red and green, in private worktrees; the others are quick. */
async function newOrder(root: string, round: number): Promise<Job> {
  if (round === 0) return { id: await readyTicket(root), files: HONEST, commit: undefined };
  const path = `src/more-${round}.js`;
  const files = { [path]: `export const more = ${round};\n` };
  return { id: await readyTicket(root, `More ${round}`, "chore", bodyOf(path)), files, commit: undefined };
}

async function nextWords(root: string, job: Job, status: string): Promise<readonly string[]> {
  if (status === "ready") return ["take", job.id];
  if (status === "review") return ["integrate", job.id];
  const checkout = (await must(root, ["path", job.id])).stdout.trim();
  if (!Object.entries(job.files).every(([path, text]) => textAt(join(checkout, path)) === text))
    work(checkout, job.files);
  job.commit = git(checkout, "rev-parse", "HEAD").trim();
  return ["finish", job.id];
}

const textAt = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

async function expectSettled(root: string, { commit }: Job, what: string): Promise<void> {
  const applied = await docket(root, ["reconcile", "--apply", "--json"]);
  expect(applied.code, `${what}\n${applied.stdout}`).toBe(0);
  const again = await docket(root, ["reconcile", "--json"]);
  expect(JSON.parse(again.stdout), what).toMatchObject({ repairs: [], findings: [] });
  if (commit !== undefined) expect(git(root, "branch", "--contains", commit), what).not.toBe("");
  expect(git(join(root, "docket"), "status", "--porcelain"), what).toBe("");
}

const bodyOf = (path: string): string => `## Context

One more is wanted.

## Description

Write ${path}.

## Affected Files

- ${path}: new

## Acceptance Criteria

- [ ] AC-1: it is there
- [ ] AC-2: nothing else changes
- [ ] AC-3: it is short

## Test Strategy

The unit tests still pass.

\`\`\`
node --test
\`\`\`

## Dependencies

None.
`;
