import { expect, test } from "vitest";
import { affectedFiles } from "./affected-files.ts";

const filesIn = (body: string) => affectedFiles({ sections: [{ heading: "Affected Files", body, line: 1 }] });

test("reads lines with and without quotes, bullets and actions", () => {
  expect(filesIn("- src/a.ts: modify, the reader\n- `src/b.ts` (create)\n* src/old/**: delete\n1. src/c.ts")).toEqual([
    { path: "src/a.ts", action: "modify", note: "the reader" },
    { path: "src/b.ts", action: "create", note: "" },
    { path: "src/old/**", action: "delete", note: "" },
    { path: "src/c.ts", action: "modify", note: "" },
  ]);
});

test("reads a table and passes over its head", () => {
  const rows =
    "| File | Action | Description |\n| --- | --- | --- |\n| `src/a.py` | create | the door |\n| b.py | Modify | |";
  expect(filesIn(rows)).toEqual([
    { path: "src/a.py", action: "create", note: "the door" },
    { path: "b.py", action: "modify", note: "" },
  ]);
});

test("takes words, comments and repeated paths for no file", () => {
  expect(filesIn("None yet.\n<!-- - src/hidden.ts -->\n- src/a.ts\n- src/a.ts: delete\n- the reader")).toEqual([
    { path: "src/a.ts", action: "modify", note: "" },
  ]);
});
