import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventsOf, idsOf, oneTicket } from "../read.ts";
import { type Stage, told } from "../stage.ts";

/** Act two: many writers, one backlog; two clones change the same ticket and nothing is lost. */
export async function oneBacklog(stage: Stage): Promise<void> {
  stage.heading("Act 2 · One backlog, many writers");
  const app = await begin(stage);
  const ids = await twoWriters(stage, app);
  await linkThem(stage, { app, ids });
  await twoClones(stage, { app, ids });
}

async function begin(stage: Stage): Promise<string> {
  const app = join(stage.root, "app");
  mkdirSync(app);
  stage.say("A small project gets a backlog.");
  writeFileSync(join(app, "app.ts"), "export const app = 1;\n");
  await stage.git(app, "init", "-q");
  await stage.git(app, "add", "app.ts");
  await stage.git(app, "commit", "-q", "-m", "Begin the app");
  await stage.docket(app, "init", "--yes");
  told((await stage.git(app, "status", "--porcelain")) === "", "the code's working tree stays clean");
  return app;
}

async function twoWriters(stage: Stage, app: string): Promise<readonly string[]> {
  stage.say("Two processes write at the same moment: Mika a feature, an agent a bug.");
  await stage.atOnce([
    {
      cwd: app,
      as: "mika",
      args: ["new", "Sign in with a passkey", "--kind", "feature", "--priority", "high", "--label", "auth"],
    },
    { cwd: app, as: "builder", args: ["new", "Session is lost after a restart", "--kind", "bug", "--label", "auth"] },
  ]);
  const ids = idsOf(await stage.answer(app, "list"));
  told(ids.length === 2 && new Set(ids).size === 2, "both tickets are there, each with an id of its own");
  told(readdirSync(join(app, "docket/tickets")).length === 2, "each ticket is a file");
  await stage.docket(app, "list");
  return ids;
}

interface Cast {
  readonly app: string;
  readonly ids: readonly string[];
}

async function linkThem(stage: Stage, { app, ids }: Cast): Promise<void> {
  const { feature, bug } = castOf(ids);
  stage.say("The feature has to wait for the bug.");
  await stage.docket(app, "relate", feature, "depends_on", bug);
  const blocked = await stage.docket(app, "blocked");
  told(blocked.includes(feature) && blocked.includes(bug), "blocked names the feature and what it waits for");
  const ready = await stage.docket(app, "ready");
  told(!ready.includes(feature), "the feature is not ready");
  stage.say("What comes next is computed, and each number says where it comes from.");
  await stage.docket(app, "rank");
  const explained = await stage.docket(app, "rank", "--explain", bug);
  told(explained.includes(`${feature} (`), "part of what the feature is worth flows back to the bug it waits for");
}

async function twoClones(stage: Stage, { app, ids }: Cast): Promise<void> {
  const { bug } = castOf(ids);
  const [remote, ada] = [join(stage.root, "remote.git"), join(stage.root, "ada")];
  stage.say("A remote, and Ada's clone of it.");
  await stage.git(stage.root, "init", "-q", "--bare", "remote.git");
  await stage.git(app, "remote", "add", "origin", remote);
  await stage.git(app, "push", "-q", "origin", "main");
  await stage.docket(app, "sync");
  await stage.git(stage.root, "clone", "-q", remote, "ada");
  await stage.docket(ada, "list");

  stage.say("Both are offline and change the same ticket.");
  await stage.docket(app, "edit", bug, "--priority", "P0", "--add-label", "urgent");
  await stage.docket(app, "comment", bug, "--body", "Seen again on Monday.");
  await stage.docket(ada, "edit", bug, "--add-label", "backend", "--title", "Session is lost when the server restarts");
  await stage.docket(ada, "comment", bug, "--body", "The cookie is signed with a key made at start.");

  stage.say("Both sync. Nobody has to resolve anything.");
  for (const clone of [app, ada, app]) await stage.docket(clone, "sync");
  await stage.docket(app, "show", bug);
  await checkMerged(stage, { app, ada, bug });
}

async function checkMerged(
  stage: Stage,
  { app, ada, bug }: { readonly app: string; readonly ada: string; readonly bug: string },
): Promise<void> {
  const [mine, hers] = [await stage.answer(app, "show", bug), await stage.answer(ada, "show", bug)];
  told(JSON.stringify(mine) === JSON.stringify(hers), "both clones hold the same ticket");
  const ticket = oneTicket(mine);
  told(
    ticket.title === "Session is lost when the server restarts" && ticket.priority === "P0",
    "title and priority of both sides are kept",
  );
  told(
    ["auth", "backend", "urgent"].every((label) => ticket.labels.includes(label)),
    "the labels of both sides are there",
  );
  const bodies = eventsOf(mine).join("\n");
  told(bodies.includes("on Monday") && bodies.includes("made at start"), "both comments are in the thread");
  stage.say("And the doctor has nothing to complain about.");
  await stage.docket(app, "doctor", "--strict");
  await stage.docket(ada, "doctor", "--strict");
}

function castOf(ids: readonly string[]): { readonly feature: string; readonly bug: string } {
  const feature = ids.find((id) => id.startsWith("FEAT-")) ?? "";
  const bug = ids.find((id) => id.startsWith("BUG-")) ?? "";
  told(feature !== "" && bug !== "", "one id is a feature's and one a bug's");
  return { feature, bug };
}
