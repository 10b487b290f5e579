import type { Line, Page } from "../_page.ts";
import { findingsOf, isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { table } from "../_table.ts";
import { cardLines, ofThoseWithoutHint } from "./cards.ts";
import { findingLines, generic } from "./generic.ts";

/** What an order may change, what it changed, and what does not fit. */
export function scope(output: unknown, page: Page): readonly Line[] {
  const { order, allow, deny, files, findings } = shapeOf(output);
  if (typeof order !== "string") return generic(output, page);
  const changed = (shapesOf(files) ?? []).map((file) => ({
    ...file,
    where: file.committed === true ? "" : "not committed",
  }));
  const columns = ["path", "kind", "added", "removed", "where"].map((head) => ({
    head,
    text: (row: Shape) => textOf(row[head]),
    ...(head === "path" ? { shrinks: true as const } : {}),
  }));
  return [
    [{ text: "allowed  ", style: "dim" }, textOf(allow)],
    ...(textOf(deny) === "" ? [] : [[{ text: "denied   ", style: "dim" }, textOf(deny)] satisfies Line]),
    ...(changed.length === 0 ? [["nothing was changed"]] : table(columns, changed, page.columns)),
    ...findingLines(findings, "the change"),
  ];
}

/** The verdict: each command, the red and green, and everything that was found. */
export function verify(output: unknown, page: Page): readonly Line[] {
  const verdict = shapeOf(output);
  const { order, result, head, redGreen, findings, checks } = verdict;
  if (typeof order !== "string" || page.fields !== undefined) return generic(output, page);
  if (typeof verdict.landed === "boolean") return rechecked(verdict);
  const runs = shapesOf(checks) ?? [];
  const found = [
    ...Object.values(shapeOf(findings)).flatMap((list) => shapesOf(list) ?? []),
    ...(shapesOf(shapeOf(redGreen).findings) ?? []),
  ];
  const errors = found.filter(isError);
  const all = [...errors, ...found.filter((one) => !isError(one))];
  const passed = result === "passed";
  return [
    [
      `${order} at ${textOf(head).slice(0, 10)}: `,
      { text: passed ? "proven" : "not proven", style: passed ? "green" : "red" },
    ],
    ...runs.map(checkLine),
    ...redLine(redGreen),
    ...(all.length === 0 ? [] : findingLines(all, "the change")),
    ...(page.hints ? cardLines(ofThoseWithoutHint(verdict.cards, findingsOf(errors))) : []),
    ...(page.hints && passed ? [[{ text: "next: docket finish", style: "dim" }] satisfies Line] : []),
  ];
}

const isError = ({ severity }: Shape): boolean => severity === "error";

const FOUND: Readonly<Record<string, string>> = {
  commit: "the judged commit itself",
  tree: "a commit with the same files",
  patch: "a commit with the same change",
  trailer: "a commit that names the order",
};

/** What the history of this clone says of a verdict. */
function rechecked({ order, result, foundBy, commit, landed, merged, findings, checks }: Shape): readonly Line[] {
  const fine = findings === undefined || (shapesOf(findings) ?? []).length === 0;
  return [
    [
      `${textOf(order)}, which ${textOf(result)}: `,
      {
        text: fine ? "the verdict agrees with the history" : "the verdict does not agree with the history",
        style: fine ? "green" : "red",
      },
    ],
    ...foundLine("", { foundBy, commit, landed }),
    ...(isShape(merged) ? foundLine("merged: ", merged) : []),
    ...(checks === undefined ? [] : ranAgain(shapesOf(checks) ?? [])),
    ...(fine ? [] : findingLines(findings)),
  ];
}

function ranAgain(checks: readonly Shape[]): readonly Line[] {
  if (checks.length > 0) return [["  run again:"], ...checks.map(checkLine)];
  return [["  ", { text: "nothing was run again", style: "red" }, ": the settings of this clone name no gate"]];
}

function foundLine(what: string, { foundBy, commit, landed }: Shape): readonly Line[] {
  const how = FOUND[textOf(foundBy)];
  if (how === undefined) return [];
  return [[`  ${what}${textOf(commit).slice(0, 10)}, ${how}, ${landed === true ? "is" : "is not"} in its base`]];
}

function checkLine({ name, command, end, code, durationMs, redBefore }: Shape): Line {
  const fine = end === "exit" && code === 0;
  const wasRed = Array.isArray(redBefore) && redBefore.length > 0;
  const how = fine ? "passed" : wasRed ? "was red before" : end === "exit" ? `exit code ${textOf(code)}` : textOf(end);
  const seconds = typeof durationMs === "number" ? ` ${(durationMs / 1000).toFixed(1)} s` : "";
  return [
    "  ",
    { text: how, style: fine ? "green" : wasRed ? "yellow" : "red" },
    `  ${textOf(name)}: ${textOf(command)}`,
    { text: seconds, style: "dim" },
  ];
}

const STRENGTHS: Readonly<Record<string, string>> = {
  proven: "a test failed before the change and passes with it",
  weak: "something failed before the change, though no test's own assertion",
  none: "no test shows what the change is for",
};

function redLine(redGreen: unknown): readonly Line[] {
  if (!isShape(redGreen)) return [];
  const strength = textOf(redGreen.strength);
  const words = STRENGTHS[strength];
  if (words === undefined) return [];
  const names = (shapesOf(redGreen.red) ?? []).map(({ name }) => textOf(name)).slice(0, 3);
  const style = strength === "proven" ? "green" : strength === "weak" ? "yellow" : "red";
  return [["  ", { text: `red and green: ${strength}`, style }, `  ${names.length === 0 ? words : names.join("; ")}`]];
}
