import type { Line, Page } from "../_page.ts";
import { isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { findingLines, generic } from "./generic.ts";

/** What changed, what contradicts itself, and the numbers of each pass that did something. */
export function plans(output: unknown, page: Page): readonly Line[] {
  const { ledger, counts, changed, findings, dryRun } = shapeOf(output);
  if (!isShape(counts) || page.fields !== undefined) return generic(output, page);
  const atoms = Array.isArray(changed) ? changed : [];
  const head = `${textOf(ledger)}: ${atoms.length} ${atoms.length === 1 ? "atom" : "atoms"} ${dryRun === true ? "would change" : "changed"}`;
  const passes = Object.entries(counts).flatMap(([name, value]) => (isShape(value) ? [passLine(name, value)] : []));
  const found = shapesOf(findings) ?? [];
  return [
    [{ text: head, style: "bold" }],
    ...atoms.map((id): Line => [`  ${textOf(id)}`]),
    ...passes,
    ...(found.length === 0 ? [] : findingLines(findings)),
  ];
}

function passLine(name: string, numbers: Shape): Line {
  const told = Object.entries(numbers).map(([key, value]) => `${textOf(value)} ${key.replaceAll("_", " ")}`);
  return [{ text: `${name}: `, style: "dim" }, told.join(", ")];
}

/** One line an exported ticket, then why others were left out. */
export function exportTickets(output: unknown, page: Page): readonly Line[] {
  const { exports, stats, warnings, written } = shapeOf(output);
  const rows = shapesOf(exports);
  if (rows === undefined || !isShape(stats) || page.fields !== undefined) return generic(output, page);
  const skipped = Object.entries(stats).filter(([key, value]) => key.startsWith("skipped_") && value !== 0);
  return [
    [
      {
        text: `${rows.length} of ${textOf(stats.tickets_total)} tickets ${written === true ? "exported" : "to export"}`,
        style: "bold",
      },
    ],
    ...rows.flatMap((row): readonly Line[] => [
      [`  ${textOf(row.fingerprint)}  ${textOf(row.title)}`],
      [{ text: `    ${placeOf(row)}`, style: "dim" }],
    ]),
    ...skipped.map(
      ([key, value]): Line => [`${textOf(value)} left out: ${key.slice("skipped_".length).replaceAll("_", " ")}`],
    ),
    ...warningLines(Array.isArray(warnings) ? warnings.map(textOf) : [], rows),
    ...(written === true || rows.length === 0
      ? []
      : [[{ text: "nothing was written; --write does", style: "dim" }] satisfies Line]),
  ];
}

/** What goes for several tickets is said once. */
function warningLines(warnings: readonly string[], rows: readonly Shape[]): readonly Line[] {
  const names = rows.map(({ fingerprint, title }) => `${textOf(fingerprint)} ${textOf(title)}: `);
  const without = (text: string): string => text.slice(names.find((name) => text.startsWith(name))?.length ?? 0);
  return [...Map.groupBy(warnings, without)].map(([text, all]): Line => {
    const [first = ""] = all;
    return [{ text: all.length === 1 ? first : `${all.length} tickets: ${text}`, style: "yellow" }];
  });
}

function placeOf({ owner_repo }: Shape): string {
  const { root, idea_path } = shapeOf(owner_repo);
  return root === "." ? textOf(idea_path) : `${textOf(root)}/${textOf(idea_path)}`;
}
