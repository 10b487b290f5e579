import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { rounds } from "../../../test/rounds.ts";
import { quickEntry } from "./_quick-entry.ts";
import { ACTION_LEDGER, ATOM_LEDGER, atomEntry } from "./atom-entry.ts";
import { changeLedgerText } from "./change-ledger.ts";
import { type LedgerRecord, type LedgerValue, valuer } from "./ledger-value.ts";
import { emptyLedger, LEDGER_YAML, type LedgerReading, readLedger } from "./read-ledger.ts";

/** As Python's YAML library writes it, with a person's comments. */
const LEDGER = `# Atoms of the shop.
version: 1
atoms:
# The oldest one.
- atom_id: a/r/c/0:confusion_point:1 # seen twice
  status: ticketed
  fingerprints:
  - bbbbbbbbbbbbbbbb # second
  - aaaaaaaaaaaaaaaa
  x_note: "keep: me"
  x_deep: {a: [1, 2]}

- atom_id: c/r/c/0:confusion_point:1
  status: new
  queue_paths: .agents/plans/1 - ideas/x.md
other: true # a key of somebody else
`;

const read = (text: string): LedgerReading => readLedger(text, ATOM_LEDGER);
const change = (text: string, changes: Readonly<Record<string, LedgerRecord | undefined>>): string =>
  changeLedgerText(read(text), ATOM_LEDGER, new Map(Object.entries(changes)));
const entryOf = (text: string, id: string): LedgerRecord => {
  const entry = read(text).entries.get(id);
  if (entry === undefined) throw new Error(`${id} is missing`);
  return entry;
};

test("only what changes changes: comments, quotes, unknown keys and other entries stay", () => {
  const entry = atomEntry(entryOf(LEDGER, "a/r/c/0:confusion_point:1"), "a/r/c/0:confusion_point:1");
  const after = change(LEDGER, {
    "a/r/c/0:confusion_point:1": { ...entry, status: "queued", last_plan_seen_at: "2026-03-01T11:00:00Z" },
    "b/r/c/0:x:1": { atom_id: "b/r/c/0:x:1", status: "new", fingerprints: ["1234567812345678"], seen: "yes" },
  });
  expect(after).toBe(`# Atoms of the shop.
version: 1
atoms:
# The oldest one.
- atom_id: a/r/c/0:confusion_point:1 # seen twice
  status: queued
  fingerprints:
  - aaaaaaaaaaaaaaaa
  - bbbbbbbbbbbbbbbb # second
  x_note: "keep: me"
  x_deep: {a: [1, 2]}
  queue_paths: []
  queue_owner_roots: []
  derived_from_atom_ids: []
  last_plan_seen_at: '2026-03-01T11:00:00Z'

- atom_id: b/r/c/0:x:1
  status: new
  fingerprints:
  - '1234567812345678'
  seen: 'yes'
- atom_id: c/r/c/0:confusion_point:1
  status: new
  queue_paths: .agents/plans/1 - ideas/x.md
other: true # a key of somebody else
`);
});

test("nothing to change gives the same bytes, whatever the order of the file is", () => {
  const text = `version: 1\r\natoms:\r\n  - {atom_id: z/r:x:1}\r\n  - {atom_id: a/r:x:1}\r\n`;
  expect(change(text, {})).toBe(text);
  expect(change(text, { "a/r:x:1": { atom_id: "a/r:x:1" } })).toBe(text);
  const after = change(text, { "a/r:x:1": { atom_id: "a/r:x:1", status: "queued" } });
  expect(after).toBe(`version: 1\r\natoms:\r\n  - {atom_id: a/r:x:1, status: queued}\r\n  - {atom_id: z/r:x:1}\r\n`);
});

test.for([
  "version: 1\natoms: []\n",
  "version: 1\natoms:\n",
  "version: 1\natoms: null # none yet\n",
  "atoms: []\nversion: 1\n",
  "{version: 1, atoms: []}",
  "version: 1\natoms:",
  "version: 1\n",
])("an empty ledger is filled and emptied: %j", (text) => {
  const filled = change(text, { "a/r:x:1": { atom_id: "a/r:x:1", status: "new" } });
  expect([...read(filled).entries.keys()]).toEqual(["a/r:x:1"]);
  expect(read(filled).problems).toEqual([]);
  const emptied = read(change(filled, { "a/r:x:1": undefined }));
  expect(emptied).toMatchObject({ isReadable: true, problems: [] });
  expect(emptied.entries.size).toBe(0);
});

