import { partBody, readParts } from "./_body.ts";
import { formatKey, formatValue } from "./_yaml-write.ts";
import { FIELD_ORDER } from "./field-table.ts";
import { KINDS, type Kind, kindOf, type TemplateSection } from "./kinds.ts";
import type { Actor, FieldValue, Instant, NewEvent, Problem, TicketId } from "./model.ts";
import { eventText, THREAD } from "./thread.ts";

/** What a new ticket is made of. Title, fields and body were checked before (`checkTitle`, `checkField`, `checkBody`). */
export interface NewTicket {
  readonly id: TicketId;
  readonly title: string;
  readonly kind: string;
  readonly priority: string;
  /** `new` when absent. */
  readonly status?: string;
  readonly now: Instant;
  readonly actor: Actor;
  readonly eventId: string;
  readonly labels?: readonly string[];
  readonly fields?: Readonly<Record<string, FieldValue>>;
  /** Goes under Description; sections of its own go to the sections of the same name. */
  readonly body?: string;
  /** What its first event says beyond that it was made. */
  readonly told?: Pick<NewEvent, "body" | "attributes">;
}

/** The whole text of a new ticket's file: frontmatter in strict YAML, the sections of its kind, and its first event. */
export function composeTicket(spec: NewTicket, kinds: readonly Kind[] = []): string {
  const kind = kindOf(spec.kind, kinds) ?? kindOf("task") ?? KINDS[0];
  const sections = fillSections(kind?.sections ?? [], spec.body ?? "");
  const event = { id: spec.eventId, kind: "create", actor: spec.actor, at: spec.now, ...spec.told };
  const parts = [`---\n${frontmatterOf(spec, kind)}---`, ...sections, `## ${THREAD}`, eventText(event)];
  return `${parts.join("\n\n")}\n`;
}

function frontmatterOf(spec: NewTicket, kind: Kind | undefined): string {
  const fields = new Map<string, FieldValue>([
    ["id", spec.id],
    ["title", spec.title],
    ["status", spec.status ?? "new"],
    ["kind", spec.kind],
    ["priority", spec.priority],
    ["created", spec.now],
    ["updated", spec.now],
  ]);
  const own = new Set(fields.keys());
  if (spec.labels !== undefined && spec.labels.length > 0) fields.set("labels", spec.labels);
  for (const { name, initial } of kind?.fields ?? []) if (initial !== undefined) fields.set(name, initial);
  for (const [name, value] of Object.entries(spec.fields ?? {})) if (!own.has(name)) fields.set(name, value);
  const rank = (name: string): number => (FIELD_ORDER.includes(name) ? FIELD_ORDER.indexOf(name) : FIELD_ORDER.length);
  const sorted = [...fields].toSorted(([a], [b]) => rank(a) - rank(b));
  return sorted.map(([name, value]) => `${formatKey(name)}: ${formatValue(value)}\n`).join("");
}

function fillSections(template: readonly TemplateSection[], body: string): readonly string[] {
  const given = givenSections(body);
  const written = template.map(({ heading, hint }) => {
    const text = given.get(heading.toLowerCase())?.body ?? "";
    given.delete(heading.toLowerCase());
    return sectionText(heading, text === "" ? `<!-- ${hint} -->` : text);
  });
  return [...written, ...[...given.values()].map(({ heading, body: text }) => sectionText(heading, text))];
}

function sectionText(heading: string, body: string): string {
  return body === "" ? `## ${heading}` : `## ${heading}\n\n${body}`;
}

interface Given {
  readonly heading: string;
  readonly body: string;
}

/** The sections of a body by lower-case heading; what stands above the first one is the description. */
function givenSections(body: string): Map<string, Given> {
  const text = withoutOpenEnds(body.toWellFormed().replaceAll("\0", "\ufffd").replaceAll("\r\n", "\n"));
  const given = new Map<string, Given>();
  for (const part of readParts(text, 0, [])) {
    const isThread = part.heading.toLowerCase() === THREAD.toLowerCase();
    const heading = part.heading === "" || isThread ? "Description" : part.heading;
    const shown = isThread ? `### ${part.heading}\n\n${partBody(text, part)}` : partBody(text, part);
    const key = heading.toLowerCase();
    const before = given.get(key);
    const joined = [before?.body ?? "", shown].filter((one) => one !== "").join("\n\n");
    given.set(key, { heading: before?.heading ?? heading, body: joined });
  }
  return given;
}

/** A fence or comment that the body never closes is made plain text, so that it cannot swallow the sections behind it. */
function withoutOpenEnds(text: string): string {
  const problems: Problem[] = [];
  readParts(text, 0, problems);
  if (problems.length === 0) return text;
  const open = new Set(problems.map(({ line }) => line));
  const lines = text.split("\n").map((line, index) => (open.has(index + 1) ? line.replace(/^( *)/, "$1\\") : line));
  return lines.join("\n");
}
