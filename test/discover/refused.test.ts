import { expect, test } from "vitest";
import { systemGit } from "../../src/host/git.ts";
import { hostWorld } from "../../src/host/world.ts";
import { verbs } from "../../src/ops/table.ts";
import { openBacklog } from "../../src/store/backlog.ts";
import { loadSettings } from "../../src/store/settings-cache.ts";
import { commandGuard } from "../../src/work/trust.ts";
import { must } from "../rigs/checkup.ts";
import { makeRepo } from "../rigs/repo.ts";
import { callVerb } from "./_verb.ts";

test("a repository without a checkout has nothing to look at", async () => {
  using repo = makeRepo("bare");
  const world = { ...hostWorld(), git: systemGit() };
  await callVerb(world, repo.path, "init", {});
  const op = await verbs.discover?.();
  const call = { cwd: repo.path, as: "mika", door: "person" as const, dryRun: false };
  expect(await op?.run(world, call, {})).toMatchObject({ ok: false, fault: { code: "checkout-needed" } });
});

test("no command runs before a person in this clone agreed, whether the settings hold it or Docket chose it", async () => {
  using repo = makeRepo();
  const world = hostWorld();
  await callVerb(world, repo.path, "init", {});
  const backlog = must(await openBacklog(world, repo.path));
  const guard = async () => commandGuard({ backlog, settings: must(await loadSettings(backlog)) });
  // Who made the backlog here wrote its settings, and agreed to them so.
  repo.write("docket/docket.yaml", 'discover: { sources: { lint: { command: "make lint" } } }\n');
  expect((await guard())("make lint")).toMatchObject({ ok: false, fault: { code: "tool-not-trusted" } });
  expect((await guard())("node_modules/.bin/eslint .")).toMatchObject({ ok: false });
  await callVerb(world, repo.path, "trust", {});
  expect((await guard())("make lint")).toMatchObject({ ok: true });
  expect((await guard())("node_modules/.bin/eslint .")).toMatchObject({ ok: true });
  repo.write("docket/docket.yaml", 'discover: { sources: { lint: { command: "make other" } } }\n');
  expect((await guard())("make lint")).toMatchObject({ ok: false });
});
