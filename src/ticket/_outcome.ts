import type { Edit, FieldValue, NewEvent, Section, Ticket, TicketEvent } from "./model.ts";

/** What differs between what edits should have made of a ticket and what they made; undefined when nothing does. */
export function sameOutcome(before: Ticket, after: Ticket, edits: readonly Edit[]): string | undefined {
  if (!isSameValue(fieldsAfter(before.fields, edits), after.fields)) return "a field is not what it should be";
  const sections = edits.reduce((made, edit) => sectionsAfter(made, after, edit), before.sections);
  if (!sameSections(sections, after.sections)) return "a section is not what it should be";
  const added = edits.flatMap((edit) => ("event" in edit ? [edit.event] : []));
  const [kept, fresh] = [after.events.slice(0, before.events.length), after.events.slice(before.events.length)];
  if (!kept.every((event, index) => sameEvent(event, before.events[index]))) return "an earlier event changed";
  if (fresh.length !== added.length || after.events.length < before.events.length) return "the events are not complete";
  return added.every((event, index) => isWritten(event, fresh[index]))
    ? undefined
    : "the event is not what it should be";
}

/** Deep equality of values; the order of a map's keys does not count. */
export function isSameValue(one: FieldValue, other: FieldValue): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const pairs = Object.entries(one);
  const others = new Map(Object.entries(other));
  if (pairs.length !== others.size) return false;
  return pairs.every(([key, value]) => {
    const found = others.get(key);
    return found !== undefined && isSameValue(value, found);
  });
}

function fieldsAfter(before: Ticket["fields"], edits: readonly Edit[]): Ticket["fields"] {
  const sets = edits.filter((edit) => "set" in edit);
  if (sets.length === 0) return before;
  const pairs = new Map(Object.entries(before));
  for (const { set, to } of sets) {
    if (to === undefined) pairs.delete(set);
    else pairs.set(set, to);
  }
  return Object.fromEntries(pairs);
}

/** The sections that should be there: those of before, but for the one the edit names, which is judged by its text. */
function sectionsAfter(before: readonly Section[], after: Ticket, edit: Edit): readonly Section[] {
  if (!("section" in edit)) return before;
  const name = edit.section;
  const exact = before.findIndex(({ heading }) => heading === name);
  const index = exact >= 0 ? exact : before.findIndex(({ heading }) => heading.toLowerCase() === name.toLowerCase());
  const body = visible(edit.body);
  if (index >= 0) return before.map((section, at) => (at === index ? { ...section, body } : section));
  const made = { heading: name, body, line: 0 };
  const at = after.sections.findIndex(({ heading }) => heading === name);
  return before.toSpliced(Math.max(at, 0), 0, made);
}

function sameSections(expected: readonly Section[], found: readonly Section[]): boolean {
  const shown = expected.filter(({ heading, body }) => heading !== "" || visible(body) !== "");
  if (shown.length !== found.length) return false;
  return shown.every(({ heading, body }, index) => {
    const other = found[index];
    return other !== undefined && heading === other.heading && visible(body) === visible(other.body);
  });
}

function sameEvent(one: TicketEvent, other: TicketEvent | undefined): boolean {
  if (other === undefined) return false;
  const { line: _line, ...rest } = one;
  const { line: _otherLine, ...otherRest } = other;
  return isSameValue(rest, otherRest);
}

function isWritten(event: NewEvent, found: TicketEvent | undefined): boolean {
  if (found === undefined) return false;
  const { id, kind, author, by, at, refs, attributes, body } = found;
  const same =
    id === event.id && kind === event.kind && author === event.actor.name && by === event.actor.kind && at === event.at;
  return (
    same &&
    isSameValue(refs, event.refs ?? []) &&
    isSameValue(attributes, event.attributes ?? {}) &&
    body === (event.body ?? "")
  );
}

/** Blank lines around a text and the kind of its line ends are not part of what it says. */
function visible(body: string): string {
  return body
    .replaceAll("\r\n", "\n")
    .replace(/^(?:[ \t\r]*\n)+/, "")
    .replace(/(?:\n[ \t\r]*)+$/, "")
    .replace(/^[ \t\r]*$/, "");
}
