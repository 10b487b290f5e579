import { expect, test } from "vitest";
import { paint } from "../_page.ts";
import { findingLines } from "./generic.ts";

const finding = (file: string, message: string, more: object = {}) => ({
  ...{ file, message, code: "a-code", severity: "warning", hint: "do this" },
  ...more,
});

test("findings stand below their file, the worst file first, and the same way out is said once", () => {
  const found = [
    finding("tickets/A.md", "first", { line: 3 }),
    finding("tickets/A.md", "second", { line: 4, column: 2 }),
    finding(".", "third", { severity: "error", hint: "do that" }),
  ];
  expect(paint(findingLines(found, "the change"), "plain")).toBe(
    [
      "the change",
      "  error  third  a-code",
      "    do that",
      "tickets/A.md",
      "  line 3  warning  first  a-code",
      "  line 4:2  warning  second  a-code",
      "    do this",
      "",
    ].join("\n"),
  );
});
