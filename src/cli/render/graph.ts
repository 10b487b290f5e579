import { statusLook } from "../_looks.ts";
import type { Line, Page, Span } from "../_page.ts";
import { type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { generic } from "./generic.ts";

const WORDS: Readonly<Record<string, string>> = { depends_on: "depends on", blocks: "blocks", parent: "is part of" };

/** Each ticket that is tied to others, with its ties below it; or the drawing that was asked for. */
export function graph(output: unknown, page: Page): readonly Line[] {
  const { nodes, edges, total, cycles, drawing } = shapeOf(output);
  if (typeof drawing === "string") return drawing.split("\n").map((line): Line => [line]);
  const [tickets, ties] = [shapesOf(nodes), shapesOf(edges)];
  if (tickets === undefined || ties === undefined || page.fields !== undefined) return generic(output, page);
  if (ties.length === 0) return [["no open ticket waits for another"]];
  const byId = new Map(tickets.map((ticket) => [textOf(ticket.id), ticket]));
  const circles = Array.isArray(cycles) ? cycles : [];
  return [
    ...[...Map.groupBy(ties, ({ from }) => textOf(from))].flatMap(([from, own]) => block(byId, from, own)),
    ...circles.map(
      (circle): Line => [{ text: "circle", style: "red" }, `  ${Array.isArray(circle) ? circle.join(" → ") : ""}`],
    ),
    ...(typeof total === "number" && total > ties.length
      ? [[{ text: `${ties.length} of ${total} ties`, style: "dim" }] satisfies Line]
      : []),
  ];
}

function block(byId: ReadonlyMap<string, Shape>, from: string, own: readonly Shape[]): readonly Line[] {
  return [
    ticketLine(byId, from),
    ...own.map(({ kind, to }): Line => {
      const words = WORDS[textOf(kind)] ?? textOf(kind);
      return [{ text: `  ${words} `, style: "dim" }, ...ticketLine(byId, textOf(to))];
    }),
  ];
}

function ticketLine(byId: ReadonlyMap<string, Shape>, id: string): readonly Span[] {
  const ticket = byId.get(id);
  const status = textOf(ticket?.status);
  const style = status === "missing" ? "red" : (statusLook(status) ?? "dim");
  return [id, "  ", { text: status, style }, `  ${textOf(ticket?.title)}`];
}
