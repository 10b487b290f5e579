import { expect, test } from "vitest";
import { freeOrderId, hasSuffix, isOrderId } from "./order-id.ts";

test("an id that is used gets a number, and is still known by its suffix", () => {
  const used = new Set<string>();
  for (const expected of ["WO-k3f9q2-7d", "WO-k3f9q2-7d2", "WO-k3f9q2-7d3"]) {
    const id = freeOrderId("FEAT-k3f9q2", "7d", (one) => used.has(one));
    expect(id).toBe(expected);
    expect([isOrderId(id), hasSuffix(id, "7d"), hasSuffix(id, "d2"), hasSuffix(id, "7f")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    used.add(id);
  }
});
