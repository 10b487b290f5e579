import { expect, test } from "vitest";
import { must, ticketText } from "../../test/rigs/checkup.ts";
import { testWorld } from "../twins/test-world.ts";
import { mergeDriverOp } from "./merge-driver.ts";

const base = ticketText({ id: "TASK-bbbbbb", more: ["labels: [old]"] });
const given = {
  base: ".merge_base",
  ours: ".merge_ours",
  theirs: "/tmp/theirs",
  path: "docket/tickets/TASK-bbbbbb-a.md",
};

async function drive(texts: { base: string; ours: string; theirs: string }, dryRun = false) {
  const world = testWorld({ cwd: "/top" });
  must(world.files.makeFolder("/tmp"));
  const put = (path: string, text: string) => must(world.files.writeAtomic(path, new TextEncoder().encode(text)));
  put("/top/.merge_base", texts.base);
  put("/top/.merge_ours", texts.ours);
  put("/tmp/theirs", texts.theirs);
  const call = { cwd: "/top", as: undefined, door: "person", dryRun } as const;
  const output = must(await mergeDriverOp.run(world, call, given));
  return { output, exit: mergeDriverOp.exitOf?.(output), ours: world.files.texts()["/top/.merge_ours"] };
}

test("both sides' changes are written over ours", async () => {
  const ours = base.replace("[old]", "[old, ours]");
  const theirs = base.replace("title: Something", "title: Better");

  const { exit, ours: outcome } = await drive({ base, ours, theirs });

  expect(exit).toBe("ok");
  expect(outcome).toContain("[old, ours]");
  expect(outcome).toContain("title: Better");
});

test("an empty base is none: both sides added the file", async () => {
  const { exit, ours } = await drive({ base: "", ours: base, theirs: base.replace("[old]", "[new]") });

  expect(exit).toBe("ok");
  expect(ours).toContain("old");
  expect(ours).toContain("new");
});

test("what cannot be merged stays as it was, and git keeps the conflict", async () => {
  const ours = base.replace("[old]", "[ours]");

  const { output, exit, ours: outcome } = await drive({ base, ours, theirs: "no ticket" });

  expect(exit).toBe("findings");
  expect(outcome).toBe(ours);
  expect(output.problems).toMatchObject([{ code: "merge-side-aside", file: given.path }]);
});

test("a dry run writes nothing", async () => {
  const { ours } = await drive({ base, ours: base, theirs: base.replace("old", "new") }, true);

  expect(ours).toBe(base);
});
