import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tempFolder } from "../../../test/rigs/temp.ts";
import { nodeFiles } from "../../host/files.ts";
import { systemProcesses } from "../../host/processes.ts";
import type { Turn } from "./agent.ts";
import { shellAgent } from "./shell.ts";

function turn(worktree: string, more: Partial<Turn> = {}): Turn {
  const order = {
    order: "WO-k3f9q2-7d",
    ticket: "FEAT-k3f9q2",
    title: "Sign in",
    branch: "feat/wo-WO-k3f9q2-7d",
    worktree,
    base: "main",
    token: 1,
    port: null,
    fresh: true,
  };
  const stop = new AbortController().signal;
  return {
    order,
    worktree,
    round: 1,
    task: "Do it.\n",
    env: { DOCKET_ORDER: order.order },
    log: `${worktree}/log`,
    processFile: `${worktree}/agent.json`,
    stop,
    ...more,
  };
}

const agent = (command: string, limitMs = 30_000) =>
  shellAgent({ world: { processes: systemProcesses(), files: nodeFiles() }, command, limitMs });

test("a command reads the task, runs in the checkout with the order's environment, and its last line sums up", async () => {
  using temp = tempFolder();
  const ended = await agent("cat; pwd; echo $DOCKET_ORDER $DOCKET_ROUND").work(turn(temp.path, { round: 2 }));
  expect(ended).toEqual({ ok: true, value: { summary: "WO-k3f9q2-7d 2" } });
  expect(readFileSync(temp.at("log"), "utf8")).toBe(`Do it.\n${temp.path}\nWO-k3f9q2-7d 2\n`);
});

test("one that fails, hangs or is stopped has failed, and its log stays", async () => {
  using temp = tempFolder();
  const failed = await agent("echo so far; exit 4").work(turn(temp.path));
  expect(failed).toMatchObject({ ok: false, fault: { code: "agent-failed", hint: expect.stringContaining("log") } });
  expect(failed.ok ? "" : failed.fault.message).toContain("exit code 4");
  const hung = await agent("echo hanging; sleep 60 & sleep 60", 200).work(turn(temp.path));
  expect(hung.ok ? "" : hung.fault.message).toContain("time-limit");
  expect(readFileSync(temp.at("log"), "utf8")).toBe("hanging\n");
  const stopping = new AbortController();
  stopping.abort();
  const stopped = await agent("sleep 60").work(turn(temp.path, { stop: stopping.signal }));
  expect(stopped.ok ? "" : stopped.fault.message).toContain("stopped");
});
