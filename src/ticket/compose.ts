import { partBody, readParts } from "./_body.ts";
import { formatKey, formatValue } from "./_yaml-write.ts";
import { KINDS, type Kind, kindOf, type TemplateSection } from "./kinds.ts";
import type { Actor, FieldValue, Instant, TicketId } from "./model.ts";
import { formatEvent, THREAD } from "./thread.ts";

/** A new ticket's parts; they have been checked before. */
export interface NewTicket {
  readonly id: TicketId;
  readonly title: string;
  readonly kind: string;
  readonly priority: string;
  readonly status?: string;
  readonly now: Instant;
  readonly actor: Actor;
  /** Id of the `create` event. */
  readonly eventId: string;
  readonly labels?: readonly string[];
  readonly fields?: Readonly<Record<string, FieldValue>>;
  /** Text for the description; where it has `##` headings of its own, they fill the sections of that name. */
  readonly body?: string;
}

const DESCRIPTION = "Description";

/** Writes the whole file of a new ticket. */
export function composeTicket(spec: NewTicket, kinds: readonly Kind[] = KINDS): string {
  const frontmatter = Object.entries(fieldsOf(spec)).map(
    ([key, value]) => `${formatKey(key)}: ${formatValue(value)}\n`,
  );
  const sections = sectionsOf(spec, kindOf(spec.kind, kinds)?.sections ?? []);
  const event = formatEvent({ id: spec.eventId, kind: "create", actor: spec.actor, at: spec.now });
  if (!event.ok) throw new Error(`the first event of ${spec.id} could not be written: ${event.fault.message}`);
  const body = sections.map(({ heading, text }) => `## ${heading}\n\n${text === "" ? "" : `${text}\n\n`}`).join("");
  return `---\n${frontmatter.join("")}---\n\n${body}## ${THREAD}\n\n${event.value.trimEnd()}\n`;
}

function fieldsOf(spec: NewTicket): Readonly<Record<string, FieldValue>> {
  return {
    id: spec.id,
    title: spec.title,
    status: spec.status ?? "new",
    kind: spec.kind,
    priority: spec.priority,
    created: spec.now,
    updated: spec.now,
    ...(spec.labels === undefined || spec.labels.length === 0 ? {} : { labels: spec.labels }),
    ...spec.fields,
  };
}

interface Filled {
  readonly heading: string;
  readonly text: string;
}

/** The template with what was given put in its place; sections the template lacks follow. */
function sectionsOf({ body }: NewTicket, template: readonly TemplateSection[]): readonly Filled[] {
  const given = partsOf(body ?? "");
  const filled = template.map(({ heading, hint }): Filled => {
    const text = given.get(heading.toLowerCase())?.text;
    given.delete(heading.toLowerCase());
    return { heading, text: text ?? (hint === "" ? "" : `<!-- ${hint} -->`) };
  });
  return [...filled, ...given.values()];
}

/** Given text by lower-cased heading; what stands before any heading is the description. */
function partsOf(body: string): Map<string, Filled> {
  const text = body.replaceAll("\r\n", "\n");
  const sections = new Map<string, Filled>();
  for (const part of readParts(text, 0, [])) {
    const own = partBody(text, part);
    const heading =
      part.heading === "" || part.heading.toLowerCase() === THREAD.toLowerCase() ? DESCRIPTION : part.heading;
    if (own === "" && heading === DESCRIPTION) continue;
    const before = sections.get(heading.toLowerCase())?.text;
    sections.set(heading.toLowerCase(), { heading, text: before === undefined ? own : `${before}\n\n${own}` });
  }
  return sections;
}
