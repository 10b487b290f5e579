import { cpSync } from "node:fs";
import { expect, test } from "vitest";
import { makeRepo } from "../rigs/repo.ts";
import { projectRoot } from "../rigs/root.ts";
import { runDocket } from "../rigs/run-docket.ts";
import { judge } from "./judge.ts";
import { SECTIONS, type SectionName } from "./judge-draft.ts";

/** A little below what docs/drafting.md tells, as this code base goes on changing. */
const FLOOR: Readonly<Record<SectionName, number>> = {
  ...{ kind: 18, labels: 19, files: 15, symbols: 16, criteria: 16 },
  ...{ tests: 15, security: 19, scope: 9, dependencies: 18 },
};

test("of twenty sentences about this program most sections are what a careful engineer would want", async () => {
  using repo = makeRepo();
  for (const part of ["src", "docs", "package.json"])
    cpSync(`${projectRoot}${part}`, `${repo.path}/${part}`, { recursive: true });
  repo.git("add", ".");
  repo.git("commit", "--quiet", "-m", "Copy");
  expect(await runDocket({ cwd: repo.path, args: ["init"] })).toMatchObject({ code: 0 });
  const { tuned, heldOut, misses } = await judge("docket", repo.path);
  for (const section of SECTIONS)
    expect(tuned[section] + heldOut[section], misses.join("\n")).toBeGreaterThanOrEqual(FLOOR[section]);
});
