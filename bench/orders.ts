import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, docket, git, program } from "./corpus.ts";
import { median, runCommand, timeCommand } from "./measure.ts";

/** One measured promise about orders. */
export interface OrderFigure {
  readonly what: string;
  readonly measured: string;
  readonly must: string;
  readonly kept: boolean;
}

const FILES = 20_000;
const HELD = 50;
const RUNS = 5;
const TAKE_TIMES = 1.5;
const FINISH_MS = 200;
const INTEGRATE_MS = 500;
const STATUS_MS = 300;

/** Takes, finishes and merges orders in a large repository, and asks for the status of many in a small one. */
export function measureOrders(): readonly OrderFigure[] {
  const large = repository("orders-large", FILES);
  const f0 = median(times(RUNS, () => timeCommand({ file: process.execPath, args: ["-e", "0"], cwd: large })));
  const ids = readyTickets(large, RUNS + 1);
  const samples = ids.map((id, run) => wholeWay(large, id, run)).slice(1);
  const add = median(samples.map((one) => one.add));
  const takes = median(samples.map((one) => one.take)) / (add + f0);
  const finish = median(samples.map((one) => one.finish));
  const integrate = median(samples.map((one) => one.integrate));
  const small = repository("orders-many", 100);
  for (const id of readyTickets(small, HELD)) docket(small, "take", id);
  const status = median(times(RUNS, () => timeDocket(small, "status"))) - f0;
  return [
    {
      what: `take in ${FILES.toLocaleString("en")} files, beside git worktree add (${add.toFixed(0)} ms) and F0`,
      measured: `× ${takes.toFixed(2)}`,
      must: `≤ × ${TAKE_TIMES}`,
      kept: takes <= TAKE_TIMES,
    },
    over("finish, over the commands it must run", finish, FINISH_MS),
    over("integrate, over the commands it must run", integrate, INTEGRATE_MS),
    over(`status with ${HELD} checkouts, over F0`, status, STATUS_MS),
  ];
}

const over = (what: string, ms: number, most: number): OrderFigure => ({
  what,
  measured: `${ms.toFixed(0)} ms`,
  must: `≤ ${most} ms`,
  kept: ms <= most,
});

const times = (count: number, sample: () => number): readonly number[] => Array.from({ length: count }, sample);

const timeDocket = (cwd: string, ...args: readonly string[]): number =>
  timeCommand({ file: process.execPath, args: [program, ...args], cwd });

/** One order from take to merge, with a floor of git's own measured beside it. */
function wholeWay(root: string, id: string, run: number) {
  const spare = join(root, ".worktrees", `spare-${run}`);
  const add = timeCommand({ file: "git", args: ["worktree", "add", "--quiet", "--detach", spare, "main"], cwd: root });
  git(root, "worktree", "remove", "--force", spare);
  const take = timeDocket(root, "take", id);
  const checkout = docket(root, "path", id).trim();
  // Nobody commits in the second in which the files were made; git would look into each of them again whenever it is asked.
  waitForNextSecond();
  writeFileSync(join(checkout, `src/f0/changed-${run}.txt`), `${run}\n`);
  git(checkout, "add", "-A");
  git(checkout, "commit", "-qm", `chore: change ${run}`);
  // What take and the floor beside it wrote is to be on the disk before something else is timed that waits for the disk.
  runCommand({ file: "sync", args: [], cwd: root });
  const finish = timeDocket(checkout, "finish") - spentOnCommands(root, id);
  const integrate = timeDocket(root, "integrate", id);
  return { add, take, finish, integrate };
}

function waitForNextSecond(): void {
  const untilNext = 1000 - (Date.now() % 1000);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, untilNext + 50);
}

/** What the commands of the proof took by themselves, as its verdict says. */
function spentOnCommands(root: string, id: string): number {
  const order = JSON.parse(docket(root, "path", id, "--json")).order;
  const text = runCommand({ file: "cat", args: [join(root, "docket/orders", order, "verdict.json")], cwd: root });
  return JSON.parse(text).checks.reduce((sum: number, check: { durationMs: number }) => sum + check.durationMs, 0);
}

function repository(name: string, files: number): string {
  const root = join(cacheFolder, name);
  rmSync(root, { recursive: true, force: true });
  for (let at = 0; at < files; at += 1) {
    if (at % 100 === 0) mkdirSync(join(root, `src/f${at / 100}`), { recursive: true });
    writeFileSync(join(root, `src/f${Math.floor(at / 100)}/${at}.txt`), `file ${at}\n`);
  }
  git(root, "init", "-q");
  git(root, "add", "-A");
  git(root, "commit", "-qm", "Begin");
  docket(root, "init", "--yes");
  // A gate that costs nothing, so that what is measured is what proving adds.
  const settings = join(root, "docket/docket.yaml");
  writeFileSync(settings, `${readFileSync(settings, "utf8")}\ngates:\n  test: "true"\n`);
  git(join(root, "docket"), "commit", "-qam", "Set a gate");
  docket(root, "trust");
  return root;
}

const BODY = `## Context
It is measured.
## Description
A file is added.
## Affected Files
src/**: add
## Acceptance Criteria
- [ ] AC-1: it is there
- [ ] AC-2: it is small
- [ ] AC-3: it is text
## Test Strategy
\`\`\`
true
\`\`\`
## Dependencies
None.
`;

function readyTickets(root: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => {
    const made = docket(root, "new", `Add file ${at}`, "--kind", "chore", "--body", BODY, "--json");
    const { id } = JSON.parse(made).ticket;
    docket(root, "move", id, "refined", "--reason", "written");
    docket(root, "move", id, "ready", "--reason", "checked");
    return id;
  });
}
