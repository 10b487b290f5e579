import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { align, emptyTable, type Row, SIGNATURE_WIDTH, type Table, withRows } from "./table.ts";

const signature = (seed: number): readonly number[] => [seed, seed + 1, seed + 2, seed + 3, seed + 4];

const name: fc.Arbitrary<string> = fc.constantFrom("a.md", "b.md", "c.md", "d.md", "e.md", "sub/f.md");
const row: fc.Arbitrary<Row> = fc.record({
  name,
  line: fc.option(fc.string(), { nil: undefined }),
  signature: fc.nat(1000).map(signature),
});
const rows = fc.uniqueArray(row, { selector: (one) => one.name });

/** What a table says, without its order. */
function contents(table: Table): ReadonlyMap<string, readonly unknown[]> {
  const rowOf = (place: number): readonly unknown[] => [
    table.lines[place],
    ...table.signatures.subarray(place * SIGNATURE_WIDTH, (place + 1) * SIGNATURE_WIDTH),
  ];
  return new Map(table.names.map((one, place) => [one, rowOf(place)]));
}

function expected(all: readonly Row[]): ReadonlyMap<string, readonly unknown[]> {
  const known = new Map<string, readonly unknown[]>();
  for (const one of all) {
    if (one.line === undefined) known.delete(one.name);
    else known.set(one.name, [one.line, ...one.signature]);
  }
  return known;
}

test("rows put on top of a table give what writing them one by one would give", () => {
  fc.assert(
    fc.property(rows, rows, (first, second) => {
      const table = withRows(emptyTable(), first);
      const before = contents(table);
      const changed = withRows(table, second);
      expect(contents(changed)).toEqual(expected([...first, ...second]));
      expect(changed.lines).toHaveLength(changed.names.length);
      // The table it was made from is as it was.
      expect(contents(table)).toEqual(before);
    }),
    { numRuns: rounds(200) },
  );
});

test("aligning keeps known rows, names the gone ones, and makes new ones that are never fresh", () => {
  fc.assert(
    fc.property(rows, fc.uniqueArray(name), (first, names) => {
      const table = withRows(emptyTable(), first);
      const { table: aligned, gone } = align(table, names);
      expect(aligned.names).toEqual(names);
      expect([...gone].sort()).toEqual(table.names.filter((one) => !names.includes(one)).sort());
      for (const [one, row] of contents(aligned)) {
        const known = contents(table).get(one);
        if (known === undefined) expect(row[1]).toBeNaN();
        else expect(row).toEqual(known);
      }
    }),
    { numRuns: rounds(200) },
  );
});
