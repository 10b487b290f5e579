import { expect, test } from "vitest";
import { sources } from "../../src/discover/table.ts";
import type { Atom } from "../../src/evidence/atom.ts";
import { githubForge } from "../../src/host/forge.ts";
import { systemProcesses } from "../../src/host/processes.ts";
import { hostWorld } from "../../src/host/world.ts";
import { discoverWith } from "../../src/ops/found/discover-with.ts";
import type { Discovered } from "../../src/ops/found/place-found.ts";
import type { World } from "../../src/ports/world.ts";
import { openBacklog } from "../../src/store/backlog.ts";
import { readLedger } from "../../src/store/evidence/ledger.ts";
import { must } from "../rigs/checkup.ts";
import { type Github, startGithub } from "../rigs/github.ts";
import { gitIn, makeRepo, type Repo } from "../rigs/repo.ts";
import { BACK, github, MENDED, PLANTED, plant, SETTINGS, type Shape } from "./_planted.ts";
import { install, MACHINE } from "./_tool-look.ts";
import { callVerb } from "./_verb.ts";

const NONE: ReadonlySet<string> = new Set();

/** The real world, with programs of this project and a stand-in for GitHub. */
function worldOf(server: Github): World {
  const world = hostWorld();
  const path = `${process.execPath.replace(/\/[^/]*$/, "")}:${MACHINE}`;
  const variables = { DOCKET_GITHUB_URL: server.url, GITHUB_TOKEN: "ghp_standIn" };
  return {
    ...world,
    processes: systemProcesses({ ...process.env, PATH: path }),
    environment: {
      ...world.environment,
      cores: 2,
      variables: { ...world.environment.variables, PATH: path, DOCKET_ACTOR: "mika", ...variables },
    },
    forge: githubForge({ clock: world.clock, files: world.files, variables }),
  };
}

async function begin(repo: Repo, world: World): Promise<void> {
  plant(repo, { mended: NONE, moved: false });
  install(repo, "tsc", "biome");
  for (const text of ["1", "2", "3"]) {
    repo.write("src/often.js", `export const often = () => ${text};\n`);
    gitIn(repo.path, "add", "-A");
    gitIn(repo.path, "commit", "-qm", `Change ${text}`);
  }
  gitIn(repo.path, "remote", "add", "origin", "https://github.com/acme/shop.git");
  await callVerb(world, repo.path, "init", {});
  const home = `${repo.path}/docket`;
  repo.write("docket/orders/WO-zzzzzz-1a/order.yaml", ORDER(new Date(world.clock.now() - 3_600_000)));
  repo.write("docket/docket.yaml", SETTINGS);
  gitIn(home, "add", "-A");
  gitIn(home, "commit", "-qm", "Choose sources");
  await callVerb(world, repo.path, "trust", {});
}

const ORDER = (at: Date): string => `id: WO-zzzzzz-1a
ticket: BUG-zzzzzz
title: A title
state: failed
result: failed
reason: it cannot be built
owner: mika
base: main
base_commit: ${"1a".repeat(20)}
branch: feat/wo
worktree: w
finished_at: ${at.toISOString().slice(0, 19)}Z
`;

/** Which planted problem an atom is: named by its rule, subject, message or facts. */
function nameOf({ source, identity, message, facts }: Atom): string {
  const said = [identity.rule, identity.subject, message, ...Object.values(facts ?? {})].join(" ");
  const fits = PLANTED.filter(
    ([from, name]) => from === source && said.toLowerCase().includes(HINTS[name] ?? name.toLowerCase()),
  );
  return fits.length === 1
    ? (fits[0]?.[1] ?? "")
    : `${source}: ${said.slice(0, 200)} is ${fits.map(([, name]) => name).join(" and ") || "nothing planted"}`;
}

/** Words by which a problem is known where its name does not stand in it. */
const HINTS: Readonly<Record<string, string>> = {
  text: "ts2322",
  missing: "ts2304",
  implicit: "ts7006",
  equal: "nodoubleequals",
  debugger: "nodebugger",
  eval: "noglobaleval",
  cart: "empty cart",
  owner: "owns it",
};

