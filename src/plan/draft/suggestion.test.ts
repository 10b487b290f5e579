import { expect, test } from "vitest";
import type { ChosenFile } from "./choose-files.ts";
import type { FoundFile } from "./found-code.ts";
import { withCriteria, withFiles, withLines } from "./suggestion.ts";

const file = (path: string, by: FoundFile["by"] | undefined, note = "a reason"): ChosenFile => ({
  ...{ path, action: "modify", note },
  ...(by === undefined
    ? {}
    : {
        found: {
          path,
          by,
          kind: "code",
          lines: 1,
          symbols: [],
          importers: [],
          users: [],
          tests: [],
          testToWrite: undefined,
        },
      }),
});
const paths = (files: readonly ChosenFile[]): readonly string[] => files.map(({ path }) => path);

test("files that a person named stay with what belongs to them, and guesses make room with what belongs to those", () => {
  const files = [
    file("src/a.ts", { name: "a" }),
    file("src/b.ts", { words: 1 }),
    file("a.test.ts", undefined, "tests src/a.ts"),
    file("b.test.ts", undefined, "tests src/b.ts"),
    file("src/b2.test.ts", undefined, "src/b.ts has no test yet; those of its neighbours stand here"),
    file("new.ts", undefined, "named in the wish and not there yet"),
  ];
  const suggestion = { files: [file("src/c.ts", { path: "src/c.ts" }), file("src/a.ts", { path: "src/a.ts" })] };
  expect(paths(withFiles(suggestion, { files, near: [] }).files)).toEqual([
    ...["src/a.ts", "a.test.ts", "new.ts", "src/c.ts"],
  ]);
  expect(withFiles(undefined, { files, near: ["x"] })).toEqual({ files, near: ["x"] });
  expect(withFiles({ files: suggestion.files }, { files: [], near: ["x"] }).near).toEqual([]);
});

test("no more are added than a draft names, and a rename that touches many files keeps them all", () => {
  const many = Array.from({ length: 9 }, (_, at) => file(`src/${at}.ts`, { name: "a" }));
  const suggestion = { files: [file("src/c.ts", { path: "src/c.ts" })] };
  expect(paths(withFiles(suggestion, { files: many, near: [] }).files)).toEqual(paths(many));
  expect(paths(withFiles(suggestion, { files: many.slice(0, 4), near: [] }).files)).toHaveLength(5);
  expect(paths(withFiles({ files: many }, { files: [], near: [] }).files)).toHaveLength(5);
});

test("the criterion about what worked before stays last, and questions stay open", () => {
  const questions = [{ id: "fast", text: "How fast?", otherwise: "unknown" }] as const;
  const criteria = ["one", "two", "rest"].map((text) => ({ sort: "rest" as const, text }));
  const given = ["Given a, when b, then c", "Given d, when e, then f"];
  const made = withCriteria({ criteria: given }, { criteria, questions });
  expect(made.criteria.map(({ text }) => text)).toEqual([...given, "rest"]);
  expect(made.questions).toBe(questions);
  const many = Array.from({ length: 10 }, (_, at) => `Given ${at}, when b, then c`);
  expect(withCriteria({ criteria: many }, { criteria, questions }).criteria).toHaveLength(7);
});

test("lines are added to what a section says, which stays", () => {
  const added = { "Security Notes": ["Mind <!-- the --> gap."] };
  expect(withLines({ added }, "Security Notes", "Said before.")).toBe("Said before.\n\n- Mind <! -- the -- > gap.");
  expect(withLines({ added }, "Security Notes", "")).toBe("- Mind <! -- the -- > gap.");
  expect(withLines({ added }, "Dependencies", "None.")).toBe("None.");
});
