import { expect, test } from "vitest";
import { changeOrderText } from "./order-file.ts";
import { tidyOrder } from "./tidy-order.ts";

test("keys come into the order of the schema with their comments; a missing last line end stays missing", () => {
  const text = "# An order.\n\nbranch: x # where\n# who\nowner: mika\nid: WO-k3f9q2-7d\nversion: 1\nown: [1, 2]";
  expect(tidyOrder(text)).toBe(
    "# An order.\n\nversion: 1\nid: WO-k3f9q2-7d\n# who\nowner: mika\nbranch: x # where\nown: [1, 2]",
  );
  expect(tidyOrder(tidyOrder(text))).toBe(tidyOrder(text));
});

test("what is no plain map, or has anchors that would come too late, stays as it is", () => {
  for (const text of [
    "",
    "- a\n",
    "{state: running, id: x}\n",
    "a: [\n",
    "title: &t x\nid: *t\n",
    "branch: a\nbranch: b\nid: c\n",
  ])
    expect(tidyOrder(text)).toBe(text);
});

test("what an order gets on its way comes to its place at once", () => {
  const taken = "id: WO-k3f9q2-7d\nstate: running\n# counted\nfailed_verifies: 0\n";
  const text = changeOrderText(taken, { state: "done", finished_at: "2026-03-02T09:30:00Z", result: "done" });
  const ended =
    "id: WO-k3f9q2-7d\nstate: done\nfinished_at: 2026-03-02T09:30:00Z\nresult: done\n# counted\nfailed_verifies: 0\n";
  expect(text).toBe(ended);
  expect(tidyOrder(text)).toBe(text);
});
