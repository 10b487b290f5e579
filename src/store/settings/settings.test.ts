import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { defaultSettings } from "./defaults.ts";
import { readSettings } from "./read.ts";

const found = (text: string) =>
  readSettings(text).problems.map(({ code, line, column, message, hint }) => ({ code, line, column, message, hint }));

test.each(["", "# nothing\n", "version: 1\n", "review:\n  # all default\n", "\uFEFFversion: 1\r\n"])(
  "%j means the defaults",
  (text) => {
    expect(readSettings(text)).toEqual({ settings: defaultSettings(), problems: [] });
  },
);

test("written values stand beside the defaults of the others", () => {
  const { settings, problems } = readSettings("home: tree\nlock: { waitMs: 5 }\ngates:\n  test: npm test\n");
  expect(problems).toEqual([]);
  expect(settings.home).toBe("tree");
  expect(settings.ids).toBe("random");
  expect(settings.lock.waitMs).toBe(5);
  expect(settings.gates).toEqual({
    test: "npm test",
    lint: undefined,
    types: undefined,
    build: undefined,
    health: undefined,
  });
});

test("an unknown key is named with its place and the nearest right one", () => {
  expect(found("home: tree\nchecks:\n  minAcceptanceCriterias: 2\n")).toEqual([
    {
      code: "unknown-key",
      line: 3,
      column: 3,
      message: "unknown key `checks.minAcceptanceCriterias`",
      hint: "did you mean `checks.minAcceptanceCriteria`?",
    },
  ]);
});

test("a key that belongs elsewhere is shown its home, one without likeness the keys there are", () => {
  expect(found("maxReviewRounds: 2\n")[0]?.hint).toBe("did you mean `review.maxReviewRounds`?");
  expect(found("lock: { zzz: 2 }\n")[0]?.hint).toBe("keys here: waitMs");
});

test("keys of other tools and open groups are left alone", () => {
  expect(
    found(
      "x-board: { colour: red }\nreview: { tone: kind }\nrouting:\n  rules: [{pattern: a, agent: b, label: c, extra: 1}]\n",
    ),
  ).toEqual([]);
});

test.each([
  ["lock: { waitMs: soon }", "wrong-type", "`lock.waitMs` must be a whole number from 0 to 600000", undefined],
  ["lock: { waitMs: 1.5 }", "wrong-type", "`lock.waitMs` must be a whole number from 0 to 600000", undefined],
  ["lock: { waitMs: -1 }", "bad-value", "`lock.waitMs` must be a whole number from 0 to 600000", undefined],
  ["lock: 5", "wrong-type", "`lock` must be a group of keys", undefined],
  ["home: brunch", "bad-value", "`home` must be one of branch, tree", "did you mean `branch`?"],
  ["gates: { test: 5 }", "wrong-type", "`gates.test` must be a text", 'put it in quotes: "5"'],
  ["models: { gateway: { enabled: yes } }", "wrong-type", "`models.gateway.enabled` must be true or false", undefined],
  [
    "checks: { requiredSections: Context }",
    "wrong-type",
    "`checks.requiredSections` must be a list of texts",
    undefined,
  ],
  [
    "checks: { requiredSections: [Context, 5] }",
    "wrong-type",
    "`checks.requiredSections[1]` must be a text",
    'put it in quotes: "5"',
  ],
  ["routing: { rules: [5] }", "wrong-type", "`routing.rules[0]` must be a group of keys", undefined],
  [
    "kinds: { spike: { prefix: sp } }",
    "bad-value",
    "`kinds.spike.prefix` has the wrong form",
    "Prefix of the ids: capital letters.",
  ],
  [
    "kinds: { spike: {} }",
    "missing-key",
    "`kinds.spike` lacks `prefix`: Prefix of the ids: capital letters.",
    undefined,
  ],
  ["[1, 2]", "wrong-type", "the file must be a group of keys", undefined],
  ["? [a]\n: 1", "wrong-type", "a key in the file is not a word", undefined],
])("%s is %s", (text, code, message, hint) => {
  expect(found(text)).toMatchObject([{ code, message, ...(hint === undefined ? {} : { hint }) }]);
});

test("a value of the wrong type takes its default, and the rest is still read", () => {
  const { settings } = readSettings("lock: { waitMs: soon }\nhome: tree\n");
  expect(settings.lock.waitMs).toBe(10_000);
  expect(settings.home).toBe("tree");
});

test("an entry without what it needs is left out of its list", () => {
  const { settings, problems } = readSettings(
    "routing:\n  rules:\n    - pattern: a\n    - { pattern: b, agent: c, label: d }\n",
  );
  expect(settings.routing.rules).toEqual([{ line: 4, pattern: "b", agent: "c", label: "d" }]);
  expect(problems.map((problem) => problem.code)).toEqual(["missing-key", "missing-key"]);
});

test.each([
  ["tabs", "home:\n\t- a\n"],
  ["a key twice", "home: tree\nhome: branch\n"],
  ["an open bracket", "checks: [1\n"],
  ["two documents", "home: tree\n---\nhome: branch\n"],
  ["a billion laughs", `a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\nlock: ${"[".repeat(100_000)}`],
  ["deep lists", `${"- ".repeat(50_000)}x\n`],
  ["deep blocks", Array.from({ length: 2000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ["NUL", "home: \0tree\n"],
  ["a flood", "a: b\n".repeat(300_000)],
])("%s: a finding with a line, never an exception", (_, text) => {
  const { problems } = readSettings(text);
  expect(problems[0]).toMatchObject({ code: "yaml-unreadable", severity: "error", line: expect.any(Number) });
});

test("an alias is refused instead of being expanded", () => {
  expect(found("gates: &g { test: x }\nlock: *g\n")).toMatchObject([
    { code: "wrong-type", line: 2, hint: "write the value out" },
  ]);
});

test("names out of an object's inheritance are ordinary unknown keys", () => {
  expect(found("__proto__: 1\nconstructor: 2\n").map((problem) => problem.code)).toEqual([
    "unknown-key",
    "unknown-key",
  ]);
  expect(readSettings("kinds: { __proto__: { prefix: P } }").settings.kinds.priority).toBeUndefined();
});

test("whatever the text, reading answers with whole settings", () => {
  const wanted = Object.keys(defaultSettings());
  const word = fc.constantFrom(
    "home",
    "lock",
    "waitMs",
    ": ",
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "&a",
    "*a",
    "!!x",
    "'",
    '"',
    "|",
    "#",
    "\t",
    "?",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(word).map((words) => words.join("")),
      ),
      (text) => {
        expect(Object.keys(readSettings(text).settings)).toEqual(wanted);
      },
    ),
    { numRuns: rounds(300) },
  );
});
