import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hostWorld } from "../../src/host/world.ts";
import { discoverOnce } from "../rigs/discover-rounds.ts";
import { makeRepo } from "../rigs/repo.ts";
import { fact, scriptedSource, tableOf } from "../rigs/scripted-source.ts";
import { made } from "./_scene.ts";
import { callVerb } from "./_verb.ts";

test("an old branch still has the problem: that is no regression; where the fix is, it is one", async () => {
  using repo = makeRepo();
  const world = hostWorld();
  const shown = { sightings: [fact("no-var", "var x")], isWhole: true };
  const run = () => discoverOnce({ world, cwd: repo.path, table: tableOf(scriptedSource("scripted", shown)) });
  const commit = (text: string): string => {
    repo.write("src/a.ts", text);
    repo.git("add", "src");
    repo.git("commit", "--quiet", "-m", text);
    return repo.git("rev-parse", "HEAD").trim();
  };
  commit("var x\n");
  repo.git("branch", "old");
  const fix = commit("let x\n");
  await callVerb(world, repo.path, "init", {});
  const id = made(await run());
  await callVerb(world, repo.path, "close", { id, resolution: "Mended." });
  const folder = join(repo.path, "docket/tickets");
  const file = join(folder, readdirSync(folder)[0] ?? "");
  /** As the merge of an order writes it. */
  const name = (commit: string): void => {
    const text = readFileSync(file, "utf8");
    const at = text.lastIndexOf("<!-- event: close ");
    writeFileSync(file, text.slice(0, at) + text.slice(at).replace(" -->", ` ref: commit:${commit} -->`));
  };
  name(fix);
  shown.sightings = [];
  await run();

  repo.git("checkout", "--quiet", "old");
  shown.sightings = [fact("no-var", "var x")];
  const why = `${id} was mended in ${fix.slice(0, 10)}, which is not in this checkout`;
  expect((await run()).tickets).toMatchObject({ created: [], reopened: [], held: [{ code: "silent", why, facts: 1 }] });
  expect((await run()).tickets).toMatchObject({ reopened: [], held: [{ why }] });

  repo.git("checkout", "--quiet", "-");
  expect((await run()).tickets).toMatchObject({ reopened: [{ id }], held: [] });

  // Who closed it by hand named no commit, and one that no branch has was written anew: neither hides a regression.
  await callVerb(world, repo.path, "close", { id, resolution: "Mended again." });
  expect((await run()).tickets).toMatchObject({ reopened: [{ id }] });
  await callVerb(world, repo.path, "close", { id, resolution: "Mended once more." });
  name(repo.git("commit-tree", "HEAD^{tree}", "-m", "gone").trim());
  expect((await run()).tickets).toMatchObject({ reopened: [{ id }] });
});
