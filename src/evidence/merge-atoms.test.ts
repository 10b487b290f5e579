import fc from "fast-check";
import { expect, test } from "vitest";
import { atom, atoms, minute } from "../../test/rigs/atoms.ts";
import { rounds } from "../../test/rounds.ts";
import type { Atom } from "./atom.ts";
import { printShard, readShard } from "./ledger-lines.ts";
import { mergeShards } from "./merge-atoms.ts";

const text = (...list: readonly Atom[]): string => printShard({ atoms: list, unreadable: [] });

const merged = (base: Atom | undefined, ours: Atom, theirs: Atom): Atom | undefined =>
  readShard(mergeShards({ base: base && text(base), ours: text(ours), theirs: text(theirs) })).atoms[0];

const word = (n: number) => ({ reason: `reason ${n}`, by: "mika", at: minute(n) });

test("what either side added is there", () => {
  const [a, b, c] = [atom({ id: "a" }), atom({ id: "b" }), atom({ id: "c" })];
  expect(mergeShards({ base: text(a), ours: text(a, b), theirs: text(a, c) })).toBe(text(a, b, c));
});

test("an atom that a side dropped stays", () => {
  expect(mergeShards({ base: text(atom()), ours: "", theirs: text(atom()) })).toBe(text(atom()));
  expect(mergeShards({ base: text(atom()), ours: "", theirs: "" })).toBe(text(atom()));
});

test("the later state wins, with all that belongs to it", () => {
  const base = atom({ lastSeen: minute(1) });
  const moved = atom({ lastSeen: minute(5), place: { path: "b.ts" } });
  const gone = atom({ lastSeen: minute(1), gone: minute(4) });
  expect(merged(base, moved, gone)).toEqual(moved);
  expect(merged(base, moved, { ...gone, gone: minute(6) })).toEqual({ ...gone, gone: minute(6) });
  expect(merged(base, moved, { ...gone, gone: minute(5) })).toEqual(moved);
});

test("a change wins over the base even when its clock is behind", () => {
  const [base, changed] = [atom({ lastSeen: minute(9) }), atom({ lastSeen: minute(3), message: "new words" })];
  expect(merged(base, changed, base)).toEqual(changed);
});

test("the first sighting is the earlier one", () => {
  const later = atom({ firstSeen: minute(3), lastSeen: minute(3), run: "run-3" });
  expect(merged(undefined, later, atom())).toMatchObject({ firstSeen: minute(0), run: "run-1", lastSeen: minute(3) });
});

test("a person's word is kept, the later of two, and may be taken back", () => {
  expect(merged(atom(), atom({ ignored: word(1) }), atom({ ticket: "BUG-1" }))).toMatchObject({
    ignored: word(1),
    ticket: "BUG-1",
  });
  expect(merged(atom(), atom({ ignored: word(1) }), atom({ ignored: word(2) }))).toMatchObject({ ignored: word(2) });
  expect(merged(atom({ ignored: word(1) }), atom(), atom({ ignored: word(1) }))).toEqual(atom());
});

test("a ticket that was changed wins over the one of the base, and a ticket over none", () => {
  const [one, two] = [atom({ ticket: "BUG-1" }), atom({ ticket: "BUG-2" })];
  expect(merged(two, one, two)?.ticket).toBe("BUG-1");
  expect(merged(one, two, one)?.ticket).toBe("BUG-2");
  expect(merged(undefined, one, atom())?.ticket).toBe("BUG-1");
  expect(merged(undefined, one, two)?.ticket).toBe("BUG-2");
  expect(merged(one, atom(), one)?.ticket).toBeUndefined();
});

test("an id that stands there twice becomes one atom", () => {
  const twice = text(atom({ ticket: "BUG-1" })) + text(atom({ held: "breadth" }));
  expect(mergeShards({ base: undefined, ours: twice, theirs: "" })).toBe(
    text(atom({ ticket: "BUG-1", held: "breadth" })),
  );
});

test("an unreadable line stays until one side mended it", () => {
  expect(mergeShards({ base: "broken\n", ours: "broken\n", theirs: "broken\nalso\n" })).toBe("also\nbroken\n");
  expect(mergeShards({ base: "broken\n", ours: text(atom()), theirs: "broken\n" })).toBe(text(atom()));
});

/** Lines of a shard: atoms that share ids and unknown keys, and some that are none. */
const shards = fc
  .tuple(fc.array(atoms, { maxLength: 4 }), fc.subarray(["broken", "{", "[1]"]))
  .map(([list, rest]) => text(...list) + rest.map((line) => `${line}\n`).join(""));

test("swapping the sides changes nothing, and merging with oneself neither", () => {
  const property = fc.property(shards, shards, shards, (base, ours, theirs) => {
    const once = mergeShards({ base, ours, theirs });
    expect(mergeShards({ base, ours: theirs, theirs: ours })).toBe(once);
    expect(mergeShards({ base, ours: once, theirs: once })).toBe(once);
    expect(mergeShards({ base, ours: once, theirs })).toBe(once);
  });
  fc.assert(property, { numRuns: rounds(300) });
});

test("three clones come to the same bytes, whichever two merge first", () => {
  const property = fc.property(shards, shards, shards, shards, (base, one, two, three) => {
    const of = (ours: string, theirs: string): string => mergeShards({ base, ours, theirs });
    expect(of(of(one, two), three)).toBe(of(one, of(two, three)));
    expect(of(of(one, three), two)).toBe(of(one, of(two, three)));
  });
  fc.assert(property, { numRuns: rounds(300) });
});

test("no atom, no ticket and no word is lost that the base did not have", () => {
  const property = fc.property(shards, shards, shards, (base, ours, theirs) => {
    const after = new Map(readShard(mergeShards({ base, ours, theirs })).atoms.map((one) => [one.id, one]));
    const known = new Map(readShard(base).atoms.map((one) => [one.id, one]));
    for (const one of [base, ours, theirs].flatMap((side) => readShard(side).atoms)) {
      const now = after.get(one.id);
      expect(now).toBeDefined();
      if (known.has(one.id)) continue;
      expect(now).toMatchObject({
        ...(one.ticket === undefined ? {} : { ticket: expect.any(String) }),
        ...(one.ignored === undefined ? {} : { ignored: expect.anything() }),
        ...("later" in one ? { later: now && "later" in now ? now.later : "missing" } : {}),
      });
    }
  });
  fc.assert(property, { numRuns: rounds(300) });
});
