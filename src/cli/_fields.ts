import type { Op } from "../ops/op.ts";
import { nearest } from "../std/nearest.ts";
import { err, ok, type Result } from "../std/result.ts";
import { isShape, type Shape, shapesOf } from "./_shape.ts";
import { fieldsUnknown } from "./faults.ts";

/** Keeps the named fields of `ticket` and of each of `tickets`; the rest of the answer stays as it is. */
export function keepFields(output: unknown, fields: readonly string[], effect: Op["effect"]): Result<unknown> {
  if (!isShape(output)) return ok(output);
  const tickets = shapesOf(output.tickets);
  const ticket = isShape(output.ticket) ? output.ticket : undefined;
  const all = tickets ?? (ticket === undefined ? [] : [ticket]);
  const known = new Set(all.flatMap((one) => Object.keys(one)));
  // A field may be absent because no ticket has it; only a near miss is surely a slip. What was written is not refused.
  const given = fields.find((name) => !known.has(name) && nearest(name, known) !== undefined);
  if (given !== undefined && effect === "read") {
    return err(fieldsUnknown({ given, nearest: nearest(given, known), known: [...known].join(", ") }));
  }
  return ok({
    ...output,
    ...(tickets === undefined ? {} : { tickets: tickets.map((one) => only(one, fields)) }),
    ...(ticket === undefined ? {} : { ticket: only(ticket, fields) }),
  });
}

function only(shape: Shape, fields: readonly string[]): Shape {
  return Object.fromEntries(fields.filter((name) => Object.hasOwn(shape, name)).map((name) => [name, shape[name]]));
}
