import fc from "fast-check";
import { expect, test } from "vitest";
import { atom, atoms, minute } from "../../test/rigs/atoms.ts";
import { rounds } from "../../test/rounds.ts";
import { atomLine, printShard, readShard } from "./ledger-lines.ts";

test("an atom is one line with its keys in a fixed order", () => {
  const full = {
    later: [1],
    ...atom({
      gone: minute(2),
      ticket: "BUG-1",
      held: "breadth",
      ignored: { until: minute(9), at: minute(1), by: "mika", reason: "known" },
      quote: { cut: 3, text: "line\nbreak" },
      facts: { b: "2", a: "1" },
      isOutside: true,
      isSecurity: false,
    }),
    another: null,
  };
  expect(atomLine(full)).toBe(
    '{"id":"todo-0123456789ab","source":"todo","identity":{"rule":"TODO","subject":"close the file"},' +
      '"message":"TODO: close the file","severity":"low","place":{"path":"src/a.ts","line":10},' +
      '"quote":{"text":"line\\nbreak","cut":3},"isOutside":true,"isSecurity":false,"facts":{"a":"1","b":"2"},' +
      '"firstSeen":"2026-03-01T00:00:00Z","lastSeen":"2026-03-01T00:00:00Z","run":"run-1","gone":"2026-03-01T00:02:00Z",' +
      '"ticket":"BUG-1","ignored":{"reason":"known","by":"mika","at":"2026-03-01T00:01:00Z","until":"2026-03-01T00:09:00Z"},' +
      '"held":"breadth","another":null,"later":[1]}',
  );
});

test.for([
  ["{", "no JSON object"],
  ["[]", "no JSON object"],
  ["null", "no JSON object"],
  ["{}", "id, source, identity, message, severity, firstSeen, lastSeen, run"],
  [atomLine(atom()).replace('"low"', '"awful"'), "severity"],
  [atomLine(atom()).replace("00:00:00Z", "yesterday"), "firstSeen"],
  [atomLine(atom()).replace('"line":10', '"line":"10"'), "place"],
  [atomLine(atom()).replace('"path":"src/a.ts"', '"path":""'), "place"],
  [`${atomLine(atom()).slice(0, -1)},"x":${"[".repeat(5_000)}${"]".repeat(5_000)}}`, "too deeply"],
  [atomLine(atom({ message: "m".repeat(70_000) })), "longer"],
] as const)("a line that is no atom is kept as it is, with the reason: %s", ([line, why]) => {
  const { atoms, unreadable } = readShard(`${atomLine(atom())}\n\n${line}\n`);
  expect(atoms).toEqual([atom()]);
  expect(unreadable).toMatchObject([{ text: line, line: 3 }]);
  expect(unreadable[0]?.why).toContain(why);
  expect(printShard({ atoms, unreadable })).toBe(`${atomLine(atom())}\n${line}\n`);
});

test("nothing but lines of other systems is nothing", () => {
  expect(readShard("\r\n \n")).toEqual({ atoms: [], unreadable: [] });
  expect(printShard({ atoms: [], unreadable: [] })).toBe("");
  expect(readShard(`${atomLine(atom())}\r\n`).atoms).toEqual([atom()]);
});

test("an id that stands there twice becomes one atom", () => {
  const text = [atom({ ticket: "BUG-1" }), atom({ lastSeen: minute(3), held: "limit" })].map(atomLine).join("\n");
  expect(readShard(text).atoms).toEqual([atom({ ticket: "BUG-1", lastSeen: minute(3), held: "limit" })]);
});

test("what is written reads back, whatever an atom holds", () => {
  const property = fc.property(fc.uniqueArray(atoms, { selector: ({ id }) => id }), (list) => {
    const text = printShard({ atoms: list, unreadable: [] });
    const read = readShard(text);
    expect(read.unreadable).toEqual([]);
    expect(printShard(read)).toBe(text);
    expect(read.atoms.map(atomLine)).toEqual(list.map(atomLine).sort());
  });
  fc.assert(property, { numRuns: rounds(200) });
});

test("reading loses no atom and no other line, whatever the text", () => {
  const other = fc.oneof(
    fc.string(),
    fc.json(),
    atoms.map((one) => atomLine(one).slice(0, -9)),
  );
  const line = fc.oneof(
    other.map((text) => ({ text, id: undefined })),
    atoms.map((one) => ({ text: atomLine(one), id: one.id })),
  );
  const property = fc.property(fc.array(line), (lines) => {
    const read = readShard(lines.map(({ text }) => text).join("\n"));
    expect(read.atoms.map(({ id }) => id)).toEqual([...new Set(lines.flatMap(({ id }) => id ?? []))].sort());
    const rest = lines.filter(({ text, id }) => id === undefined && text.trim() !== "");
    expect(read.unreadable.map(({ text }) => text)).toEqual(rest.map(({ text }) => text));
    const once = printShard(read);
    expect(printShard(readShard(once))).toBe(once);
  });
  fc.assert(property, { numRuns: rounds(200) });
});
