import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { pathUnder, problemsUnderRoot } from "./problems-under-root.ts";

const ROOTS = ["/srv/me/app", "/private/srv/me/app"];

test.for([
  ["src/a.ts", "src/a.ts"],
  ["./src//a.ts", "src/a.ts"],
  ["src/../lib/a.ts", "lib/a.ts"],
  ["/srv/me/app/src/a.ts", "src/a.ts"],
  ["/private/srv/me/app/src/a.ts", "src/a.ts"],
  ["file:///srv/me/app/src/a%20b.ts", "src/a b.ts"],
  ["file://localhost/srv/me/app/a.ts", "a.ts"],
  ["file:/srv/me/app/a.ts", "a.ts"],
  ["a%2.ts", "a%2.ts"],
] as const)("%s is a file of the project", ([path, expected]) => {
  expect(pathUnder(path, ROOTS)).toBe(expected);
});

test.for([
  "../a.ts",
  "src/../../a.ts",
  "/srv/me/app/../secret",
  "/etc/passwd",
  "/srv/me/app2/a.ts",
  "file:///etc/passwd",
  "file:///srv/me/app/%2e%2e/secret",
  "file://server/srv/me/app/a.ts",
  "//server/share/a.ts",
  "https://example.com/a.ts",
  "C:/other/a.ts",
  "src/a\0.ts",
  "/srv/me/app",
  ".",
  "",
])("%j is none", (path) => {
  expect(pathUnder(path, ROOTS)).toBeUndefined();
});

test("a place outside is said and not kept as a place", () => {
  const problem = { rule: "a", level: "note", message: "b", file: "../x\u001b.ts", line: 3, column: 4 } as const;
  expect(problemsUnderRoot({ format: "tsc", problems: [problem], complete: true }, ROOTS)).toEqual({
    format: "tsc",
    problems: [{ rule: "a", level: "note", message: "b", facts: { outside: "../x?.ts" } }],
    complete: true,
  });
});

test("no path, whatever it is made of, leads out of the root", () => {
  const part = fc.constantFrom("..", ".", "a", "", "%2e%2e", "%00", "file:", "home", "me", "app", "C:", "\\", "\0");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
      const path = pathUnder(parts.join("/"), ROOTS);
      expect(path?.split("/").some((one) => one === "" || one === "." || one === "..") ?? false).toBe(false);
      expect(path?.includes("\0") ?? false).toBe(false);
    }),
    { numRuns: rounds(500) },
  );
});
