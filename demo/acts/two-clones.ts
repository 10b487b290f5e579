import { join } from "node:path";
import { eventsOf, oneTicket } from "../read.ts";
import { type Stage, told } from "../stage.ts";
import type { Scene } from "./find-work.ts";

const TITLE = "An empty cart costs nothing, again";

/** Act four: two clones change the same ticket offline, and nothing is lost. */
export async function twoClones(stage: Stage, { shop, bug }: Scene): Promise<void> {
  stage.heading("Act 4 · Two clones, one backlog, no server");
  const ada = await cloneOf(stage, shop);
  stage.say("Both are offline and change the same ticket.");
  await stage.docket(shop, "edit", bug, "--priority", "P0", "--add-label", "urgent");
  await stage.docket(shop, "comment", bug, "--body", "Three customers wrote on Monday.");
  await stage.docket(ada, "edit", bug, "--add-label", "cart", "--title", TITLE);
  await stage.docket(ada, "comment", bug, "--body", "It came with the tidying of the cart.");
  stage.say("Both sync, and nobody has to resolve anything.");
  for (const clone of [shop, ada, shop]) await stage.docket(clone, "sync");
  await stage.docket(shop, "show", bug, "--fields", "title,status,priority,labels");
  await checkMerged(stage, { shop, ada, bug });
  stage.say("And the doctor has nothing to complain about, here and there.");
  for (const clone of [shop, ada]) await stage.docket(clone, "doctor", "--strict");
}

async function cloneOf(stage: Stage, shop: string): Promise<string> {
  const [remote, ada] = [join(stage.root, "remote.git"), join(stage.root, "ada")];
  stage.say("Any git remote will do. Ada clones it, and has the backlog at the first command.");
  await stage.quietGit(stage.root, "init", "-q", "--bare", "remote.git");
  await stage.quietGit(shop, "remote", "add", "origin", remote);
  await stage.quietGit(shop, "push", "-q", "origin", "main");
  await stage.docket(shop, "sync");
  await stage.git(stage.root, "clone", "-q", "remote.git", "ada");
  await stage.docket(ada, "list");
  return ada;
}

async function checkMerged(
  stage: Stage,
  { shop, ada, bug }: { readonly shop: string; readonly ada: string; readonly bug: string },
): Promise<void> {
  const [mine, hers] = [await stage.answer(shop, "show", bug), await stage.answer(ada, "show", bug)];
  told(JSON.stringify(mine) === JSON.stringify(hers), "both clones hold the same ticket");
  const ticket = oneTicket(mine);
  told(ticket.title === TITLE && ticket.priority === "P0", "title and priority of both sides are kept");
  told(
    ["regression", "urgent", "cart"].every((label) => ticket.labels.includes(label)),
    "the labels of both sides are there",
  );
  const bodies = eventsOf(mine).join("\n");
  told(bodies.includes("on Monday") && bodies.includes("tidying"), "both comments are in the thread");
}
