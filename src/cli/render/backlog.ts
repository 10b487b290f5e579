import type { Line, Page } from "../_page.ts";
import { isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { table } from "../_table.ts";
import { detailOf } from "./_event-detail.ts";
import { generic } from "./generic.ts";

/** What init made, where, and what to try first. */
export function init(output: unknown, page: Page): readonly Line[] {
  const shape = shapeOf(output);
  const { kind, folder } = shapeOf(shape.home);
  const files = textOf(shape.created);
  const lines: Line[] = [[`${dry(shape)}${madeWhat(shape, textOf(kind))} ${textOf(folder)}`]];
  if (files !== "") lines.push([{ text: `  with ${files}`, style: "dim" }]);
  if (page.hints && isShape(shape.gates)) lines.push(gatesLine(shape.gates));
  if (isShape(shape.claims)) lines.push(...claimsLines(shape.claims));
  if (page.hints && Array.isArray(shape.undecided)) lines.push(undecidedLine(shape.undecided.map(textOf)));
  if (page.hints && shape.dryRun !== true) {
    lines.push([
      { text: "  next: docket discover --dry-run      what the project itself says is to be done", style: "dim" },
    ]);
    lines.push([{ text: '    or: docket new "What is to be done"   then: docket list', style: "dim" }]);
  }
  return lines;
}

/** What will prove a change, or that nothing does yet. */
function gatesLine(gates: Shape): Line {
  const named = Object.entries(gates).map(([name, command]) => `${name}: ${textOf(command)}`);
  if (gates.test !== undefined) return [{ text: `  gates ${named.join(", ")}`, style: "dim" }];
  const missing = "nothing was found that runs the tests; name it in docket.yaml under gates, then: docket trust";
  return [{ text: `  ${missing}`, style: "yellow" }];
}

/** With a remote there may be other clones, and they would not know who holds what. */
function undecidedLine(remotes: readonly string[]): Line {
  const name = remotes.includes("origin") ? "origin" : textOf(remotes[0]);
  return [
    { text: `  claims are for this clone alone; several clones work here? docket init --claims ${name}`, style: "dim" },
  ];
}

const ADVISORY = "moves one ref at a time: who was overtaken is found by a look right before publishing, not by git";

/** Who decides about claims, and what that remote cannot do. */
function claimsLines({ remote, refs, fencing, problem, written }: Shape): readonly Line[] {
  const name = textOf(remote);
  if (textOf(problem) !== "")
    return [[{ text: `  claims: ${name} could not be tried: ${textOf(problem)}`, style: "yellow" }]];
  const where =
    refs === "heads" ? "takes no refs/docket/*, so they are branches docket-claims/ there" : "decides about them";
  const said = written === true ? " (written to docket.yaml)" : "";
  return [
    [`  claims: ${name} ${where}${said}`],
    ...(fencing === "advisory" ? [[{ text: `  ${name} ${ADVISORY}`, style: "yellow" }] satisfies Line] : []),
  ];
}

const PLACES: Readonly<Record<string, string>> = {
  branch: "made a backlog, on a branch of its own, in",
  tree: "made a backlog, tracked with the code, in",
  plain: "made a backlog in",
};

function madeWhat({ attached, created }: Shape, kind: string): string {
  if (attached === true) return "attached the backlog that the clone brought, in";
  if (Array.isArray(created) && created.length === 0) return "found everything in place in";
  return PLACES[kind] ?? "made a backlog in";
}

/** What a sync did, in one sentence; its findings follow as warnings. */
export function sync(output: unknown, page: Page): readonly Line[] {
  const shape = shapeOf(output);
  if (shape.remote === null) return IN_TREE;
  if (typeof shape.remote !== "string") return generic(output, page);
  const [received, merged, recorded] = [shape.received, shape.merged, shape.recorded].map(countOf);
  const parts = [
    recorded === 0 ? "" : `recorded ${files(recorded)} edited by hand`,
    received === 0 ? "" : `received ${files(received)}${merged === 0 ? "" : `, ${merged} of them merged with ours`}`,
    shape.unseen === undefined ? "" : "fetched what is new there",
    shape.pushed !== true ? "" : shape.dryRun === true ? "sent what is new here" : "sent what was new here",
  ].filter((part) => part !== "");
  const done = parts.length === 0 ? "found nothing new on either side" : parts.join("; ");
  return [[`${dry(shape)}${done} (${shape.remote})`], ...(shapesOf(shape.claims) ?? []).map(settledLine)];
}

/** Who has a ticket that was taken offline. */
function settledLine({ ticket, outcome, holder, order, message }: Shape): Line {
  const name = textOf(ticket);
  switch (outcome) {
    case "won":
      return [
        { text: `${name} is held by ${textOf(holder)}`, style: "green" },
        ": it was taken offline, and nobody was quicker",
      ];
    case "lost":
      return [
        { text: `${name} is held by ${textOf(holder)}`, style: "red" },
        `, who was quicker than ${textOf(order)}: its work stays on its branch, docket reconcile --apply ends it`,
      ];
    case "open":
      return [{ text: `${name} is not settled`, style: "yellow" }, `: ${textOf(message)}`];
    default:
      return [`${name} was given back before anybody was asked`];
  }
}

const IN_TREE: readonly Line[] = [
  ["the backlog is part of the code's tree here: it is committed, pulled and pushed with the code"],
];

/** The thread and the commits of a ticket, oldest first and newest first as they are kept. */
export function history(output: unknown, page: Page): readonly Line[] {
  const { id, title, events, commits } = shapeOf(output);
  if (textOf(id) === "") return generic(output, page);
  const happened = (shapesOf(events) ?? []).map((event) => ({ ...event, what: detailOf(event) }));
  const made = (shapesOf(commits) ?? []).map((one) => ({ ...one, commit: textOf(one.commit).slice(0, 10) }));
  return [
    [{ text: textOf(id), style: "bold" }, `  ${textOf(title)}`],
    ...block({ name: "Thread", rows: happened, columns: ["at", "kind", "author", "what"] }, page),
    ...block({ name: "Commits", rows: made, columns: ["commit", "at", "author", "subject"] }, page),
  ];
}

/** Labels with the number of tickets that carry them. */
export function labels(output: unknown, page: Page): readonly Line[] {
  const rows = shapesOf(shapeOf(output).labels) ?? [];
  if (rows.length === 0) return [["no labels are in use"]];
  return table(columnsOf(["label", "open", "total"]), rows, page.columns);
}

interface Block {
  readonly name: string;
  readonly rows: readonly Shape[];
  readonly columns: readonly string[];
}

function block({ name, rows, columns }: Block, page: Page): readonly Line[] {
  if (rows.length === 0) return [];
  const wide = page.columns === undefined ? undefined : page.columns - 2;
  const lines = table(columnsOf(columns), rows, wide);
  return [[], [{ text: name, style: "bold" }], ...lines.slice(1).map((line): Line => ["  ", ...line])];
}

const columnsOf = (names: readonly string[]) =>
  names.map((name, at) => ({
    head: name,
    text: (row: Shape) => textOf(row[name]),
    ...(at === names.length - 1 && at > 0 ? { shrinks: true as const } : {}),
  }));

const dry = ({ dryRun }: Shape): string => (dryRun === true ? "would have " : "");
const countOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const files = (count = 0): string => (count === 1 ? "1 file" : `${count} files`);

/** Files that are not in order, or were. */
export function fmt(output: unknown, page: Page): readonly Line[] {
  const { files: names, looked, written } = shapeOf(output);
  if (!Array.isArray(names) || page.fields !== undefined) return generic(output, page);
  if (names.length === 0) return [[`all in order: ${files(Number(looked))}`]];
  const end = written === true ? "put in order" : "not in order";
  return [...names.map((name): Line => [textOf(name)]), [{ text: `${files(names.length)} ${end}`, style: "dim" }]];
}
