import fc from "fast-check";
import { expect, test } from "vitest";
import { printable, printableLine } from "./_printable.ts";

test.each([
  ["colours", "a\x1b[31mred\x1b[0m", "ared"],
  ["a title change", "x\x1b]0;owned\x07y", "xy"],
  ["a link", "\x1b]8;;http://e\x1b\\text\x1b]8;;\x1b\\", "text"],
  ["an unfinished sequence", "a\x1b]0;never closed\nnext", "a\nnext"],
  ["one-byte sequences", "a\x9b2Jb\x85c", "ab\ufffdc"],
  ["turned text", "a\u202egnp.exe\u2066", "a\ufffdgnp.exe\ufffd"],
  ["bells and carriage returns", "a\x07b\rc", "a\ufffdb\ufffdc"],
  ["line ends of Windows", "a\r\nb", "a\nb"],
])("cleans %s", (_what, text, clean) => {
  expect(printable(text)).toBe(clean);
});

test("leaves honest text alone", () => {
  for (const text of ["plain", "tab\tand\nline", "Grüße 你好 👩‍👩‍👧 é"]) expect(printable(text)).toBe(text);
});

test("nothing a terminal obeys survives, whatever the input", () => {
  const nasty = fc.constantFrom("\x1b", "[", "]", "0;", "\x07", "\x9b", "\x9d", "m", "\n", "\r", "\u202e", "é", "\\");
  fc.assert(
    fc.property(fc.array(fc.oneof(nasty, fc.string({ unit: "binary" })), { maxLength: 12 }), (parts) => {
      const clean = printable(parts.join(""));
      expect(clean).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      expect(printableLine(parts.join(""))).not.toMatch(/[\n\t]/);
    }),
  );
});
