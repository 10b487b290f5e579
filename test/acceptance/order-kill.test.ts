import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rounds } from "../rounds.ts";
import { chore, project, setting, take, work } from "./_project.ts";
import { docket, folder, git, must, refusal, seeded, start } from "./_rig.ts";
import { show } from "./_tickets.ts";

const ROUNDS = rounds(10);
const VERBS = ["take", "verify", "finish", "integrate"] as const;

/** Kills one call of the program after a time, and says whether it was still running. */
async function killed(root: string, args: readonly string[], afterMs: number): Promise<boolean> {
  const child = start(root, args);
  const blow = setTimeout(() => child.kill("SIGKILL"), afterMs);
  const signal = await new Promise((resolve) => child.once("close", (_, how) => resolve(how)));
  clearTimeout(blow);
  return signal === "SIGKILL";
}

interface Reconciled {
  readonly repairs: readonly unknown[];
  readonly findings: readonly { readonly code: string; readonly severity: string }[];
}

const reconcile = async (root: string, ...flags: readonly string[]): Promise<Reconciled> =>
  JSON.parse((await docket(root, ["reconcile", ...flags, "--json"])).stdout);

/** Takes a ticket on from wherever it stands, by the verbs a person would use. */
async function goOn(root: string, id: string, file: string): Promise<void> {
  for (let step = 0; step < 8; step += 1) {
    const { status } = await show(root, id);
    if (status === "done") return;
    if (status === "review") await must(root, ["integrate", id]);
    if (status === "ready" || status === "doing") {
      const checkout = join(root, (await take(root, id)).worktree);
      if (!existsSync(join(checkout, file))) work(checkout, { [file]: `// ${id}\n` }, `chore: ${id}`);
      await must(checkout, ["finish"]);
    }
  }
  throw new Error(`${id} does not come to its end`);
}

/** Brings a ticket to where the verb is next. */
async function bringTo(root: string, id: string, verb: (typeof VERBS)[number], file: string): Promise<void> {
  if (verb === "take") return;
  const checkout = join(root, (await take(root, id)).worktree);
  work(checkout, { [file]: `// ${id}\n` }, `chore: ${id}`);
  if (verb === "integrate") await must(checkout, ["finish"]);
}

/** How long each verb runs here when nobody stops it: a blow is to fall while it does, however quick the machine is. */
async function lengths(root: string): Promise<ReadonlyMap<string, number>> {
  const id = await chore(root, "src/first.js");
  const took = new Map<string, number>();
  for (const verb of VERBS) {
    const began = performance.now();
    await must(root, [verb, id]);
    took.set(verb, performance.now() - began);
    if (verb === "take")
      work(join(root, (await take(root, id)).worktree), { "src/first.js": `// ${id}\n` }, `chore: ${id}`);
  }
  return took;
}

test("orders survive kill -9 of any verb at any time: reconcile brings each back, once, and its work is merged", async () => {
  const seed = Number(process.env.DOCKET_SEED ?? Date.now() % 1_000_000);
  const random = seeded(seed);
  const root = await project({ gate: "true" });
  const lasts = await lengths(root);
  let blows = 0;
  for (let n = 0; n < ROUNDS; n += 1) {
    const verb = VERBS[n % VERBS.length] ?? "take";
    const file = `src/n${n}.js`;
    const id = await chore(root, file);
    await bringTo(root, id, verb, file);
    const afterMs = Math.floor(random() * 0.9 * (lasts.get(verb) ?? 0));
    const what = `seed ${seed}, round ${n}: ${verb} killed after ${afterMs} ms`;
    if (await killed(root, [verb, id], afterMs)) blows += 1;

    await reconcile(root, "--apply");
    const again = await reconcile(root);
    const wrong = again.findings.filter(({ severity }) => severity !== "info");
    expect({ repairs: again.repairs, wrong }, what).toEqual({ repairs: [], wrong: [] });
    await goOn(root, id, file).catch((error: unknown) => {
      throw new Error(`${what}: ${String(error)}`);
    });
    expect(git(root, "show", `main:${file}`), what).toBe(`// ${id}\n`);
    expect(git(root, "status", "--porcelain"), what).toBe("");
  }
  expect(blows, `seed ${seed}`).toBeGreaterThan(ROUNDS / 8);
  expect(git(root, "worktree", "list").trim().split("\n")).toHaveLength(2);
  expect(git(root, "branch", "--list", "feat/*", "docket-queue/*")).toBe("");
}, 3_600_000);

/** A program that is killed while a command that it runs waits. */
async function killedInCommand(root: string, args: (wait: string) => Promise<readonly string[]>): Promise<() => void> {
  const at = folder();
  const child = start(
    root,
    await args(`touch ${at}/on; until [ -e ${at}/open ] || [ ! -d ${at} ]; do sleep 0.05; done`),
  );
  await expect.poll(() => existsSync(join(at, "on")), { timeout: 30_000, interval: 20 }).toBe(true);
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await ended;
  return () => writeFileSync(join(at, "open"), "");
}

const codes = async (root: string): Promise<readonly string[]> =>
  (await reconcile(root)).findings.map(({ code }) => code);

test("a take that was killed in its set-up is found, named and settled", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  const open = await killedInCommand(root, async (wait) => {
    const lines = `orders:\n  setUp:\n    commands: [${JSON.stringify(wait)}]\n`;
    setting(root, /^orders:\n(?: .*\n)*|$(?![\s\S])/m, lines);
    await must(root, ["trust"]);
    return ["take", id];
  });
  open();
  expect(await codes(root)).toContain("run-interrupted");
  expect((await docket(root, ["audit", "--fail-on", "run-interrupted"])).code).toBe(1);
  expect(await refusal(root, ["audit", "--fail-on", "no-such-code"])).toMatchObject({ code: "audit-code-unknown" });
  await reconcile(root, "--apply");
  expect(await reconcile(root)).toMatchObject({ repairs: [], findings: [] });
  expect((await docket(root, ["audit", "--fail-on", "error"])).code).toBe(0);
});

test("an engine that died is told apart by whether a run can go on with it", async () => {
  const root = await project({ gate: "true" });
  const id = await chore(root, "src/a.js");
  await killedInCommand(root, async (wait) => ["run", "--once", "--agent", wait]);
  expect(await codes(root)).toContain("run-resumable");
  expect(await codes(root)).not.toContain("claim-dead");
  const runs = join(root, ".git/docket/runs");
  for (const name of readdirSync(runs).filter((one) => one.startsWith("work-")))
    rmSync(join(runs, name), { recursive: true });
  expect(await codes(root)).toContain("claim-dead");
  await reconcile(root, "--apply");
  expect(await reconcile(root)).toMatchObject({ repairs: [], findings: [] });
  expect(await show(root, id)).toMatchObject({ status: "ready" });
});
