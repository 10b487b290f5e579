import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { errorsOf, idOf, type Proof, proofOf } from "../read.ts";
import { BUG, CODES, PLAY, PRICES, RULES, SHOP, type Wish } from "../shop.ts";
import { type Stage, told } from "../stage.ts";

/** Act three: three tickets are worked off side by side; what is not proven goes back, what was killed goes on, all is merged. */
export async function workOff(stage: Stage): Promise<void> {
  stage.heading("Act 3 · Work that has to prove itself");
  const shop = await begin(stage);
  const ids = await threeTickets(stage, shop);
  await threeOrders(stage, shop);
  await sentBack(stage, { shop, prices: ids.get(PRICES) ?? "" });
  await goOn(stage, shop);
  await whatIsProven(stage, shop);
}

async function begin(stage: Stage): Promise<string> {
  const shop = join(stage.root, "shop");
  put(shop, SHOP);
  stage.say("A small shop. One of its three tests fails: an empty cart has no price.");
  await stage.git(shop, "init", "-q");
  await stage.git(shop, "add", ".");
  await stage.git(shop, "commit", "-q", "-m", "Begin the shop");
  const before = await stage.tests(shop);
  told(before.passed === 2 && before.failed === 1, "one test of the shop fails");

  stage.say("It gets a backlog. The settings say how a change is proven, and Mika agrees to run that.");
  await stage.docket(shop, "init", "--yes");
  put(join(shop, "docket"), RULES);
  await stage.git(join(shop, "docket"), "commit", "-q", "-a", "-m", "Prove changes with node --test");
  await stage.docket(shop, "trust");
  return shop;
}

async function threeTickets(stage: Stage, shop: string): Promise<ReadonlyMap<Wish, string>> {
  stage.say("A bug for the failing test, and two wishes. Each names its files and what will show that it is done.");
  const ids = new Map<Wish, string>();
  for (const wish of [BUG, PRICES, CODES]) ids.set(wish, await ready(stage, shop, wish));
  await stage.docket(shop, "ready");
  stage.say(
    "As long as the bug is there, all tests together cannot pass; so the wishes bring a command of their own. A person has to agree to it.",
  );
  for (const [wish, id] of ids)
    if (wish.verify !== undefined) await stage.docket(shop, "approve", id, "--reason", `Proven by ${wish.verify}`);
  return ids;
}

async function ready(stage: Stage, shop: string, wish: Wish): Promise<string> {
  const { title, kind, priority, label, body, verify } = wish;
  const own = verify === undefined ? [] : ["--set", `verify=${verify}`];
  const words = ["--kind", kind, "--priority", priority, "--label", label, "--body", body, ...own];
  const id = idOf(await stage.answer(shop, "new", title, ...words));
  await stage.answer(shop, "move", id, "refined", "--reason", "written");
  await stage.answer(shop, "move", id, "ready", "--reason", "checked");
  return id;
}

const RUN = ["run", "--once", "--agent", "rehearsed:../play.json"] as const;

async function threeOrders(stage: Stage, shop: string): Promise<void> {
  writeFileSync(join(stage.root, "play.json"), JSON.stringify(PLAY));
  stage.say(
    "Three orders at once, in two processes: each has a branch and a checkout of its own. The agent plays a script,",
  );
  console.log(
    "so no key and no network is needed; all the rest is real. The process with the discounts is killed in the middle.",
  );
  const both = stage.docket(shop, ...RUN, "--parallel", "2", "--max-items", "2");
  await stage.killed({ cwd: shop, args: [...RUN, "--label", CODES.label] }, () => isInTheMiddle(shop));
  const report = await both;
  told(report.includes(BUG.title) && report.includes(PRICES.title), "the bug and the prices were worked off");
  told(!report.includes(CODES.title) && !report.includes("failed"), "and nothing else was");
}

async function sentBack(
  stage: Stage,
  { shop, prices }: { readonly shop: string; readonly prices: string },
): Promise<void> {
  stage.say("The prices needed a second round. This is what their first proof said:");
  const home = join(shop, "docket");
  const path = `orders/${orderOf(shop, prices)}/verdict.json`;
  const versions = await stage.quietGit(home, "log", "--reverse", "--format=%H", "--", path);
  const first = proofOf(await stage.quietGit(home, "show", `${versions.split("\n")[0]}:${path}`));
  const errors = errorsOf(first);
  for (const { code, message } of errors) stage.line(`${code.padEnd(26)} ${message}`);
  told(first.result === "failed" && errors.some(({ code }) => code === "test-skipped"), "a skipped test was seen");
}

async function goOn(stage: Stage, shop: string): Promise<void> {
  stage.say(
    "What was killed is still there: the claim, the checkout with the agent's commit, the journal of what was done.",
  );
  const held = await stage.docket(shop, "status");
  told(held.includes(CODES.title), "the discounts are still held");
  stage.say("Running again goes on where it ended. The agent is not asked a second time.");
  const report = await stage.docket(shop, ...RUN);
  told(report.includes("went on with 1") && report.includes(CODES.title), "the discounts were gone on with");
}

async function whatIsProven(stage: Stage, shop: string): Promise<void> {
  stage.say("All is merged. The shop's own checkout was only ever fast-forwarded.");
  await stage.docket(shop, "list", "--all");
  await stage.git(shop, "log", "--graph", "--format=%h %s");
  stage.say("And this is why: red on the sources before, twice; green with the change.");
  const proofs = verdicts(shop);
  for (const { ticket, redGreen } of proofs)
    for (const { name } of redGreen.red) stage.line(`${ticket}  red → green  ${name}`);
  told(
    proofs.length === 3 &&
      proofs.every(({ result, redGreen }) => result === "passed" && redGreen.strength === "proven"),
    "three orders are proven",
  );
  const after = await stage.tests(shop);
  told(after.passed === 6 && after.failed === 0, "all tests of the shop pass, the new ones too");
  told((await stage.git(shop, "status", "--porcelain")) === "", "the shop's checkout is clean");
  told((await stage.git(shop, "worktree", "list")).trim().split("\n").length === 2, "no checkout of an order is left");
  await stage.docket(shop, "doctor", "--strict");
}

const verdicts = (shop: string): readonly Proof[] =>
  names(join(shop, "docket/orders")).map((order) =>
    proofOf(textOf(join(shop, "docket/orders", order, "verdict.json"))),
  );

const orderOf = (shop: string, ticket: string): string =>
  names(join(shop, "docket/orders")).find((order) => order.includes(ticket.split("-")[1] ?? "")) ?? "";

/** Whether all three are under way and the agent's work on the discounts is committed. What follows is its proof. */
function isInTheMiddle(shop: string): boolean {
  const runs = join(shop, ".git/docket/runs");
  const journals = names(runs).flatMap((run) => textOf(join(runs, run, "journal.jsonl")) || []);
  const discounts = journals.find((journal) => journal.includes(`"label":"${CODES.label}"`));
  return journals.length === 3 && discounts?.includes('"name":"agent 1"') === true;
}

const names = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);
const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "");

function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
