import fc from "fast-check";
import { expect, test } from "vitest";
import { atom, minute, sighting, sightings } from "../../test/rigs/atoms.ts";
import { rounds } from "../../test/rounds.ts";
import type { Atom } from "./atom.ts";
import { keyOf } from "./identity.ts";
import { isIgnored } from "./ignored.ts";
import { type LookOf, type Settled, settle } from "./settle.ts";
import type { Sighting } from "./sighting.ts";

const look = (seen: readonly Sighting[], more: Partial<LookOf> = {}): LookOf => ({
  source: "todo",
  sightings: seen,
  isWhole: true,
  ...more,
});

const see = (known: readonly Atom[], seen: readonly Sighting[], at = 1): Settled =>
  settle({ known, looks: [look(seen)], now: minute(at), run: `run-${at}` });

const at = (path: string, line: number, more: Partial<Sighting> = {}): Sighting =>
  sighting({ place: { path, line }, ...more });

const ids = (atoms: readonly Atom[]): readonly string[] => atoms.map(({ id }) => id);
const key = keyOf(sighting());

test("a first look adds each fact, alike ones with numbers", () => {
  const { added, changed, atoms } = see([], [at("b.ts", 1), at("a.ts", 9), at("a.ts", 2)]);
  expect(added).toEqual(changed);
  expect(atoms).toEqual(added);
  expect(added.map(({ id, place }) => [id, place])).toEqual([
    [key, { path: "a.ts", line: 2 }],
    [`${key}-2`, { path: "a.ts", line: 9 }],
    [`${key}-3`, { path: "b.ts", line: 1 }],
  ]);
  expect(added[0]).toMatchObject({ firstSeen: minute(1), lastSeen: minute(1), run: "run-1" });
});

test("lines that shift move their own atoms", () => {
  const before = see([], [at("a.ts", 10), at("a.ts", 20), at("a.ts", 30)]).atoms;
  const { moved, added, gone } = see(before, [at("a.ts", 110), at("a.ts", 120), at("a.ts", 130)], 2);
  expect([added, gone]).toEqual([[], []]);
  expect(moved.map(({ id, place, lastSeen }) => [id, place?.line, lastSeen])).toEqual([
    [key, 110, minute(2)],
    [`${key}-2`, 120, minute(2)],
    [`${key}-3`, 130, minute(2)],
  ]);
});

test("the nearest line keeps its atom when others of the file are gone", () => {
  const before = see([], [at("a.ts", 10), at("a.ts", 20), at("a.ts", 30)]).atoms;
  const { moved, gone } = see(before, [at("a.ts", 21)], 2);
  expect(moved.map(({ id, place }) => [id, place?.line])).toEqual([[`${key}-2`, 21]]);
  expect(ids(gone)).toEqual([key, `${key}-3`]);
});

test("the same path comes before a renamed file", () => {
  const before = see([], [at("a.ts", 1), at("b.ts", 1)]).atoms;
  const { moved, altered, added, gone, unchanged } = see(before, [at("b.ts", 1), at("z.ts", 1)], 2);
  expect([added, gone, altered]).toEqual([[], [], []]);
  expect(moved.map(({ id, place }) => [id, place?.path])).toEqual([[key, "z.ts"]]);
  expect(ids(unchanged)).toEqual([`${key}-2`]);
});

test("a fact as it stood gives no new line", () => {
  const before = see([], [at("a.ts", 1)]).atoms;
  const { atoms, changed, unchanged } = see(before, [at("a.ts", 1)], 2);
  expect(changed).toEqual([]);
  expect(unchanged).toEqual(before);
  expect(atoms).toEqual(before);
});

test("what differs beside the place is altered, and what is no longer said is dropped", () => {
  const before = [atom({ ...see([], [at("a.ts", 1, { facts: { age: "3" } })]).atoms[0], ticket: "BUG-1" })];
  const { altered } = see(before, [at("a.ts", 1, { severity: "high" })], 2);
  expect(altered).toMatchObject([{ severity: "high", ticket: "BUG-1", firstSeen: minute(1), lastSeen: minute(2) }]);
  expect(altered[0]).not.toHaveProperty("facts");
});

test("gone needs a look that went to the end, and is said once", () => {
  const before = see([], [at("a.ts", 1)]).atoms;
  const partial = settle({ known: before, looks: [look([], { isWhole: false })], now: minute(2), run: "r" });
  expect(partial.changed).toEqual([]);
  const whole = settle({ known: before, looks: [look([], { lastLook: minute(4) })], now: minute(5), run: "r" });
  expect(whole.gone).toMatchObject([{ id: key, gone: minute(5), lastSeen: minute(4) }]);
  expect(see(whole.atoms, [], 6).changed).toEqual([]);
});

