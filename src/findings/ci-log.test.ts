import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { type LogReport, logReader } from "./ci-log.ts";
import { normalMessage } from "./normal-message.ts";

/** Where a server of GitHub has its checkout. */
const CHECKOUT = ["", "home", "runner", "work", "shop", "shop"].join("/");

function read(text: string, pieceChars = text.length || 1): LogReport {
  const reader = logReader();
  for (let at = 0; at < text.length; at += pieceChars) reader.add(text.slice(at, at + pieceChars));
  return reader.end();
}

const told = (text: string): readonly string[] =>
  read(text).errors.map(({ rule, message, file, fileLine }) => {
    const place = file === undefined ? "" : ` @ ${file}${fileLine === undefined ? "" : `:${fileLine}`}`;
    return `${rule} | ${message}${place}`;
  });

test.each([
  ["##[error]Cannot find the thing", "error | Cannot find the thing"],
  ["2024-05-22T12:43:46.9626461Z ##[error]No space left on device", "error | No space left on device"],
  ["build\tRun npm test\t2024-05-22T12:43:46.9626461Z ##[error]No space left", "error | No space left"],
  ["##[error]src/a.ts(3,7): error TS2345: No overload fits.", "TS2345 | No overload fits. @ src/a.ts:3"],
  [
    "::error file=src/app.js,line=10,col=15::Something is wrong%0Ahere",
    "error | Something is wrong here @ src/app.js:10",
  ],
  ["::error::It broke", "error | It broke"],
  [
    "##vso[task.logissue type=error;sourcepath=src/m.cs;linenumber=12;code=CS1002]; expected",
    "CS1002 | ; expected @ src/m.cs:12",
  ],
  ["src/a.ts:3:7 - error TS2304: Cannot find name 'x'.", "TS2304 | Cannot find name 'x'. @ src/a.ts:3"],
  [`${CHECKOUT}/src/main.c:10:5: error: expected ';'`, `error | expected ';' @ ${CHECKOUT}/src/main.c:10`],
  ["\u001b[31mError: listen EADDRINUSE\u001b[39m", "error | listen EADDRINUSE"],
  ["TypeError [ERR_INVALID_ARG_TYPE]: must be a string", "TypeError | must be a string"],
  ['Exception in thread "main" java.lang.IllegalStateException: closed', "IllegalStateException | closed"],
  ["fatal: could not read from remote repository", "fatal | could not read from remote repository"],
  [
    "panic: runtime error: index out of range [3] with length 3",
    "fatal | runtime error: index out of range [3] with length 3",
  ],
  ["[INFO] x\n[ERROR] Failed to execute goal compile", "error | Failed to execute goal compile"],
  ["FAILED tests/test_shop.py::test_add - assert 3 == 4", "failed | test_add: assert 3 == 4 @ tests/test_shop.py"],
  ["--- FAIL: TestAdd (0.00s)", "failed | TestAdd"],
  ["not ok 3 - adds two", "failed | adds two"],
  ["ERROR: Job failed: exit code 1", "exit | Job failed: exit code 1"],
  ["make: *** [Makefile:3: all] Error 2", "exit | *** [Makefile:3: all] Error 2"],
])("%j", (line, expected) => {
  expect(told(`before\n${line}\nafter\n`)).toEqual([expected]);
});

test.each([
  "0 errors, 3 warnings",
  "Error: 0 errors",
  "Found no errors",
  "✓ shows the error page (12 ms)",
  "src/error.ts 81 % 12 | 3",
  "Downloading error-stack-parser-2.1.4",
  "fatal.ts was formatted",
  "Failed tests: 0",
  "ok 4 - fails on error",
  "not ok 5 - later # TODO not yet",
  "::warning::this is an error in the making",
  "##[section]Starting: error handling",
  "at Error (native)",
  "",
])("no error: %j", (line) => {
  expect(told(`${line}\n`)).toEqual([]);
});

test("what only says again that something failed is left out where the failure itself is there", () => {
  const log =
    "##[error]The disk is full\n##[error]Process completed with exit code 1.\nERROR: Job failed: exit code 1\n";
  expect(told(log)).toEqual(["error | The disk is full"]);
  expect(told("##[error]Process completed with exit code 1.\n")).toEqual([
    "exit | Process completed with exit code 1.",
  ]);
});

test("npm says one thing in many lines", () => {
  const log =
    'npm ERR! code E404\nnpm ERR! 404 Not Found - GET https://registry.example/none\nnpm ERR! 404\n\nnpm error Missing script: "x"\n';
  expect(told(log)).toEqual(["error | code E404", 'error | Missing script: "x"']);
});

