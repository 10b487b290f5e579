import { err, ok, type Result } from "../std/result.ts";
import type { Settings } from "../store/settings/schema.ts";
import { checkBody, checkTitle } from "../ticket/clean.ts";
import { checkField } from "../ticket/fields.ts";
import { type Kind, kindNames, kindOf } from "../ticket/kinds.ts";
import type { FieldValue } from "../ticket/model.ts";
import { checkLabels, fieldPairs } from "./_field-input.ts";
import { kindUnknown } from "./faults.ts";

/** A new ticket's checked parts, before it has an id. */
export interface Draft {
  readonly title: string;
  readonly kind: string;
  readonly prefix: string;
  readonly priority: string;
  readonly labels: readonly string[];
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly body?: string;
  /** Kinds that the settings add to the built-in ones. */
  readonly kinds: readonly Kind[];
}

export interface DraftInput {
  readonly title: string;
  readonly kind: string;
  readonly priority?: string | undefined;
  readonly label?: readonly string[] | undefined;
  readonly body?: string | undefined;
  readonly epic?: string | undefined;
  readonly assignee?: string | undefined;
  readonly set?: readonly string[] | undefined;
}

/** Checks what somebody wants to write down; nothing is read or written yet. */
export function checkDraft(given: DraftInput, settings: Settings): Result<Draft> {
  const kinds = extraKinds(settings);
  const title = checkTitle(given.title);
  if (!title.ok) return title;
  const kind = kindOf(given.kind, kinds);
  if (kind === undefined) return err(kindUnknown({ kind: given.kind, known: kindNames(kinds) }));
  const labels = checkLabels(given.label ?? []);
  if (!labels.ok) return labels;
  const priority = given.priority === undefined ? ok(kind.priority) : checkField("priority", given.priority);
  if (!priority.ok) return priority;
  const fields = checkFields(given);
  if (!fields.ok) return fields;
  const body = given.body === undefined ? undefined : checkBody(given.body);
  if (body !== undefined && !body.ok) return body;
  return ok({
    title: title.value,
    kind: kind.name,
    prefix: kind.prefix,
    priority: String(priority.value),
    labels: labels.value,
    fields: fields.value,
    kinds,
    ...(body === undefined ? {} : { body: body.value }),
  });
}

function checkFields({ epic, assignee, set }: DraftInput): Result<Readonly<Record<string, FieldValue>>> {
  const given = [
    ...(epic === undefined ? [] : [`epic=${epic}`]),
    ...(assignee === undefined ? [] : [`assignee=${assignee}`]),
  ];
  const pairs = fieldPairs([...given, ...(set ?? [])]);
  return pairs.ok ? ok(Object.fromEntries(pairs.value)) : pairs;
}

/** The kinds of the settings in the shape of the built-in ones. */
export function extraKinds(settings: Settings): readonly Kind[] {
  return Object.entries(settings.kinds).map(([name, kind]) => ({
    name,
    summary: "",
    fields: [],
    prefix: kind.prefix,
    priority: kind.priority,
    redGreen: kind.redGreen,
    sections: kind.sections.map((heading) => ({ heading, hint: "" })),
  }));
}
