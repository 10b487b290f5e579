import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeFiles } from "../../src/host/files.ts";
import { systemGit } from "../../src/host/git.ts";
import { nodeSql } from "../../src/host/sql.ts";
import type { World } from "../../src/ports/world.ts";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { Crash, newLife } from "../../src/twins/life.ts";
import { testWorld } from "../../src/twins/test-world.ts";
import { gitIn, makeRepo } from "../rigs/repo.ts";
import { tempFolder } from "../rigs/temp.ts";
import { must, type Step, severalFiles, verb, view } from "./_steps.ts";

/** The real disk and the real git; ids, time and locks of a test, so that a step can be repeated. */
function realWorld(place: number): World {
  const world = testWorld({ seed: `step ${place}`, startMs: 1_772_443_800_000 + place * 60_000 });
  return { ...world, files: nodeFiles(), git: systemGit(), sql: nodeSql() };
}

test("on a real disk with real git, a crash at every operation leaves a whole state and a clean branch", async () => {
  using repo = makeRepo("plain");
  using kept = tempFolder("base");
  const main = repo.path;
  must(await verb("init", {}).run(realWorld(0), main));
  const made = must(await verb("new", { title: "One" }).run(realWorld(1), main)) as { ticket: { id: string } };
  must(await verb("new", { title: "Two" }).run(realWorld(2), main));
  const paths = Object.keys(await view(realWorld(3), main)).filter((path) => path.startsWith("tickets/"));
  const steps: readonly Step[] = [
    verb("new", { title: "Three" }),
    verb("comment", { id: made.ticket.id, body: "A remark." }),
    severalFiles(paths),
  ];
  const save = (): void => replace(main, kept.path);
  const restore = (): void => replace(kept.path, main);
  for (const [place, step] of steps.entries()) {
    save();
    const before = await view(realWorld(10), main);
    const life = newLife();
    must(await step.run(failingWorld(realWorld(10 + place), life), main));
    const after = await view(realWorld(10), main);
    for (let operation = 1; operation <= life.count; operation += 1) {
      for (const moment of ["before", "half", "after"] as const) {
        restore();
        const what = `${step.name}, ${moment} ${life.log[operation - 1]}`;
        const ended = await step
          .run(failingWorld(realWorld(10 + place), newLife({ crashAt: operation, moment })), main)
          .catch((e: unknown) => e);
        if (ended instanceof Error && !(ended instanceof Crash)) throw ended;
        const seen = await view(realWorld(10), main);
        expect([before, after], what).toContainEqual(seen);
        must(await verb("comment", { id: made.ticket.id, body: "Life goes on." }).run(realWorld(30), main));
        expect(gitIn(join(main, "docket"), "status", "--porcelain"), what).toBe("");
        expect(readdirSync(join(main, ".git", "docket")), what).not.toContain("journal.json");
        expect(Object.values(await view(realWorld(10), main)).join("\n"), what).toContain("Life goes on.");
        expect(Object.keys(await view(realWorld(10), main)), what).toEqual(Object.keys(seen));
      }
    }
    restore();
  }
}, 240_000);

function replace(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
}
