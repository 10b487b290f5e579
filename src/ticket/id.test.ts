import { expect, test } from "vitest";
import { fileNameOf, idOfFileName, makeEventId, makeTicketId, parseTicketId, slugOf } from "./id.ts";
import { MAX_SLUG_CHARS } from "./limits.ts";

const ramp = Uint8Array.from({ length: 32 }, (_, index) => index);

test("ids are made of bytes alone, from an alphabet without vowels and look-alikes", () => {
  expect(makeTicketId("FEAT", ramp)).toBe("FEAT-234567");
  expect(makeEventId(ramp)).toBe("23456789bc");
  const all = Uint8Array.from({ length: 27 }, (_, index) => index);
  const letters = Array.from({ length: 27 }, (_, at) => makeTicketId("A", new Uint8Array(6).fill(all[at] ?? 0))[2]);
  expect(letters.join("")).toBe("23456789bcdfghjkmnpqrstvwxz");
});

test("bytes that would make some letters likelier are passed over, and too few bytes are a bug", () => {
  expect(makeTicketId("A", Uint8Array.of(243, 255, 242, 0, 0, 0, 0, 0))).toBe("A-z22222");
  // However many of them come, there is an id: one write in a hundred thousand draws so.
  expect(makeEventId(Uint8Array.of(...new Uint8Array(7).fill(255), 0, 1, 2, 3, 4, 5, 6, 7, 8))).toBe("23456789bg");
  expect(makeTicketId("A", new Uint8Array(16).fill(255))).toBe("A-gggggg");
  expect(() => makeEventId(new Uint8Array(9))).toThrow(RangeError);
});

test.each(["FEAT-k3f9q2", "FEAT-001", "A-1", "A1-z", `${"A".repeat(16)}-${"z".repeat(32)}`])("%s is an id", (text) => {
  expect(parseTicketId(text)).toBe(text);
});

test.each([
  "",
  "FEAT",
  "FEAT-",
  "-k3f9q2",
  "feat-k3f9q2",
  "FEAT-K3F9Q2",
  "FEAT-k3f9q2-x",
  " FEAT-k3f9q2",
  "FEAT-k3f9q2\n",
  "FEAT-k3\0",
  "../FEAT-k3f9q2",
  "FEAT-../x",
  "FEAT-a/b",
  "FEAT-a\\b",
  "FEAT-a.b",
  "1A-b",
  "FEÄT-abc",
  "FEAT-äbc",
  `${"A".repeat(17)}-a`,
  `A-${"z".repeat(33)}`,
])("%j is no id", (text) => {
  expect(parseTicketId(text)).toBeUndefined();
});

test.each([
  ["Sign in", "sign-in"],
  ["  Sign -- in!  ", "sign-in"],
  ["Überprüfung der Größe", "uberprufung-der-gro-e"],
  ["../../etc/passwd", "etc-passwd"],
  ["ログイン", "ticket"],
  ["🎉", "ticket"],
  ["", "ticket"],
  ["ﬁne №5", "fine-no5"],
])("the slug of %j is %s", (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test("a long slug ends with a whole word where there is one", () => {
  expect(slugOf("word ".repeat(20))).toBe("word-word-word-word-word-word-word-word-word");
  expect(slugOf("x".repeat(100))).toBe("x".repeat(MAX_SLUG_CHARS));
  expect(slugOf(`${"x".repeat(MAX_SLUG_CHARS)} y`)).toBe("x".repeat(MAX_SLUG_CHARS));
});

test("a file's name tells its id", () => {
  const id = makeTicketId("FEAT", ramp);
  expect(idOfFileName(fileNameOf(id, "sign-in"))).toBe(id);
  expect(idOfFileName("FEAT-k3f9q2.md")).toBe("FEAT-k3f9q2");
  for (const name of ["README.md", "FEAT-k3f9q2.txt", "FEAT-k3f9q2-A.md", ".FEAT-k3f9q2.md", "a/FEAT-k3f9q2.md"]) {
    expect(idOfFileName(name)).toBeUndefined();
  }
});
