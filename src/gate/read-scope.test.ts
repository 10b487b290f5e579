import { expect, test } from "vitest";
import type { Ticket } from "../ticket/model.ts";
import { readTicket } from "../ticket/read.ts";
import { readBudget, readScope } from "./read-scope.ts";

function ticket(frontmatter: string, affected = ""): Ticket {
  const text = `---\nid: BUG-k3f9q2\ntitle: A\n${frontmatter}\n---\n\n## Affected Files\n\n${affected}\n`;
  const read = readTicket(new TextEncoder().encode(text)).ticket;
  if (read === undefined) throw new Error(text);
  return read;
}

test.for([
  ["scope: {allow: [src/**], deny: [src/api/**]}", { allow: ["src/**"], deny: ["src/api/**"] }],
  ["scope: [src/a.ts, src/b.ts]", { allow: ["src/a.ts", "src/b.ts"], deny: [] }],
  ["scope: src/**", { allow: ["src/**"], deny: [] }],
  ["scope: {deny: [x]}", { allow: [], deny: ["x"] }],
  ["scope: {allow: [1, true]}", { allow: [], deny: [] }],
  ["priority: P1", { allow: [], deny: [] }],
  [
    'scope: {allow: ["**"], override: {reason: because, expires: "2026-12-31"}}',
    { allow: ["**"], deny: [], override: { reason: "because", expires: "2026-12-31" } },
  ],
  [
    'scope: {allow: ["**"], override: true, override_reason: because, override_expires: 2026-12-31}',
    { allow: ["**"], deny: [], override: { reason: "because", expires: "2026-12-31" } },
  ],
] as const)("%s", ([frontmatter, scope]) => {
  expect(readScope(ticket(frontmatter))).toEqual(scope);
});

test("without a word about it, the listed files are the scope", () => {
  const affected =
    "Some of these:\n\n- `src/a b.ts`: reads\n* src/cache/**\n- docs/x.md, and more\n- nothing else\n- ../up.ts\n<!-- - src/no.ts -->";
  expect(readScope(ticket("scope: {deny: [x]}", affected))).toEqual({
    allow: ["src/a b.ts", "src/cache/**", "docs/x.md"],
    deny: ["x"],
  });
  expect(readScope(ticket("scope: {allow: [src/only.ts]}", affected)).allow).toEqual(["src/only.ts"]);
});

test("the lines need no marks, and a word with a full stop is no path", () => {
  const affected = "src/cache.ts: modify\n1. `test/cache.test.ts`: add\nNone.\nsrc/x/**, all of it";
  expect(readScope(ticket("priority: P1", affected)).allow).toEqual(["src/cache.ts", "test/cache.test.ts", "src/x/**"]);
});

test("a table of files is a scope too", () => {
  const affected =
    "| File | Action |\n| --- | --- |\n| `src/a b.ts` | create |\n| src/c.ts | modify |\n| ../up.ts | modify |";
  expect(readScope(ticket("priority: P1", affected)).allow).toEqual(["src/a b.ts", "src/c.ts"]);
});

test("a budget is read where it is one", () => {
  expect(readBudget(ticket("diff_budget: {max_files: 5, max_loc: 200}"))).toEqual({ maxFiles: 5, maxLines: 200 });
  expect(readBudget(ticket("diff_budget: {max_files: many, max_lines: 0}"))).toEqual({
    maxFiles: undefined,
    maxLines: 0,
  });
  expect(readBudget(ticket("priority: P1"))).toEqual({});
});
