import { REQUIRED_FIELDS } from "./_core.ts";
import { KINDS } from "./kinds.ts";
import { MAX_TITLE_CHARS } from "./limits.ts";
import { REJECTIONS, STATUSES } from "./statuses.ts";

type JsonSchema = Readonly<Record<string, unknown>>;

interface Row {
  readonly name: string;
  readonly about: string;
  readonly schema: JsonSchema;
}

const TEXT = { type: "string" } as const;
const WORD = { type: "string", pattern: "^[a-z][a-z0-9_-]{0,39}$" } as const;
const TIME = { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$" } as const;
const DAY = { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\dZ)?$" } as const;
const ID = { type: "string", pattern: "^[A-Z][A-Z0-9]{0,15}-[a-z0-9]{1,32}$" } as const;
const POINTS = { type: "integer", minimum: 1, maximum: 13 } as const;
const FLAG = { type: "boolean" } as const;
const COUNT = { type: "integer", minimum: 1 } as const;
const texts = (items: JsonSchema = TEXT): JsonSchema => ({ type: "array", items });
const oneOrMany = { anyOf: [TEXT, texts()] } as const;
const map = (properties: JsonSchema): JsonSchema => ({ type: "object", properties });

/** The fields that Docket reads, in the order in which they stand in a tidy ticket. */
const FIELD_TABLE: readonly Row[] = [
  { name: "id", about: "Prefix in capitals, dash, letters and digits; never used twice.", schema: ID },
  { name: "title", about: "One line.", schema: { type: "string", minLength: 1, maxLength: MAX_TITLE_CHARS } },
  { name: "status", about: "Where it is on its way.", schema: { type: "string", enum: STATUSES } },
  { name: "kind", about: "What sort of work it is.", schema: { ...WORD, examples: KINDS.map(({ name }) => name) } },
  { name: "priority", about: "P0 is the most pressing.", schema: { type: "string", enum: ["P0", "P1", "P2", "P3"] } },
  { name: "created", about: "When it was written down, UTC.", schema: TIME },
  { name: "updated", about: "When it was changed last, UTC.", schema: TIME },
  { name: "assignee", about: "Who works on it.", schema: TEXT },
  { name: "epic", about: "An epic of epics.yaml.", schema: TEXT },
  { name: "labels", about: "Free words.", schema: texts() },
  { name: "links", about: "Addresses of other pages.", schema: texts() },
  { name: "parent", about: "The larger ticket it is part of.", schema: ID },
  { name: "depends_on", about: "Tickets that must be done first.", schema: texts(ID) },
  { name: "blocks", about: "Tickets that wait for it.", schema: texts(ID) },
  { name: "related", about: "Tickets worth knowing of.", schema: texts(ID) },
  { name: "supersedes", about: "Tickets not needed when it is done.", schema: texts(ID) },
  { name: "duplicate_of", about: "The ticket that says the same.", schema: ID },
  { name: "impact", about: "How much it matters.", schema: POINTS },
  { name: "effort", about: "How much work it is.", schema: POINTS },
  { name: "time_criticality", about: "How fast it loses its worth.", schema: POINTS },
  { name: "risk_reduction", about: "What it makes safer.", schema: POINTS },
  {
    name: "confidence",
    about: "How sure impact and effort are; low where one of them is missing.",
    schema: { type: "string", enum: ["high", "medium", "low"] },
  },
  { name: "took_minutes", about: "Minutes of work over all attempts, written when it is done.", schema: COUNT },
  { name: "due", about: "The day by which it should be done.", schema: DAY },
  { name: "not_before", about: "It does not count as ready before this day or time.", schema: TEXT },
  {
    name: "scope",
    about: "Paths that an order may change; denied ones win.",
    schema: map({
      allow: oneOrMany,
      deny: oneOrMany,
      override_reason: TEXT,
      override_expires: TEXT,
    }),
  },
  { name: "verify", about: "Gates by name, or commands of its own that a person approves.", schema: oneOrMany },
  { name: "dod", about: "Definition of Done it is judged by.", schema: oneOrMany },
  { name: "red_green", about: "Whether a test has to fail without the change; else its kind says.", schema: FLAG },
  { name: "diff_budget", about: "How large the change may be.", schema: map({ max_files: COUNT, max_loc: COUNT }) },
  {
    name: "stop_conditions",
    about: "When to stop trying.",
    schema: map({ max_iterations: COUNT, max_fail_verify: COUNT }),
  },
  { name: "needs_preflight", about: "A person has to approve before work begins.", schema: FLAG },
  { name: "needs_approval", about: "A person approves it before it may be taken.", schema: FLAG },
  { name: "action_required", about: "A question that has to be answered first.", schema: TEXT },
  { name: "rejection", about: "Why it will not be done.", schema: { type: "string", enum: REJECTIONS } },
  { name: "unproven", about: "A person closed it without a proof.", schema: FLAG },
  { name: "fingerprint", about: "What a found ticket was made for: a source, and a hash of the group.", schema: TEXT },
  { name: "evidence", about: "Facts it stands on; the ledger in evidence/ knows them all.", schema: texts() },
];

/** Names of fields in the order in which they stand in a tidy ticket; others follow. */
export const FIELD_ORDER: readonly string[] = FIELD_TABLE.map(({ name }) => name);

/** JSON Schema of a ticket's frontmatter in strict form, for editors and other programs. Any other field is allowed. */
export function ticketJsonSchema(): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "frontmatter of a ticket",
    type: "object",
    required: REQUIRED_FIELDS,
    properties: Object.fromEntries(
      FIELD_TABLE.map(({ name, about, schema }) => [name, { description: about, ...schema }]),
    ),
  };
}
