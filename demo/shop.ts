/** Files by path; null: the file is gone. */
type Files = Readonly<Record<string, string>>;

const begin = (subject: string, names: string): string =>
  `import assert from "node:assert/strict";\nimport test from "node:test";\nimport { ${names} } from "../src/${subject}.js";\n\n`;

const CART_TEST = `${begin("cart", "total")}test("a cart costs what is in it", () => assert.equal(total([{ cents: 250 }, { cents: 120 }]), 370));
test("an empty cart costs nothing", () => assert.equal(total([]), 0));
`;

const priceTest = (first: string, more = ""): string =>
  `${begin("price", "price")}${first}("a price has two digits after the point", () => assert.equal(price(1250), "12.50"));\n${more}`;

const THOUSANDS = `test("thousands are set apart", () => assert.equal(price(1234567), "12,345.67"));\n`;

const DISCOUNT_TEST = `${begin("discount", "discount")}test("SPRING takes ten percent off", () => assert.equal(discount(2000, "SPRING"), 1800));
test("a code nobody knows changes nothing", () => assert.equal(discount(2000, "WINTER"), 2000));
`;

/** A mark as people leave it in a comment, put together so that this file holds none. */
const MARK = ["TO", "DO"].join("");

/** A known weakness of a package, as a scanner writes it down. */
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

/** A small shop in which one test fails. Node itself runs the tests: nothing has to be installed. */
export const SHOP: Files = {
  "package.json": '{ "name": "shop", "type": "module", "private": true, "dependencies": { "left-pad": "1.2.0" } }\n',
  "src/cart.js": `export function total(items) {
  let cents = items[0]?.cents;
  for (const item of items.slice(1)) cents += item.cents;
  return cents;
}
`,
  "src/price.js": `// ${MARK}(mika): set thousands apart\nexport const price = (cents) => (cents / 100).toFixed(2);\n`,
  "src/labels.js": `export const hint = "${MARK}: this is text, and no mark";\n`,
  "reports/osv.json": JSON.stringify([ADVISORY]),
  "test/cart.test.js": CART_TEST,
  "test/price.test.js": priceTest("test"),
};

/** The commands that prove a change: the tests, and nothing else; and where problems are looked for besides. */
export const RULES: Files = {
  "docket.yaml":
    "version: 1\nhome: branch\nproject:\n  name: shop\n  stack: javascript\ngates:\n  test: node --test\ndiscover:\n  minSeverity: medium\n  sources:\n    advisories: { command: cat reports/osv.json }\n",
  "dod/DOD-DEFAULT.yaml": `version: 1
dod:
  - id: DOD-DEFAULT
    title: Proven and handed over
    required_artifacts: [diff.patch, handoff.md, verdict.json]
    required_checks: []
    rules: []
`,
};

export interface Wish {
  readonly title: string;
  readonly kind: string;
  readonly priority: string;
  readonly label: string;
  readonly body: string;
}

interface Wanted {
  readonly why: string;
  readonly what: string;
  readonly files: readonly string[];
  readonly criteria: readonly string[];
}

const text = ({ why, what, files, criteria }: Wanted): string => `## Context

${why}

## Description

${what}

## Affected Files

${files.map((file) => `- ${file}`).join("\n")}

## Acceptance Criteria

${criteria.map((line, at) => `- [ ] AC-${at + 1}: ${line}`).join("\n")}

## Test Strategy

Unit tests.

\`\`\`
node --test
\`\`\`

## Dependencies

None.
`;

/** The ticket that discovery makes of the failing test. */
export const FOUND_TITLE = "Mend failing test an empty cart costs nothing";

export const PRICES: Wish = {
  title: "Set thousands apart in prices",
  kind: "feature",
  priority: "P1",
  label: "price",
  body: text({
    why: "12345.67 is hard to read.",
    what: "A comma stands between thousands.",
    files: ["src/price.js: modify"],
    criteria: [
      "12,345.67 is printed (test: thousands are set apart)",
      "small prices look as before (test: a price has two digits after the point)",
      "all tests pass (check: test)",
    ],
  }),
};

export const CODES: Wish = {
  title: "Discount codes",
  kind: "feature",
  priority: "P2",
  label: "discount",
  body: text({
    why: "Spring is near.",
    what: "A code takes something off the price.",
    files: ["src/discount.js: create"],
    criteria: [
      "SPRING takes ten percent off (test: SPRING takes ten percent off)",
      "unknown codes change nothing (test: a code nobody knows changes nothing)",
      "all tests pass (check: test)",
    ],
  }),
};

/** What the rehearsed agent does, round by round. In its first round on prices it breaks a test and then skips it. */
export const PLAY: Readonly<Record<string, readonly Files[]>> = {
  [FOUND_TITLE]: [
    {
      "src/cart.js": `export function total(items) {
  let cents = 0;
  for (const item of items) cents += item.cents;
  return cents;
}
`,
    },
  ],
  [PRICES.title]: [
    {
      "src/price.js": 'export const price = (cents) => (cents / 100).toLocaleString("en");\n',
      "test/price.test.js": priceTest("test.skip", THOUSANDS),
    },
    {
      "src/price.js": `const LOOK = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

export const price = (cents) => (cents / 100).toLocaleString("en", LOOK);
`,
      "test/price.test.js": priceTest("test", THOUSANDS),
    },
  ],
  [CODES.title]: [
    {
      "src/discount.js": `const PERCENT = { SPRING: 10 };

export const discount = (cents, code) => Math.round((cents * (100 - (PERCENT[code] ?? 0))) / 100);
`,
      "test/discount.test.js": DISCOUNT_TEST,
    },
  ],
};
