import type { Atom } from "../../evidence/atom.ts";
import type { Edit, FieldValue, NewEvent, Ticket } from "../../ticket/model.ts";
import { atomLines } from "./atom-lines.ts";
import { MAX_ATOMS_NAMED } from "./limits.ts";
import { isAtWork } from "./standing.ts";
import type { TicketNews } from "./ticket-news.ts";

/** What becomes of a ticket of which nothing is seen any more. */
export type WhenGone = "propose" | "close";

export interface Telling {
  readonly ticket: Ticket;
  readonly news: TicketNews;
  readonly whenGone: WhenGone;
}

/** What is written into a ticket, and what that amounts to. */
export interface Told {
  readonly edits: readonly Edit[];
  readonly event: Pick<NewEvent, "kind" | "attributes" | "body">;
  readonly as: "linked" | "told" | "reopened" | "proposed" | "closed";
}

/** Begins the question that a proposal to close leaves in the ticket; one that somebody else asked is never touched. */
const QUESTION = "Nothing that was found is seen any more.";

/** Writes the news of a ticket into it: one event (I3), and the fields that follow from it. */
export function tellTicket({ ticket, news, whenGone }: Telling): Told {
  const named = namesEdits(ticket, news.added);
  if (news.reopens) return reopened(ticket, news, named);
  const isPresent = news.added.length + news.back.length > 0;
  if (isPresent) return told(news, [...named, ...withdrawnEdits(ticket)], news.added.length > 0 ? "linked" : "told");
  const isOver = news.left === 0 && isOpenStatus(ticket.status);
  if (!isOver || isAtWork(ticket.status)) return told(news, named, "told");
  return whenGone === "close" ? closed(ticket, news) : proposed(ticket, news);
}

function told(news: TicketNews, edits: readonly Edit[], as: Told["as"]): Told {
  return { edits, as, event: { kind: "evidence", attributes: attributesOf(news), body: bodyOf(news) } };
}

/** Back to refined, as a regression (docs/statuses.md): what was written when it was closed stays in the thread. */
function reopened(ticket: Ticket, news: TicketNews, named: readonly Edit[]): Told {
  const before = ["unproven", "rejection"].filter((key) => Object.hasOwn(ticket.fields, key));
  const resolution = ticket.sections.find(({ heading }) => heading === "Resolution")?.body ?? "";
  const edits: Edit[] = [
    { set: "status", to: "refined" },
    ...before.map((key) => ({ set: key, to: undefined })),
    ...(resolution === "" ? [] : [{ section: "Resolution", body: "" }]),
    ...(ticket.labels.includes("regression") ? [] : [{ set: "labels", to: [...ticket.labels, "regression"] }]),
    ...withdrawnEdits(ticket),
    ...named,
  ];
  const attributes = { from: ticket.status, to: "refined", ...attributesOf(news) };
  const last = ticket.events.findLast(({ kind }) => kind === "close" || kind === "merge" || kind === "status_changed");
  const link = last === undefined ? "" : ` It was closed at ${last.at} by ${last.author} (event ${last.id}).`;
  const body = `The problem is there again, so this is a regression.${link}\n\n${bodyOf(news)}`;
  return { edits, as: "reopened", event: { kind: "status_changed", attributes, body } };
}

/** The question keeps the ticket from being taken until somebody has looked. */
function proposed(ticket: Ticket, news: TicketNews): Told {
  const isAsked = Object.hasOwn(ticket.fields, "action_required");
  const question = `${QUESTION} Is it done? docket close ${ticket.id} --resolution TEXT`;
  const edits: Edit[] = isAsked ? [] : [{ set: "action_required", to: question }];
  const attributes = { ...attributesOf(news), proposes: "close" };
  const body = `${bodyOf(news)}\n\n${QUESTION} Proposed: close this ticket.`;
  return { edits, as: "proposed", event: { kind: "evidence", attributes, body } };
}

/** Nobody proved anything here, so it does not count as done. */
function closed(ticket: Ticket, news: TicketNews): Told {
  const resolution = `${QUESTION} Closed because docket.yaml says so (discover.whenGone).`;
  const edits: Edit[] = [
    { set: "status", to: "rejected" },
    { set: "rejection", to: "obsolete" },
    { section: "Resolution", body: resolution },
  ];
  const attributes = { from: ticket.status, to: "rejected", proves: "rejected", ...attributesOf(news) };
  return { edits, as: "closed", event: { kind: "close", attributes, body: `${resolution}\n\n${bodyOf(news)}` } };
}

/** Takes back the question of an earlier proposal; one that somebody else asked stays. */
export function withdrawnEdits(ticket: Ticket): readonly Edit[] {
  const asked = ticket.fields.action_required;
  return typeof asked === "string" && asked.startsWith(QUESTION) ? [{ set: "action_required", to: undefined }] : [];
}

function namesEdits(ticket: Ticket, added: readonly Atom[]): readonly Edit[] {
  const before = textsOf(ticket.fields.evidence);
  const fresh = added.map(({ id }) => id).filter((id) => !before.includes(id));
  const all = [...before, ...fresh].slice(0, Math.max(before.length, MAX_ATOMS_NAMED));
  return all.length === before.length ? [] : [{ set: "evidence", to: all }];
}

/** Takes a fact out of a ticket that it no longer belongs to. */
export function unlinkEdits(ticket: Ticket, atom: string): readonly Edit[] {
  const before = textsOf(ticket.fields.evidence);
  const after = before.filter((id) => id !== atom);
  if (after.length === before.length) return [];
  return [{ set: "evidence", to: after.length === 0 ? undefined : after }];
}

/** The ids that a ticket names in its field `evidence`. */
export function textsOf(value: FieldValue | undefined): readonly string[] {
  const list: readonly FieldValue[] = isList(value) ? value : value === undefined ? [] : [value];
  return list.filter((item): item is string => typeof item === "string" && item !== "");
}

function attributesOf({ added, back, gone }: TicketNews): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries({ added, back, gone }).flatMap(([name, atoms]) =>
      atoms.length === 0 ? [] : [[name, String(atoms.length)]],
    ),
  );
}

function bodyOf({ added, back, gone, left, why }: TicketNews): string {
  const part = (head: string, atoms: readonly Atom[]): readonly string[] =>
    atoms.length === 0 ? [] : [`${head}\n\n${atomLines(atoms)}`];
  const more = left === 0 ? "Nothing else of this ticket is left." : `Still there: ${left}.`;
  return [
    ...part(`Seen, and part of this ticket because ${why}:`, added),
    ...part("Seen again:", back),
    ...part("No longer seen, though its source looked at everything:", gone),
    ...(gone.length === 0 ? [] : [more]),
  ].join("\n\n");
}

const isOpenStatus = (status: string): boolean => status !== "done" && status !== "rejected";

const isList = (value: FieldValue | undefined): value is readonly FieldValue[] => Array.isArray(value);