const failing = (message: string, more: Partial<Sighting> = {}): Sighting =>
  sighting({ source: "tests", identity: { rule: "failed", subject: "adds" }, message, ...more });

const runTwice = (first: Sighting, second: Sighting): Settled => {
  const looks = [look([first], { source: first.source })];
  const known = settle({ known: [], looks, now: minute(1), run: "run-1" }).atoms;
  return settle({ known, looks: [look([second], { source: first.source })], now: minute(2), run: "run-2" });
};

test.each([
  ["a time of day", "at 2026-11-21T14:00:01.123Z it broke", "at 2026-11-21T15:10:59.001Z it broke"],
  ["a duration", "timed out after 950ms", "timed out after 1.2s"],
  ["an address", "connect ECONNREFUSED 127.0.0.1:53211", "connect ECONNREFUSED 127.0.0.1:40017"],
  ["a place in memory", "bad pointer 0x7ffdc0ffee", "bad pointer 0x7f00112233"],
  ["a temporary folder", "no such file: /tmp/app-Xy3k/a.txt", "no such file: /tmp/app-Qz9w/a.txt"],
  ["a count", "3 of 17 rows differ", "5 of 17 rows differ"],
])("%s that changes with each run of the tests is no news", (_, first, second) => {
  const quoted = (text: string): Sighting =>
    failing(text, { quote: { text: `Error: ${text}\n  at a.ts` }, facts: { runs: text } });
  expect(runTwice(quoted(first), quoted(second))).toMatchObject({ changed: [], unchanged: { length: 1 } });
});

test("other words are news, and so are numbers that no run printed", () => {
  expect(runTwice(failing("expected 3 to be 4"), failing("expected a to be b")).altered).toHaveLength(1);
  expect(
    runTwice(failing("x", { facts: { about: "a1.ts" } }), failing("x", { facts: { about: "a2.ts" } })).altered,
  ).toHaveLength(1);
  const lint = (message: string): Sighting => sighting({ source: "outdated", message });
  expect(runTwice(lint("left-pad 1.0.0"), lint("left-pad 1.0.1")).altered).toHaveLength(1);
});

test("what stands where a look could not go is neither seen nor gone, and the rest is", () => {
  const places = ["a.ts", "big.ts", "shut/c.ts", "shut.ts"];
  const { place: _, ...nowhere } = sighting();
  const before = see([], [...places.map((path) => at(path, 1)), nowhere]).atoms;
  const looks = [look([], { unread: ["big.ts", "shut/"] })];
  const { gone, atoms } = settle({ known: before, looks, now: minute(2), run: "run-2" });
  expect(gone.map(({ place }) => place?.path)).toEqual(["a.ts", "shut.ts"]);
  expect(atoms.filter((atom) => atom.gone === undefined).map(({ place }) => place?.path)).toEqual([
    undefined,
    "big.ts",
    "shut/c.ts",
  ]);
  expect(see(atoms, [], 3).gone).toHaveLength(3);
});

test("what stands in a file that this checkout leaves out is not gone; what has no place stands in no such file", () => {
  const { place: _, ...nowhere } = sighting();
  const before = see([], [at("a.ts", 1), at("away/b.ts", 1), nowhere]).atoms;
  const looks = [look([], { away: ["away/b.ts"] })];
  const { gone } = settle({ known: before, looks, now: minute(2), run: "run-2" });
  expect(gone.map(({ place }) => place?.path)).toEqual([undefined, "a.ts"]);
});

test("a source that did not look says nothing about its atoms", () => {
  const before = see([], [at("a.ts", 1)]).atoms;
  const { atoms, changed } = settle({ known: before, looks: [look([], { source: "lint" })], now: minute(2), run: "r" });
  expect(changed).toEqual([]);
  expect(atoms).toEqual(before);
});

test("what comes back is returned with its ticket, and its number is not used again", () => {
  const before = see([], [at("a.ts", 1)]).atoms.map((one) => ({ ...one, ticket: "BUG-1" }));
  const after = see(before, [], 2).atoms;
  const back = see(after, [at("c.ts", 7), at("d.ts", 7)], 3);
  expect(back.returned).toMatchObject([{ id: key, ticket: "BUG-1", place: { path: "c.ts" }, firstSeen: minute(1) }]);
  expect(back.returned[0]).not.toHaveProperty("gone");
  expect(ids(back.added)).toEqual([`${key}-2`]);
});

