import { expect, test } from "vitest";
import { doingIn, thirdPerson } from "./intents.ts";
import { readWish } from "./wish.ts";

test.for([
  ["Wrap long lines in the help", "add"],
  ["View lookup fails when the name has a dot", "fix"],
  ["Log a line when the queue does not answer", "add"],
  ["List what is broken", "add"],
  ["Cache never forgets an entry", "fix"],
  ["Prevent an open redirect in the login", "secure"],
  ["Document how to prevent XSS", "document"],
  ["Upgrade yaml to version 3", "upkeep"],
] as const)("what is wanted: %s", ([said, intent]) => {
  expect(readWish(said).intent).toBe(intent);
});

test.for([
  ["Let", "the list show more", "the list", "shows more"],
  ["Let", "the search list show more", "the search list", "shows more"],
  ["Make", "subcommands sort by name", "subcommands", "sort by name"],
  ["Allow", "hooks to be removed again", "hooks", "are removed again"],
  ["Make", "`req.range` combine ranges", "`req.range`", "combines ranges"],
] as const)("who does what: %s %s", ([verb, object, subject, does]) => {
  expect(doingIn(verb, object)).toEqual({ subject, does });
});

test("a verb in the third person", () => {
  expect(["wrap", "catch", "retry", "delay", "pass", "go"].map(thirdPerson)).toEqual(
    "wraps catches retries delays passes goes".split(" "),
  );
});

test("a command in back quotes is told by its name", () => {
  expect(readWish("Add `--all` to `shop history` and `shop list --long`").commands).toEqual(["history", "list"]);
});

// Each of these took minutes where a pattern looked at the rest of the text again from every place.
test.for(["a.", "1,", "9.9", "$", "a/b.", "-", "@", "aB"])("a long text of %j is read like any other", (piece) => {
  expect(readWish(`Add a total\n\n${piece.repeat(100_000)}`)).toMatchObject({ title: "Add a total" });
});

test("the file that a sentence ends with is a place, and no part of what it is about", () => {
  expect(readWish("Add vouchers to src/voucher.ts")).toMatchObject({ object: "vouchers", paths: ["src/voucher.ts"] });
  expect(readWish("Remove src/voucher.ts")).toMatchObject({ object: "src/voucher.ts" });
});

test.for([
  ["`scan` reports the wrong base of a glob", "fix"],
  ["`basename` drops the last folder when a path ends in a slash", "fix"],
  ["`docket list` should show the age", "change"],
] as const)("what a thing of the code does is told as a fault: %s", ([said, intent]) => {
  expect(readWish(said).intent).toBe(intent);
});
