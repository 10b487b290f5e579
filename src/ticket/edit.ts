import { err, ok, type Result } from "../std/result.ts";
import { partBody } from "./_body.ts";
import { REQUIRED_FIELDS } from "./_core.ts";
import { isSameValue, sameOutcome } from "./_outcome.ts";
import { addBlock, addEntry, applySplices, removeEntry, replacePart, replaceValue, type Splice } from "./_splice.ts";
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
 * Applies edits to a ticket's text. Each touches only the lines it means to; the outcome is read again, and unless it says exactly what was
 * asked and nothing else changed, the answer is a fault.
 */
export function editTicket(text: string, edits: readonly Edit[]): Result<string> {
  const start = readable(text);
  if (!start.ok) return start;
  // Reading a ticket is most of an edit: those that cannot meet are made at once and read again once.
  const together = edits.length > 1 ? allAtOnce(start.value, edits) : undefined;
  return together === undefined ? oneByOne(start.value, edits) : ok(together);
}

function oneByOne(start: Readable, edits: readonly Edit[]): Result<string> {
  let before = start;
  for (const edit of edits) {
    const splices = splicesOf(before, edit);
    if (!splices.ok) return splices;
    const changed = applySplices(before.text, splices.value);
    if (changed === before.text) continue;
    const after = readable(changed);
    if (!after.ok) return err(editUnfaithful({ reason: after.fault.message }));
    const difference = sameOutcome(before.ticket, after.value.ticket, [edit]);
    if (difference !== undefined) return err(unfaithful(edit, difference));
    before = after.value;
  }
  return ok(before.text);
}

/** The outcome of edits that touch different things in different places; nothing where one might change what another finds. */
function allAtOnce(start: Readable, edits: readonly Edit[]): string | undefined {
  if (new Set(edits.map(thingOf)).size < edits.length) return undefined;
  const splices: Splice[] = [];
  for (const edit of edits) {
    const own = splicesOf(start, edit);
    if (!own.ok) return undefined;
    splices.push(...own.value);
  }
  splices.sort((one, other) => one.from - other.from);
  if (splices.some(({ from }, at) => from <= (splices[at - 1]?.to ?? -1))) return undefined;
  const changed = applySplices(start.text, splices);
  const after = readable(changed);
  const isFaithful = after.ok && sameOutcome(start.ticket, after.value.ticket, edits) === undefined;
  return isFaithful ? changed : undefined;
}

/** What an edit is about, however it is written. */
function thingOf(edit: Edit): string {
  if ("set" in edit) return `field ${edit.set}`;
  return "section" in edit ? `section ${edit.section.toLowerCase()}` : "thread";
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

function splicesOf(from: Readable, edit: Edit): Result<readonly Splice[]> {
  if ("set" in edit) return setField(from, edit.set, edit.to);
  if ("section" in edit) return setSection(from, edit.section, edit.body);
  return addEvent(from, edit.event);
}

function setField({ text, layout }: Readable, key: string, value: FieldValue | undefined): Result<readonly Splice[]> {
  const entries = layout.frontmatter?.entries ?? [];
  const same = entries.filter((entry) => entry.key === key);
  const [entry] = same;
  if (entry !== undefined && same.length > 1) return err(fieldTwice({ name: key, line: same[1]?.line ?? entry.line }));
  if (value === undefined) {
    if (REQUIRED_FIELDS.includes(key)) return err(fieldNeeded({ name: key }));
    if (entry === undefined) return ok([]);
    return ok([removeEntry(entry, lineStartOf(text, entry.start))]);
  }
  if (key === "" || !key.isWellFormed()) return err(fieldNameRefused({ name: key }));
  const reason = unusable(value);
  if (reason !== undefined) return err(fieldRefused({ name: key, reason }));
  if (entry === undefined) return ok([addEntry(text, layout.frontmatter?.close ?? 0, { key, value })]);
  if (entry.style !== "empty" && isSameValue(entry.value, value)) return ok([]);
  return ok(replaceValue(text, entry, value));
}

function unusable(value: FieldValue): string | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) return "must be a finite number";
  if (value === null || typeof value !== "object") return undefined;
  return Object.values(value)
    .map(unusable)
    .find((reason) => reason !== undefined);
}

function setSection({ text, layout }: Readable, heading: string, given: string): Result<readonly Splice[]> {
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
    return ok(partBody(text, part) === body ? [] : [replacePart(text, part, body)]);
  }
  const block = heading === "" ? body : `## ${heading}${body === "" ? "" : `\n\n${body}`}`;
  if (block === "") return ok([]);
  const thread = layout.parts.find(isThread);
  const stop = heading === "" ? (layout.parts[0]?.start ?? text.length) : (thread?.start ?? text.length);
  return ok([addBlock(text, stop, block)]);
}

function addEvent({ text, layout, ticket }: Readable, event: NewEvent): Result<readonly Splice[]> {
  if (ticket.events.some(({ id }) => id === event.id)) {
    return err(eventRefused({ reason: `has the id of an event that is there already: ${event.id}` }));
  }
  const formatted = formatEvent(event);
  if (!formatted.ok) return formatted;
  const thread = layout.parts.findLast(isThread);
  const block = thread === undefined ? `## ${THREAD}\n\n${formatted.value}` : formatted.value;
  return ok([addBlock(text, thread?.end ?? text.length, block)]);
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
