import { expect, test } from "vitest";
import { gateRules } from "../../gate/rules.ts";
import type { Finding } from "../../std/finding.ts";
import { cardsOf } from "./cards-of.ts";

const found = (code: string, severity: Finding["severity"]): Finding => ({ code, severity, file: ".", message: "m" });

test("each code has its card once, errors first; notes and unknown codes have none", () => {
  const cards = cardsOf([
    found("red-weak", "warning"),
    found("scope-outside", "error"),
    found("scope-outside", "error"),
    found("test-still-red", "info"),
    found("no-such-code", "error"),
  ]);
  expect(Object.keys(cards)).toEqual(["scope-outside", "red-weak"]);
  expect(cards["red-weak"]).toEqual({
    class: "Red and green",
    next: [expect.stringContaining("tests.command")],
    recheck: "docket verify ID",
  });
});

test("an answer stays small however much is found", () => {
  const all = gateRules.map(({ code }) => found(code, "error"));
  expect(Object.keys(cardsOf(all)).length).toBe(12);
  expect(JSON.stringify(cardsOf(all)).length).toBeLessThan(4000);
});
