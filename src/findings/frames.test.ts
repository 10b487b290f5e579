import { expect, test } from "vitest";
import { framesIn } from "./frames.ts";

const places = (text: string): readonly string[] => framesIn(text).map(({ path, line }) => `${path}:${line}`);

test("reads the places of a stack trace, in order and once", () => {
  const trace = [
    "AssertionError: 3 == 4",
    "    at TestContext.<anonymous> (file:///project/test/a.test.js:5:10)",
    "    at add (/project/src/a.js:2:3)",
    "    at node:internal/process/task_queues:105:5",
    "    at \u001b[36madd\u001b[39m (/project/src/a.js:2:3)",
  ].join("\n");
  expect(places(trace)).toEqual(["/project/test/a.test.js:5", "/project/src/a.js:2"]);
});

test.each([
  ['  File "/srv/app/calc.py", line 12, in add', ["/srv/app/calc.py:12"]],
  ["src/a.ts(3,7): error TS2345: no", ["src/a.ts:3"]],
  ["src/main.rs:10:5: error[E0308]", ["src/main.rs:10"]],
  ["C:/shop/src/a.ts:3:7", ["C:/shop/src/a.ts:3"]],
  ["at 12:30:45, version 1.2.3:4, http://example.com:80", []],
  ["", []],
])("%s", (text, expected) => {
  expect(places(text)).toEqual(expected);
});

test("of very many places the first ones, and soon", () => {
  const begun = performance.now();
  expect(framesIn("at a.ts:1 ".repeat(1_000)).length).toBe(1);
  expect(framesIn(Array.from({ length: 100 }, (_, at) => `f${at}.ts:1`).join(" ")).length).toBe(30);
  for (const piece of ["a.", "a.a:", 'File "', "((((", "a.a(1,"]) framesIn(piece.repeat(100_000));
  expect(performance.now() - begun).toBeLessThan(2_000);
});
