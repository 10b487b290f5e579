import { expect, test } from "vitest";
import { manualClock } from "../twins/manual-clock.ts";
import { memoryFiles } from "../twins/memory-files.ts";
import { importedBy } from "./_runs-imports.ts";

/** Files in memory under `/p`, each with its text. */
function checkoutOf(texts: Readonly<Record<string, string>>) {
  const files = memoryFiles(manualClock());
  for (const [path, text] of Object.entries(texts)) {
    files.makeFolder(`/p/${path.slice(0, path.lastIndexOf("/"))}`);
    files.writeAtomic(`/p/${path}`, new TextEncoder().encode(text));
  }
  return { world: { files }, root: "/p" };
}

test("what is imported is followed; names that mean something in a glob are marked", () => {
  const checkout = checkoutOf({
    "test/add.test.js": 'import { add } from "../src/add.js";\n',
    "src/add.js": 'import { x } from "./deep/x"; import("../../outside.js");\n',
    "src/deep/x.ts": 'export { x } from "./x.js"; require("../rows/[id]*.js");\n',
    "src/rows/[id]*.js": "",
  });
  expect(importedBy(checkout, "test/add.test.js")).toEqual(["src/add.js", "src/deep/x.ts", "src/rows/[id]\\*.js"]);
});

test("many files are told by their folders", () => {
  const row = (at: number): [string, string] => [`src/deep/y${at}.js`, `import "./y${at + 1}.js"; import "../z.js";\n`];
  const checkout = checkoutOf({
    ...Object.fromEntries(Array.from({ length: 8 }, (_, at) => row(at))),
    "src/z.js": "",
    "lib/a/b.js": "",
    "test/many.test.js": 'import "../src/deep/y0.js"; import "./rig.js"; import "node:fs"; import "../lib/a/b.js";\n',
    "test/rig.js": 'import "./many.test.js";\n',
  });
  expect(importedBy(checkout, "test/many.test.js")).toEqual(["lib/a/**", "src/**"]);
});

test("modules in Python are read as well", () => {
  const checkout = checkoutOf({
    "shop/cart.py": "from . import prices\nimport os\n",
    "shop/prices.py": "",
    "tests/test_cart.py": "from shop.cart import total\nimport shop.prices\n",
  });
  expect(importedBy(checkout, "tests/test_cart.py")).toEqual(["shop/cart.py", "shop/prices.py"]);
});

test("a test's own imports say which sources it is about, whatever their ending; packages, other tests and paths outside do not count", () => {
  const files = memoryFiles(manualClock());
  const put = (path: string, text = ""): void => {
    files.makeFolder(`/p/${path.slice(0, path.lastIndexOf("/"))}`);
    files.writeAtomic(`/p/${path}`, new TextEncoder().encode(text));
  };
  for (const path of ["src/cart.js", "src/price.ts", "src/built.ts", "test/help.js"]) put(path);
  put(
    "test/cart.test.js",
    `import assert from "node:assert/strict";
import { total } from "../src/cart.js";
import { price } from '../src/price';
const built = await import("../src/built.js");
const help = require("./help");
import gone from "../src/gone.js";
import outside from "../../etc/passwd";
`,
  );
  expect(importedBy({ world: { files }, root: "/p" }, "test/cart.test.js")).toEqual([
    "src/cart.js",
    "src/price.ts",
    "src/built.ts",
  ]);
  expect(importedBy({ world: { files }, root: "/p" }, "test/none.test.js")).toEqual([]);
});
