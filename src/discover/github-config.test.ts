import { expect, test } from "vitest";
import { readAnalyzerConfig } from "./github-config.ts";

const read = (github: object, analyzer?: object) =>
  readAnalyzerConfig(JSON.stringify({ github, analyzer, executor: {} }));

test("reads a configuration of one repository", () => {
  expect(read({ username: "acme", managerRepo: "manager", reposToScan: ["shop"] }, { scanForTodos: false })).toEqual({
    ok: true,
    value: { repository: "acme/shop", sources: { todo: false, "github-issues": true } },
  });
  expect(read({ username: "acme", reposToScan: ["other/shop", "other/shop"] }, { scanOpenIssues: false })).toEqual({
    ok: true,
    value: { repository: "other/shop", sources: { todo: true, "github-issues": false } },
  });
  expect(read({ username: "acme", managerRepo: "manager", reposToScan: [] })).toMatchObject({
    value: { repository: "acme/manager" },
  });
});

test("several repositories are named, and that they come later", () => {
  expect(read({ username: "acme", reposToScan: ["a", "b"] })).toMatchObject({
    ok: false,
    fault: {
      code: "several-repositories",
      message: expect.stringContaining("acme/a, acme/b"),
      hint: expect.stringContaining("later"),
    },
  });
});

test.each([
  "",
  "null",
  "[]",
  "{}",
  '{"github": 3}',
  '{"github": {"reposToScan": "a"}}',
  '{"github": {"reposToScan": [3]}}',
])("what is no such configuration is said: %s", (text) => {
  expect(readAnalyzerConfig(text)).toMatchObject({ ok: false, fault: { code: "analyzer-config-broken" } });
});

test.each(["../etc", "a b", "x/y/z", "-/../..", "acme/$(id)"])("a name that is none is refused: %s", (name) => {
  expect(read({ username: "acme", reposToScan: [name] })).toMatchObject({ fault: { code: "analyzer-config-broken" } });
});
