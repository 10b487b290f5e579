import { expect, test } from "vitest";
import { settingsText } from "../init/_settings-text.ts";
import { readSettings } from "./read.ts";
import { setKeys } from "./set-keys.ts";

const set = (text: string, keys: Readonly<Record<string, string>>): string => {
  const changed = setKeys(text, { group: "claims", keys });
  if (!changed.ok) throw new Error(changed.fault.message);
  return changed.value;
};

test("in a new docket.yaml the keys come out of their comments, and nothing else changes", () => {
  const before = settingsText({ version: 1, home: "branch", "project.name": "shop" });
  const after = set(before, { remote: "origin", refs: "heads" });
  expect(readSettings(after)).toMatchObject({
    settings: { claims: { remote: "origin", refs: "heads" } },
    problems: [],
  });
  const changed = after.split("\n").filter((line, at) => line !== before.split("\n")[at]);
  expect(changed).toEqual(["claims:", "  remote: origin", "  refs: heads # docket | heads"]);
  expect(after.split("\n").length).toBe(before.split("\n").length);
});

test.for([
  [
    "a key that is there",
    "claims:\n  remote: old # why\n  leaseMs: 60000\n",
    "claims:\n  remote: origin # why\n  leaseMs: 60000\n",
  ],
  ["flow style", "claims: { remote: old }\n", "claims: { remote: origin }\n"],
  ["a group without the key", "claims:\n  leaseMs: 60000\n", "claims:\n  remote: origin\n  leaseMs: 60000\n"],
  ["no group", "version: 1\n", "version: 1\nclaims:\n  remote: origin\n"],
  ["no line end", "version: 1", "version: 1\nclaims:\n  remote: origin\n"],
  [
    "Windows line ends",
    "version: 1\r\n# claims:\r\n  # remote: none\r\n",
    "version: 1\r\nclaims:\r\n  remote: origin\r\n",
  ],
  ["an empty file", "", "claims:\n  remote: origin\n"],
] as const)("%s", ([, before, after]) => {
  expect(set(before, { remote: "origin" })).toBe(after);
});

test.for(["claims: {}\n", "[]\n"])("what cannot be edited safely is left: %s", (text) => {
  const refused = setKeys(text, { group: "claims", keys: { remote: "origin" } });
  expect(refused.ok ? "" : refused.fault.code).toBe("settings-not-editable");
});

test("a value that the schema does not take is refused too", () => {
  const refused = setKeys("version: 1\n", { group: "claims", keys: { refs: "somewhere" } });
  expect(refused.ok ? "" : refused.fault.hint).toContain("claims.refs is to be somewhere");
});
