import type { Finding, Severity } from "../std/finding.ts";

export type Shape = Readonly<Record<string, unknown>>;

/** Reads outputs as data: a renderer shows what it finds and passes over what it does not know. */
export function isShape(value: unknown): value is Shape {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function shapeOf(value: unknown): Shape {
  return isShape(value) ? value : {};
}

export function shapesOf(value: unknown): readonly Shape[] | undefined {
  return Array.isArray(value) && value.every(isShape) ? value : undefined;
}

/** Any value on one line. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export function findingsOf(value: unknown): readonly Finding[] {
  return (shapesOf(value) ?? []).map((one) => ({
    code: textOf(one.code),
    severity: severityOf(one.severity),
    file: textOf(one.file),
    message: textOf(one.message),
    ...(typeof one.line === "number" ? { line: one.line } : {}),
    ...(typeof one.column === "number" ? { column: one.column } : {}),
    ...(typeof one.hint === "string" ? { hint: one.hint } : {}),
  }));
}

/** `tickets/X.md:3:1`. */
export function placeOf({ file, line, column }: Finding): string {
  return [file, line, column].filter((part) => part !== undefined && part !== "").join(":");
}

function severityOf(value: unknown): Severity {
  return value === "error" || value === "info" ? value : "warning";
}