test("an entry that is no YAML is a finding with its line, the others count, and a change leaves it as it is", () => {
  const broken = `version: 1\natoms:\n- atom_id: b/r:x:1\n  status: "open\n- atom_id: a/r:x:1\n  status: new\n`;
  const reading = read(broken);
  expect(reading.problems).toMatchObject([{ code: "ledger-entry-bad", severity: "error", line: 3 }]);
  expect([...reading.entries.keys()]).toEqual(["a/r:x:1"]);
  expect([...reading.sealed]).toEqual(["b/r:x:1"]);
  const after = change(broken, { "a/r:x:1": { atom_id: "a/r:x:1", status: "queued" } });
  expect(after).toContain(`- atom_id: b/r:x:1\n  status: "open\n`);
  expect(entryOf(after, "a/r:x:1")).toMatchObject({ status: "queued" });
});

test.for([
  ["no mapping", "- just a text"],
  ["no id", "- {status: new}"],
  ["an empty id", "- {atom_id: ' '}"],
  ["an unknown status", "- {atom_id: b/r:x:1, status: lost}"],
  ["a key twice", "- atom_id: b/r:x:1\n  status: new\n  status: queued"],
] as const)("an entry with %s is a finding and stays", ([, entry]) => {
  const text = `version: 1\natoms:\n${entry}\n- {atom_id: a/r:x:1}\n`;
  expect(read(text).problems).toMatchObject([{ code: "ledger-entry-bad", line: 3 }]);
  expect(change(text, { "a/r:x:1": { atom_id: "a/r:x:1", status: "queued" } })).toContain(entry);
});

test("of two entries with one id the last counts, both stay, and it is said", () => {
  const text = `version: 1\nactions:\n- fingerprint: aaaaaaaaaaaaaaaa\n  status: old\n- fingerprint: aaaaaaaaaaaaaaaa\n  status: now\n`;
  const reading = readLedger(text, ACTION_LEDGER);
  expect(reading.problems).toMatchObject([{ code: "ledger-duplicate", severity: "warning", line: 5 }]);
  const id = "aaaaaaaaaaaaaaaa";
  expect(reading.entries.get(id)).toEqual({ fingerprint: id, status: "now" });
  const after = changeLedgerText(reading, ACTION_LEDGER, new Map([[id, { fingerprint: id, status: "next" }]]));
  expect(after).toBe(text.replace("now", "next"));
});

test.for([
  ["a list at the top", "- 1\n"],
  ["another version", "version: 2\natoms: []\n"],
  ["no version", "atoms: []\n"],
  ["a mapping for the list", "version: 1\natoms: {}\n"],
  ["nothing", ""],
  ["a frame that is no YAML", 'version: "1\natoms: []\n'],
  ["a bomb of brackets", `version: 1\natoms: ${"[".repeat(100_000)}`],
  ["a bomb of dashes", `version: 1\natoms:\n${"- ".repeat(50_000)}x\n`],
  ["NUL", "version: 1\natoms: []\0\n"],
] as const)("%s is no ledger, and is never written", ([, text]) => {
  const reading = read(text);
  expect(reading).toMatchObject({ isReadable: false, problems: [{ code: "ledger-unreadable", severity: "error" }] });
  expect(() => changeLedgerText(reading, ATOM_LEDGER, new Map())).toThrow("cannot be read");
});

test("entries that refer to each other keep what they say when one of them changes", () => {
  const text = `# top\nversion: 1\natoms:\n- atom_id: a/r:x:1\n  fingerprints: &id001\n  - aaaaaaaaaaaaaaaa\n- atom_id: b/r:x:1\n  fingerprints: *id001\n`;
  const after = change(text, { "a/r:x:1": { atom_id: "a/r:x:1", fingerprints: [] } });
  expect(entryOf(after, "b/r:x:1")).toEqual({ atom_id: "b/r:x:1", fingerprints: ["aaaaaaaaaaaaaaaa"] });
  expect(after).toContain("# top");
});

