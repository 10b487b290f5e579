import { expect, test } from "vitest";
import { faultCodes, findingCodes } from "../../scripts/source/codes.ts";
import { readProjectFile, sourceFiles } from "../../scripts/source/files.ts";
import { sources } from "../../src/discover/table.ts";

/** Codes of other rooms that come up around discovery. */
const OTHERS = [
  ...["atom-unreadable", "atom-ticket-missing", "duplicate-fingerprint", "tool-not-trusted", "checkout-needed"],
  ...[
    "since-not-valid",
    "until-not-valid",
    "fact-not-found",
    "fact-ambiguous",
    "arguments-wrong",
    "cluster-input-invalid",
  ],
];

const page = ["docs/discovery.md", "docs/discovery-runs.md"].map(readProjectFile).join("\n");
const told = new Set([...page.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, code]) => code));

test("docs/discovery.md has a row for each source, and for no other", () => {
  const table = page.split("<!-- table: sources -->")[1]?.split("<!-- /table -->")[0] ?? "";
  const rows = [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name);
  expect(rows.toSorted()).toEqual(Object.keys(sources).toSorted());
});

test("it tells of every code that comes up around discovery", () => {
  const program = sourceFiles().filter((file) => !file.isTest);
  const known = [...faultCodes(program), ...findingCodes(program)];
  const room = known
    .filter(({ file }) => /^src\/(?:discover\/|ports\/forge-faults)/.test(file))
    .map(({ code }) => code);
  expect([...new Set([...room, ...OTHERS])].filter((code) => !told.has(code))).toEqual([]);
  expect(OTHERS.filter((code) => !known.some((one) => one.code === code))).toEqual([]);
});

test("each source says in one sentence what it sees, without a full stop", async () => {
  for (const [name, load] of Object.entries(sources)) {
    const source = await load();
    expect(source.name).toBe(name);
    expect(source.summary, name).toMatch(/^[A-Z][^\n]*[^.\n]$/);
  }
});
