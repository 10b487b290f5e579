import { type Criterion, readCriteria } from "../../gate/criteria.ts";
import type { WishDraft } from "../../plan/draft/wish-draft.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { affectedFiles } from "../../ticket/affected-files.ts";
import { checkBody, checkTitle } from "../../ticket/clean.ts";
import { composeTicket } from "../../ticket/compose.ts";
import { checkField } from "../../ticket/fields.ts";
import { makeTicketId } from "../../ticket/id.ts";
import { formatInstant } from "../../ticket/instant.ts";
import { type Kind, kindNames, kindOf } from "../../ticket/kinds.ts";
import type { FieldValue, Ticket } from "../../ticket/model.ts";
import { readTicket } from "../../ticket/read.ts";
import { checkKey, checkLabels } from "../_field-input.ts";
import { editedTextNotValid, kindUnknown } from "../faults.ts";

/** A ticket's file without what is only decided when it is written: its id, status, times and thread. */
export function textOfDraft(draft: WishDraft, labels: readonly string[], kinds: readonly Kind[]): string {
  const { title, kind, priority, fields, body, tags } = draft;
  const whole = composeTicket(
    {
      ...{ id: makeTicketId("DRAFT", new Uint8Array(16)), now: formatInstant(0), eventId: "0" },
      actor: { name: "nobody", kind: "person" },
      ...{ title, kind: kind.name, priority: priority ?? kindOf(kind.name, kinds)?.priority ?? "P2" },
      labels: [...new Set([...tags.map(({ label }) => label), ...labels])],
      ...{ fields, body },
    },
    kinds,
  );
  const [, head = "", rest = ""] = /^(---\n[\s\S]*?\n---\n)([\s\S]*)$/.exec(whole) ?? [];
  return `${head.replace(DECIDED_LATER, "")}${rest.slice(0, rest.lastIndexOf("\n## Thread\n"))}`;
}

const DECIDED_LATER = /^(?:id|status|created|updated): .*\n/gm;

/** A draft as somebody edited it. */
export interface Edited {
  readonly draft: WishDraft;
  readonly labels: readonly string[];
}

/** Takes an edited text over a draft: what it says stands, and questions that it does not ask any more are settled. */
export function withText(text: string, draft: WishDraft, kinds: readonly Kind[]): Result<Edited> {
  const ticket = ticketIn(text);
  if (!ticket.ok) return ticket;
  const { title, kind, priority, labels, fields, sections } = ticket.value;
  const known = kindOf(kind, kinds);
  if (known === undefined) return err(kindUnknown({ kind, known: kindNames(kinds) }));
  const checked = checkTitle(title);
  if (!checked.ok) return checked;
  const level = checkField("priority", priority);
  if (!level.ok) return level;
  const marks = checkLabels(labels);
  if (!marks.ok) return marks;
  const own = ownFields(fields);
  if (!own.ok) return own;
  const body = checkBody(sections.map(({ heading, body: inner }) => `## ${heading}\n\n${inner}`).join("\n\n"));
  if (!body.ok) return body;
  const isOpen = own.value.action_required !== undefined;
  const questions = isOpen ? draft.questions : [];
  const criteria = sections.find(({ heading }) => heading.toLowerCase() === "acceptance criteria")?.body ?? "";
  return ok({
    labels: marks.value,
    draft: {
      ...draft,
      ...{ title: checked.value, kind: { name: known.name, reason: "somebody edited the draft" }, tags: [] },
      ...{ priority: String(level.value), fields: own.value, body: body.value, questions },
      files: affectedFiles(ticket.value),
      criteria: readCriteria(criteria).map((one) => ({ sort: "happy", text: wordsOf(one) })),
      readiness: isOpen ? draft.readiness : own.value.needs_preflight === true ? "preflight_needed" : settled(draft),
    },
  });
}

const wordsOf = ({ text: words, evidence }: Criterion): string =>
  [words, ...evidence.map(({ kind, name }) => `(${kind}: ${name})`)].join(" ");

const settled = ({ like, among }: WishDraft): WishDraft["readiness"] =>
  like.some(({ same }) => same) || among.some(({ kind }) => kind === "same") ? "duplicate" : "implementation_ready";

function ticketIn(text: string): Result<Ticket> {
  const whole = `${text.replace(/^(---[^\S\n]*\r?\n)/, `$1${HEAD}`).trimEnd()}\n`;
  const { ticket, problems } = readTicket(new TextEncoder().encode(whole));
  const problem = problems.find(({ severity }) => severity === "error");
  if (ticket !== undefined && problem === undefined) return ok(ticket);
  const line = problem?.line === undefined ? undefined : Math.max(1, problem.line - HEAD_LINES);
  return err(editedTextNotValid({ reason: problem?.message ?? "it is no ticket", line }));
}

const HEAD = "id: DRAFT-bbbbbb\nstatus: new\ncreated: 1970-01-01T00:00:00Z\nupdated: 1970-01-01T00:00:00Z\n";
const HEAD_LINES = 4;

const ASIDE = new Set(["id", "title", "status", "kind", "priority", "created", "updated", "labels"]);

function ownFields(fields: Ticket["fields"]): Result<Readonly<Record<string, FieldValue>>> {
  const own: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (ASIDE.has(name)) continue;
    const key = DRAFTED.has(name) ? ok(name) : checkKey(name);
    if (!key.ok) return key;
    const checked = checkField(name, value);
    if (!checked.ok) return checked;
    own[name] = checked.value;
  }
  return ok(own);
}

/** Fields that a draft sets itself, though later only a verb of their own changes them. */
const DRAFTED = new Set(["depends_on", "related", "needs_preflight", "risk_flags", "action_required"]);
