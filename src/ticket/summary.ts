import { checkFields, type Entries, entriesByKey, listField, priorityField, readId, textField } from "./_core.ts";
import { decodeTicket } from "./_decode.ts";
import { readFrontmatter } from "./_frontmatter.ts";
import { idOfFileName } from "./id.ts";
import type { Problem, Summary } from "./model.ts";

const EXTRA: readonly string[] = [
  "due",
  "not_before",
  "impact",
  "effort",
  "time_criticality",
  "risk_reduction",
  "confidence",
  "took_minutes",
  "action_required",
  "needs_preflight",
  "readiness",
  "rejection",
  "unproven",
  "fingerprint",
];

const NOTHING = {
  title: "",
  status: "",
  kind: "",
  priority: "",
  created: "",
  updated: "",
  assignee: "",
  epic: "",
  labels: [],
  depends_on: [],
  blocks: [],
  parent: "",
  duplicate_of: "",
  extra: {},
} as const;

/** The few facts that lists and ranking need, from the frontmatter alone; they agree with what readTicket says. */
export function summarise(path: string, bytes: Uint8Array): Summary {
  const problems: Problem[] = [];
  const text = decodeTicket(bytes, problems);
  const frontmatter = text === undefined ? undefined : readFrontmatter(text, problems);
  if (text === undefined || frontmatter === undefined) return brokenSummary(path, firstError(problems));
  const entries = entriesByKey(frontmatter.entries);
  const id = readId(text, entries, problems);
  if (id === undefined) {
    checkFields(text, entries, problems);
    return { ...brokenSummary(path, firstError(problems)), title: textField(text, entries, "title") };
  }
  return {
    id,
    path,
    title: textField(text, entries, "title"),
    status: textField(text, entries, "status"),
    kind: textField(text, entries, "kind"),
    priority: priorityField(text, entries),
    created: textField(text, entries, "created"),
    updated: textField(text, entries, "updated"),
    assignee: textField(text, entries, "assignee"),
    epic: textField(text, entries, "epic"),
    labels: listField(entries, "labels"),
    depends_on: listField(entries, "depends_on"),
    blocks: listField(entries, "blocks"),
    parent: textField(text, entries, "parent"),
    duplicate_of: textField(text, entries, "duplicate_of"),
    extra: extraOf(text, entries),
    broken: undefined,
  };
}

function extraOf(text: string, entries: Entries): Readonly<Record<string, string>> {
  const extra: Record<string, string> = {};
  for (const name of EXTRA) {
    if (!entries.has(name)) continue;
    const shown = textField(text, entries, name);
    if (shown !== "") extra[name] = shown;
  }
  return extra;
}

/** The summary of a file that is no ticket: it keeps its place in lists by the id in its name. */
export function brokenSummary(path: string, broken: Problem | undefined): Summary {
  const id = idOfFileName(path.slice(path.lastIndexOf("/") + 1)) ?? "";
  return { ...NOTHING, id, path, broken };
}

const firstError = (problems: readonly Problem[]): Problem | undefined =>
  problems.find(({ severity }) => severity === "error");
