import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorsOf, type Proof, proofOf } from "../read.ts";
import { CODES, FOUND_TITLE, PLAY, PRICES, SHOP } from "../shop.ts";
import { put, type Stage, told } from "../stage.ts";
import type { Scene } from "./find-work.ts";

/** Act three: what is not proven goes back, what was killed goes on, all is merged; and a problem that comes back opens its ticket. */
export async function workOff(stage: Stage, { shop, bug, wishes }: Scene & { readonly wishes: readonly string[] }) {
  stage.heading("Act 3 · Work that has to prove itself");
  await first(stage, shop);
  await twoMore(stage, shop);
  await sentBack(stage, { shop, prices: wishes[0] ?? "" });
  await goOn(stage, shop);
  await whatIsProven(stage, shop);
  await comesBack(stage, { shop, bug });
}

const RUN = ["run", "--once", "--agent", "rehearsed:../play.json"] as const;

async function first(stage: Stage, shop: string): Promise<void> {
  writeFileSync(join(stage.root, "play.json"), JSON.stringify(PLAY));
  stage.say(
    "An agent takes the first. Each order has a branch and a checkout of its own. This agent plays a script, so that no key and no network is needed; any command could be it, and all the rest is real.",
  );
  const report = await stage.docket(shop, ...RUN, "--max-items", "1");
  told(report.includes("done") && report.includes(FOUND_TITLE), "the failing test is mended and merged");
}

async function twoMore(stage: Stage, shop: string): Promise<void> {
  stage.say(
    "Nothing stands in the way of the wishes now. Two processes take one each, and one of them is killed halfway.",
  );
  const prices = stage.docket(shop, ...RUN, "--label", PRICES.label);
  await stage.killed({ cwd: shop, args: [...RUN, "--label", CODES.label] }, () => isInTheMiddle(shop));
  const report = await prices;
  told(report.includes(PRICES.title) && !report.includes("failed"), "the prices were worked off");
  told(!report.includes(CODES.title), "and nothing else was");
}

async function sentBack(
  stage: Stage,
  { shop, prices }: { readonly shop: string; readonly prices: string },
): Promise<void> {
  stage.say(
    "Why two rounds? The agent had skipped a test that its change broke. This is what the first proof said to it:",
  );
  const home = join(shop, "docket");
  const path = `orders/${orderOf(shop, prices)}/verdict.json`;
  const versions = await stage.quietGit(home, "log", "--reverse", "--format=%H", "--", path);
  const verdict = proofOf(await stage.quietGit(home, "show", `${versions.split("\n")[0]}:${path}`));
  const errors = errorsOf(verdict);
  for (const { code, message } of errors) stage.line(`${code.padEnd(26)} ${message}`);
  told(verdict.result === "failed" && errors.some(({ code }) => code === "test-skipped"), "a skipped test was seen");
}

async function goOn(stage: Stage, shop: string): Promise<void> {
  stage.say(
    "Of what was killed all is still there: the claim, the checkout with the agent's commit, the journal of what was done.",
  );
  const held = await stage.docket(shop, "status");
  told(held.includes(CODES.title), "the discounts are still held");
  stage.say("The same command again goes on where it ended. The agent is not asked a second time.");
  const report = await stage.docket(shop, ...RUN, "--label", CODES.label);
  told(report.includes("went on with 1") && report.includes(CODES.title), "the discounts were gone on with");
}

async function whatIsProven(stage: Stage, shop: string): Promise<void> {
  stage.say("Three times merged, and this is why: red on the sources before, twice; green with the change.");
  const proofs = verdicts(shop);
  for (const { ticket, redGreen } of proofs)
    for (const { name } of redGreen.red) stage.line(`${ticket.padEnd(11)}  red → green  ${name}`);
  told(
    proofs.length === 3 &&
      proofs.every(({ result, redGreen }) => result === "passed" && redGreen.strength === "proven"),
    "three orders are proven",
  );
  await stage.git(shop, "log", "--graph", "--format=%h %s");
  const after = await stage.tests(shop);
  told(after.passed === 6 && after.failed === 0, "all tests of the shop pass, the new ones too");
  told((await stage.quietGit(shop, "status", "--porcelain")) === "", "the shop's checkout is clean");
  told(
    (await stage.quietGit(shop, "worktree", "list")).trim().split("\n").length === 2,
    "no checkout of an order is left",
  );
}

async function comesBack(stage: Stage, { shop, bug }: Scene): Promise<void> {
  stage.say("A week later somebody undoes the change of the cart, and does not notice.");
  put(shop, { "src/cart.js": SHOP["src/cart.js"] ?? "" });
  await stage.quietGit(shop, "commit", "-q", "-a", "-m", "Tidy the cart");
  const seen = await stage.docket(shop, "discover", "--source", "tests");
  told(seen.includes(bug) && seen.includes("opened again"), "the ticket is open again");
  stage.say("The ticket knows its whole story.");
  const story = await stage.docket(shop, "history", bug);
  told(story.includes("done → refined"), "the ticket is a regression");
}

const verdicts = (shop: string): readonly Proof[] =>
  names(join(shop, "docket/orders")).map((order) =>
    proofOf(textOf(join(shop, "docket/orders", order, "verdict.json"))),
  );

const orderOf = (shop: string, ticket: string): string =>
  names(join(shop, "docket/orders")).find((order) => order.includes(ticket.split("-")[1] ?? "")) ?? "";

/** Whether the agent's work on the discounts is committed. What follows is its proof. */
function isInTheMiddle(shop: string): boolean {
  const runs = join(shop, ".git/docket/runs");
  const journals = names(runs).map((run) => textOf(join(runs, run, "journal.jsonl")));
  const discounts = journals.find((journal) => journal.includes(`"label":"${CODES.label}"`));
  return discounts?.includes('"name":"agent 1"') === true;
}

const names = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);
const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "");
