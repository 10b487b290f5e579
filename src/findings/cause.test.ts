import { expect, test } from "vitest";
import { causeOf, missingModule } from "./cause.ts";

test.for([
  ["AssertionError: expected 'x is not a function' to be 'timed out in 5'", "assertion"],
  ['Error: expect(received).toThrow(expected)\n\nReceived message: "later is not a function"', "assertion"],
  ["org.opentest4j.AssertionFailedError: expected: <1> but was: <2>", "assertion"],
  ["java.lang.NoSuchMethodError: 'int Sum.later()'", "missing-symbol"],
  ["TypeError: (0 , sum.later) is not a function", "missing-symbol"],
  ["TypeError: Later is not a constructor", "missing-symbol"],
  ["SyntaxError: The requested module '../src/sum.js' does not provide an export named 'later'", "missing-symbol"],
  ["src/a.test.ts(3,10): error TS2305: Module '\"./sum\"' has no exported member 'later'.", "missing-symbol"],
  ["NotImplementedError: later", "missing-symbol"],
  [
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/project/src/later.js' imported from /project/test/a.js",
    "missing-symbol",
  ],
  ["Error: Cannot find module '/project/node_modules/dep/gone.js'", "missing-package"],
  ['Error: Failed to resolve import "./later" from "test/a.test.ts". Does the file exist?', "missing-symbol"],
  ["ModuleNotFoundError: No module named 'requests'", "missing-package"],
  ["sum_test.go:5:2: no required module provides package example.com/dep; to add it:", "missing-package"],
  ["SyntaxError: Unexpected token '='", "syntax"],
  ['  File "a.py", line 3\nIndentationError: unexpected indent', "syntax"],
  ["sum_test.go:5:2: syntax error: unexpected newline", "syntax"],
  ["SyntaxError: Unexpected token 'x', \"xyz\" is not valid JSON", "other"],
  ['Error: Timeout of 2000ms exceeded. For async tests, ensure "done()" is called', "time-out"],
  ["RangeError: out of range", "other"],
  ["", "other"],
] as const)("%s: %s", ([text, cause]) => {
  expect(causeOf(text)).toBe(cause);
});

test("names what could not be found", () => {
  expect(missingModule("ModuleNotFoundError: No module named 'calc.later'")).toBe("calc.later");
  expect(missingModule("Cannot find module '@/later' imported from a.ts")).toBe("@/later");
  expect(missingModule("TypeError: later is not a function")).toBeUndefined();
});
