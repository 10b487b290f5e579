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

/** A small shop in which one test fails. Node itself runs the tests: nothing has to be installed. */
export const SHOP: Files = {
  "package.json": '{ "name": "shop", "type": "module", "private": true }\n',
  "src/cart.js": `export function total(items) {
  let cents = items[0]?.cents;
  for (const item of items.slice(1)) cents += item.cents;
  return cents;
}
`,
  "src/price.js": "export const price = (cents) => (cents / 100).toFixed(2);\n",
  "test/cart.test.js": CART_TEST,
  "test/price.test.js": priceTest("test"),
};

/** The commands that prove a change: the tests, and nothing else. */
export const RULES: Files = {
  "docket.yaml": "version: 1\nhome: branch\nproject:\n  name: shop\n  stack: javascript\ngates:\n  test: node --test\n",
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
  /** Its own command, instead of the gates of the project. */
  readonly verify?: string;
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

${files.map((path) => `- ${path}: modify`).join("\n")}

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

export const BUG: Wish = {
  title: "An empty cart has no price",
  kind: "bug",
  priority: "P0",
  label: "cart",
  body: text({
    why: "The total of an empty cart is undefined, and a test says so.",
    what: "An empty cart costs nothing.",
    files: ["src/cart.js"],
    criteria: [
      "an empty cart costs 0 (test: an empty cart costs nothing)",
      "other carts cost what they did (test: a cart costs what is in it)",
      "all tests pass (check: test)",
    ],
  }),
};

export const PRICES: Wish = {
  title: "Set thousands apart in prices",
  kind: "feature",
  priority: "P1",
  label: "price",
  verify: "node --test test/price.test.js",
  body: text({
    why: "12345.67 is hard to read.",
    what: "A comma stands between thousands.",
    files: ["src/price.js"],
    criteria: [
      "12,345.67 is printed (test: thousands are set apart)",
      "small prices look as before (test: a price has two digits after the point)",
      "its own tests pass (check: verify)",
    ],
  }),
};

export const CODES: Wish = {
  title: "Discount codes",
  kind: "feature",
  priority: "P2",
  label: "discount",
  verify: "node --test test/discount.test.js",
  body: text({
    why: "Spring is near.",
    what: "A code takes something off the price.",
    files: ["src/discount.js"],
    criteria: [
      "SPRING takes ten percent off (test: SPRING takes ten percent off)",
      "unknown codes change nothing (test: a code nobody knows changes nothing)",
      "its own tests pass (check: verify)",
    ],
  }),
};

/** What the rehearsed agent does, round by round. In its first round on prices it breaks a test and then skips it. */
export const PLAY: Readonly<Record<string, readonly Files[]>> = {
  [BUG.title]: [
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
