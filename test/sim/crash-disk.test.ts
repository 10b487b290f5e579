import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemGit } from "../../src/host/git.ts";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { newLife } from "../../src/twins/life.ts";
import { makeRepo } from "../rigs/repo.ts";
import { tempFolder } from "../rigs/temp.ts";
import { type Death, MOMENTS } from "./_deaths.ts";
import { beginReal, commitsIn, realWorld, replace, unsettled, type WatchedGit, watchedGit } from "./_real.ts";
import { eventsIn, must, type Seen, seenBy, untilCrash } from "./_seen.ts";
import { allSteps, fewSteps, type Step, verb } from "./_steps.ts";

const LONG = process.env.DOCKET_LONG === "1";

/** A step, and the backlog before and after it. */
interface Stage {
  readonly main: string;
  readonly git: WatchedGit;
  readonly step: Step;
  readonly at: number;
  readonly before: Seen;
  readonly after: Seen;
  /** Commits of the branch before the step. */
  readonly commits: readonly string[];
  /** A ticket to write to afterwards. */
  readonly id: string;
}

/**
 * The steps run on a branch home. A process may die while its git goes on beside the next writer; so the branch is compared commit by
 * commit: what happened is in it once, and nothing else. A step does not always do the same operations: a file that was written a moment
 * ago is not trusted by what keeps answers. So each round dies one operation later than the one before, until one comes to its end.
 */
test("on a real disk with real git, a crash at every operation leaves a whole state and a clean branch", async () => {
  using repo = makeRepo("plain");
  using kept = tempFolder("base");
  const main = repo.path;
  const git = watchedGit(systemGit());
  const start = await beginReal(repo, git);
  for (const [place, step] of (LONG ? allSteps(start) : fewSteps(start)).entries()) {
    replace(main, kept.path);
    const at = 10 + place;
    const before = await seenBy(realWorld(at, git), main);
    const commits = commitsIn(main);
    must(await step.run(realWorld(at, git), main));
    const after = await seenBy(realWorld(at, git), main);
    const stage = { main, git, step, at, before, after, commits, id: start.ids[0] ?? "" };
    for (const moment of MOMENTS) {
      let crashAt = 0;
      do {
        crashAt += 1;
        replace(kept.path, main);
      } while (await crashed(stage, { crashAt, moment }));
    }
    replace(kept.path, main);
    if (LONG) must(await step.run(realWorld(at, git), main));
  }
}, 1_800_000);

/** Whether the step came as far as the operation it was to die at; in both cases what is there afterwards is looked at. */
async function crashed(stage: Stage, { crashAt, moment }: Death): Promise<boolean> {
  const { main, git, step, at, before, after, commits, id } = stage;
  const life = newLife({ crashAt, moment });
  const ended = await untilCrash(step, failingWorld(realWorld(at, git), life), main);
  const what = `${step.name}, ${life.isOver ? `${moment} ${life.log.at(-1)}` : "to its end"}`;
  if (ended !== "crashed") must(ended);
  const seen = await seenBy(realWorld(at, git), main);
  expect(life.isOver ? [before, after] : [after], what).toContainEqual(seen);
  const happened = JSON.stringify(seen.files) !== JSON.stringify(before.files);

  must(await verb("comment", { id, body: "Life goes on." }, "noor").run(realWorld(at + 20, git), main));
  await git.settled();
  expect(unsettled(main), what).toEqual([]);
  const log = commitsIn(main);
  // One commit for what was cut off, if it happened, and one for the comment.
  expect(log.length - commits.length, what).toBe(happened ? 2 : 1);
  expect(log.slice(-commits.length), what).toEqual(commits);
  expect(readdirSync(join(main, ".git", "docket")), what).not.toContain("journal.json");
  expectWritten({ seen, recovered: await seenBy(realWorld(at, git), main), id, what });
  return life.isOver;
}

/** All is as it was seen, and the comment is there, once, after all the events before it. */
function expectWritten(the: { seen: Seen; recovered: Seen; id: string; what: string }): void {
  expect(Object.keys(the.recovered.files), the.what).toEqual(Object.keys(the.seen.files));
  for (const [path, text] of Object.entries(the.recovered.files)) {
    const old = the.seen.files[path] ?? "";
    if (!path.includes(the.id)) expect(text, the.what).toBe(old);
    else expect(eventsIn(text).slice(0, -1), the.what).toEqual(eventsIn(old));
    if (path.includes(the.id)) expect(text, the.what).toMatch(/author: noor [\s\S]*Life goes on\./);
  }
}
