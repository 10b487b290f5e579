import { expect, test } from "vitest";
import { keyPaths } from "./key-paths.ts";
import { settingsReference } from "./reference.ts";
import { settingsSchema } from "./schema.ts";

const reference = settingsReference();

test("every key stands in the reference, once", () => {
  for (const path of keyPaths(settingsSchema)) expect(reference.split(`\n| \`${path}\` |`)).toHaveLength(2);
});

test("a row says type, default, meaning and reader", () => {
  expect(reference).toContain(
    "| `lock.waitMs` | a whole number from 0 to 600000 | `10000` | How long a writer waits for one other before it gives up, in milliseconds; twelve times that where many take turns. | store |",
  );
});

test("a setting that nobody reads yet says so", () => {
  expect(reference).toMatch(/\| `models\.batch\.enabled` \|.*\| models \(not built yet\) \|/);
});

test("no table cell breaks its row", () => {
  const rows = reference.split("\n").filter((line) => line.startsWith("| "));
  for (const row of rows) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(7);
});
