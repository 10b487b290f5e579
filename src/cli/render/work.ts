import { cutText } from "../_cut.ts";
import type { Line, Page } from "../_page.ts";
import { isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { table } from "../_table.ts";
import { generic } from "./generic.ts";
import { advisoryLine } from "./status.ts";

const dim = (text: string): Line => [{ text, style: "dim" }];

/** What was taken and where the work is done; with --list what could be, and why the rest cannot. */
export function take(output: unknown, page: Page): readonly Line[] {
  const shape = shapeOf(output);
  const rows = shapesOf(shape.tickets);
  if (rows !== undefined) return [...takeable(rows, page), ...cutLine(rows.length, shape.total, page)];
  if (shape.dryRun === true) return planned(shape.ticket, page);
  if (typeof shape.order !== "string" || page.fields !== undefined) return generic(output, page);
  const { order, ticket, title, branch, worktree, fresh, dryRun } = shape;
  const verb = fresh === false ? "you hold it already:" : dryRun === true ? "would take" : "took";
  const head: Line = [`${verb} ${textOf(ticket)} as `, { text: textOf(order), style: "bold" }, `  ${textOf(title)}`];
  const lines: Line[] = [
    head,
    dim(`  ${textOf(worktree)} on ${textOf(branch)}`),
    ...advisoryLine(shapeOf(shape.claims)),
  ];
  return page.hints
    ? [...lines, dim(`  cd "$(docket path ${textOf(order)})"   then: docket verify, docket finish`)]
    : lines;
}

/** In a pipe the count goes to stderr. */
function cutLine(shown: number, total: unknown, page: Page): readonly Line[] {
  if (!page.hints || typeof total !== "number" || total <= shown || shown === 0) return [];
  return [dim(cutText(shown, total))];
}

function planned(ticket: unknown, page: Page): readonly Line[] {
  if (!isShape(ticket)) return [["no ticket can be taken now"]];
  const { id, title, takeable: can } = ticket;
  if (can === true) return [[`would take ${textOf(id)}  ${textOf(title)}`]];
  return takeable([ticket], page);
}

function takeable(rows: readonly Shape[], page: Page): readonly Line[] {
  if (rows.length === 0) return [["no ticket is open"]];
  const columns = ["id", "priority", "status", "title"].map((head) => ({
    head,
    text: (row: Shape) => textOf(row[head]),
    ...(head === "title" ? { shrinks: true as const } : {}),
  }));
  const [head, ...lines] = table(columns, rows, page.columns);
  const below = (row: Shape | undefined): readonly Line[] =>
    row === undefined || row.takeable === true
      ? []
      : (Array.isArray(row.missing) ? row.missing : []).map(
          (why): Line => [{ text: `    ${textOf(why)}`, style: "yellow" }],
        );
  return [...(head === undefined ? [] : [head]), ...lines.flatMap((line, at) => [line, ...below(rows[at])])];
}

/** Nothing but the path, for `cd "$(docket path …)"`. */
export const path = (output: unknown): readonly Line[] => [[textOf(shapeOf(output).path)]];

export function finish(output: unknown, page: Page): readonly Line[] {
  const { order, ticket, result, status, verified, dryRun } = shapeOf(output);
  if (typeof order !== "string") return generic(output, page);
  if (dryRun === true) {
    const first = result === "done" && verified === null ? "prove it first, and then " : "";
    return [[`would ${first}end ${order}; ${textOf(ticket)} would be ${textOf(status)}`]];
  }
  const how = result === "done" ? "finished" : result === "failed" ? "gave up" : "ended in part";
  const head: Line = [`${how} ${order}; ${textOf(ticket)} is ${textOf(status)}`];
  return page.hints && result === "done" ? [head, dim(`  next: docket integrate ${order}`)] : [head];
}

export function integrate(output: unknown, page: Page): readonly Line[] {
  const { order, ticket, base, commit, fresh, goTo, dryRun } = shapeOf(output);
  if (typeof order !== "string") return generic(output, page);
  if (dryRun === true && fresh === true)
    return [[`would merge ${textOf(commit).slice(0, 10)} of ${order} into ${textOf(base)}`]];
  const into = `${textOf(base)} as ${textOf(commit).slice(0, 10)}`;
  const head: Line = [
    fresh === false
      ? `${order} is in ${into} already; ${textOf(ticket)} is done`
      : `merged ${order} into ${into}; ${textOf(ticket)} is done`,
  ];
  return goTo === undefined ? [head] : [head, [`  its checkout, in which you are, is gone: cd ${textOf(goTo)}`]];
}

export function release(output: unknown, page: Page): readonly Line[] {
  const { order, ticket, status, kept, dryRun } = shapeOf(output);
  if (typeof order !== "string") return generic(output, page);
  if (dryRun === true) return [[`would give ${textOf(ticket)} back; it would be ${textOf(status)}`]];
  const left = textOf(kept);
  const head: Line = [`gave ${textOf(ticket)} back; it is ${status === "ready" ? "ready again" : textOf(status)}`];
  return left === "" ? [head] : [head, dim(`  kept, as it holds work: ${left}`)];
}

export function requeue(output: unknown, page: Page): readonly Line[] {
  const { ticket, status, forgiven } = shapeOf(output);
  if (typeof ticket !== "string") return generic(output, page);
  return [[`${ticket} is ${textOf(status)} again; forgiven: ${textOf(forgiven)}`]];
}

export function heartbeat(output: unknown, page: Page): readonly Line[] {
  const { order, holder, renewedAt } = shapeOf(output);
  if (typeof order !== "string") return generic(output, page);
  return [[`${order} is held by ${textOf(holder)}, last heard of at ${textOf(renewedAt)}`]];
}

/** The commands, then what was agreed. */
export function trust(output: unknown, page: Page): readonly Line[] {
  const { commands, trusted, changed, dryRun } = shapeOf(output);
  const rows = shapesOf(commands) ?? [];
  if (rows.length === 0) return [["the settings hold no commands"]];
  const columns = ["place", "command"].map((head) => ({
    head,
    text: (row: Shape) => textOf(row[head]),
    ...(head === "command" ? { shrinks: true as const } : {}),
  }));
  const end =
    dryRun === true
      ? trusted === true
        ? "trusted in this clone"
        : "not trusted in this clone yet"
      : changed === true
        ? "trusted in this clone from now on"
        : "trusted in this clone already";
  return [...table(columns, rows, page.columns), dim(end)];
}
