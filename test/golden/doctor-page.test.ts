import { expect, test } from "vitest";
import { readProjectFile } from "../../scripts/source/files.ts";
import { allRules } from "../../src/store/doctor/rules.ts";

test("docs/doctor.md tells of each finding that --fix mends, and of no other", () => {
  const page = readProjectFile("docs/doctor.md").split("## What `--fix` does")[1] ?? "";
  const told = [...page.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code);

  const fixable = allRules.filter((rule) => rule.fixable).map(({ code }) => code);
  expect(told.toSorted()).toEqual(fixable.toSorted());
});