test("a clock that was put back dates nothing before what is known", () => {
  const before = see([], [at("a.ts", 1), at("b.ts", 1)], 9).atoms;
  const less = see(before, [at("b.ts", 5)], 3);
  expect(less.gone).toMatchObject([{ id: key, lastSeen: minute(9), gone: minute(9) }]);
  expect(less.moved).toMatchObject([{ id: `${key}-2`, lastSeen: minute(9) }]);
  expect(see(less.atoms, [at("a.ts", 1), at("b.ts", 5)], 2).returned).toMatchObject([{ id: key, lastSeen: minute(9) }]);
});

test("a fact that moved has not returned", () => {
  const before = see([], [at("a.ts", 1), at("b.ts", 1)]).atoms;
  const after = see(before, [at("b.ts", 1)], 2).atoms;
  const { moved, returned } = see(after, [at("a.ts", 1)], 3);
  expect(ids(moved)).toEqual([`${key}-2`]);
  expect(returned).toEqual([]);
});

test("an ignored atom stays so through going and coming, until its time is up", () => {
  const ignored = { reason: "known", by: "mika", at: minute(1), until: minute(9) };
  const before = see([], [at("a.ts", 1)]).atoms.map((one) => ({ ...one, ignored }));
  const back = see(see(before, [], 2).atoms, [at("a.ts", 5)], 3).returned[0];
  expect(back).toMatchObject({ ignored });
  expect([isIgnored({ ignored }, minute(8)), isIgnored({ ignored }, minute(9))]).toEqual([true, false]);
  expect(isIgnored({ ignored: { reason: "known", by: "mika", at: minute(1) } }, minute(99))).toBe(true);
  expect(isIgnored({}, minute(1))).toBe(false);
});

test("keys that we do not know stay in an atom that changes", () => {
  const before = see([], [at("a.ts", 1)]).atoms.map((one) => ({ ...one, later: { a: 1 } }));
  expect(see(before, [at("b.ts", 1)], 2).moved).toMatchObject([{ later: { a: 1 } }]);
  expect(see(before, [], 2).gone).toMatchObject([{ later: { a: 1 } }]);
});

test("a sighting speaks for the source that gave it", () => {
  const { added } = see([], [sighting({ source: "lint" })]);
  expect(added).toMatchObject([{ id: key, source: "todo" }]);
});

const many = fc.array(sightings, { maxLength: 12 });

test("seeing the same again changes nothing", () => {
  const property = fc.property(many, many, many, fc.boolean(), (one, two, three, isWhole) => {
    const known = see(see([], one).atoms, two, 2).atoms;
    const input = { known, looks: [look(three, { isWhole })], now: minute(3), run: "r" };
    const once = settle(input);
    const twice = settle({ ...input, known: once.atoms, now: minute(4) });
    expect(twice.changed).toEqual([]);
    expect(twice.atoms).toEqual(once.atoms);
  });
  fc.assert(property, { numRuns: rounds(200) });
});

test("the order of sightings and of atoms makes no difference", () => {
  const property = fc.property(many, many, fc.array(fc.nat()), (one, two, order) => {
    const known = see([], one).atoms;
    const shuffled = <T>(list: readonly T[]): readonly T[] =>
      list
        .map((value, nth) => [order[nth] ?? nth, value] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, value]) => value);
    expect(see(shuffled(known), shuffled(two), 2)).toEqual(see(known, two, 2));
  });
  fc.assert(property, { numRuns: rounds(200) });
});

test("renamed files and shifted lines add nothing, lose nothing and bring nothing back", () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 3, maxLength: 3 });
  const property = fc.property(many, many, names, fc.nat({ max: 100 }), (old, seen, [a, b, c], shift) => {
    const known = see(see([], old).atoms, seen, 2);
    const renamed: Record<string, string | undefined> = { "a.ts": a, "b.ts": b, "c/d.ts": c };
    const moved = seen.map((one): Sighting => {
      const path = renamed[one.place?.path ?? ""];
      return path === undefined ? one : { ...one, place: { path, line: (one.place?.line ?? 0) + shift } };
    });
    const after = see(known.atoms, moved, 3);
    expect([after.added, after.gone, after.returned]).toEqual([[], [], []]);
    expect(after.atoms.length).toBe(known.atoms.length);
  });
  fc.assert(property, { numRuns: rounds(200) });
});

test("after a whole look each sighting has one atom that is there, and no other is", () => {
  const property = fc.property(many, many, (one, two) => {
    const { atoms, added, gone } = see(see([], one).atoms, two, 2);
    const there = atoms.filter((each) => each.gone === undefined);
    expect(there.map(keyOf).sort()).toEqual(two.map(keyOf).sort());
    expect(new Set(ids(atoms)).size).toBe(atoms.length);
    expect(atoms.length).toBe(one.length + added.length);
    expect(gone.every((each) => each.gone === minute(2))).toBe(true);
  });
  fc.assert(property, { numRuns: rounds(200) });
});
