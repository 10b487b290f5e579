import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { World } from "../../src/ports/world.ts";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { Crash, newLife } from "../../src/twins/life.ts";
import { gitIn, makeRepo, type Repo } from "../rigs/repo.ts";
import { tempFolder } from "../rigs/temp.ts";
import {
  call,
  disagreements,
  must,
  readyBench,
  realWorld,
  reconcile,
  replace,
  type TakenOrder,
  takeIt,
  workOn,
} from "./_bench.ts";

const IS_LONG = process.env.DOCKET_LONG === "1";
const LIMIT_MS = IS_LONG ? 3_600_000 : 240_000;
/** In the short run, of the operations between two records of a journal every how-manieth is crashed at. */
const STRIDE = IS_LONG ? 1 : 17;

interface Death {
  readonly moment: "before" | "half" | "after";
  /** Private files may be deleted at any time (I1): then what stands is all there is to go by. */
  readonly journal: "kept" | "lost";
}

/** Before a record is written its act is done and nobody knows; after it, the next act has not begun. */
const SHORT: readonly Death[] = [
  { moment: "before", journal: "kept" },
  { moment: "after", journal: "lost" },
];
const DEATHS: readonly Death[] = IS_LONG
  ? (["before", "half", "after"] as const).flatMap((moment) => [
      { moment, journal: "kept" as const },
      { moment, journal: "lost" as const },
    ])
  : SHORT;

/** Of a file for the checkout, which is nobody's work. */
const HALF_A_COPY: readonly Death[] = [{ moment: "half", journal: "lost" }];

type Verb = "take" | "verify" | "finish" | "integrate";

interface Scene {
  readonly root: string;
  readonly id: string;
  readonly verb: Verb;
  /** A commit that must never be lost. */
  readonly work: string | undefined;
}

test.for(["take", "verify", "finish", "integrate"] as const)(
  "%s that dies at any step is settled by reconcile, and what is settled goes on to the end",
  { timeout: LIMIT_MS },
  async (verb) => {
    using repo = makeRepo("plain");
    using kept = tempFolder("kept");
    const scene = await sceneOf(repo, verb);
    const { root } = scene;
    replace(root, kept.path);
    const life = newLife();
    must(await act(failingWorld(realWorld(20), life), scene));
    for (const [place, operation] of life.log.entries()) {
      const isRecord = operation.includes("journal.jsonl");
      const isCopy = operation.startsWith("copy ");
      if (!isRecord && !isCopy && place % STRIDE !== 0) continue;
      for (const death of isCopy && !IS_LONG ? HALF_A_COPY : DEATHS) {
        replace(kept.path, root);
        await die(scene, place + 1, death);
        const { moment, journal } = death;
        const what = `${verb}, ${moment} ${place + 1} of ${life.count}, journal ${journal}: ${operation}`;
        await expectSettled(scene, what);
        // Whether it goes on is the dearer half of the question: in the short run, asked at every other place.
        if (IS_LONG || (place + (journal === "lost" ? 1 : 0)) % 2 === 0) await expectToEnd(scene, what);
      }
    }
  },
);

async function die(scene: Scene, crashAt: number, { moment, journal }: Death): Promise<void> {
  const dying = newLife({ crashAt, moment });
  const ended = await act(failingWorld(realWorld(20), dying), scene).catch((error: unknown) => error);
  if (ended instanceof Error && !(ended instanceof Crash)) throw ended;
  if (journal === "lost") rmSync(join(scene.root, ".git/docket/runs"), { recursive: true, force: true });
}

async function sceneOf(repo: Repo, verb: Verb): Promise<Scene> {
  const root = repo.path;
  const id = await readyBench(root);
  if (verb === "take") return { root, id, verb, work: undefined };
  const work = workOn(root, await takeIt(realWorld(10), root, id));
  if (verb === "verify" || verb === "finish") return { root, id, verb, work };
  must(await call(realWorld(11), root, ["finish", { order: id }]));
  repo.write("other.md", "The base goes on.\n");
  gitIn(root, "add", "other.md");
  gitIn(root, "commit", "-qm", "Another");
  return { root, id, verb, work };
}

const act = (world: World, { verb, root, id }: Scene) =>
  call(world, root, [verb, verb === "take" ? { id } : { order: id }]);

async function expectSettled({ root, work }: Scene, what: string): Promise<void> {
  const first = await reconcile(realWorld(30), root, true);
  expect(
    first.repairs.filter(({ failed }) => failed !== undefined),
    what,
  ).toEqual([]);
  expect(disagreements(first), what).toEqual([]);
  const second = await reconcile(realWorld(40), root, false);
  expect([second.findings, second.repairs], what).toEqual([[], []]);
  if (work !== undefined) expect(gitIn(root, "branch", "--contains", work), what).not.toBe("");
}

async function expectToEnd(scene: Scene, what: string): Promise<void> {
  const { root, id } = scene;
  await bringHome(scene, what);
  expect(readFileSync(join(root, "friends.md"), "utf8"), what).toBe("Ada\n");
  expect(gitIn(root, "status", "--porcelain"), what).toBe("?? notes-of-mine.txt");
  expect(readFileSync(join(root, "notes-of-mine.txt"), "utf8"), what).toBe("Do not touch.\n");
  expect(gitIn(root, "for-each-ref", "--format=%(refname)", "refs/heads/"), what).toBe(
    "refs/heads/docket\nrefs/heads/main",
  );
  expect(existsSync(join(root, ".worktrees", id)), what).toBe(false);
  const last = await reconcile(realWorld(70), root, false);
  expect([last.findings, last.repairs], what).toEqual([[], []]);
}

/** Takes the ticket from wherever it stands to its end, as its holder would. */
async function bringHome({ root, id }: Scene, what: string): Promise<void> {
  const seen: string[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const world = realWorld(50 + turn);
    const shown = must(await call(world, root, ["show", { id }])) as { ticket: { status: string } };
    const { status } = shown.ticket;
    seen.push(status);
    if (status === "done") return;
    if (status === "ready") await takeIt(world, root, id);
    else if (status === "review") must(await call(world, root, ["integrate", { order: id }]));
    else {
      const taken = must(await call(world, root, ["take", { id }])) as TakenOrder;
      workOn(root, taken);
      must(await call(world, root, ["finish", { order: id }]));
    }
  }
  throw new Error(`${what}: it went ${seen.join(", ")} and came to no end`);
}
