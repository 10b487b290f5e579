import { stageBeforeParking } from "./_parked.ts";
import { countCriteria, holdsCommand, isFilled } from "./filled.ts";
import { leastCriteria } from "./least-criteria.ts";
import type { FieldValue, Ticket } from "./model.ts";
import type { Missing } from "./move-faults.ts";
import type { MoveFacts, MoveRequest } from "./move-request.ts";
import { type Guard, REJECTIONS, STAGES } from "./statuses.ts";

/** Judges one guard; the answer lists what is missing, and is empty when the guard lets the ticket pass. */
export function judgeGuard(guard: Guard, request: MoveRequest): readonly Missing[] {
  return GUARDS[guard](request);
}

const GUARDS: Readonly<Record<Guard, (request: MoveRequest) => readonly Missing[]>> = {
  sections: ({ ticket, facts }) => sections(ticket, facts),
  criteria: ({ ticket, facts }) => criteria(ticket, facts),
  testNotes: ({ ticket, facts }) =>
    unless(
      !facts.requirements.requireTestStrategy ||
        isRequired("Test Strategy", facts) ||
        isFilled(sectionOf(ticket, "Test Strategy")) ||
        has(ticket, "test_notes"),
      missing("the section Test Strategy is empty", "say in Test Strategy how it will be tested"),
    ),
  scope: ({ ticket, facts }) =>
    unless(
      !facts.requirements.requireAffectedFiles ||
        isRequired("Affected Files", facts) ||
        isFilled(sectionOf(ticket, "Affected Files")) ||
        hasScope(ticket),
      missing("it has no scope", "list the files in Affected Files, or name them: docket edit ID --allow GLOB"),
    ),
  verify: ({ ticket, facts }) =>
    unless(
      !facts.requirements.requireVerificationCommands || hasVerification(ticket),
      missing(
        "it names no command that verifies it",
        `name it: docket edit ${ticket.id} --verify NAME, a gate or a command, or a code block in Test Strategy`,
      ),
    ),
  dod: ({ ticket, facts }) =>
    unless(
      !facts.requirements.requireDod || has(ticket, "dod"),
      missing("it has no Definition of Done", "set dod to an entry of the catalog"),
    ),
  noOpenQuestion: ({ ticket }) =>
    unless(
      !has(ticket, "action_required"),
      missing(`a question is open: ${textOf(ticket.fields.action_required)}`, "answer it, then clear action_required"),
    ),
  sound: ({ ticket, to, facts }) => (to === "doing" && wasForced(ticket) ? [] : (facts.errors ?? [])),
  dependenciesMet: ({ facts }) =>
    (facts.requirements.requireDependencyCheck ? facts.unmetDependencies : []).map((reason) =>
      missing(reason, "finish what it waits for, or take the relation away"),
    ),
  claim: ({ ticket, facts }) =>
    unless(
      facts.claimed,
      missing(
        "nobody has taken it",
        `assign it first: docket assign ${ticket.id} NAME, or set assignee=NAME in an edit`,
      ),
    ),
  approval: ({ ticket, facts }) => approval(ticket, facts),
  wasThere: (request) => wasThere(request),
  rejection: (request) => rejection(request),
};

const missing = (what: string, wayOut: string): Missing => ({ what, wayOut });

const unless = (fine: boolean, item: Missing): readonly Missing[] => (fine ? [] : [item]);

/** One entry for all empty sections, so that the answer stays a sentence. */
function sections(ticket: Ticket, facts: MoveFacts): readonly Missing[] {
  const empty = facts.requirements.requiredSections.filter((name) => !isFilled(sectionOf(ticket, name)));
  if (empty.length === 0) return [];
  const what =
    empty.length === 1 ? `the section ${empty[0]} is empty` : `these sections are empty: ${empty.join(", ")}`;
  return [
    missing(
      what,
      `write them with docket edit ${ticket.id}, or docket edit ${ticket.id} --section "${empty[0]}" --body TEXT`,
    ),
  ];
}

/** Where the settings ask for the section itself, the guard for sections has said already that it is empty. */
const isRequired = (heading: string, { requirements }: MoveFacts): boolean =>
  requirements.requiredSections.some((one) => one.toLowerCase() === heading.toLowerCase());

function criteria(ticket: Ticket, facts: MoveFacts): readonly Missing[] {
  const least = leastCriteria(ticket, facts.requirements.minAcceptanceCriteria);
  const count = countCriteria(sectionOf(ticket, "Acceptance Criteria"));
  const what = `it has ${count} of at least ${least} acceptance ${least === 1 ? "criterion" : "criteria"}`;
  return unless(count >= least, missing(what, "write criteria as `- [ ] AC-1: …` under Acceptance Criteria"));
}

/** A person who forced it into ready knows its errors, and work may begin. */
function wasForced({ events }: Ticket): boolean {
  const move = events.findLast(
    ({ kind, attributes: { from, to } }) => kind === "status_changed" && from === "refined" && to === "ready",
  );
  return move?.attributes.forced === "yes";
}

/** The last word of a person counts: an approval is taken back by a later request for changes. */
function approval(ticket: Ticket, facts: MoveFacts): readonly Missing[] {
  if (!facts.requirements.requireApproval && ticket.fields.needs_approval !== true) return [];
  const reviews = ticket.events.filter((event) => event.kind === "review" && event.by === "person");
  return unless(
    reviews.at(-1)?.attributes.verdict === "approve",
    missing("a person has to approve it first", "ask a person to review and approve it"),
  );
}

function wasThere({ ticket, to }: MoveRequest): readonly Missing[] {
  const before = stageBeforeParking(ticket);
  const order: readonly string[] = STAGES;
  return unless(
    order.indexOf(to) <= order.indexOf(before),
    missing(`it was ${before} before it was ${ticket.status}`, `move it to ${before} first`),
  );
}

function rejection({ ticket, rejection: given }: MoveRequest): readonly Missing[] {
  const kind = given ?? textOf(ticket.fields.rejection);
  if (!REJECTIONS.some((known) => known === kind)) {
    return [missing("the kind of rejection is not given", `name one with --rejection: ${REJECTIONS.join(", ")}`)];
  }
  return unless(
    kind !== "duplicate" || ticket.relations.duplicate_of !== undefined,
    missing("it does not say which ticket it duplicates", `name it first: docket relate ${ticket.id} duplicate_of ID`),
  );
}

function sectionOf(ticket: Ticket, heading: string): string {
  const wanted = heading.toLowerCase();
  return ticket.sections.find((section) => section.heading.toLowerCase() === wanted)?.body ?? "";
}

function hasVerification(ticket: Ticket): boolean {
  return (
    has(ticket, "verify") ||
    holdsCommand(sectionOf(ticket, "Test Strategy")) ||
    isFilled(sectionOf(ticket, "Verification Commands"))
  );
}

function hasScope(ticket: Ticket): boolean {
  const scope = ticket.fields.scope;
  if (scope === null || typeof scope !== "object") return isValue(scope);
  return isList(scope) ? scope.length > 0 : isValue(scope.allow);
}

const has = (ticket: Ticket, field: string): boolean => isValue(ticket.fields[field]);

/** `key:` with nothing behind it, an empty text, list or map are all "not given". */
function isValue(value: FieldValue | undefined): boolean {
  if (value === undefined || value === null || value === false) return false;
  if (typeof value === "string") return value.trim() !== "" && value !== "null";
  return typeof value !== "object" || Object.keys(value).length > 0;
}

const isList = (value: FieldValue): value is readonly FieldValue[] => Array.isArray(value);

const textOf = (value: FieldValue | undefined): string =>
  typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
