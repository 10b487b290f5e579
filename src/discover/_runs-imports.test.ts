import { expect, test } from "vitest";
import { manualClock } from "../twins/manual-clock.ts";
import { memoryFiles } from "../twins/memory-files.ts";
import { importedBy } from "./_runs-imports.ts";

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
