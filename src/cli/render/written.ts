import type { Line, Page } from "../_page.ts";
import { isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { generic } from "./generic.ts";

type Deed = (ticket: Shape, event: Shape) => string;

/** What a verb did, as the words behind "would have" too. The event is the newest of the thread, which the verb wrote. */
const DEEDS: Readonly<Record<string, Deed>> = {
  new: ({ id, title }) => `created ${textOf(id)}: ${textOf(title)}`,
  edit: ({ id, title }, { kind, changed }) =>
    // In the editor anything may have changed.
    kind === "edit" && changed !== undefined && changed !== "by hand"
      ? `changed ${textOf(changed)} of ${textOf(id)}`
      : `changed ${textOf(id)}: ${textOf(title)}`,
  move: ({ id }, { from, to }) => `moved ${textOf(id)} from ${textOf(from)} to ${textOf(to)}`,
  comment: ({ id }, { kind }) => `added ${article(textOf(kind).replaceAll("_", " "))} to ${textOf(id)}`,
  review: ({ id }, { verdict }) => `${verdict === "approve" ? "approved" : "requested changes on"} ${textOf(id)}`,
  assign: ({ id, assignee }) =>
    textOf(assignee) === "" ? `unassigned ${textOf(id)}` : `assigned ${textOf(id)} to ${textOf(assignee)}`,
  close: ({ id, status, unproven }) =>
    `closed ${textOf(id)} as ${textOf(status)}${unproven === true ? " (by hand, so it counts as unproven)" : ""}`,
  reopen: ({ id, status }) => `reopened ${textOf(id)}; it is ${textOf(status)} again`,
  relate: ({ id }, { relation, target, removed }) =>
    removed === "yes"
      ? `removed ${textOf(relation)} ${textOf(target)} from ${textOf(id)}`
      : `added ${textOf(relation)} ${textOf(target)} to ${textOf(id)}`,
};

/** One line that names the ticket and what happened to it. */
export function written(verb: string): (output: unknown, page: Page) => readonly Line[] {
  return (output, page) => {
    const { ticket, changed, dryRun } = shapeOf(output);
    const deed = DEEDS[verb];
    if (!isShape(ticket) || deed === undefined || page.fields !== undefined) return generic(output, page);
    if (changed === false) return [[`nothing to change: ${textOf(ticket.id)} is like that already`]];
    const done = deed(ticket, shapesOf(ticket.events)?.at(-1) ?? {});
    const line: Line = [dryRun === true ? `would have ${verb === "new" ? newlyNamed(ticket) : done}` : done];
    return page.hints && verb === "new" && dryRun !== true ? [line, nextStep(ticket)] : [line];
  };
}

/** The id of a dry run is not the one the ticket will get. */
const newlyNamed = ({ kind, title }: Shape): string => `created ${article(textOf(kind))}: ${textOf(title)}`;

const nextStep = ({ id }: Shape): Line => [
  { text: `docket edit ${textOf(id)} opens it in your editor; docket show ${textOf(id)} shows it`, style: "dim" },
];

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
