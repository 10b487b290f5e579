import { expect, test } from "vitest";
import { paint } from "./_page.ts";
import { proseLines } from "./_prose.ts";

const TEXT = [
  "A sentence that is longer than the screen is wide.",
  "- [ ] AC-1: a criterion that is long too",
  "```",
  "a command that is longer than the screen",
  "```",
  "| a table | that is wide as well, wider |",
  "a/path/that/is/longer/than/the/screen.ts",
].join("\n");

test("long lines go on below themselves, with code, tables and long words left whole", () => {
  expect(
    paint(proseLines(TEXT, { indent: "  ", columns: 30 }), "plain")
      .trimEnd()
      .split("\n"),
  ).toEqual([
    "  A sentence that is longer",
    "  than the screen is wide.",
    "  - [ ] AC-1: a criterion that",
    "        is long too",
    "  ```",
    "  a command that is longer than the screen",
    "  ```",
    "  | a table | that is wide as well, wider |",
    "  a/path/that/is/longer/than/the/screen.ts",
  ]);
});

test("where nobody looks at a screen each line stays as it was written", () => {
  const lines = proseLines(TEXT, { indent: "", columns: undefined });
  expect(paint(lines, "plain")).toBe(`${TEXT}\n`);
});