test("aliases that stand for more than can be held make their entry a finding", () => {
  const bomb = Array.from(
    { length: 9 },
    (_, at) =>
      `x${at}: &a${at} [${
        at === 0
          ? "x"
          : Array(9)
              .fill(`*a${at - 1}`)
              .join(", ")
      }]`,
  );
  const text = `version: 1\n${bomb.join("\n")}\natoms:\n- atom_id: a/r:x:1\n  list: *a8\n`;
  expect(read(text).problems).toMatchObject([{ code: "ledger-entry-bad" }]);
});

test("brackets in texts are no depth", () => {
  const text = `version: 1\natoms:\n- atom_id: a/r:x:1\n  text: '${"[{".repeat(500)}'\n`;
  expect(read(text).problems).toEqual([]);
});

test("an entry gets its one form: lists, status, ids of old", () => {
  const entry = atomEntry(
    {
      atom_id: "a/r:x:1",
      queue_paths: "b.md",
      fingerprints: ["bbbbbbbbbbbbbbbb", "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"],
      ticket_ids: ["BLG-001", "TKT-cccccccccccccccc", "dddddddddddddddd"],
      dequeued_paths: ["z.md", "y.md"],
      status: null,
      x: [1],
    },
    "a/r:x:1",
  );
  expect(entry).toEqual({
    atom_id: "a/r:x:1",
    status: "new",
    queue_paths: ["b.md"],
    queue_owner_roots: [],
    fingerprints: ["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc", "dddddddddddddddd"],
    derived_from_atom_ids: [],
    dequeued_paths: ["y.md", "z.md"],
    x: [1],
  });
  expect(atomEntry(entry, "a/r:x:1")).toEqual(entry);
});

const value: fc.Arbitrary<LedgerValue> = fc.letrec<{ value: LedgerValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: fc.constantFrom(..."ab: #-'\"\n[]{}&*|>0179é".split("")) }),
    fc.constantFrom("2026-03-01T11:00:00Z", "yes", "0x1f", "1e3", "null", "", "~"),
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("k", "other key", "9"), tie("value"), { maxKeys: 2 }),
  ),
})).value;
const id = fc.constantFrom("a/r:x:1", "b/r:x:1", "c/r:x:1", "d/r:x:1");
const wishes = fc.array(
  fc.tuple(id, fc.option(fc.dictionary(fc.constantFrom("one", "two", "fingerprints"), value), { nil: undefined })),
  {
    maxLength: 6,
  },
);

test("whatever changes are made, each reads back, the rest stays, and so do a broken entry and every comment", () => {
  const start = `version: 1 # one\natoms:\n# about b\n- atom_id: b/r:x:1\n  two: [x] # why\n- atom_id: "broken\n  one: 1\n# end of it\n- atom_id: c/r:x:1\n  one: |\n    # text\n    - text\n\ntail: 1\n`;
  fc.assert(
    fc.property(fc.array(wishes, { maxLength: 3 }), (rounds) => {
      const model = new Map(read(start).entries);
      let text = start;
      for (const made of rounds) {
        const changes = new Map(made.map(([key, record]) => [key, record && { ...record, atom_id: key }]));
        text = changeLedgerText(read(text), ATOM_LEDGER, changes);
        for (const [key, record] of changes) record === undefined ? model.delete(key) : model.set(key, record);
      }
      const after = read(text);
      expect(Object.fromEntries(after.entries)).toEqual(Object.fromEntries(model));
      expect([...after.entries.keys()]).toEqual([...model.keys()].sort());
      expect(text).toContain('- atom_id: "broken\n  one: 1\n');
      expect(text).toContain("version: 1 # one");
    }),
    { numRuns: rounds(100) },
  );
});

