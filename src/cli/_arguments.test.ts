import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fields } from "../ops/op.ts";
import { readArguments } from "./_arguments.ts";
import { GLOBALS } from "./_globals.ts";

const input = {
  id: { type: "string", describe: "id", position: 0 },
  others: { type: "strings", describe: "more", position: 1 },
  labels: { type: "strings", describe: "label", flag: "label", short: "l" },
  addLabel: { type: "strings", describe: "label to add" },
  limit: { type: "integer", describe: "limit", short: "n" },
  body: { type: "string", describe: "body" },
  all: { type: "boolean", describe: "all", short: "a" },
  sort: { type: "string", describe: "order", values: ["up", "down"] },
} as const satisfies Fields;

const read = (...argv: readonly string[]) => readArguments(argv, { verb: "try", globals: GLOBALS, input });

test.each<[string, readonly string[], object, object]>([
  ["a flag and its value", ["--body", "text"], { body: "text" }, {}],
  ["a value behind an equals sign", ["--body=a=b"], { body: "a=b" }, {}],
  ["an empty value", ["--body="], { body: "" }, {}],
  ["short flags", ["-n", "5", "-l", "x"], { limit: 5, labels: ["x"] }, {}],
  ["short flags joined to values", ["-n5", "-l=x"], { limit: 5, labels: ["x"] }, {}],
  ["short on-off flags written together", ["-aq"], { all: true }, { quiet: true }],
  ["a repeated list, commas kept", ["--label", "a,b", "-l", "c"], { labels: ["a,b", "c"] }, {}],
  ["the last of a repeated single value", ["--limit", "1", "--limit", "2"], { limit: 2 }, {}],
  ["negations", ["--no-all", "--no-color"], { all: false }, { color: false }],
  ["explicit on and off", ["--all=false", "--json=true"], { all: false }, { json: true }],
  ["camel case in kebab case", ["--add-label", "x", "--dry-run"], { addLabel: ["x"] }, { dryRun: true }],
  ["bare words by place, the rest in a list", ["a", "b", "c"], { id: "a", others: ["b", "c"] }, {}],
  ["everything after two dashes as bare", ["--", "--body", "-x"], { id: "--body", others: ["-x"] }, {}],
  ["a dash and negative numbers as values", ["-", "-5", "--limit", "-3"], { id: "-", others: ["-5"], limit: -3 }, {}],
  ["a text that looks like a flag and is none", ["--body", "--nonsense"], { body: "--nonsense" }, {}],
  ["text that is no number as it is", ["--limit", "ten"], { limit: "ten" }, {}],
  ["global flags between the others", ["a", "-C", "/x", "--as", "Ada"], { id: "a" }, { dir: "/x", as: "Ada" }],
])("reads %s", (_what, argv, found, globals) => {
  expect(read(...argv)).toEqual({ ok: true, value: { input: found, globals } });
});

test.each<[string, readonly string[], object]>([
  ["an unknown flag", ["--limti", "3"], { code: "flag-unknown", hint: "did you mean --limit?" }],
  ["an unknown short flag", ["-x"], { code: "flag-unknown", hint: "docket try --help lists the flags" }],
  ["a flag without a value", ["--body"], { code: "flag-without-value" }],
  ["a flag in the place of a value", ["--body", "--json"], { code: "flag-without-value", where: "--body" }],
  [
    "a flag in the place of one of few values",
    ["--sort", "--reason", "x"],
    { code: "flag-without-value", hint: "it is one of up, down" },
  ],
  ["a value of an on-off flag", ["--all=perhaps"], { code: "flag-with-value" }],
  ["a value of a negation", ["--no-all=true"], { code: "flag-with-value" }],
  ["a negation of a flag with a value", ["--no-body"], { code: "flag-unknown" }],
])("refuses %s", (_what, argv, fault) => {
  expect(read(...argv)).toMatchObject({ ok: false, fault });
});

test("refuses more bare words than there are places, and shows the usage", () => {
  const { id } = input;
  const result = readArguments(["fix", "the"], { verb: "new", globals: GLOBALS, input: { id } });
  expect(result).toMatchObject({ ok: false, fault: { code: "argument-unexpected", where: "the" } });
});

test("the usage names the flags a command cannot do without", () => {
  const body = { type: "string", describe: "text", required: true, word: "text" } as const;
  const grammar = { verb: "comment", globals: GLOBALS, input: { id: { ...input.id, required: true as const }, body } };
  const result = readArguments(["k3f", "my comment"], grammar);
  expect(result).toMatchObject({ fault: { hint: expect.stringContaining("docket comment <id> --body <text> (") } });
});

test("never throws, and gives back any text that was passed as a value", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom("--body", "-l", "--", "-n", "--no-", "-", "--=")), {
        maxLength: 6,
      }),
      (argv) => {
        expect(typeof read(...argv).ok).toBe("boolean");
      },
    ),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(read(`--body=${text}`)).toMatchObject({ ok: true, value: { input: { body: text } } });
    }),
  );
});
