import { nearest } from "../../std/nearest.ts";
import type { Problem } from "./_yaml.ts";
import type { Flag, Quantity, Shape, Text } from "./shape.ts";

type Wrong = Pick<Problem, "code" | "message" | "hint">;

/** Why a value does not fit a shape; undefined when it does. The message begins with a verb. */
export function checkScalar(shape: Text | Quantity | Flag, value: unknown): Wrong | undefined {
  switch (shape.is) {
    case "flag":
      return typeof value === "boolean" ? undefined : wrongType(shape, value);
    case "text":
      return typeof value === "string" ? checkText(shape, value) : wrongType(shape, value);
    default:
      return typeof value === "number" && Number.isFinite(value)
        ? checkQuantity(shape, value)
        : wrongType(shape, value);
  }
}

/** What a shape asks for, in words. */
export function expected(shape: Shape): string {
  switch (shape.is) {
    case "group":
    case "map":
      return "a group of keys";
    case "list":
      return "a list of records";
    case "texts":
      return "a list of texts";
    case "flag":
      return "true or false";
    case "text":
      return shape.values === undefined ? "a text" : `one of ${shape.values.join(", ")}`;
    default:
      return `${shape.is === "integer" ? "a whole number" : "a number"}${range(shape)}`;
  }
}

function wrongType(shape: Shape, value: unknown): Wrong {
  const quotes = shape.is === "text" && (typeof value === "number" || typeof value === "boolean");
  return {
    code: "wrong-type",
    message: `must be ${expected(shape)}`,
    ...(quotes ? { hint: `put it in quotes: "${value}"` } : {}),
  };
}

function checkText(shape: Text, value: string): Wrong | undefined {
  if (shape.values !== undefined && !shape.values.includes(value)) {
    const close = nearest(value, shape.values);
    const hint = close === undefined ? {} : { hint: `did you mean \`${close}\`?` };
    return { code: "bad-value", message: `must be ${expected(shape)}`, ...hint };
  }
  if (shape.pattern !== undefined && !new RegExp(`^(?:${shape.pattern})$`).test(value))
    return { code: "bad-value", message: "has the wrong form", hint: shape.about };
  return undefined;
}

function checkQuantity(shape: Quantity, value: number): Wrong | undefined {
  if (shape.is === "integer" && !Number.isSafeInteger(value)) return wrongType(shape, value);
  const fits = value >= (shape.min ?? value) && value <= (shape.max ?? value);
  return fits ? undefined : { code: "bad-value", message: `must be ${expected(shape)}` };
}

function range({ min, max }: Quantity): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return `, ${min} or more`;
  return max === undefined ? "" : `, ${max} or less`;
}
