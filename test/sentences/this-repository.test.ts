import { cpSync } from "node:fs";
import { expect, test } from "vitest";
import { makeRepo } from "../rigs/repo.ts";
import { projectRoot } from "../rigs/root.ts";
import { runDocket } from "../rigs/run-docket.ts";
import { judge } from "./judge.ts";

/** A little below what docs/drafting.md tells, as this code base goes on changing. */
const FLOOR = { kind: 15, files: 15, criteria: 18 };

test("of twenty sentences about this program most sections are what a careful engineer would want", async () => {
  using repo = makeRepo();
  for (const part of ["src", "docs", "package.json"])
    cpSync(`${projectRoot}${part}`, `${repo.path}/${part}`, { recursive: true });
  repo.git("add", ".");
  repo.git("commit", "--quiet", "-m", "Copy");
  expect(await runDocket({ cwd: repo.path, args: ["init"] })).toMatchObject({ code: 0 });
  const { misses, ...figures } = await judge("docket", repo.path);
  for (const part of ["kind", "files", "criteria"] as const)
    expect(figures[part], misses.join("\n")).toBeGreaterThanOrEqual(FLOOR[part]);
});
