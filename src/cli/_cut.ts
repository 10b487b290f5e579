import { isShape } from "./_shape.ts";

/** Says that a list was cut, and how to see the rest. */
export const cutText = (shown: number, all: number, flag = "limit"): string =>
  `${shown} of ${all} ${all === 1 ? "ticket" : "tickets"}; --${flag} ${all} shows ${all === 1 ? "it" : "them all"}`;

/** What a list does not show, for those who read it through a pipe; undefined when it is whole, or says so itself. */
export function cutOf(output: unknown, flag: "limit" | "top"): string | undefined {
  if (!isShape(output)) return undefined;
  const { tickets, total } = output;
  if (!Array.isArray(tickets) || tickets.length === 0) return undefined;
  if (typeof total !== "number" || total <= tickets.length) return undefined;
  return cutText(tickets.length, total, flag);
}
