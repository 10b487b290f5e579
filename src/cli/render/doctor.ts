import type { Finding, Severity } from "../../std/finding.ts";
import type { Line, Page } from "../_page.ts";
import { findingsOf, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { findingsByFile, WORST_FIRST } from "./_findings.ts";
import { cardLines, ofThoseWithoutHint } from "./cards.ts";
import { generic } from "./generic.ts";

/** Findings by file, the worst files first, with counts at the end. */
export function doctor(output: unknown, page: Page): readonly Line[] {
  const { findings, planned, tickets, dryRun, cards } = shapeOf(output);
  if (!Array.isArray(findings)) return generic(output, page);
  const found = findingsOf(findings);
  return [
    ...plan(shapesOf(planned) ?? [], dryRun === true),
    ...findingsByFile(found).flatMap((lines) => [...lines, []]),
    ...(page.hints ? withEmptyLine(cardLines(ofThoseWithoutHint(cards, found))) : []),
    summary(found, textOf(tickets)),
  ];
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
