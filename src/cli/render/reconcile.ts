import type { Line, Page } from "../_page.ts";
import { isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { cardLines } from "./cards.ts";
import { findingLines, generic } from "./generic.ts";

/** What was found, and what was or would be done about it. */
export function reconcile(output: unknown, page: Page): readonly Line[] {
  const { repairs, findings, applied, cards } = shapeOf(output);
  const planned = shapesOf(repairs);
  if (planned === undefined || page.fields !== undefined) return generic(output, page);
  const found = shapesOf(findings) ?? [];
  const isApplied = applied === true;
  return [
    ...(found.length === 0 ? [] : findingLines(findings)),
    ...section(isApplied ? "done" : "docket reconcile --apply would", planned.map(repairLine)),
    ...(page.hints ? cardLines(withoutPlanned(cards, planned)) : []),
    ...(found.some(({ severity }) => severity !== "info") ? [] : [agreed(isApplied && planned.length > 0)]),
  ];
}

/** What --apply does is listed already. */
function withoutPlanned(cards: unknown, planned: readonly Shape[]): Shape {
  const codes = new Set(planned.map(({ code }) => code));
  return Object.fromEntries(Object.entries(shapeOf(cards)).filter(([code]) => !codes.has(code)));
}

const agreed = (isRepaired: boolean): Line => [
  { text: isRepaired ? "everything agrees again" : "everything agrees", style: "green" },
];

function repairLine({ action, code, subject, failed }: Shape): Line {
  const failure: Line = failed === undefined ? [] : [{ text: `  failed: ${textOf(failed)}`, style: "red" }];
  return [`  ${textOf(subject)}: ${textOf(action)}`, { text: `  ${textOf(code)}`, style: "dim" }, ...failure];
}

function section(head: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [[{ text: head, style: "bold" }], ...lines];
}

/** What goes, and what stays because it holds work. */
export function gc(output: unknown, page: Page): readonly Line[] {
  const { removed, kept, applied } = shapeOf(output);
  const gone = shapesOf(removed);
  if (gone === undefined || page.fields !== undefined) return generic(output, page);
  const staying = shapesOf(kept) ?? [];
  if (gone.length === 0 && staying.length === 0) return [["nothing is old enough to go"]];
  return [
    ...section(
      applied === true ? "removed" : "docket gc --apply would remove",
      gone.map(({ what, order, place }): Line => [`  ${textOf(what)} of ${textOf(order)}  ${textOf(place)}`]),
    ),
    ...section(
      "stays",
      staying.map(({ order, place, why }): Line => [`  ${textOf(place)} of ${textOf(order)}: ${textOf(why)}`]),
    ),
  ];
}

/** Codes with their counts, then what was found. */
export function audit(output: unknown, page: Page): readonly Line[] {
  const { codes, findings, failed } = shapeOf(output);
  if (!isShape(codes) || page.fields !== undefined) return generic(output, page);
  const counts = Object.entries(codes);
  if (counts.length === 0) return [agreed(false)];
  const failing = Array.isArray(failed) ? failed : [];
  return [
    ...findingLines(findings),
    ...counts.map(([code, count]): Line => {
      const counted = `  ${textOf(count)}  `;
      return failing.includes(code) ? [counted, { text: code, style: "red" }] : [counted, code];
    }),
  ];
}
