import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { gitIn, makeRepo } from "../rigs/repo.ts";
import { tempFolder } from "../rigs/temp.ts";
import { call, disagreements, must, readyBench, realWorld, reconcile, replace, takeIt, workOn } from "./_bench.ts";

/** Three moments of one order's life, made once; each test begins from a copy of one. */
export const MOMENTS = ["ready", "taken", "finished"] as const;
type Moment = (typeof MOMENTS)[number];

/** A repository that can be put back to each moment, with what a test needs to spoil it. */
export async function openScene() {
  const repo = makeRepo("plain");
  const kept = tempFolder("kept");
  afterAll(() => {
    repo[Symbol.dispose]();
    kept[Symbol.dispose]();
  });
  const root = repo.path;
  const id = await readyBench(root);
  replace(root, kept.at("ready"));
  const taken = await takeIt(realWorld(10), root, id);
  const work = workOn(root, taken);
  replace(root, kept.at("taken"));
  must(await call(realWorld(11), root, ["finish", { order: id }]));
  replace(root, kept.at("finished"));

  const begin = (moment: Moment): void => replace(kept.at(moment), root);
  const git = (...args: readonly string[]): string => gitIn(root, ...args);
  const recordOf = (order = taken.order): string => join(root, "docket/orders", order, "order.yaml");
  const statusOf = async (): Promise<string> =>
    (must(await call(realWorld(60), root, ["show", { id }])) as { ticket: { status: string } }).ticket.status;

  /** Changes a file of the backlog as a hand, a merge or another program would. */
  function alter(path: string, what: RegExp, to: string): void {
    const before = readFileSync(path, "utf8");
    expect(before).toMatch(what);
    writeFileSync(path, before.replace(what, to));
    gitIn(join(root, "docket"), "add", "-A");
    gitIn(join(root, "docket"), "commit", "-qm", "By hand");
  }

  /** From a moment, with a disagreement made by `spoil`: it is found, settled, and nothing that holds work is lost. */
  async function settles(moment: Moment, spoil: () => unknown, code: string): Promise<void> {
    begin(moment);
    await spoil();
    const before = await reconcile(realWorld(30), root, false);
    expect(codes(before)).toContain(code);
    const answer = await reconcile(realWorld(31), root, true);
    expect(answer.repairs.filter(({ failed }) => failed !== undefined)).toEqual([]);
    expect(answer.repairs.map((repair) => repair.code)).toContain(code);
    const after = await reconcile(realWorld(32), root, false);
    expect(disagreements(after)).toEqual([]);
    expect(after.repairs).toEqual([]);
    // What was put on top of the base has another name there.
    const isThere = (): boolean => git("branch", "--contains", work) !== "" || existsSync(join(root, "friends.md"));
    expect(moment === "ready" || isThere()).toBe(true);
    expect(git("status", "--porcelain")).toBe("?? notes-of-mine.txt");
  }

  /** Found, and left to a person: applying changes nothing about it. */
  async function isReported(moment: Moment, spoil: () => unknown, code: string): Promise<void> {
    begin(moment);
    await spoil();
    expect(codes(await reconcile(realWorld(30), root, false))).toContain(code);
    expect(codes(await reconcile(realWorld(31), root, true))).toContain(code);
  }

  return {
    ...{ root, id, taken, work, begin, git, recordOf, statusOf, alter, settles, isReported },
    checkout: (): string => join(root, taken.worktree),
    claim: (): string => `refs/docket/claims/${id}`,
  };
}

/** Each code once. */
export const codes = (answer: { readonly findings: readonly { readonly code: string }[] }): readonly string[] => [
  ...new Set(answer.findings.map(({ code }) => code)),
];
