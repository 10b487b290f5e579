import { expect, test } from "vitest";
import { readChecklist } from "./checklist.ts";

test("open items are read with the headings above them", () => {
  const page = [
    "# Plan",
    "- [ ] first",
    "- [x] done",
    "## Later ##",
    "  * [ ] nested  ",
    "1. [ ] numbered",
    "# Other",
    "- [ ]",
    "- [ ]no blank",
    "- [link](x)",
    "```md",
    "- [ ] an example",
    "# no heading",
    "```",
    "+ [ ] last\r",
  ];
  expect(readChecklist(page.join("\n"))).toEqual([
    { text: "first", under: ["Plan"], line: 2 },
    { text: "nested", under: ["Plan", "Later"], line: 5 },
    { text: "numbered", under: ["Plan", "Later"], line: 6 },
    { text: "last", under: ["Other"], line: 15 },
  ]);
});
