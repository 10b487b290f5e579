import { expect, test } from "vitest";
import { testWorld } from "../../twins/test-world.ts";
import { plainHome } from "../home/find-home.ts";
import { syncBacklog } from "./sync.ts";

test("a folder without git has nothing to sync with", async () => {
  const world = testWorld();
  const author = { actor: { name: "mika", kind: "person" as const }, email: "mika@example.org" };
  const backlog = { home: plainHome("/project", "docket"), world };
  const synced = await syncBacklog(backlog, { author, command: "sync", dryRun: false }, undefined);
  expect(synced).toMatchObject({ ok: false, fault: { code: "sync-needs-git", exit: "usage" } });
});
