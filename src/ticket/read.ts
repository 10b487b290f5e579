import { type Part, partBody, readParts } from "./_body.ts";
import { checkFields, type Entries, entriesByKey, listField, priorityField, readId, textField } from "./_core.ts";
import { decodeTicket } from "./_decode.ts";
import { type Frontmatter, readFrontmatter } from "./_frontmatter.ts";
import { MAX_PROBLEMS } from "./limits.ts";
import type { FieldValue, Problem, Relations, Section, Ticket, TicketFile, TicketId } from "./model.ts";
import { problem } from "./problems.ts";
import { readEvents, THREAD } from "./thread.ts";

/** Reads one ticket's file. It never fails: what cannot be understood becomes a problem with its place. */
export function readTicket(bytes: Uint8Array): TicketFile {
  const problems: Problem[] = [];
  const text = decodeTicket(bytes, problems);
  if (text === undefined) return { text, ticket: undefined, problems };
  const { ticket } = readLayout(text, problems);
  return { text, ticket, problems: problems.slice(0, MAX_PROBLEMS) };
}

/** The text of a file and no more, for who knows already what it says. */
export const textOf = (bytes: Uint8Array): string | undefined => decodeTicket(bytes, []);

/** A ticket with the places of its parts in the text. */
export interface Layout {
  readonly ticket: Ticket | undefined;
  readonly frontmatter: Frontmatter | undefined;
  readonly parts: readonly Part[];
}

/** Reads a text that was decoded before; for this room only, where an edit needs the places. */
export function readLayout(text: string, problems: Problem[]): Layout {
  const frontmatter = readFrontmatter(text, problems);
  if (frontmatter === undefined) return { ticket: undefined, frontmatter, parts: [] };
  const entries = entriesByKey(frontmatter.entries);
  const id = readId(text, entries, problems);
  checkFields(text, entries, problems);
  const parts = readParts(text, frontmatter.bodyStart, problems);
  const events = readEvents(
    text,
    parts.filter(isThread).flatMap((part) => part.lines),
    problems,
  );
  const sections = parts.filter((part) => !isThread(part)).map((part) => sectionOf(text, part));
  checkHeadings(parts, problems);
  if (id === undefined) return { ticket: undefined, frontmatter, parts };
  return { ticket: { ...fieldsOf(text, entries, id), sections, events }, frontmatter, parts };
}

export function isThread(part: Part): boolean {
  return part.heading.toLowerCase() === THREAD.toLowerCase();
}

function fieldsOf(text: string, entries: Entries, id: TicketId): Omit<Ticket, "sections" | "events"> {
  const one = (key: string): string => textField(text, entries, key);
  return {
    id,
    title: one("title"),
    status: one("status"),
    kind: one("kind"),
    priority: priorityField(text, entries),
    created: one("created"),
    updated: one("updated"),
    assignee: one("assignee") || undefined,
    epic: one("epic") || undefined,
    labels: listField(entries, "labels"),
    relations: relationsOf(text, entries),
    fields: Object.fromEntries([...entries.values()].map(({ key, value }): [string, FieldValue] => [key, value])),
  };
}

function relationsOf(text: string, entries: Entries): Relations {
  return {
    depends_on: listField(entries, "depends_on"),
    blocks: listField(entries, "blocks"),
    related: listField(entries, "related"),
    supersedes: listField(entries, "supersedes"),
    duplicate_of: textField(text, entries, "duplicate_of") || undefined,
    parent: textField(text, entries, "parent") || undefined,
  };
}

function sectionOf(text: string, part: Part): Section {
  return { heading: part.heading, body: partBody(text, part), line: part.line };
}

function checkHeadings(parts: readonly Part[], problems: Problem[]): void {
  const seen = new Set<string>();
  for (const part of parts) {
    const key = isThread(part) ? THREAD : part.heading;
    if (seen.has(key)) {
      problems.push(
        problem("section-duplicate", `there are two sections with the heading ${key}`, { line: part.line }),
      );
    }
    seen.add(key);
  }
}
