import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { idsByTitle } from "../read.ts";
import { CODES, PRICES, type Wish } from "../shop.ts";
import { type Stage, told } from "../stage.ts";
import type { Scene } from "./find-work.ts";

/** Act two: wishes of people beside what was found; what comes first is computed, and each number says where it comes from. */
export async function chooseWork(stage: Stage, { shop, bug }: Scene): Promise<readonly string[]> {
  stage.heading("Act 2 · What comes first, and why");
  const wishes = await twoWriters(stage, shop);
  stage.say("Both are proven by all tests of the shop, so they have to wait for the one that fails.");
  for (const wish of wishes) await stage.docket(shop, "relate", wish, "depends_on", bug);
  stage.say("What says enough to be begun goes to ready: criteria, files, tests. The rest is told what it lacks.");
  const promoted = await stage.docket(shop, "ready", "--promote");
  told(
    [bug, ...wishes].every((id) => promoted.includes(`${id}  went from new to ready`)),
    "all three can be begun",
  );
  await order(stage, { shop, bug, wishes });
  return wishes;
}

async function twoWriters(stage: Stage, shop: string): Promise<readonly string[]> {
  stage.say("Mika and Ada write down a wish each, at the same moment.");
  await stage.atOnce([
    write(stage, { shop, wish: PRICES, as: "mika" }),
    write(stage, { shop, wish: CODES, as: "ada" }),
  ]);
  const ids = idsByTitle(await stage.answer(shop, "list"));
  const wishes = [PRICES, CODES].flatMap(({ title }) => ids.get(title) ?? []);
  told(wishes.length === 2 && ids.size === 4, "all tickets are there, each with an id of its own");
  return wishes;
}

interface Writing {
  readonly shop: string;
  readonly wish: Wish;
  readonly as: string;
}

function write(stage: Stage, { shop, wish, as }: Writing) {
  const { title, kind, priority, label, body } = wish;
  const from = `${label}.md`;
  writeFileSync(join(stage.root, from), body);
  return {
    cwd: shop,
    as,
    from,
    args: ["new", title, "--kind", kind, "--priority", priority, "--label", label, "--body", "-"],
  };
}

async function order(
  stage: Stage,
  { shop, bug, wishes }: Scene & { readonly wishes: readonly string[] },
): Promise<void> {
  stage.say("Which one now? Worth, time and risk over effort, and a share of what waits for it.");
  const ranked = await stage.docket(shop, "rank");
  told(ranked.indexOf(bug) < ranked.indexOf("SEC-"), "the bug comes first");
  const explained = await stage.docket(shop, "rank", "--explain", bug);
  told(
    wishes.every((wish) => explained.includes(`${wish} (`)),
    "part of what the wishes are worth flows back to the bug they wait for",
  );
  const [first = ""] = wishes;
  const why = await stage.docket(shop, "rank", "--why-not", first);
  told(why.includes(bug), "the wish waits for the bug");
}
