import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument, stringify } from "yaml";
import { rounds } from "../../../test/rounds.ts";
import { readShape } from "../settings/_read-shape.ts";
import { parseYaml } from "../settings/_yaml.ts";
import { changePlainOrder, readPlainOrder } from "./plain-order.ts";
import { type Order, orderSchema } from "./schema.ts";
import { tidyOrder } from "./tidy-order.ts";

const COMMIT = "741ece9f63552037c1106d1a5beac1daa98eae55";

const PLAIN = `version: 1
id: WO-x2x3nv-d6
ticket: CHORE-x2x3nv
title: Add a file (to src/f0)
state: running
owner: bench
base: main
base_commit: ${COMMIT}
branch: feat/wo-WO-x2x3nv-d6
worktree: .worktrees/WO-x2x3nv-d6
started_at: 2026-11-21T16:01:52Z
failed_verifies: 0
`;

test("an order as it is written is read without the library, defaults and all", () => {
  expect(readPlainOrder(PLAIN)).toEqual(byLibrary(PLAIN).value);
  expect(readPlainOrder(PLAIN)).toMatchObject({
    title: "Add a file (to src/f0)",
    attempt: 1,
    token: 1,
    result: undefined,
  });
});

test.for([
  ["a comment", `# kept\n${PLAIN}`],
  ["an empty line", `${PLAIN}\n`],
  ["no last line end", PLAIN.trimEnd()],
  ["line ends of Windows", PLAIN.replaceAll("\n", "\r\n")],
  ["quotes", PLAIN.replace("bench", '"bench"')],
  ["a key twice", `${PLAIN}owner: other\n`],
  ["a colon in a value", PLAIN.replace("Add a file", "feat: add")],
  ["a comment behind a value", PLAIN.replace("bench", "bench # who")],
  ["a word that means more", PLAIN.replace("bench", "True")],
  ["a commit that reads as a number", PLAIN.replace(COMMIT, `${"1".repeat(20)}e${"2".repeat(19)}`)],
  ["a value of a wrong kind", PLAIN.replace("failed_verifies: 0", "failed_verifies: none")],
  ["a wrong state", PLAIN.replace("running", "walking")],
  ["a lacking key", PLAIN.replace("owner: bench\n", "")],
  ["text on more lines", PLAIN.replace("title: ", "title: |\n  ")],
  ["nothing", ""],
])("%s is left to the library", ([, text]) => {
  expect(readPlainOrder(text ?? "")).toBeUndefined();
});

test("whatever is read plainly, the library reads alike; whatever is changed plainly, it changes alike", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(key, written), { maxLength: 12 }), changes, (pairs, change) => {
      const text = [...PLAIN.trimEnd().split("\n"), ...pairs.map(([name, value]) => `${name}: ${value}`), ""].join(
        "\n",
      );
      const plain = readPlainOrder(text);
      if (plain !== undefined) expect({ value: plain, problems: [] }).toEqual(byLibrary(text));
      const changed = changePlainOrder(text, change);
      if (changed !== undefined) expect(changed).toBe(changedByLibrary(text, change));
    }),
    { numRuns: rounds(400) },
  );
});

test("an order as the library prints it is changed plainly, and its keys come to their places", () => {
  const change = {
    state: "done",
    result: "done",
    finished_at: "2026-11-21T17:00:00Z",
    verified_at_sha: COMMIT,
  } as const;
  const printed = stringify(parseDocument(PLAIN).toJS(), { lineWidth: 0 });
  expect(changePlainOrder(printed, change)).toBe(changedByLibrary(printed, change));
  expect(changePlainOrder(PLAIN, { reason: "it says: no" })).toBeUndefined();
  expect(changePlainOrder(PLAIN, { started_at: undefined })).not.toContain("started_at");
});

const byLibrary = (text: string) => readShape(orderSchema, parseYaml(text));

function changedByLibrary(text: string, change: Partial<Order>): string {
  const document = parseDocument(text);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) document.delete(name);
    else document.set(name, value);
  }
  return tidyOrder(document.toString({ lineWidth: 0 }));
}

const key = fc.oneof(
  fc.constantFrom("reason", "merged_at_sha", "port", "attempt", "dod", "holder", "token", "own_key"),
  fc.stringMatching(/^[a-z_]{1,6}$/),
);

const written = fc.oneof(
  fc.stringMatching(/^[A-Za-z./][A-Za-z0-9 ./_+@=,()-]{0,30}$/),
  fc.stringMatching(/^[0-9a-f]{40}$/),
  fc.stringMatching(/^[0-9e]{40}$/),
  fc.integer().map(String),
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    "null",
    "Null",
    "true",
    "no",
    "~",
    ".inf",
    ".NaN",
    "0x1f",
    "0o17",
    "1e3",
    ".0",
    ".5e3",
    "../x",
    "..",
    "1_000",
    "01",
    "2026-11-21T16:01:52Z",
    "...",
    "---",
    "a: b",
    "a #b",
  ),
);

const changes = fc.record(
  {
    title: written,
    reason: written,
    port: fc.integer({ min: 1, max: 65_535 }),
    state: fc.constantFrom("done", "failed", "partial"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<Order>>;
