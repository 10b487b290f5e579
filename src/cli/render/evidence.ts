import type { Line, Page } from "../_page.ts";
import { type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { type Column, table } from "../_table.ts";
import { generic } from "./generic.ts";
import { mergeLines } from "./merges.ts";

const FACTS: readonly Column<Shape>[] = [
  { head: "fact", text: (row) => textOf(row.id) },
  { head: "severity", text: (row) => textOf(row.severity), style: severityLook, leaves: 1 },
  { head: "state", text: stateOf, leaves: 3 },
  { head: "ticket", text: (row) => textOf(row.ticket), leaves: 2 },
  { head: "place", text: placeOf, leaves: 4 },
  { head: "message", text: (row) => textOf(row.message), shrinks: true },
];

const OTHERS: readonly Column<Shape>[] = [
  { head: "entry", text: (row) => textOf(row.id), shrinks: true },
  { head: "status", text: (row) => textOf(row.status) },
  { head: "severity", text: (row) => textOf(row.severity), style: severityLook, leaves: 1 },
  { head: "ticket", text: (row) => textOf(row.ticket), leaves: 2 },
  { head: "last seen", text: (row) => textOf(row.lastSeen), leaves: 3 },
];

const CLUSTERS: readonly Column<Shape>[] = [
  { head: "size", text: (row) => textOf(row.size) },
  { head: "score", text: (row) => (typeof row.score === "number" ? row.score.toFixed(2) : ""), leaves: 3 },
  { head: "members", text: (row) => textOf(row.facts ?? row.numbers), leaves: 1 },
  { head: "paths", text: (row) => textOf(row.anchors), leaves: 2 },
  { head: "title", text: (row) => textOf(row.title), shrinks: true },
];

/** Facts as a table, how much of them has a ticket, or what sounds alike: each answer of the verb in its own look. */
export function evidence(output: unknown, page: Page): readonly Line[] {
  const shape = shapeOf(output);
  if (page.fields !== undefined) return generic(output, page);
  const [facts, clusters] = [shapesOf(shape.facts), shapesOf(shape.clusters)];
  if (facts !== undefined) return factLines(facts, shape, page);
  if (clusters !== undefined)
    return [
      ...(clusters.length === 0
        ? [[{ text: "nothing sounds alike", style: "dim" } as const]]
        : table(CLUSTERS, clusters, page.columns)),
      ...mergeLines({ merges: shape.proposals, fault: shape.fault }),
    ];
  if (shape.outcome !== undefined) return outcomeLines(shape, page);
  return typeof shape.coverage === "number" ? coverageLines(shape, page) : generic(output, page);
}

function factLines(facts: readonly Shape[], shape: Shape, page: Page): readonly Line[] {
  const others = otherLines(shape, page);
  if (facts.length === 0 && others.length === 0) return [[{ text: "no facts", style: "dim" }]];
  const total = Number(shape.total ?? facts.length);
  const unread = Number(shape.unreadable ?? 0);
  return [
    ...(facts.length === 0 ? [] : table(FACTS, facts, page.columns)),
    ...heldLines(facts),
    ...(total > facts.length
      ? [[{ text: `${facts.length} of ${total}; --limit shows more`, style: "dim" } as const]]
      : []),
    ...(unread > 0
      ? [
          [
            {
              text: `${unread === 1 ? "one line" : `${unread} lines`} cannot be read; docket doctor names ${unread === 1 ? "it" : "them"}`,
              style: "yellow",
            } as const,
          ],
        ]
      : []),
    ...(facts.length > 0 && others.length > 0 ? [[]] : []),
    ...others,
  ];
}

/** Why facts have no ticket, each reason once. */
function heldLines(facts: readonly Shape[]): readonly Line[] {
  const held = facts.filter((fact) => stateOf(fact) === "held");
  return [...Map.groupBy(held, (fact) => textOf(fact.held))].map(([why, { length }]) => [
    { text: `held (${length}): ${why}`, style: "dim" },
  ]);
}

/** What other tools keep in the same ledger. */
function otherLines({ others, othersTotal }: Shape, page: Page): readonly Line[] {
  const rows = shapesOf(others) ?? [];
  const total = Number(othersTotal ?? rows.length);
  if (total === 0) return [];
  const more = rows.length < total ? `: ${rows.length} of ${total}; --limit shows more` : "";
  return [
    [{ text: `kept by other tools in the same ledger${more}`, style: "bold" }],
    ...(rows.length === 0 ? [] : table(OTHERS, rows, page.columns)),
  ];
}

function coverageLines(shape: Shape, page: Page): readonly Line[] {
  const percent = Math.floor(Number(shape.coverage) * 100);
  const bare = shapesOf(shape.preview) ?? [];
  return [
    [`${textOf(shape.covered)} of ${textOf(shape.total)} open facts have a ticket (${percent} %)`],
    ...(shape.others === undefined
      ? []
      : [[{ text: `  of these kept by other tools: ${fractionOf(shapeOf(shape.others))}`, style: "dim" } as const]]),
    ...(shapesOf(shape.bySource) ?? []).map(
      ({ source, covered, total }): Line => [`  ${textOf(source)}  ${textOf(covered)}/${textOf(total)}`],
    ),
    ...(bare.length === 0
      ? []
      : [[], [{ text: "without one, worst first", style: "bold" } as const], ...table(FACTS, bare, page.columns)]),
  ];
}

const fractionOf = ({ covered, total }: Shape): string => `${textOf(covered)}/${textOf(total)}`;

const MOVES: readonly Column<Shape>[] = [
  { head: "can become", text: (row) => textOf(row.to) },
  { head: "still missing", text: (row) => textOf(row.missing ?? "nothing"), shrinks: true },
];

/** What became of a ticket's problem: how it came there, what shows it, and what is missing for more. */
function outcomeLines({ ticket, outcome, next }: Shape, page: Page): readonly Line[] {
  const { state, history, evidence, merge } = shapeOf(outcome);
  if (state === undefined) return [[`${textOf(ticket)}: `, { text: "nothing is known yet", style: "dim" }]];
  const { targetBranch, mergedCommit } = shapeOf(merge);
  const moves = shapesOf(next) ?? [];
  return [
    [`${textOf(ticket)}: `, { text: textOf(state), style: "bold" }],
    ...(merge === undefined ? [] : [[`  merged into ${textOf(targetBranch)} as ${textOf(mergedCommit).slice(0, 12)}`]]),
    ...(shapesOf(history) ?? []).map(
      ({ at, to, by, reason }): Line => [
        `  ${[at, to, "by", by].map(textOf).join(" ")}${reason === undefined ? "" : `: ${textOf(reason)}`}`,
      ],
    ),
    ...(shapesOf(evidence) ?? []).map(
      ({ kind, reference, result }): Line => [`  ${textOf(result)}: ${textOf(kind)} ${textOf(reference)}`],
    ),
    ...(moves.length === 0 ? [] : [[], ...table(MOVES, moves, page.columns)]),
  ];
}

function stateOf({ gone, ignored, held }: Shape): string {
  if (gone !== undefined) return "gone";
  if (ignored !== undefined) return "ignored";
  return held === undefined ? "" : "held";
}

function placeOf({ place }: Shape): string {
  const { path, line } = shapeOf(place);
  return [path, line].filter((part) => part !== undefined).join(":");
}

function severityLook(severity: string): "red" | "yellow" | "dim" | undefined {
  if (severity === "blocker") return "red";
  return severity === "high" ? "yellow" : severity === "low" ? "dim" : undefined;
}