test("planted problems are found once, stay themselves however code moves, go when mended, and come back to their tickets", async () => {
  using repo = makeRepo();
  await using server = await startGithub(github({ mended: NONE, moved: false }), { token: "ghp_standIn" });
  const world = worldOf(server);
  await begin(repo, world);
  const look = async (shape: Shape): Promise<Discovered> => {
    plant(repo, shape);
    server.holds(github(shape));
    const call = { cwd: repo.path, as: "mika", door: "person" as const, dryRun: false };
    const found = must(await discoverWith({ world, call }, { table: sources, source: [], limit: 100 }));
    const bad = found.sources.filter(
      ({ fault, whole, skipped }) => fault !== undefined || skipped !== undefined || !whole,
    );
    expect(bad).toEqual([]);
    return found;
  };
  const ledger = async (): Promise<readonly Atom[]> =>
    must(readLedger(must(await openBacklog(world, repo.path)))).atoms;
  const tip = (): string => gitIn(repo.path, "rev-parse", "docket");

  const first = await look({ mended: NONE, moved: false });
  expect((await ledger()).map(nameOf).sort()).toEqual(PLANTED.map(([, name]) => name).sort());
  expect(PLANTED.length).toBeGreaterThanOrEqual(30);
  expect(new Set(PLANTED.map(([source]) => source as string))).toEqual(new Set(Object.keys(sources)));
  expect([MENDED.size, BACK.length]).toEqual([10, 3]);
  const bare = (await ledger()).filter(({ ticket }) => ticket === undefined);
  expect(bare.map((atom) => [nameOf(atom), atom.held])).toEqual([
    ["confusing flag", "seen too narrowly for severity medium: 1 of 2 runs"],
  ]);
  expect(first.tickets.created.length).toBeGreaterThan(20);

  // Many of them name one path or share common words; a cluster is what says the same.
  const names = new Map((await ledger()).map((atom) => [atom.id, nameOf(atom)]));
  const { clusters } = clustersOf(await callVerb(world, repo.path, "evidence", { action: "cluster" }));
  expect(clusters.map(({ facts }) => facts.map((id) => names.get(id)).sort())).toEqual([
    ["adds three", "adds two", "divides"],
    ["PRRC_1", "PRRC_2"],
    ["chalk", "left-pad"],
  ]);

  // Where a ticket is not complete, evidence does not tell where the work is.
  const { findings } = findingsOf(await callVerb(world, repo.path, "check", {}));
  const errors = findings.filter(({ severity }) => severity === "error");
  expect(errors.map(({ code }) => code).filter((code) => code !== "files-missing")).toEqual([]);

  // What evidence determines needs nobody to add a word.
  for (const name of ["adds two", "GHSA-29mw-wpgm-hmr9"]) {
    const id = (await ledger()).find((atom) => nameOf(atom) === name)?.ticket;
    for (const status of ["refined", "ready"]) await callVerb(world, repo.path, "move", { id, status });
  }

  const firstAt =
    (await ledger())
      .map(({ firstSeen }) => firstSeen)
      .sort()
      .at(-1) ?? "";
  const after = tip();
  const second = await look({ mended: NONE, moved: false });
  expect(total(second, "added") + total(second, "gone")).toBe(0);
  expect(tip()).toBe(after);

  const moved = await look({ mended: NONE, moved: true });
  const strange = (await ledger()).filter(({ gone, firstSeen }) => gone !== undefined || firstSeen > firstAt);
  expect(strange.map(({ identity, place, gone }) => [identity, place?.path, gone !== undefined])).toEqual([]);
  expect([total(moved, "added"), total(moved, "gone"), moved.tickets.created]).toEqual([0, 0, []]);

  const mended = await look({ mended: MENDED, moved: true });
  expect((await ledger()).filter(({ firstSeen }) => firstSeen > firstAt).map(({ identity }) => identity)).toEqual([]);
  expect([total(mended, "added"), mended.tickets.created]).toEqual([0, []]);
  const gone = (await ledger()).filter((atom) => atom.gone !== undefined);
  expect(gone.map(nameOf).sort()).toEqual([...MENDED].sort());

  const ticketOf = new Map(gone.map((atom) => [nameOf(atom), atom.ticket ?? ""]));
  const tickets = BACK.map((name) => ticketOf.get(name) ?? "");
  for (const id of tickets) await callVerb(world, repo.path, "close", { id, resolution: "Mended." });
  const back = await look({ mended: MENDED.difference(new Set(BACK)), moved: true });
  expect(back.tickets.reopened.map(({ id }) => id).sort()).toEqual(tickets.toSorted());
  expect([total(back, "added"), total(back, "gone"), total(back, "returned"), back.tickets.created]).toEqual([
    0,
    0,
    3,
    [],
  ]);
}, 240_000);

const findingsOf = (answer: unknown) =>
  answer as { readonly findings: readonly { readonly code: string; readonly severity: string }[] };

const clustersOf = (answer: unknown) =>
  answer as { readonly clusters: readonly { readonly facts: readonly string[] }[] };

const total = ({ sources: reports }: Discovered, what: "added" | "gone" | "returned"): number =>
  reports.reduce((sum, report) => sum + report[what], 0);
