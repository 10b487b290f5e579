import fc from "fast-check";
import { expect, test } from "vitest";
import { atom, atoms } from "../../../test/rigs/atoms.ts";
import { rounds } from "../../../test/rounds.ts";
import { SOURCE_TABLE } from "../sources.ts";
import { estimateAtoms } from "./estimate.ts";
import { keywordsIn } from "./keywords.ts";
import { kindByWords } from "./kind-by-words.ts";

const said = (source: string, message: string, given: Parameters<typeof atom>[0] = {}) =>
  estimateAtoms(source, [atom({ source, message, identity: { rule: "TODO", subject: message }, ...given })]);

test.for([
  ["address the prefix", ["add", "fix"], []],
  ["adds one, added another, adding more", ["add"], ["add"]],
  ["crashes", ["crash"], ["crash"]],
  ["two vulnerabilities", ["vulnerability"], ["vulnerability"]],
  ["optimizing the loop, created a file", ["optimize", "create"], ["optimize", "create"]],
  ["a memory leaks", ["memory leak"], ["memory leak"]],
  ["a leak of memory", ["memory leak"], []],
  ["authErrorPage", ["auth", "error"], ["auth", "error"]],
  ["the latest docket", ["test", "doc"], []],
  ["DoS, ReDoS and SQLi", ["dos", "redos", "sqli"], ["dos", "redos", "sqli"]],
  ["created", ["add", "creat"], ["creat"]],
] as const)("%j holds of %j the whole words %j", ([text, keywords, found]) => {
  expect(keywordsIn(text, keywords)).toEqual(found);
});

test.for([
  ["security of the fix", "security"],
  ["broken auth in a test", "security"],
  ["fix the docs", "bug"],
  ["errors in the tests", "bug"],
  ["test the docs", "test"],
  ["optimize and refactor", "performance"],
  ["clean up the documentation", "refactor"],
  ["README", "docs"],
  ["a new button", undefined],
  ["author of the prefix", undefined],
] as const)("%j is %s", ([text, kind]) => {
  expect(kindByWords(text)?.name).toBe(kind);
});

test.for([
  ["critical: rewrite the parser", 8, 8],
  ["memory leak when users build", 8, 5],
  ["fix the prefix", 5, 2],
  ["address of the sender", 3, 2],
  ["an optimization of the migration", 5, 8],
] as const)("a mark that says %j has impact %d and effort %d", ([text, impact, effort]) => {
  expect(said("todo", text)).toMatchObject({ impact: { points: impact }, effort: { points: effort } });
});

test("each number says what it was guessed from", () => {
  const { impact, effort, kind } = said("todo", "Crash in security; add more");
  expect([impact.reason, effort.reason]).toEqual(["the words security, crash", "the word add"]);
  expect(kind).toEqual({ name: "security", reason: "the word security" });
  expect(said("todo", "nothing").impact.reason).toBe("none of the words that would say more");
});

test("what matters for security is marked, by its source or by a word", () => {
  expect(said("todo", "auth is missing").security).toBe("the word auth");
  expect(said("lint", "auth is missing").security).toBeUndefined();
  expect(said("scan", "eval", { isSecurity: true }).security).toBe("scan marks it");
  expect(said("todo", "a button").security).toBeUndefined();
});

test("a source that knows what its facts are is not overruled by words", () => {
  expect(said("tests", "fix the test").kind).toBeUndefined();
  expect(said("advisories", "error").kind).toBeUndefined();
  expect(said("github-issues", "error").kind?.name).toBe("bug");
});

test.for([
  ["permission denied", "", 13, 2],
  ["read", "Error: connection refused by the database", 8, 5],
  ["read", "expected 1, got 2", 5, 2],
  ["integration of the mailer", "mismatch", 5, 8],
  ["read", "", 3, 2],
] as const)("a failing test %j that says %j has impact %d and effort %d", ([message, text, impact, effort]) => {
  const found = said("tests", message, { quote: { text } });
  expect(found).toMatchObject({ impact: { points: impact }, effort: { points: effort } });
});

test.for([
  ["Remote Code Execution in x", { fixed: "1.2.4", installed: "1.2.3" }, 13, 2],
  ["SQL injection", {}, 13, 8],
  ["Cross-Site Scripting", { fixed: "2.0.0", installed: "1.9.0" }, 8, 5],
  ["Path traversal", { fixed: "0.5.0", installed: "0.4.9" }, 8, 5],
  ["ReDoS in x", { fixed: "3.0.1 2.4.1", installed: "2.1.0" }, 5, 2],
  ["Information disclosure", { fix: "none" }, 5, 8],
  ["Prototype pollution", { fix: "npm audit fix" }, 8, 2],
  ["Prototype pollution", { fix: "x@3.0.0, a new major version" }, 8, 5],
] as const)("an advisory %j with %j has impact %d and effort %d", ([message, facts, impact, effort]) => {
  const found = said("advisories", message, { facts });
  expect(found).toMatchObject({ impact: { points: impact }, effort: { points: effort } });
});

test("of several advisories the hardest to mend counts", () => {
  const two = ["1.0.1", ""].map((fixed) => atom({ source: "advisories", facts: { fixed, installed: "1.0.0" } }));
  expect(estimateAtoms("advisories", two).effort.points).toBe(8);
});

test.for([
  ["secrets", "AWS key", 13, 3],
  ["scan", "Command injection through a password", 13, 8],
  ["scan", "Hard-coded password", 13, 3],
  ["scan", "Use of MD5", 8, 5],
  ["scan", "Something odd", 8, 5],
] as const)("a weakness that %s calls %j has impact %d and effort %d", ([source, message, impact, effort]) => {
  const found = said(source, message, { isSecurity: true });
  expect(found).toMatchObject({ impact: { points: impact }, effort: { points: effort } });
});

test("what a scanner does not mark as a weakness is judged by its words", () => {
  expect(said("scan", "Unused token")).toMatchObject({ impact: { points: 3 }, effort: { points: 2 } });
});

test.for([
  ["please restructure this", 8],
  ["extract a function and fix the name", 5],
  ["update this", 3],
  ["typo", 1],
  ["hm ".repeat(80), 5],
  ["hm ".repeat(40), 3],
  ["hm", 2],
] as const)("a review that says %j is an effort of %d", ([message, effort]) => {
  expect(said("github-reviews", message).effort.points).toBe(effort);
  expect(said("github-reviews", "A comment", { quote: { text: message } }).effort.points).toBe(effort);
});

test("whatever the facts are, points are whole numbers from 1 to 13 with a reason, and the same each time", () => {
  const source = fc.constantFrom(...SOURCE_TABLE.map((row) => row.source), "other");
  const property = fc.property(source, fc.array(atoms, { maxLength: 4 }), fc.string(), (name, list, message) => {
    const facts = list.map((one) => ({ ...one, source: name, message }));
    const estimates = estimateAtoms(name, facts);
    for (const { points, reason } of [estimates.impact, estimates.effort]) {
      expect([1, 2, 3, 5, 8, 13]).toContain(points);
      expect(reason).not.toBe("");
    }
    expect(estimateAtoms(name, facts)).toEqual(estimates);
  });
  fc.assert(property, { numRuns: rounds(100) });
});