test("a new ledger is what any YAML reader understands", () => {
  const text = changeLedgerText(
    readLedger(emptyLedger(ATOM_LEDGER), ATOM_LEDGER),
    ATOM_LEDGER,
    new Map([["a/r:x:1", { atom_id: "a/r:x:1", status: "new", list: ["b", "c"], empty: [] }]]),
  );
  expect(text).toBe("version: 1\natoms:\n- atom_id: a/r:x:1\n  status: new\n  list:\n  - b\n  - c\n  empty: []\n");
  expect(parseDocument(text).toJS()).toMatchObject({ version: 1, atoms: [{ atom_id: "a/r:x:1" }] });
});

const piece = fc.oneof(
  fc.constantFrom(
    "a",
    "true",
    "Null",
    "~",
    ".inf",
    ".agents/plans/1 - ideas/x.md",
    "1e3",
    "0123456789abcdef",
    "1234567890123456",
  ),
  fc.constantFrom(
    "'it''s'",
    "'open",
    "a: b",
    "a #b",
    "a:",
    "a ",
    "[]",
    "[a]",
    "2026-03-01",
    "&x a",
    "*x",
    "|",
    "-",
    "- a",
    "x\n    y",
  ),
  fc.string({ unit: fc.constantFrom(..."ab0e.-_/: '\"#".split("")), maxLength: 8 }),
);
const line = fc.tuple(fc.constantFrom("one", "two", "three"), fc.oneof(piece, fc.array(piece, { maxLength: 2 })));

test("an entry that is read quickly is read as the YAML library reads it", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 3 }), fc.constantFrom("", "  "), (lines, deep) => {
      const pairs = lines.map(([key, given]) =>
        Array.isArray(given)
          ? [`${key}:`, ...given.map((item) => `  ${deep}- ${item}`)].join("\n")
          : `${key}: ${given}`,
      );
      const text = `- ${pairs.join("\n  ")}\n`;
      const quick = quickEntry(text);
      if (quick === undefined) return;
      const document = parseDocument(text, LEDGER_YAML);
      expect(document.errors).toEqual([]);
      expect([quick]).toEqual(valuer(document)(document.contents));
    }),
    { numRuns: rounds(500) },
  );
  expect(quickEntry("- atom_id: a/r:x:1\n  fingerprints:\n  - 0123456789abcdef\n  at: '2026'\n")).toBeDefined();
});

test("what looks like a number and is a fingerprint stays one, and numbers stay numbers", () => {
  const text = `version: 1\natoms:\n- atom_id: a/r:x:1\n  fingerprints:\n  - 0000000000000008\n  - 1234567e12345678\n  - 9999999999999999\n  score: 1.50\n  count: 12\n  hex: 0x1F\n`;
  const entry = entryOf(text, "a/r:x:1");
  expect(entry).toEqual({
    atom_id: "a/r:x:1",
    fingerprints: ["0000000000000008", "1234567e12345678", "9999999999999999"],
    score: 1.5,
    count: 12,
    hex: 31,
  });
  const after = change(text, { "a/r:x:1": { ...entry, status: "new" } });
  expect(after).toContain(
    "  - '0000000000000008'\n  - '1234567e12345678'\n  - '9999999999999999'\n  score: 1.50\n  count: 12\n",
  );
});

test("no text is written so that a reader of YAML 1.1 takes it for another, or stops there", () => {
  const odd = ["=", "a\u0085b", "a\u2028b", "a\u2029", "\ufeffa", "a\u009b31m", "a\u007f", "a\uffff"];
  const id = "a/r/c/0:confusion_point:1";
  const braces = `{version: 1, atoms: [{atom_id: ${id}, status: new, x_kept: ${JSON.stringify(odd[2])}}]}\n`;
  const block = LEDGER.replace('x_note: "keep: me"', "x_note: |\n    one\u2028\n    two # no comment\u0085");
  for (const before of [LEDGER, braces, block, emptyLedger(ATOM_LEDGER)]) {
    const entry = { ...read(before).entries.get(id), atom_id: id, status: "new", x_odd: odd, x_deep: { one: "=" } };
    const after = change(before, { [id]: entry });
    expect(after).not.toMatch(/[\u007f-\u009f\u2028\u2029\ufeff\uffff]|(?:- |: )=/);
    expect(entryOf(after, id)).toEqual(entry);
  }
});
