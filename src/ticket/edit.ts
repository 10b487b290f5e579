import { err, ok, type Result } from "../std/result.ts";
import { partBody } from "./_body.ts";
import { REQUIRED_FIELDS } from "./_core.ts";
import { isSameValue, sameOutcome } from "./_outcome.ts";
import { addBlock, addEntry, applySplices, removeEntry, replacePart, replaceValue } from "./_splice.ts";
import { checkBody } from "./clean.ts";
import {
  editUnfaithful,
  eventRefused,
  fieldNameRefused,
  fieldNeeded,
  fieldRefused,
  fieldTwice,
  sectionRefused,
  ticketUnreadable,
} from "./faults.ts";
import type { Edit, FieldValue, NewEvent, Problem, Ticket } from "./model.ts";
import { isThread, type Layout, readLayout } from "./read.ts";
import { formatEvent, THREAD } from "./thread.ts";

/** A text that was read, together with what it says. */
interface Readable {
  readonly text: string;
  readonly layout: Layout;
  readonly ticket: Ticket;
}

/**
 * Applies edits to a ticket's text. Each touches only the lines it means to; the outcome is read again after every
 * edit, and unless it says exactly what was asked and nothing else changed, the answer is a fault.
 */
export function editTicket(text: string, edits: readonly Edit[]): Result<string> {
  let current = readable(text);
  for (const edit of edits) {
    if (!current.ok) return current;
    const before = current.value;
    const changed = applyEdit(before, edit);
    if (!changed.ok) return changed;
    if (changed.value === before.text) continue;
    const after = readable(changed.value);
    if (!after.ok) return err(editUnfaithful({ reason: after.fault.message }));
    const difference = sameOutcome(before.ticket, after.value.ticket, edit);
    if (difference !== undefined) return err(unfaithful(edit, difference));
    current = after;
  }
  return current.ok ? ok(current.value.text) : current;
}

function readable(text: string): Result<Readable> {
  const problems: Problem[] = [];
  const layout = readLayout(text, problems);
  if (layout.ticket !== undefined) return ok({ text, layout, ticket: layout.ticket });
  const first = problems.find(({ severity }) => severity === "error");
  const line = first?.line;
  return err(
    ticketUnreadable({ reason: first?.message ?? "it holds no ticket", ...(line === undefined ? {} : { line }) }),
  );
}

function applyEdit(from: Readable, edit: Edit): Result<string> {
  if ("set" in edit) return setField(from, edit.set, edit.to);
  if ("section" in edit) return setSection(from, edit.section, edit.body);
  return addEvent(from, edit.event);
}

function setField({ text, layout }: Readable, key: string, value: FieldValue | undefined): Result<string> {
  const entries = layout.frontmatter?.entries ?? [];
  const same = entries.filter((entry) => entry.key === key);
  const [entry] = same;
  if (entry !== undefined && same.length > 1) return err(fieldTwice({ name: key, line: same[1]?.line ?? entry.line }));
  if (value === undefined) {
    if (REQUIRED_FIELDS.includes(key)) return err(fieldNeeded({ name: key }));
    if (entry === undefined) return ok(text);
    return ok(applySplices(text, [removeEntry(entry, lineStartOf(text, entry.start))]));
  }
  if (key === "" || !key.isWellFormed()) return err(fieldNameRefused({ name: key }));
  const reason = unusable(value);
  if (reason !== undefined) return err(fieldRefused({ name: key, reason }));
  if (entry === undefined)
    return ok(applySplices(text, [addEntry(text, layout.frontmatter?.close ?? 0, { key, value })]));
  if (entry.style !== "empty" && isSameValue(entry.value, value)) return ok(text);
  return ok(applySplices(text, replaceValue(text, entry, value)));
}

function unusable(value: FieldValue): string | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) return "must be a finite number";
  if (value === null || typeof value !== "object") return undefined;
  return Object.values(value)
    .map(unusable)
    .find((reason) => reason !== undefined);
}

function setSection({ text, layout }: Readable, heading: string, given: string): Result<string> {
  const checked = checkBody(given);
  if (!checked.ok) return checked;
  if (heading.toLowerCase() === THREAD.toLowerCase()) {
    return err(sectionRefused({ name: heading, reason: "holds the events; append an event instead" }));
  }
  const body = trimBlankLines(checked.value);
  const part =
    layout.parts.find((one) => one.heading === heading) ??
    layout.parts.find((one) => !isThread(one) && one.heading.toLowerCase() === heading.toLowerCase());
  if (part !== undefined) {
    return ok(partBody(text, part) === body ? text : applySplices(text, [replacePart(text, part, body)]));
  }
  const block = heading === "" ? body : `## ${heading}${body === "" ? "" : `\n\n${body}`}`;
  if (block === "") return ok(text);
  const thread = layout.parts.find(isThread);
  const stop = heading === "" ? (layout.parts[0]?.start ?? text.length) : (thread?.start ?? text.length);
  return ok(applySplices(text, [addBlock(text, stop, block)]));
}

function addEvent({ text, layout, ticket }: Readable, event: NewEvent): Result<string> {
  if (ticket.events.some(({ id }) => id === event.id)) {
    return err(eventRefused({ reason: `has the id of an event that is there already: ${event.id}` }));
  }
  const formatted = formatEvent(event);
  if (!formatted.ok) return formatted;
  const thread = layout.parts.findLast(isThread);
  const block = thread === undefined ? `## ${THREAD}\n\n${formatted.value}` : formatted.value;
  return ok(applySplices(text, [addBlock(text, thread?.end ?? text.length, block)]));
}

function unfaithful(edit: Edit, reason: string): ReturnType<typeof editUnfaithful> {
  if (!("section" in edit)) return editUnfaithful({ reason });
  return sectionRefused({
    name: edit.section,
    reason: "would not hold this text: it has a `## ` heading, or opens a fence or comment",
  });
}

function trimBlankLines(text: string): string {
  return text
    .replace(/^(?:[ \t\r]*\n)+/, "")
    .replace(/(?:\n[ \t\r]*)+$/, "")
    .replace(/^[ \t\r]*$/, "");
}

function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}
