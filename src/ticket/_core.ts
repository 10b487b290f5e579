import type { Entry } from "./_yaml.ts";
import { parseTicketId } from "./id.ts";
import { isDay, parseInstant } from "./instant.ts";
import type { FieldValue, Problem, TicketId } from "./model.ts";
import { normalisePriority } from "./priority.ts";
import { problem } from "./problems.ts";

/** Fields that every ticket has. */
export const REQUIRED_FIELDS: readonly string[] = ["id", "title", "status", "kind", "priority", "created", "updated"];

const DEFAULTS: Readonly<Record<string, string>> = { status: "new", kind: "task", priority: "P2" };

/** Lookup of a frontmatter's entries by key; of two with the same key the first counts. */
export type Entries = ReadonlyMap<string, Entry>;

export function entriesByKey(entries: readonly Entry[]): Entries {
  const found = new Map<string, Entry>();
  for (const entry of entries) if (!found.has(entry.key)) found.set(entry.key, entry);
  return found;
}

/** The ticket's id, or undefined with a problem; without it there is no ticket. */
export function readId(text: string, entries: Entries, problems: Problem[]): TicketId | undefined {
  if (problems.some(({ code }) => code === "conflict-markers")) return undefined;
  const shown = textField(text, entries, "id");
  if (shown === "") return undefined;
  const id = parseTicketId(shown);
  if (id !== undefined) return id;
  const hint = "an id is a prefix in capitals, a dash and lower-case letters or digits: FEAT-k3f9q2";
  problems.push(
    problem("id-invalid", `${JSON.stringify(shown.slice(0, 80))} is no ticket id`, {
      ...place(text, entries.get("id")),
      hint,
    }),
  );
  return undefined;
}

/** A field as text: as it is written where YAML would see a number or a boolean, so that `1.10` stays `1.10`. */
export function textField(text: string, entries: Entries, key: string): string {
  const entry = entries.get(key);
  if (entry === undefined || entry.value === null) return DEFAULTS[key] ?? "";
  if (typeof entry.value === "string") return entry.value === "" ? (DEFAULTS[key] ?? "") : entry.value;
  return text.slice(entry.valueStart, entry.valueEnd).trim();
}

export function priorityField(text: string, entries: Entries): string {
  const shown = textField(text, entries, "priority");
  return normalisePriority(shown) ?? shown;
}

/** A field as a list of texts; a lone text is split at commas. */
export function listField(entries: Entries, key: string): readonly string[] {
  const value = entries.get(key)?.value;
  if (value === undefined || value === null || value === "") return [];
  if (typeof value === "string") return value.split(",").map(trim).filter(isFilled);
  return isList(value) ? value.map(scalarText).filter(isFilled) : [scalarText(value)];
}

/** Problems with the fields that every ticket has. */
export function checkFields(text: string, entries: Entries, problems: Problem[]): void {
  for (const key of REQUIRED_FIELDS) {
    const entry = entries.get(key);
    if (entry === undefined || entry.value === null || entry.value === "") {
      problems.push(problem("field-missing", `the field ${key} is missing or empty`, place(text, entry)));
    } else if (typeof entry.value === "object") {
      problems.push(problem("field-type", `the field ${key} should be plain text`, place(text, entry)));
    }
  }
  for (const key of ["created", "updated", "due"]) {
    const entry = entries.get(key);
    const shown = entry === undefined ? "" : textField(text, entries, key);
    if (shown !== "" && parseInstant(shown) === undefined && !isDay(shown)) {
      problems.push(
        problem("field-time", `${key} is no UTC time: ${JSON.stringify(shown.slice(0, 80))}`, place(text, entry)),
      );
    }
  }
  for (const key of ["labels", "depends_on", "blocks", "related", "supersedes"]) {
    const entry = entries.get(key);
    if (entry === undefined || entry.value === null || isList(entry.value)) continue;
    problems.push(problem("field-type", `the field ${key} should be a list in brackets`, place(text, entry)));
  }
}

function place(text: string, entry: Entry | undefined): { readonly line?: number; readonly column?: number } {
  if (entry === undefined) return { line: 1 };
  const lineStart = text.lastIndexOf("\n", entry.start - 1) + 1;
  return { line: entry.line, column: entry.start - lineStart + 1 };
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}

function scalarText(value: FieldValue): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function trim(text: string): string {
  return text.trim();
}

function isFilled(text: string): boolean {
  return text !== "";
}
