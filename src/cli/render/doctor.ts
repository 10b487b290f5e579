import type { Finding, Severity } from "../../std/finding.ts";
import { severityLook } from "../_looks.ts";
import type { Line, Page } from "../_page.ts";
import { findingsOf, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { cardLines } from "./cards.ts";
import { generic } from "./generic.ts";

const WORST_FIRST: readonly Severity[] = ["error", "warning", "info"];

/** Findings by file, the worst files first, with counts at the end. */
export function doctor(output: unknown, page: Page): readonly Line[] {
  const { findings, planned, tickets, dryRun, cards } = shapeOf(output);
  if (!Array.isArray(findings)) return generic(output, page);
  const found = findingsOf(findings);
  const files = [...Map.groupBy(found, ({ file }) => file).values()].sort((a, b) => rankOf(a) - rankOf(b));
  return [
    ...plan(shapesOf(planned) ?? [], dryRun === true),
    ...files.flatMap((all) => fileLines(all)),
    ...(page.hints ? withEmptyLine(cardLines(ofThoseWithoutHint(cards, found))) : []),
    summary(found, textOf(tickets)),
  ];
}

/** A finding with a hint of its own says already what to do. */
function ofThoseWithoutHint(cards: unknown, found: readonly Finding[]): Shape {
  const codes = new Set(found.filter(({ hint }) => hint === undefined).map(({ code }) => code));
  return Object.fromEntries(Object.entries(shapeOf(cards)).filter(([code]) => codes.has(code)));
}

const withEmptyLine = (lines: readonly Line[]): readonly Line[] => (lines.length === 0 ? [] : [...lines, []]);

function plan(planned: NonNullable<ReturnType<typeof shapesOf>>, dryRun: boolean): readonly Line[] {
  if (planned.length === 0) return [];
  const head: Line = [{ text: dryRun ? "would be mended" : "mended", style: "bold" }];
  const lines = planned.map((one): Line => {
    const place = textOf(one.file);
    return [
      "  ",
      ...(place === "" ? [] : [`${place}: `]),
      textOf(one.action),
      { text: `  ${textOf(one.code)}`, style: "dim" },
    ];
  });
  return [head, ...lines, []];
}

const rankOf = (all: readonly Finding[]): number =>
  Math.min(...all.map(({ severity }) => WORST_FIRST.indexOf(severity)));

function fileLines(all: readonly Finding[]): readonly Line[] {
  const name = all[0]?.file ?? "";
  return [
    [{ text: name === "" ? "the backlog" : name, style: "bold" }],
    ...all.flatMap((one) => findingLines(one)),
    [],
  ];
}

function findingLines({ line, column, severity, message, code, hint }: Finding): readonly Line[] {
  const place = [line, column].filter((part) => part !== undefined).join(":");
  const head: Line = [
    `  ${place === "" ? "" : `line ${place}  `}`,
    { text: severity, style: severityLook(severity) ?? "yellow" },
    `  ${message}  `,
    { text: code, style: "dim" },
  ];
  return hint === undefined ? [head] : [head, [{ text: `    ${hint}`, style: "dim" }]];
}

function summary(found: readonly Finding[], tickets: string): Line {
  const counted = tickets === "1" ? "1 ticket" : `${tickets} tickets`;
  if (found.length === 0) return [{ text: "clean", style: "green" }, `: ${counted}, nothing found`];
  const words: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };
  const counts = WORST_FIRST.flatMap((severity) => {
    const count = found.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${words[severity]}${count === 1 ? "" : "s"}`];
  });
  return [`${counts.join(", ")} in ${counted}`];
}
