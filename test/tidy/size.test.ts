import { expect, test } from "vitest";
import type { SourceFile } from "../../scripts/source/files.ts";
import { sourceFiles } from "../../scripts/source/files.ts";
import { children, type Node, nameOf, walk } from "../../scripts/source/parse.ts";
import { type Complaint, expectNone, invented, programFiles } from "./check.ts";

const MAX_FILE_LINES = 400;
const MAX_P90_FILE_LINES = 200;
const MAX_FUNCTION_LINES = 70;
const MAX_NESTING = 3;
const MAX_PARAMETERS = 3;

test(`no file has more than ${MAX_FILE_LINES} lines`, () => {
  expectNone(
    sourceFiles()
      .filter((file) => file.lines > MAX_FILE_LINES)
      .map((file) => `${file.path} has ${file.lines} lines`),
    "Split by subject, not by size: each half gets a name that says what it is, and a room README that still tells the story.",
  );
});

test(`nine of ten files of the program have fewer than ${MAX_P90_FILE_LINES} lines`, () => {
  const lines = programFiles().map((file) => file.lines);
  const p90 = lines.toSorted((a, b) => a - b)[Math.floor(lines.length * 0.9)] ?? 0;
  expect(p90, "Too many large files: split some of the largest ones. Aim at 40 to 120 lines.").toBeLessThan(200);
});

test(`no function has more than ${MAX_FUNCTION_LINES} lines, ${MAX_NESTING} levels or ${MAX_PARAMETERS} parameters`, () => {
  expectNone(
    programFiles().flatMap(functionComplaints),
    "Long: a decision hides in it, give it a name of its own. Deep: return early, move the inner loop out. Many parameters: " +
      "one object with names.",
  );
});

test("finds what is too long, too deep or takes too much", () => {
  const deep = "{ if (a) { for (;;) { while (a) { if (a) { a; } } } } }";
  expect(functionComplaints(invented("src/std/a.ts", `function deep() ${deep}`))[0]).toContain("deep: nesting 4");
  expect(functionComplaints(invented("src/std/a.ts", "const f = (a, b, c, d) => a;"))[0]).toContain("f: 4 parameters");
  const long = ["const f = () => {", ...Array.from({ length: 69 }, () => "  a();"), "};"];
  expect(functionComplaints(invented("src/std/a.ts", ...long))[0]).toContain("f: 71 lines");
  const chain = "function f() { if (a) { b(); } else if (c) { d(); } else if (e) { f(); } else if (g) { h(); } }";
  expect(functionComplaints(invented("src/std/a.ts", chain))).toEqual([]);
});

const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);
const LEVELS = new Set([
  ...["IfStatement", "ForStatement", "ForOfStatement", "ForInStatement"],
  ...["WhileStatement", "DoWhileStatement", "SwitchStatement", "TryStatement"],
]);

function functionComplaints(file: SourceFile): readonly Complaint[] {
  return walk(file.root)
    .filter(([node]) => FUNCTIONS.has(node.type))
    .flatMap(([node, ancestors]) => {
      const name = nameOf(node.id) ?? nameOf(ancestors.at(-1)?.id) ?? nameOf(ancestors.at(-1)?.key) ?? "a function";
      return faultsOf(node, file).map((what) => `${file.path}:${file.lineAt(node.start)} ${name}: ${what}`);
    });
}

function faultsOf(node: Node, file: SourceFile): readonly string[] {
  const lines = file.lineAt(node.end - 1) - file.lineAt(node.start) + 1;
  const depth = nesting(node);
  const parameters = Array.isArray(node.params) ? node.params.length : 0;
  return [
    ...(lines > MAX_FUNCTION_LINES ? [`${lines} lines`] : []),
    ...(depth > MAX_NESTING ? [`nesting ${depth}`] : []),
    ...(parameters > MAX_PARAMETERS ? [`${parameters} parameters`] : []),
  ];
}

/** Levels of statements within one function; `else if` stays on its level, a function inside counts for itself. */
function nesting(node: Node): number {
  const below = children(node)
    .filter((child) => !FUNCTIONS.has(child.type))
    .map(
      (child) =>
        nesting(child) - (node.type === "IfStatement" && node.alternate === child && LEVELS.has(child.type) ? 1 : 0),
    );
  return Math.max(0, ...below) + (LEVELS.has(node.type) ? 1 : 0);
}
