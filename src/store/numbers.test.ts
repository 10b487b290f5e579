import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { mergeNumbers, parseNumbers, printNumbers } from "./numbers.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

test("what git or a person made of the file is read for the greatest of each", () => {
  const text =
    "# words\n<<<<<<< HEAD\nBUG 8\n=======\nBUG 9\r\nBUG 7\n>>>>>>> side\nFEAT 12\nbug 99\nBUG x\nBUG 1e9\nX 9999999999999999\n";
  expect([...parseNumbers(text)]).toEqual([
    ["BUG", 9],
    ["FEAT", 12],
  ]);
});

const numbersOf = fc.dictionary(fc.constantFrom("BUG", "FEAT", "TASK", "E2"), fc.nat(2000)).map((entries) => {
  const text = printNumbers(new Map(Object.entries(entries)));
  return { text, entries: Object.entries(entries) };
});

test("printing and reading are each other's way back, and the order of numbers leaves no trace", () => {
  fc.assert(
    fc.property(numbersOf, ({ text, entries }) => {
      expect(Object.fromEntries(parseNumbers(text))).toEqual(Object.fromEntries(entries));
      expect(printNumbers(new Map(entries.reverse()))).toBe(text);
    }),
    { numRuns: rounds(200) },
  );
});

test("however clones merge their numbers, none gets smaller and all come to the same", () => {
  fc.assert(
    fc.property(fc.array(numbersOf, { minLength: 3, maxLength: 3 }), (three) => {
      const [a, b, c] = three.map(({ text }) => encode(text));
      const merged = mergeNumbers([a, b, c]);
      expect(mergeNumbers([mergeNumbers([c, a]), b])).toEqual(merged);
      expect(mergeNumbers([undefined, merged])).toEqual(merged);
      const numbers = parseNumbers(new TextDecoder().decode(merged));
      for (const [prefix, number] of three.flatMap(({ entries }) => entries))
        expect(numbers.get(prefix)).toBeGreaterThanOrEqual(number);
    }),
    { numRuns: rounds(200) },
  );
});
