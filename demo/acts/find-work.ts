import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createdOf, heldOf, idOfSource, reopenedOf } from "../read.ts";
import { RULES, SHOP } from "../shop.ts";
import { type Stage, told } from "../stage.ts";

/** A mark as people leave it in a comment, put together so that this file holds none. */
const MARK = ["TO", "DO"].join("");

/** Act one: the project says by itself what there is to do; each problem is a ticket once, and knows when it is gone and back. */
export async function findWork(stage: Stage): Promise<void> {
  stage.heading("Act 1 · The project says what there is to do");
  const shop = await begin(stage);
  const id = await found(stage, shop);
  await nothingNew(stage, shop);
  await comesBack(stage, { shop, id });
}

async function begin(stage: Stage): Promise<string> {
  const shop = join(stage.root, "found");
  put(shop, {
    ...SHOP,
    "src/price.js": `// ${MARK}(mika): set thousands apart\n${SHOP["src/price.js"]}`,
    "src/labels.js": `export const hint = "${MARK}: this is text, and no mark";\n`,
    "reports/osv.json": JSON.stringify([ADVISORY]),
  });
  stage.say(
    "A small shop with a failing test, a mark that somebody left in a comment, and a weakness in what it depends on.",
  );
  await stage.git(shop, "init", "-q");
  await stage.git(shop, "add", ".");
  await stage.git(shop, "commit", "-q", "-m", "Begin the shop");
  await stage.docket(shop, "init", "--yes");
  put(join(shop, "docket"), { "docket.yaml": `${RULES["docket.yaml"]}${SOURCES}` });
  await stage.git(join(shop, "docket"), "commit", "-q", "-a", "-m", "Say where problems are looked for");
  stage.say("Mika agrees to the commands that look, and asks the project.");
  await stage.docket(shop, "trust");
  return shop;
}

const ADVISORY = {
  id: "GHSA-shop-shop-shop",
  summary: "Denial of service through long names",
  affected: [
    {
      package: { ecosystem: "npm", name: "left-pad" },
      ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.3.0" }] }],
    },
  ],
};

const SOURCES = `discover:
  minSeverity: medium
  sources:
    advisories: { command: cat reports/osv.json }
`;

async function found(stage: Stage, shop: string): Promise<string> {
  await stage.docket(shop, "discover", "--dry-run");
  stage.say("That was a dry run: nothing was written. Now in earnest.");
  const answer = await stage.answer(shop, "discover");
  const created = createdOf(answer);
  told(created.length === 2, "the failing test and the weakness have a ticket each");
  told(
    heldOf(answer).some(({ why }) => why.includes("minSeverity")),
    "the mark is kept, and has no ticket, and it is said why",
  );
  await stage.docket(shop, "list");
  await stage.docket(shop, "evidence");
  const id = idOfSource(answer, "tests");
  stage.say(
    "The ticket says what evidence determines: why, the files, what shows that it is done. So it is ready with nobody adding a word.",
  );
  await stage.docket(shop, "show", id, "--fields", "title,priority,impact,effort,scope,verify");
  for (const status of ["refined", "ready"]) await stage.docket(shop, "move", id, status);
  return id;
}

async function nothingNew(stage: Stage, shop: string): Promise<void> {
  stage.say("Asked again, it finds the same, and writes nothing.");
  const tip = await stage.quietGit(shop, "rev-parse", "docket");
  told(createdOf(await stage.answer(shop, "discover")).length === 0, "no ticket is written twice");
  told((await stage.quietGit(shop, "rev-parse", "docket")) === tip, "and there is no new commit");
}

async function comesBack(stage: Stage, { shop, id }: { readonly shop: string; readonly id: string }): Promise<void> {
  stage.say("Mika mends the cart and closes the ticket. Later somebody undoes the change.");
  put(shop, { "src/cart.js": "export const total = (items) => items.reduce((sum, item) => sum + item.cents, 0);\n" });
  await stage.docket(shop, "close", id, "--resolution", "An empty cart costs nothing now.");
  await stage.docket(shop, "discover", "--source", "tests");
  put(shop, { "src/cart.js": SHOP["src/cart.js"] ?? "" });
  const answer = await stage.answer(shop, "discover", "--source", "tests");
  told(reopenedOf(answer).includes(id), "the ticket is open again, as a regression");
  await stage.docket(shop, "list", "--label", "regression");
}

function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
