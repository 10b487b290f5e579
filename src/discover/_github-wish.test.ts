import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { askingIn } from "./_github-wish.ts";

const wishOf = (body: string) => askingIn(body)?.wish;

test.each([
  ["This should be validated before it is stored.", "advice"],
  ["You could probably just extract this into a function.", "advice"],
  ["Consider using a Map here instead of the object.", "advice"],
  ["The build fails; I think you also need to update the callers.", "advice"],
  ["We must not log the whole request here.", "advice"],
  ["I think it needs to be fixed before the release.", "defect"],
  ["This path needs a test for the empty list.", "defect"],
  ["Please add a test for the empty list.", "request"],
  ["Could you please rename this to something clearer?", "request"],
  ["There is a security concern with this redirect.", "security"],
  ["I see a performance problem with the nested loop.", "performance"],
  ["TODO: handle the case of two users", "mark"],
  ["FIXME(ada) this breaks on Windows paths", "mark"],
  ["suggestion: a guard clause reads better here", "suggestion"],
  ["**Suggestion (non-blocking):** a guard clause reads better", "suggestion"],
  ["Let's do this in a follow-up pull request.", "follow-up"],
  ["```suggestion\nconst a = 1;\n```", "suggestion"],
] as const)("%s", (body, wish) => {
  expect(wishOf(body)).toBe(wish);
});

test.each([
  "LGTM, thanks for the quick fix!",
  "Nice. This should be fine as it is now.",
  "This could be because of the cache on CI.",
  "I should check that again before I go home today.",
  "I need to test it on the other machine, wait a moment.",
  "Thanks! Please have another look when you find the time.",
  "Why does the loop begin at one and not at zero?",
  "please fix",
  "> Please add a test for the empty list.\n\nDone in the last commit, thanks.",
  "```ts\n// TODO: please add a test, it should be fixed\n```\nThis is what it prints on my machine.",
  "<!-- please add a test for the empty list -->Coverage went from 81 % to 82 %.",
  "I shouldered the todos yesterday and the hackathon went well.",
  "",
])("asks for nothing: %s", (body) => {
  expect(askingIn(body)).toBeUndefined();
});

test("gives the sentence in which it is asked", () => {
  const body = "Good work overall.\n\nThe names are clear. Please add a test\nfor the empty list! The rest is fine.";
  expect(askingIn(body)?.sentence).toBe("Please add a test");
});

test("whatever is written, reading it ends soon and gives a sentence that is there", () => {
  const word = fc.constantFrom(
    "please ",
    "add ",
    "should ",
    "also ",
    "```",
    "\n",
    "> ",
    "<!--",
    "`",
    "[a](",
    "needs to ",
    "a",
    "\u202e",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(word, { maxLength: 400 }).map((words) => words.join("")),
        fc.string({ unit: "binary" }),
      ),
      (body) => {
        const asking = askingIn(body);
        if (asking !== undefined) expect(asking.sentence.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: rounds(300) },
  );
  for (const piece of ["please also ", "```", "> ", "<!--", "should ", "needs a ", "[]("]) {
    const begun = performance.now();
    askingIn(piece.repeat(200_000));
    expect(performance.now() - begun).toBeLessThan(2_000);
  }
});
