import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { type Piece, tiesBetween } from "./between.ts";
import type { FoundCode } from "./found-code.ts";
import { readWish } from "./wish.ts";

const code: FoundCode = { looked: true, files: [], missing: [], unknown: [] };

const sentence = fc
  .tuple(
    fc.constantFrom("Add", "Rename", "Remove", "Print", "Speed up", "Extract"),
    fc.constantFrom("`aOne`", "`bTwo`", "`cThree`", "the cart"),
    fc.constantFrom("to", "with", "in", "from"),
    fc.constantFrom("`aOne`", "`bTwo`", "`dFour`", "src/new.ts", "src/other.ts"),
  )
  .map((words) => words.join(" "));

const plan = fc.array(fc.tuple(sentence, fc.option(fc.nat({ max: 20 })), fc.boolean()), {
  minLength: 2,
  maxLength: 12,
});

/** Items wait only for others that stand before them, as a plan's own order does; some names are not there yet. */
const piecesOf = (items: readonly (readonly [string, number | null, boolean])[]): readonly Piece[] =>
  items.map(([text, wait, isKnown], at): Piece => {
    const wish = readWish(text);
    const after = wait !== null && at > 0 ? [wait % at] : [];
    return { wish, code: { ...code, missing: wish.paths, unknown: isKnown ? [] : wish.names }, item: { after } };
  });

test("waits between the items of a plan never close a circle, and no item has a tie to itself", () => {
  fc.assert(
    fc.property(plan, (items) => {
      const pieces = piecesOf(items);
      const ties = tiesBetween(pieces, []);
      const waits = ties.map((own, at) => [
        ...(pieces[at]?.item.after ?? []),
        ...own.filter(({ kind }) => kind === "first").map(({ place }) => place),
      ]);
      const done = new Set<number>();
      for (let left = waits.length; left > 0; left -= 1)
        for (const [at, own] of waits.entries()) if (own.every((place) => done.has(place))) done.add(at);
      expect(done.size).toBe(waits.length);
      for (const [at, own] of ties.entries()) expect(own.map(({ place }) => place)).not.toContain(at);
    }),
    { numRuns: rounds(300) },
  );
});

test("the same plan has the same ties", () => {
  fc.assert(
    fc.property(plan, (items) => {
      expect(tiesBetween(piecesOf(items), [])).toEqual(tiesBetween(piecesOf(items), []));
    }),
    { numRuns: rounds(100) },
  );
});
