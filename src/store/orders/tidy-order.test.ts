import { expect, test } from "vitest";
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
