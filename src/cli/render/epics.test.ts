import { expect, test } from "vitest";
import { paint } from "../_page.ts";
import { widthOf } from "../_width.ts";
import { epics } from "./epics.ts";

const epic = {
  id: "E-sign-in",
  title: "Sign in",
  priority: "P2",
  status: "active",
  registered: true,
  total: 8,
  done: 8,
};
const output = {
  epics: [
    { ...epic, percentDone: 100, queue: [] },
    { ...epic, id: "E-gone", registered: false },
  ],
};

test("the table of epics fits a narrow screen", () => {
  for (const columns of [44, 50, 60, 100]) {
    const lines = paint(epics(output, { columns, hints: false, fields: undefined }), "plain")
      .trimEnd()
      .split("\n");
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(lines[1]).toContain("8/8");
  }
});
