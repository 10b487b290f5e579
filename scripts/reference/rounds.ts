import { type SourceFile, sourceFiles } from "../source/files.ts";
import { type Node, nameOf, textOf, walk } from "../source/parse.ts";

const BEGIN = "<!-- rounds: made by npm run golden -->";
const END = "<!-- end of rounds -->";
const LONG_FACTOR = 20;

/** Puts the table of rounds, read out of the tests, into the page about testing. */
export function withRounds(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/testing.md lacks ${BEGIN} … ${END}`);
  const rows = sourceFiles().flatMap((file) => roundsIn(file));
  return [before, BEGIN, "\n| property | file | short | long |\n|---|---|---|---|\n", ...rows, END, after].join("");
}

function roundsIn(file: SourceFile): readonly string[] {
  if (!file.isTest) return [];
  return walk(file.root).flatMap(([node, ancestors]) => {
    if (node.type !== "CallExpression" || nameOf(node.callee) !== "rounds") return [];
    const short = Array.isArray(node.arguments) ? countOf(node.arguments[0]) : undefined;
    if (short === undefined)
      throw new Error(`${file.path}:${file.lineAt(node.start)} write rounds() with a plain number`);
    const property = ancestors.findLast((one) => titleOf(one) !== undefined) ?? node;
    return [
      `| ${(titleOf(property) ?? "all properties of the file").replaceAll("|", "\\|")} | ${file.path} | ${short} | ${short * LONG_FACTOR} |\n`,
    ];
  });
}

function countOf(argument: unknown): number | undefined {
  const value = typeof argument === "object" && argument !== null && "value" in argument ? argument.value : undefined;
  return typeof value === "number" ? value : undefined;
}

/** The title, when the node is a call with a text first: `test("title", …)`. */
const titleOf = (node: Node): string | undefined =>
  node.type === "CallExpression" && Array.isArray(node.arguments) ? textOf(node.arguments[0]) : undefined;
