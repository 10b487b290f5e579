import { expect, test } from "vitest";
import { systemRandom } from "../../src/host/random.ts";
import { seededRandom } from "../../src/host/seeded-random.ts";
import { randomContract } from "./random.ts";

randomContract("host", () => systemRandom());
// The twin is the host's own seeded chance: it costs nothing, and a copy could only differ.
for (const seed of ["", "test", "ünïcödé 🎟"])
  randomContract(`seeded with ${JSON.stringify(seed)}`, () => seededRandom(seed));

test("the same seed gives the same bytes, however they are asked for; another seed gives others", () => {
  const whole = seededRandom("one").bytes(12);
  const parts = seededRandom("one");
  expect([...parts.bytes(5), ...parts.bytes(0), ...parts.bytes(7)]).toEqual([...whole]);
  expect(seededRandom("two").bytes(12)).not.toEqual(whole);
});

test("seeded bytes are the same on every machine and in every release", () => {
  expect(Buffer.from(seededRandom("test").bytes(8)).toString("hex")).toBe("f9ed0d9de17e1e82");
});

test("chance of the system is no series that begins anew", () => {
  expect(systemRandom().bytes(16)).not.toEqual(systemRandom().bytes(16));
});
