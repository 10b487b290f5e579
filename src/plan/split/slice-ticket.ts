import type { FieldValue, Ticket } from "../../ticket/model.ts";
import { sectionBody } from "../planned-files.ts";
import type { Slice } from "./propose-split.ts";

/** What a slice's own ticket says, before it has an id. */
export interface SliceDraft {
  readonly title: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly body: string;
}

export interface SlicePlace {
  /** From 0. */
  readonly at: number;
  readonly of: number;
  /** Ids of the slices before it that it waits for. */
  readonly after: readonly string[];
}

const MAX_TITLE = 180;

/** What is the whole's alone: what it is called, how far it is, how it is tied, and how large it is. */
const OWN = new Set(
  ["id", "title", "status", "kind", "priority", "created", "updated", "labels", "assignee", "depends_on"].concat(
    ["related", "supersedes", "duplicate_of", "impact", "effort", "complexity", "scope", "readiness"],
    ["rejection", "unproven", "split_into", "fingerprint", "evidence", "estimated_tokens", "action_required"],
  ),
);

/** Writes a slice: its criteria, its files and its share of the points, and everything else as the whole has it. */
export function sliceTicket(whole: Ticket, slice: Slice, place: SlicePlace): SliceDraft {
  const kept = Object.entries(whole.fields).filter(([name, value]) => !OWN.has(name) && value !== null);
  const waits = [...new Set([...whole.relations.depends_on, ...place.after])];
  const fields: Readonly<Record<string, FieldValue>> = {
    ...Object.fromEntries(kept),
    supersedes: [whole.id],
    ...(waits.length === 0 ? {} : { depends_on: waits }),
    ...(slice.effort === undefined ? {} : { effort: slice.effort }),
    ...(slice.impact === undefined ? {} : { impact: slice.impact }),
    ...scopeField(whole, slice),
  };
  return { title: `${cut(whole.title)} (${place.at + 1} of ${place.of})`, fields, body: bodyOf(whole, slice, place) };
}

const cut = (title: string): string =>
  title.length <= MAX_TITLE
    ? title
    : `${title
        .slice(0, MAX_TITLE - 1)
        .trimEnd()
        .toWellFormed()}…`;

/** What is denied stays denied. What is allowed is the slice's own files, which Affected Files says as well. */
function scopeField({ fields }: Ticket, { files }: Slice): Readonly<Record<string, FieldValue>> {
  const { scope } = fields;
  if (scope === undefined || scope === null) return {};
  const rest = typeof scope === "object" && !Array.isArray(scope) ? scope : {};
  return { scope: { ...rest, allow: files.map(({ path }) => path) } };
}

const WRITTEN_ANEW = ["context", "affected files", "acceptance criteria", "cost estimate", "resolution"];

function bodyOf(whole: Ticket, { files, criteria }: Slice, { at, of }: SlicePlace): string {
  const context = [sectionBody(whole, "Context"), `Part ${at + 1} of ${of} of ${whole.id}.`];
  const listed = files.map(({ path, action, note }) => `- \`${path}\`: ${action}${note === "" ? "" : `, ${note}`}`);
  const others = whole.sections.filter(
    ({ heading }) => heading !== "" && !WRITTEN_ANEW.includes(heading.toLowerCase()),
  );
  const sections: readonly (readonly [string, string])[] = [
    ["Context", context.filter((one) => one !== "").join("\n\n")],
    ...others.map(({ heading, body }) => [heading, body] as const),
    ["Affected Files", listed.join("\n")],
    ["Acceptance Criteria", criteria.map((one) => one.whole).join("\n")],
  ];
  return sections.map(([heading, text]) => `## ${heading}\n\n${text}`).join("\n\n");
}
