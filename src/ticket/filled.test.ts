import { expect, test } from "vitest";
import { countCriteria, holdsCommand, isFilled } from "./filled.ts";

test.each([
  "",
  "  \n\n",
  "<!-- say what is wanted -->",
  "<!-- a hint\nover two lines -->\n",
  "<!-- never closed",
  "### Unit Tests\n\n### Integration Tests",
  "- [ ]\n- [ ] AC-1:",
  "TBD",
  "- TODO.",
  "| File | Action |\n|---|:-:|",
  "```sh\n```",
])("%j says nothing", (body) => {
  expect(isFilled(body)).toBe(false);
});

test.each([
  "Words.",
  "<!-- hint --> and words",
  "| File | Action |\n|---|---|\n| a.ts | modify |",
  "- [ ] AC-1: works",
  "```sh\nnpm test\n```",
  "#hashtag",
])("%j says something", (body) => {
  expect(isFilled(body)).toBe(true);
});

test("criteria are checkboxes with words, outside of code and comments", () => {
  expect(
    countCriteria("- [ ] AC-1: a\n* [x] b\n- [ ]\n- [ ] AC-3:\n- plain\n<!-- - [ ] c -->\n```\n- [ ] d\n```"),
  ).toBe(2);
});

test("a command is a line of code that is not a comment", () => {
  expect(holdsCommand("npm test")).toBe(false);
  expect(holdsCommand("```sh\n# none yet\n```")).toBe(false);
  expect(holdsCommand("```sh\nnpm test\n```")).toBe(true);
});
