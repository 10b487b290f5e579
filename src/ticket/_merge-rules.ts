/** How a field is merged when both sides changed it. docs/merging.md holds the same table; a test compares. */
export type FieldRule = "status" | "latest" | "earliest" | "set" | "map" | "scalar";

const NAMED: ReadonlyMap<string, FieldRule> = new Map([
  ["status", "status"],
  ["updated", "latest"],
  ["created", "earliest"],
]);

/** Fields that are sets whatever they look like in a file: a lone text counts as one item, or several split at commas. */
export const SET_FIELDS: readonly string[] = [
  "labels",
  "links",
  "depends_on",
  "blocks",
  "related",
  "supersedes",
  "shared_files",
  "related_docs",
  "risk_flags",
  "evidence",
];

/** The rule of a field by its name; undefined where it follows from the values. */
export function namedRule(name: string): FieldRule | undefined {
  return NAMED.get(name) ?? (SET_FIELDS.includes(name) ? "set" : undefined);
}

/** From the least advanced on: of two statuses the earlier in this list wins. Unknown ones come before all. */
export const ADVANCE: readonly string[] = [
  "blocked",
  "deferred",
  "new",
  "refined",
  "ready",
  "doing",
  "review",
  "rejected",
  "done",
];

/** Kinds of events that can prove a status; the attribute `proves` names it. A review counts when it approves. */
export const VERDICT_KINDS: readonly string[] = ["gate", "merge", "close", "review"];
