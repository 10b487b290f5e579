import { expect, test } from "vitest";
import { systemGit } from "../../src/host/git.ts";
import { idOfFileName } from "../../src/ticket/id.ts";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { newLife } from "../../src/twins/life.ts";
import { gitIn, makeRepo, type Repo } from "../rigs/repo.ts";
import { rounds } from "../rounds.ts";
import { type Death, deaths, some } from "./_deaths.ts";
import { commitsIn, realWorld, replace, unsettled, type WatchedGit, watchedGit } from "./_real.ts";
import { eventsIn, must, type Seen, seenBy, untilCrash } from "./_seen.ts";
import { verb } from "./_steps.ts";
import { SYNC, type TwoClones, ticketsOn, treeOf, twoClones } from "./_two-clones.ts";

const AT = 300;
const FEW = 4;

test("a sync that merges and crashes at any operation is finished by the next sync, as if nothing had happened", async () => {
  using repo = makeRepo("plain");
  const { clones, git, log, before, after, sent, merged, restore } = await rehearse(repo);
  const { one, two, hub } = clones;
  for (const { crashAt, moment } of some(deaths(log), rounds(8))) {
    restore();
    const what = `${moment} ${log[crashAt - 1]}`;
    await crash({ one, git, log, death: { crashAt, moment }, what });
    expect([before, after], what).toContainEqual(await seenBy(realWorld(AT, git), one));
    expect([sent, merged.tree], what).toContain(treeOf(hub));
    must(await SYNC.run(realWorld(AT + 1, git), one));
    await git.settled();
    expect(treeOf(one), what).toBe(merged.tree);
    expect(gitIn(hub, "rev-parse", "refs/heads/docket"), what).toBe(gitIn(one, "rev-parse", "refs/heads/docket"));
    expect(commitsIn(hub).length, what).toBe(merged.commits);
    expect(await seenBy(realWorld(AT, git), one), what).toEqual(after);
    expect(unsettled(one), what).toEqual([]);
  }
  must(await SYNC.run(realWorld(AT + 2, git), two));
  expect(treeOf(two)).toBe(merged.tree);
  expect(gitIn(hub, "fsck", "--strict")).toBe("");
}, 1_800_000);

test("a sync that crashes while the remote moves on loses nothing of either side", async () => {
  using repo = makeRepo("plain");
  const { clones, git, events, log, restore } = await rehearse(repo);
  const { one, two, hub, start } = clones;
  for (const death of some(deaths(log), rounds(3))) {
    restore();
    const what = `${death.moment} ${log[death.crashAt - 1]}`;
    await crash({ one, git, log, death, what });
    must(await verb("comment", { id: start.ids[0], body: "Meanwhile." }).run(realWorld(AT + 1, git), two));
    const moved = new Set([...events, ...[...ticketsOn(two).values()].flatMap(eventsIn)]);
    for (const [place, main] of [two, one, two].entries()) must(await SYNC.run(realWorld(AT + 2 + place, git), main));
    await git.settled();
    expectEverything(hub, moved);
    expect([treeOf(one), treeOf(two)], what).toEqual([treeOf(hub), treeOf(hub)]);
    expect([...unsettled(one), ...unsettled(two)], what).toEqual([]);
  }
}, 1_800_000);

interface Blow {
  readonly one: string;
  readonly git: WatchedGit;
  readonly log: readonly string[];
  readonly death: Death;
  readonly what: string;
}

/**
 * Lets a sync of the first clone die. It may come to its end before that, by the few operations that it did in the rehearsal only: what
 * keeps answers about a file is not written while the file is younger than a moment.
 */
async function crash({ one, git, log, death, what }: Blow): Promise<void> {
  const life = newLife(death);
  const ended = await untilCrash(SYNC, failingWorld(realWorld(AT, git), life), one);
  if (ended !== "crashed") must(ended);
  if (!life.isOver) expect(log.length - life.count, what).toBeLessThan(FEW);
}

interface Stage {
  readonly clones: TwoClones;
  readonly git: WatchedGit;
  /** Ids of all events that either side wrote. */
  readonly events: ReadonlySet<string>;
  /** The operations of a sync to which nothing happens. */
  readonly log: readonly string[];
  /** What a reader of the first clone sees before and after it. */
  readonly before: Seen;
  readonly after: Seen;
  /** Trees and number of commits on the remote, before and after it. */
  readonly sent: string;
  readonly merged: { readonly tree: string; readonly commits: number };
  restore(): void;
}

/** Everything as it was before the sync, and how the sync goes. */
async function rehearse(repo: Repo): Promise<Stage> {
  const kept = (name: string): string => repo.temp.at("kept", name);
  const git = watchedGit(systemGit());
  const clones = await twoClones(repo, git);
  const { one, two, hub } = clones;
  const places = Object.entries({ one, two, hub });
  for (const [name, path] of places) replace(path, kept(name));
  const before = await seenBy(realWorld(AT, git), one);
  const sent = treeOf(hub);
  const events = new Set([hub, one].flatMap((each) => [...ticketsOn(each).values()].flatMap(eventsIn)));
  const life = newLife();
  must(await SYNC.run(failingWorld(realWorld(AT, git), life), one));
  const after = await seenBy(realWorld(AT, git), one);
  const merged = { tree: treeOf(hub), commits: commitsIn(hub).length };
  expectEverything(hub, events);
  expect(life.log.filter((operation) => operation.startsWith("git ")).length).toBeGreaterThan(20);
  const restore = (): void => {
    for (const [name, path] of places) replace(kept(name), path);
  };
  return { clones, git, events, log: life.log, before, after, sent, merged, restore };
}

/** No event of either side is missing or there twice, no id is, and each side's own words are there. */
function expectEverything(hub: string, events: ReadonlySet<string>): void {
  const tickets = ticketsOn(hub);
  const ids = [...tickets.keys()].map((path) => idOfFileName(path.slice(path.lastIndexOf("/") + 1)));
  expect(new Set(ids).size).toBe(ids.length);
  const merged = [...tickets.values()].flatMap(eventsIn);
  expect(new Set(merged).size).toBe(merged.length);
  expect(merged).toEqual(expect.arrayContaining([...events]));
  const text = [...tickets.values()].join("\n");
  for (const words of ["Called so by two", "Called so by one", "From two.", "From one.", "Made by two", "Made by one"])
    expect(text).toContain(words);
  for (const words of ["Written by one.", "Written by two.", "Words by hand."]) expect(text).toContain(words);
}
