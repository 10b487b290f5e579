import { type AffectedFile, affectedFiles } from "../ticket/affected-files.ts";
import type { FieldValue, Ticket } from "../ticket/model.ts";

/** The files that a ticket means to change: Affected Files, or where that names none, what `scope.allow` covers. */
export function plannedFiles(ticket: Pick<Ticket, "sections" | "fields">): readonly AffectedFile[] {
  const listed = affectedFiles(ticket);
  if (listed.length > 0) return listed;
  return scopeGlobs(ticket).map((path) => ({ path, action: "modify", note: "" }));
}

/** What `scope` allows, as a list under it or in its place. */
export function scopeGlobs({ fields }: Pick<Ticket, "fields">): readonly string[] {
  const { scope } = fields;
  return isMap(scope) ? textList(scope.allow) : textList(scope);
}

/** A field that may hold one text or a list of them. */
export function textList(value: FieldValue | undefined): readonly string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value];
  return isList(value) ? value.flatMap((one) => (typeof one === "string" && one.trim() !== "" ? [one] : [])) : [];
}

/** The body of a section, by its heading in any case. */
export function sectionBody({ sections }: Pick<Ticket, "sections">, heading: string): string {
  return sections.find((section) => section.heading.toLowerCase() === heading.toLowerCase())?.body ?? "";
}

const isList = (value: FieldValue | undefined): value is readonly FieldValue[] => Array.isArray(value);

const isMap = (value: FieldValue | undefined): value is Readonly<Record<string, FieldValue>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
