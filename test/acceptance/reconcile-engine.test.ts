import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docket, must, refusal, take } from "./_inside.ts";
import { HONEST, project, readyTicket, setting, work } from "./_project.ts";
import { git, start } from "./_rig.ts";
import { show } from "./_tickets.ts";

/** An agent that does half the work and takes the engine with it: its parent is the program. */
const DEADLY = 'echo "export const half = 1;" > src/half.js; kill -9 $PPID';

interface Answer {
  readonly findings: readonly { readonly code: string; readonly severity: string }[];
  readonly repairs: readonly { readonly code: string; readonly failed?: string }[];
}

async function reconcile(root: string, ...args: readonly string[]): Promise<Answer & { readonly exit: number }> {
  const ran = await docket(root, ["reconcile", "--json", ...args]);
  return { exit: ran.code, ...(JSON.parse(ran.stdout) as Answer) };
}

const runsOf = (root: string): readonly string[] =>
  readdirSync(join(root, ".git/docket/runs")).filter((name) => name.startsWith("work-"));

test("an engine killed over its agent leaves a run to go on with; without its journal the ticket goes back", async () => {
  const root = await project();
  const id = await readyTicket(root);
  const child = start(root, ["run", "--once", "--agent", DEADLY]);
  await once(child, "close");
  expect(await reconcile(root, "--apply")).toMatchObject({
    exit: 0,
    findings: [{ code: "run-resumable", severity: "info" }],
    repairs: [],
  });
  expect(await show(root, id)).toMatchObject({ status: "doing" });

  for (const run of runsOf(root)) rmSync(join(root, ".git/docket/runs", run), { recursive: true });
  expect(await reconcile(root)).toMatchObject({ exit: 1, findings: [{ code: "claim-dead" }] });
  const settled = await reconcile(root, "--apply");
  expect(settled).toMatchObject({ exit: 0, findings: [], repairs: [{ code: "claim-dead" }] });
  expect(await show(root, id)).toMatchObject({ status: "ready" });
  const [name = ""] = readdirSync(join(root, ".worktrees"));
  expect(readFileSync(join(root, ".worktrees", name, "src/half.js"), "utf8")).toContain("half");
  expect(await take(root, id)).toMatchObject({ token: 2, fresh: true });
});

test("a run whose order ended meanwhile is ended too", async () => {
  const root = await project();
  const id = await readyTicket(root);
  await once(start(root, ["run", "--once", "--agent", DEADLY]), "close");
  await must(root, ["release", id, "--reason", "Not now."]);
  expect(await reconcile(root)).toMatchObject({ exit: 1, findings: [{ code: "run-unusable" }] });
  expect(await reconcile(root, "--apply")).toMatchObject({
    exit: 0,
    findings: [],
    repairs: [{ code: "run-unusable" }],
  });
});

test("a take that was killed is told as run-interrupted and gone on with", async () => {
  const root = await project();
  setting(
    root,
    /^ {2}setUp:[\s\S]*?(?=^ {0,2}\S)|$(?![\s\S])/m,
    "orders:\n  setUp:\n    commands:\n      - kill -9 $PPID\n",
  );
  await must(root, ["trust"]);
  const id = await readyTicket(root);
  await once(start(root, ["take", id]), "close");
  expect(await reconcile(root)).toMatchObject({
    exit: 1,
    findings: [{ code: "run-interrupted", severity: "error" }],
    repairs: [{ code: "run-interrupted" }],
  });
  setting(root, /kill -9 \$PPID/, "touch .set-up-again");
  await must(root, ["trust"]);
  expect(await reconcile(root, "--apply")).toMatchObject({ exit: 0, findings: [] });
  expect(await show(root, id)).toMatchObject({ status: "doing" });
  expect(await take(root, id)).toMatchObject({ fresh: false });
});

test("gc removes what ended long ago: merged worktrees, logs, journals; what holds work stays", async () => {
  const root = await project();
  setting(root, /^orders:\n|$(?![\s\S])/m, "orders:\n  retentionDays: 0\n");
  const done = await readyTicket(root);
  const taken = await take(root, done);
  const checkout = join(root, taken.worktree);
  work(checkout, HONEST);
  await must(root, ["finish", done]);
  await must(root, ["integrate", done]);
  const other = await take(root, await readyTicket(root, "Another"));
  work(join(root, other.worktree), { "src/sum.js": "export const sum = () => 0;\n" });
  await must(root, ["finish", other.ticket, "--result", "failed", "--reason", "No."]);

  const planned = await must(root, ["gc", "--json"]);
  expect(JSON.parse(planned.stdout)).toMatchObject({ applied: false, kept: [{ order: other.order }] });
  expect(existsSync(join(root, ".git/docket/runs", taken.order))).toBe(true);
  const applied = JSON.parse((await must(root, ["gc", "--apply", "--json"])).stdout);
  expect(applied.removed).toEqual(JSON.parse(planned.stdout).removed);
  expect(new Set(applied.removed.map((one: { what: string }) => one.what))).toEqual(new Set(["logs", "journal"]));
  expect(readdirSync(join(root, ".git/docket/runs"))).toEqual([]);
  expect(existsSync(join(root, other.worktree, "src/sum.js"))).toBe(true);
  expect(git(root, "branch", "--list", other.branch)).not.toBe("");
  expect(JSON.parse((await must(root, ["gc", "--json"])).stdout)).toMatchObject({ removed: [] });
});

test("audit fails on the codes it is told, and refuses codes it does not know", async () => {
  const root = await project();
  const id = await readyTicket(root);
  await take(root, id);
  git(root, "update-ref", "-d", `refs/docket/claims/${id}`);
  expect((await docket(root, ["audit"])).code).toBe(0);
  expect((await docket(root, ["audit", "--fail-on", "claim-dead"])).code).toBe(0);
  expect((await docket(root, ["audit", "--fail-on", "error"])).code).toBe(1);
  expect((await docket(root, ["audit", "--fail-on", "claim-dead", "--fail-on", "order-without-claim"])).code).toBe(1);
  expect(await refusal(root, ["audit", "--fail-on", "claim-ded"])).toMatchObject({
    code: "audit-code-unknown",
    exit: 2,
  });
  expect((await docket(root, ["reconcile"])).stdout).toContain("docket reconcile --apply would");
});
