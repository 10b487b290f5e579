import { priorityLook, statusLook } from "../_looks.ts";
import type { Line, Page, Span } from "../_page.ts";
import { proseLines } from "../_prose.ts";
import { isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { detailOf } from "./_event-detail.ts";
import { generic } from "./generic.ts";

const HEAD = new Set(["id", "title", "status", "kind", "priority", "sections", "events", "revision"]);

/** One ticket as a page: head, fields, sections, thread. */
export function show(output: unknown, page: Page): readonly Line[] {
  const { ticket, parts } = shapeOf(output);
  if (!isShape(ticket) || page.fields !== undefined) return generic(output, page);
  return [
    [{ text: textOf(ticket.id), style: "bold" }, `  ${textOf(ticket.title)}`],
    standing(ticket),
    ...fields(ticket),
    ...(isShape(parts) ? partLines(parts) : []),
    ...sections(ticket.sections, page),
    ...thread(shapesOf(ticket.events) ?? [], page),
  ];
}

function standing(ticket: Shape): Line {
  const status = textOf(ticket.status);
  const priority = textOf(ticket.priority);
  return [look(status, statusLook(status)), " · ", look(priority, priorityLook(priority)), ` · ${textOf(ticket.kind)}`];
}

function look(text: string, style: ReturnType<typeof statusLook>): Span {
  return style === undefined ? text : { text, style };
}

function fields(ticket: Shape): readonly Line[] {
  const shown = Object.entries(ticket).filter(([name, value]) => !HEAD.has(name) && textOf(value) !== "");
  const width = shown.reduce((most, [name]) => Math.max(most, name.length), 0);
  return shown.map(([name, value]) => [{ text: name.padEnd(width + 2), style: "dim" }, fieldText(value)]);
}

/** A field on one line; one with parts of its own, such as scope, names them. */
function fieldText(value: unknown): string {
  const parts = isShape(value) ? Object.entries(value) : [];
  const isPlain = parts.length > 0 && parts.every(([, part]) => !isShape(part) && shapesOf(part)?.length !== 0);
  return isPlain ? parts.map(([name, part]) => `${name} ${textOf(part)}`).join("; ") : textOf(value);
}

/** A ticket that was split tells how far its slices are. */
function partLines({ of, allDone }: Shape): readonly Line[] {
  const lines = (shapesOf(of) ?? []).map(({ id, status }): Line => {
    return [`  ${textOf(id)}  `, look(textOf(status), statusLook(textOf(status)))];
  });
  const end: readonly Line[] = allDone === true ? [["  All its parts are done."]] : [];
  return [[], [{ text: "Parts", style: "bold" }], ...lines, ...end];
}

function sections(value: unknown, { columns }: Page): readonly Line[] {
  // A section that holds nothing but its template's comment is still to be written.
  const filled = Object.entries(shapeOf(value)).filter(
    ([, body]) =>
      textOf(body)
        .replace(/<!--[\s\S]*?-->/g, "")
        .trim() !== "",
  );
  return filled.flatMap(([heading, body]) => [
    [],
    [{ text: heading, style: "bold" as const }],
    ...proseLines(textOf(body).trim(), { indent: "  ", columns }),
  ]);
}

const dim = (text: string): Span => ({ text, style: "dim" });

function thread(events: readonly Shape[], { columns }: Page): readonly Line[] {
  return events.flatMap((event, at) => {
    const detail = detailOf(event);
    const head: Line = [
      { text: textOf(event.at), style: "dim" },
      "  ",
      { text: textOf(event.kind), style: "cyan" },
      `  ${textOf(event.author)}${event.by === "agent" ? " (agent)" : ""}`,
      { text: detail === "" ? "" : `  ${detail}`, style: "dim" },
    ];
    const body = textOf(event.body);
    const refs = Array.isArray(event.refs) ? event.refs : [];
    const below = [
      ...(body === "" ? [] : proseLines(body, { indent: "  ", columns })),
      ...refs.map((ref): Line => [dim(`  see ${textOf(ref)}`)]),
    ];
    const opening: readonly Line[] = at === 0 ? [[], [{ text: "Thread", style: "bold" }]] : [];
    return [...opening, head, ...below];
  });
}
