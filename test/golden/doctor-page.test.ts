import { expect, test } from "vitest";
import { readProjectFile } from "../../scripts/source/files.ts";
import { backlogClasses } from "../../src/ops/cards/backlog.ts";
import { allRules } from "../../src/store/doctor/rules.ts";

test("docs/doctor.md tells of each finding that --fix mends, and of no other", () => {
  const page = readProjectFile("docs/doctor.md").split("## What `--fix` does")[1] ?? "";
  const told = [...page.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code);

  const fixable = allRules.filter((rule) => rule.fixable).map(({ code }) => code);
  expect(told.toSorted()).toEqual(fixable.toSorted());
});

test("doctor and validate have a card for each error and each warning, and docs/doctor.md says what the cards say", () => {
  const page = (readProjectFile("docs/doctor.md").split("## What each finding means")[1] ?? "").split("\n## ")[0] ?? "";
  const told = page
    .split(/^### /m)
    .slice(1)
    .flatMap((section) => {
      const name = section.slice(0, section.indexOf("\n"));
      const recheck = /whether it is over: `([^`]+)`/.exec(section)?.[1];
      const rows = [...section.matchAll(/^\| `([a-z-]+)` \| (.*?) \| (.*?) \|$/gm)];
      return rows.map(([, code, why, wayOut]) => [code, name, recheck, why, wayOut]);
    });
  const cards = backlogClasses.flatMap(({ name, recheck, cards: ones }) =>
    Object.entries(ones).map(([code, { cause, next }]) => [code, name, recheck, cause, next.join(" ")]),
  );
  expect(cards).toEqual(told);

  const needed = allRules.filter(({ severity }) => severity !== "info").map(({ code }) => code);
  expect(cards.map(([code]) => code).toSorted()).toEqual([...new Set(needed)].toSorted());
});
