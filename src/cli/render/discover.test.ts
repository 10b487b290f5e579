import { expect, test } from "vitest";
import { paint } from "../_page.ts";
import { discover } from "./discover.ts";

test("a source says how many files it did not look into, and names the first", () => {
  const findings = ["a.ts", "b.ts"].map((file) => ({ file, message: "the file is larger than 100 MB" }));
  const output = { sources: [{ source: "todo", found: 1, added: 1, whole: true, unread: 2, findings }], tickets: {} };
  const page = paint(discover(output, { columns: 140, hints: false, fields: undefined }), "plain");
  expect(page).toContain("2 not looked into; a.ts: the file is larger than 100 MB (and 1 more)");
});
