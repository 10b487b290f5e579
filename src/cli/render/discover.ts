import { priorityLook } from "../_looks.ts";
import type { Line, Page } from "../_page.ts";
import { type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { type Column, table } from "../_table.ts";
import { wrap } from "../_width.ts";
import { generic } from "./generic.ts";
import { mergeLines } from "./merges.ts";

const SOURCES: readonly Column<Shape>[] = [
  { head: "source", text: (row) => textOf(row.source) },
  { head: "found", text: (row) => (hasLooked(row) ? textOf(row.found) : "") },
  { head: "new", text: (row) => countOf(row.added), leaves: 2 },
  { head: "gone", text: (row) => countOf(row.gone), leaves: 2 },
  { head: "back", text: (row) => countOf(row.returned), leaves: 2 },
  { head: "", text: noteOf, shrinks: true, style: (text) => (text.startsWith("failed") ? "red" : "dim") },
];

const CREATED: readonly Column<Shape>[] = [
  { head: "new ticket", text: (row) => textOf(row.id) },
  { head: "pri", text: (row) => textOf(row.priority), style: priorityLook, leaves: 1 },
  { head: "source", text: (row) => textOf(row.source), leaves: 2 },
  { head: "facts", text: (row) => textOf(row.facts), leaves: 3 },
  { head: "title", text: (row) => textOf(row.title), shrinks: true },
];

/** What became of tickets that were there, in the order of weight. */
const TOLD: readonly (readonly [key: string, words: string])[] = [
  ["reopened", "opened again, its problem is back"],
  ["closed", "closed, nothing of it is seen any more"],
  ["proposed", "nothing of it is seen any more: is it done?"],
  ["linked", "took in what was found"],
  ["told", "was told what changed"],
];

/** What each source saw, and what became of it. */
export function discover(output: unknown, page: Page): readonly Line[] {
  const { sources, tickets, away, dryRun } = shapeOf(output);
  const rows = shapesOf(sources);
  if (rows === undefined || page.fields !== undefined) return generic(output, page);
  const made = shapeOf(tickets);
  const created = shapesOf(made.created) ?? [];
  const asked = rows.filter((row) => row.skipped === undefined);
  const unasked = rows.filter((row) => row.skipped !== undefined);
  return [
    ...(asked.length === 0 ? [] : table(SOURCES, asked, page.columns)),
    ...asked.flatMap(faultLine),
    ...wayOutLines(asked),
    ...awayLine(away),
    ...unaskedLines(unasked, asked.length > 0),
    ...(created.length === 0 ? [] : [[], ...table(CREATED, created, page.columns)]),
    ...spaced(TOLD.flatMap(([key, words]) => (shapesOf(made[key]) ?? []).map((one) => toldLine(one, words)))),
    ...spaced((shapesOf(made.held) ?? []).map(heldLine)),
    ...spaced(mergeLines({ merges: made.merges, fault: made.mergesFault })),
    ...spaced((shapesOf(made.failed) ?? []).map(failedLine)),
    [],
    [summaryOf(rows, created.length, dryRun === true)],
  ];
}

/** Why a source failed, whole: in the table it would be cut. */
function faultLine({ source, fault }: Shape): readonly Line[] {
  if (fault === undefined) return [];
  const { message, code } = shapeOf(fault);
  return [[{ text: `${textOf(source)} failed: `, style: "red" }, `${textOf(message)} [${textOf(code)}]`]];
}

/** What a person can do about sources that failed, each thing once. */
function wayOutLines(rows: readonly Shape[]): readonly Line[] {
  const failed = rows.filter(({ fault }) => shapeOf(fault).hint !== undefined);
  return [...Map.groupBy(failed, ({ fault }) => textOf(shapeOf(fault).hint))].map(([hint, sources]) => [
    { text: `${sources.map(({ source }) => textOf(source)).join(", ")}: `, style: "yellow" },
    hint,
  ]);
}

function awayLine(away: unknown): readonly Line[] {
  if (away === undefined) return [];
  const files = `${textOf(away)} tracked ${away === 1 ? "file is" : "files are"}`;
  return [[`this checkout is sparse: ${files} not here, and nothing known of them counts as gone`]];
}

/** Why few sources had nothing to look at; of many only the names, since most projects have no use for most of them. */
function unaskedLines(rows: readonly Shape[], others: boolean): readonly Line[] {
  if (!others || rows.length <= MOST_REASONS)
    return rows.map((row): Line => [{ text: `${textOf(row.source)}: ${textOf(row.skipped)}`, style: "dim" }]);
  const names = rows.map(({ source }) => textOf(source));
  return [
    [],
    [{ text: `${rows.length} other sources have nothing to look at here:`, style: "dim" }],
    ...wrap(names.join(", "), 76).map((line): Line => [{ text: `  ${line}`, style: "dim" }]),
    [{ text: `why, for one or two of them: docket discover --dry-run --source ${names[0]}`, style: "dim" }],
  ];
}

const MOST_REASONS = 3;

const hasLooked = ({ fault, skipped }: Shape): boolean => fault === undefined && skipped === undefined;

const countOf = (value: unknown): string => (value === 0 ? "" : textOf(value));

function noteOf(row: Shape): string {
  if (row.fault !== undefined) return "failed";
  const findings = shapesOf(row.findings) ?? [];
  const first = findings[0] === undefined ? "" : `${textOf(findings[0].file)}: ${textOf(findings[0].message)}`;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : "";
  const unread = row.unread === undefined ? "" : `${textOf(row.unread)} not looked into`;
  return [row.whole === true ? "" : "not whole, so nothing counts as gone", unread, first + more]
    .filter((part) => part !== "")
    .join("; ");
}

function toldLine({ id, title, added, back, gone, left }: Shape, words: string): Line {
  const counts = [
    added === 0 ? "" : `${textOf(added)} new`,
    back === 0 ? "" : `${textOf(back)} back`,
    gone === 0 ? "" : `${textOf(gone)} gone`,
    gone === 0 ? "" : `${textOf(left)} left`,
  ].filter((part) => part !== "");
  return [
    { text: textOf(id), style: "bold" },
    `  ${words} (${counts.join(", ")})  `,
    { text: textOf(title), style: "dim" },
  ];
}

const heldLine = ({ facts, why }: Shape): Line => [
  { text: `no ticket for ${textOf(facts)} ${facts === 1 ? "fact" : "facts"}: `, style: "yellow" },
  textOf(why),
];

function failedLine({ id, fault }: Shape): Line {
  const { message, code } = shapeOf(fault);
  return [{ text: `${textOf(id)} could not be told: `, style: "red" }, `${textOf(message)} [${textOf(code)}]`];
}

const spaced = (lines: readonly Line[]): readonly Line[] => (lines.length === 0 ? [] : [[], ...lines]);

function summaryOf(rows: readonly Shape[], created: number, isDry: boolean): string {
  const looked = rows.filter(hasLooked);
  const found = looked.reduce((sum, { found }) => sum + Number(found), 0);
  const sources = `${looked.length} ${looked.length === 1 ? "source" : "sources"}`;
  const facts = `${found} ${found === 1 ? "fact" : "facts"}`;
  const tickets = `${created} new ${created === 1 ? "ticket" : "tickets"}`;
  return `${sources} saw ${facts}: ${tickets}${isDry ? " would be written" : ""}`;
}
