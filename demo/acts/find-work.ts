import { join } from "node:path";
import { createdOf, idsByTitle } from "../read.ts";
import { FOUND_TITLE, RULES, SHOP } from "../shop.ts";
import { put, type Stage, told } from "../stage.ts";

/** What the acts hand on: the shop, and the ticket of its failing test. */
export interface Scene {
  readonly shop: string;
  readonly bug: string;
}

/** Act one: the project says by itself what there is to do, once, and why each thing became a ticket or not. */
export async function findWork(stage: Stage): Promise<Scene> {
  stage.heading("Act 1 · The project says what there is to do");
  const shop = await begin(stage);
  const bug = await found(stage, shop);
  await nothingNew(stage, shop);
  return { shop, bug };
}

async function begin(stage: Stage): Promise<string> {
  const shop = join(stage.root, "shop");
  put(shop, SHOP);
  stage.say(
    "A small shop. One of its three tests fails, a comment asks for something, and a package that it uses has a known weakness. Nobody has written a ticket yet.",
  );
  await stage.quietGit(shop, "init", "-q");
  await stage.quietGit(shop, "add", ".");
  await stage.quietGit(shop, "commit", "-q", "-m", "Begin the shop");
  const before = await stage.tests(shop);
  told(before.passed === 2 && before.failed === 1, "one test of the shop fails");
  await stage.docket(shop, "init", "--yes");
  put(join(shop, "docket"), RULES);
  await stage.quietGit(join(shop, "docket"), "commit", "-q", "-a", "-m", "Say what proves a change");
  told((await stage.quietGit(shop, "status", "--porcelain")) === "", "the code's working tree stays clean");
  stage.say("Docket runs only commands that a person agreed to, once in each clone.");
  await stage.docket(shop, "trust");
  return shop;
}

async function found(stage: Stage, shop: string): Promise<string> {
  stage.say("What is there to do?");
  const seen = await stage.docket(shop, "discover");
  told(seen.includes("no ticket for 1 fact"), "the mark is kept, and has no ticket, and it is said why");
  stage.say("Each fact is kept, with what became of it.");
  await stage.docket(shop, "evidence");
  const ids = idsByTitle(await stage.answer(shop, "list"));
  told(ids.size === 2, "the failing test and the weakness have a ticket each");
  const bug = ids.get(FOUND_TITLE) ?? "none";
  stage.say(
    "The ticket of the failing test says what evidence determines: the files, what shows that it is done, the worth and the size. Nobody has to add a word before it can be begun.",
  );
  const shown = await stage.docket(shop, "show", bug, "--fields", "title,priority,impact,effort,scope,verify");
  told(shown.includes(FOUND_TITLE), "the ticket is about the failing test");
  return bug;
}

async function nothingNew(stage: Stage, shop: string): Promise<void> {
  stage.say("Asked again, it finds the same, and writes nothing: no ticket twice, no commit.");
  const tip = await stage.quietGit(shop, "rev-parse", "docket");
  const again = await stage.answer(shop, "discover", "--source", "tests", "--source", "todo");
  told(createdOf(again).length === 0, "no ticket is written twice");
  told((await stage.quietGit(shop, "rev-parse", "docket")) === tip, "and there is no new commit");
}
