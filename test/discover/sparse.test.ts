import { expect, test } from "vitest";
import { todo } from "../../src/discover/todo.ts";
import { hostWorld } from "../../src/host/world.ts";
import { discoverOnce } from "../rigs/discover-rounds.ts";
import { makeRepo } from "../rigs/repo.ts";
import { tableOf } from "../rigs/scripted-source.ts";
import { callVerb } from "./_verb.ts";

test("what lies in a part that a sparse checkout leaves out is not gone, and what was removed is", async () => {
  using repo = makeRepo();
  repo.write("shop/a.ts", "// TODO: mend the shop\n");
  repo.write("shop/b.ts", "// TODO: mend its door\n");
  repo.write("bank/a.ts", "// TODO: mend the bank\n");
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "--message", "all");
  await callVerb(hostWorld(), repo.path, "init", {});
  const round = { world: hostWorld(), cwd: repo.path, table: tableOf(todo) };
  expect((await discoverOnce(round)).away).toBeUndefined();
  repo.git("sparse-checkout", "set", "shop");
  repo.git("rm", "--quiet", "shop/b.ts");
  const output = await discoverOnce(round);
  expect(output).toMatchObject({ away: 1, sources: [{ found: 1, added: 0, gone: 1, whole: true }] });
  expect(output.tickets.proposed).toMatchObject([{ title: "Mend its door (TODO in shop/b.ts)" }]);
  repo.git("sparse-checkout", "disable");
  expect(await discoverOnce(round)).toMatchObject({ sources: [{ found: 2, added: 0, gone: 0, returned: 0 }] });
});
