import type { Edit, Ticket } from "../../ticket/model.ts";
import { type CheckedTicket, sectionOf } from "./checked-ticket.ts";
import type { CodeFacts } from "./code-facts.ts";
import { pathsNamed } from "./mentions.ts";

export interface Fix {
  readonly edits: readonly Edit[];
  /** What was mended, one line each. */
  readonly told: readonly string[];
}

/** What can be mended without a choice: blanks, numbers of criteria, paths that git renamed, headings that are missing. */
export function fixesOf(ticket: CheckedTicket, code: CodeFacts | undefined, required: readonly string[]): Fix {
  const title = ticket.ticket.title.trim();
  const bodies = new Map<string, string>();
  const told: string[] = [];
  const edits: Edit[] = [];
  if (title !== ticket.ticket.title && title !== "") {
    edits.push({ set: "title", to: title });
    told.push("blanks around the title");
  }
  for (const [heading, body] of renamedIn(ticket, code, told)) bodies.set(heading, body);
  numberCriteria(ticket, bodies, told);
  for (const heading of required) {
    if (ticket.ticket.sections.some((section) => section.heading.toLowerCase() === heading.toLowerCase())) continue;
    bodies.set(heading, "");
    told.push(`the heading ${heading}`);
  }
  return { edits: [...edits, ...[...bodies].map(([section, body]) => ({ section, body }))], told };
}

function numberCriteria(ticket: CheckedTicket, bodies: Map<string, string>, told: string[]): void {
  const heading = ticket.ticket.sections.find((one) => one.heading.toLowerCase() === "acceptance criteria")?.heading;
  if (heading === undefined) return;
  const body = bodies.get(heading) ?? sectionOf(ticket, heading);
  let next = 0;
  const numbered = body.replace(/^(\s*[-*+] \[[ xX]\]\s+AC-)\d{1,4}\b/gm, (_, before: string) => {
    next += 1;
    return `${before}${next}`;
  });
  if (numbered === body) return;
  bodies.set(heading, numbered);
  told.push("the numbers of the criteria");
}

/**
 * Sections with the paths in them as they are called by now. A path is replaced only where nothing goes on before or behind it. Of sections
 * with the same heading the first is mended: an edit reaches no other.
 */
function renamedIn(checked: CheckedTicket, code: CodeFacts | undefined, told: string[]): ReadonlyMap<string, string> {
  const bodies = new Map<string, string>();
  const { ticket, files } = checked;
  if (code === undefined) return bodies;
  const affected = files.filter(({ action }) => action !== "create").map(({ path }) => path);
  const mentioned = pathsNamed(checked);
  for (const path of new Set([...affected, ...mentioned])) {
    const renamedTo = code.exists(path) ? undefined : code.fateOf(path)?.renamedTo;
    if (renamedTo === undefined) continue;
    const whole = new RegExp(`(?<![\\w./@-])(?:\\./)?${RegExp.escape(path)}(?![\\w/-]|\\.\\w)`, "g");
    let isMended = false;
    for (const { heading, body } of firstOfEach(ticket.sections)) {
      const before = bodies.get(heading) ?? body;
      const after = before.replace(whole, () => renamedTo);
      if (after === before) continue;
      bodies.set(heading, after);
      isMended = true;
    }
    if (isMended) told.push(`${path} is ${renamedTo}`);
  }
  return bodies;
}

function firstOfEach(sections: Ticket["sections"]): readonly Ticket["sections"][number][] {
  const first = new Map<string, Ticket["sections"][number]>();
  for (const section of sections) {
    const heading = section.heading.toLowerCase();
    if (!first.has(heading)) first.set(heading, section);
  }
  return [...first.values()];
}
