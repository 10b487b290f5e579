import { expect, test } from "vitest";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { Crash, type FailurePlan, newLife } from "../../src/twins/life.ts";
import type { MemoryFiles } from "../../src/twins/memory-files.ts";
import { type TestWorld, testWorld } from "../../src/twins/test-world.ts";
import { listed, must, type Step, severalFiles, verb, view } from "./_steps.ts";

const CWD = "/project";
const FIRST = 1_772_443_800_000;

/** Seeded by the step, so that a step repeated in another world makes the same ids at the same time. */
const worldAt = (place: number, files?: MemoryFiles): TestWorld =>
  testWorld({
    seed: `step ${place}`,
    startMs: FIRST + place * 60_000,
    cwd: CWD,
    ...(files === undefined ? {} : { files: files.copy() }),
  });

async function firstTickets(): Promise<{ files: MemoryFiles; ids: readonly string[] }> {
  let world = worldAt(0);
  must(await verb("init", {}).run(world, CWD));
  const ids: string[] = [];
  for (const [place, title] of ["One", "Two", "Three"].entries()) {
    world = worldAt(place + 1, world.files);
    const made = must(await verb("new", { title, body: "Text." }).run(world, CWD)) as { ticket: { id: string } };
    ids.push(made.ticket.id);
  }
  return { files: world.files, ids };
}

function stepsFor(ids: readonly string[], paths: readonly string[]): readonly Step[] {
  const [one = "", two = "", three = ""] = ids;
  return [
    verb("new", { title: "Four", label: ["red"] }),
    verb("edit", { id: one, priority: "P0", add_label: ["blue"] }),
    verb("edit", { id: one, section: "Description", body: "Longer.\n\nMuch longer." }),
    verb("comment", { id: two, body: "A remark." }),
    verb("relate", { id: one, relation: "depends_on", other: two }),
    verb("assign", { id: three, who: "ada" }),
    verb("move", { id: three, status: "deferred", reason: "later" }),
    verb("review", { id: two, approve: true, body: "Good." }),
    verb("close", { id: two, resolution: "Done by hand." }),
    verb("reopen", { id: two, reason: "It came back." }),
    verb("epic", { id: "E-auth", title: "Sign in", enqueue: [one] }),
    severalFiles(paths),
  ];
}

test("a crash at every operation of every verb leaves the state before or after, whole", async () => {
  const { files, ids } = await firstTickets();
  const paths = Object.keys(await view(worldAt(5, files), CWD)).filter((path) => path.startsWith("tickets/"));
  let base = files;
  let crashes = 0;
  for (const [place, step] of stepsFor(ids, paths).entries()) {
    const at = 10 + place;
    const before = await view(worldAt(at, base), CWD);
    const done = worldAt(at, base);
    const life = newLife();
    must(await step.run(failingWorld(done, life), CWD));
    const after = await view(worldAt(at, done.files), CWD);
    expect(after, step.name).not.toEqual(before);
    for (let operation = 1; operation <= life.count; operation += 1) {
      for (const moment of ["before", "half", "after"] as const) {
        await crashAndRecover({
          step,
          at,
          base,
          before,
          after,
          plan: { crashAt: operation, moment },
          id: ids[2] ?? "",
        });
        crashes += 1;
      }
    }
    base = done.files;
  }
  expect(crashes).toBeGreaterThan(100);
}, 120_000);

interface CrashCase {
  readonly step: Step;
  readonly at: number;
  readonly base: MemoryFiles;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  readonly plan: FailurePlan;
  /** A ticket to write to afterwards. */
  readonly id: string;
}

async function crashAndRecover({ step, at, base, before, after, plan, id }: CrashCase): Promise<void> {
  const world = worldAt(at, base);
  const life = newLife(plan);
  const ended = await step.run(failingWorld(world, life), CWD).catch((error: unknown) => error);
  const what = `${step.name}, ${JSON.stringify(plan)}: ${life.log.at(-1)}`;
  // After its last operation a process may end before it notices.
  if (!(ended instanceof Crash)) expect(life.isOver, what).toBe(true);
  const seen = await view(worldAt(at, world.files), CWD);
  const outcome = JSON.stringify(seen) === JSON.stringify(before) ? before : after;
  expect(seen, what).toEqual(outcome);

  const next = worldAt(at + 1, world.files);
  must(await verb("comment", { id, body: "Life goes on." }).run(next, CWD));
  const recovered = await view(next, CWD);
  for (const [path, text] of Object.entries(outcome)) {
    if (path.includes(id)) expect(recovered[path], what).toContain("Life goes on.");
    else expect(recovered[path], what).toBe(text);
  }
  const leftovers = Object.keys(next.files.texts()).filter((path) => /journal\.json$|tickets\/\.~/.test(path));
  expect(leftovers, what).toEqual([]);
  expect(await listed(worldAt(at + 2, next.files), CWD), what).toBe(await listed(next, CWD));
}

test("a disk that fills up or stops taking changes at any operation changes nothing, and says so", async () => {
  const { files, ids } = await firstTickets();
  const paths = Object.keys(await view(worldAt(5, files), CWD)).filter((path) => path.startsWith("tickets/"));
  for (const [place, step] of [
    verb("new", { title: "Four" }),
    verb("edit", { id: ids[0] ?? "", priority: "P0" }),
    severalFiles(paths),
  ].entries()) {
    const at = 40 + place;
    const before = await view(worldAt(at, files), CWD);
    const life = newLife();
    must(await step.run(failingWorld(worldAt(at, files), life), CWD));
    for (let operation = 1; operation <= life.count; operation += 1) {
      for (const plan of [{ noSpaceFrom: operation }, { readOnlyFrom: operation }]) {
        const world = worldAt(at, files);
        const outcome = await step.run(failingWorld(world, newLife(plan)), CWD);
        const what = `${step.name}, ${JSON.stringify(plan)}`;
        const seen = await view(worldAt(at, world.files), CWD);
        // A reader sees what the caller was told: an error means that nothing happened.
        if (outcome.ok) expect(seen, what).not.toEqual(before);
        else expect(seen, what).toEqual(before);
        if (!outcome.ok) expect(["file-no-space", "file-read-only"], what).toContain(outcome.fault.code);
        const empty = Object.entries(world.files.texts()).filter(
          ([path, text]) => path.includes("tickets/") && !path.includes("/.~") && text === "",
        );
        expect(empty, what).toEqual([]);
      }
    }
  }
}, 120_000);