test("a Python traceback is one error at the last place it names", () => {
  const log = [
    "2024-05-22T12:43:46.9Z Traceback (most recent call last):",
    '2024-05-22T12:43:46.9Z   File "/builds/acme/shop/run.py", line 3, in <module>',
    "2024-05-22T12:43:46.9Z     add(1)",
    '2024-05-22T12:43:46.9Z   File "/builds/acme/shop/calc.py", line 12, in add',
    "2024-05-22T12:43:46.9Z     raise ValueError('no')",
    "2024-05-22T12:43:46.9Z ValueError: no",
  ].join("\n");
  expect(told(log)).toEqual(["ValueError | no @ /builds/acme/shop/calc.py:12"]);
});

test("Rust says the place below the message", () => {
  expect(told("error[E0308]: mismatched types\n  --> src/main.rs:10:5\n   |\n")).toEqual([
    "E0308 | mismatched types @ src/main.rs:10",
  ]);
});

test("an error knows the step it stands in, the lines around it, and how often it stands there", () => {
  const log = [
    "##[group]Run npm test",
    ...["one", "two", "three", "four"],
    "##[error]took 12 ms",
    ...["a", "b", "c", "d", "e", "f"],
    "##[endgroup]",
    "##[error]took 99 ms",
  ].join("\r\n");
  expect(read(log).errors).toEqual([
    {
      rule: "error",
      ...{ message: "took 12 ms", subject: "took # ms", line: 6, section: "Run npm test", times: 2 },
      excerpt: "two\nthree\nfour\n##[error]took 12 ms\na\nb\nc\nd\ne",
    },
  ]);
});

test("sections of GitLab are steps, whatever is drawn around them", () => {
  const log =
    "section_start:1560896352:build_script\r\u001b[0K\u001b[0KBuild\nerror: it broke\nsection_end:1560896353:build_script\r\u001b[0K\nerror: it broke too\n";
  expect(read(log).errors.map(({ message, section }) => [message, section])).toEqual([
    ["it broke", "build_script"],
    ["it broke too", undefined],
  ]);
});

test("what differs from run to run is not in the message that is compared", () => {
  const first =
    "2026-01-02T03:04:05.678Z job 6f1e2a3b-1111-2222-3333-444455556666 at /tmp/build-Ab3/x.c took 1.5 s, 0xFF, commit 3f9c2ab1d";
  const second =
    "2027-09-08T07:06:05Z job 00000000-aaaa-2222-3333-444455556666 at /tmp/other_9/x.c took 12 s, 0x0a, commit aabbcc11";
  expect(normalMessage(first)).toBe(normalMessage(second));
  expect(normalMessage(`${CHECKOUT}/a.c is bad`)).toBe(normalMessage("/builds/acme/shop/a.c is bad"));
  expect(normalMessage("cannot read facade")).toBe("cannot read facade");
});

test("more errors than are kept are counted", () => {
  const words = Array.from(
    { length: 250 },
    (_, at) => `error: it broke ${String.fromCharCode(97 + (at % 26))}${"x".repeat(at)}`,
  );
  expect(read(words.join("\n"))).toMatchObject({ errors: { length: 200 }, dropped: 50 });
});

test("whatever the bytes, reading piece by piece is reading at once, and a message is one bounded line", () => {
  const piece = fc.constantFrom(
    ...[
      "##[error]",
      "error: ",
      "\n",
      "\r",
      "\r\n",
      "\u001b[31m",
      "npm ERR! ",
      "Traceback (most recent call last):",
      '  File "a.py", line 3',
      "--> a.rs:1:1",
    ],
    ...["section_start:1:a", "::error file=a,line=1::", "x", " ", "\u0000", "ü", "Error: no", "(", "[", "##[group]"],
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }),
      fc.integer({ min: 1, max: 50 }),
      (words, size) => {
        const text = words.join("");
        const whole = read(text);
        expect(read(text, size)).toEqual(whole);
        for (const { message } of whole.errors) expect(message).not.toMatch(/[\n\u001b\u0000]/);
      },
    ),
    { numRuns: rounds(300) },
  );
});

test("lines without end, and lines made to be slow, are read soon", () => {
  const begun = performance.now();
  const reader = logReader();
  for (let at = 0; at < 200; at += 1) reader.add("error: ".repeat(20_000));
  expect(reader.end().errors).toHaveLength(1);
  for (const piece of [
    "::error a",
    "::error a:",
    "[x] ",
    "a.",
    "FAILED a::",
    'File "',
    "##[error]",
    "Error: Error: ",
    "in a.a:1:1: ",
  ])
    read(`${piece.repeat(5_000)}\n`.repeat(20));
  expect(performance.now() - begun).toBeLessThan(4_000);
});
