import { err, ok, type Result } from "../std/result.ts";
import type { StoredTicket } from "../store/read/read-ticket.ts";
import type { Settings } from "../store/settings/schema.ts";
import { checkBody, checkTitle } from "../ticket/clean.ts";
import { checkField } from "../ticket/fields.ts";
import { kindNames, kindOf } from "../ticket/kinds.ts";
import type { Edit, FieldValue } from "../ticket/model.ts";
import { changeTicket, newEvent } from "./_change-ticket.ts";
import { extraKinds } from "./_draft.ts";
import { editByHand } from "./_edit-by-hand.ts";
import { checkKey, checkLabels, fieldPairs } from "./_field-input.ts";
import { replaceText } from "./_replace-text.ts";
import { kindUnknown, oneOfNeeded } from "./faults.ts";
import { type InputOf, op } from "./op.ts";

const input = {
  id: { type: "string", required: true, position: 0, describe: "Id of the ticket, or a unique beginning of it." },
  title: { type: "string", short: "t", describe: "New title." },
  priority: { type: "string", short: "p", describe: "P0 to P3, or critical, high, medium, low.", word: "priority" },
  kind: { type: "string", short: "k", describe: "New kind; the id stays.", word: "kind" },
  add_label: { type: "strings", describe: "Label to add.", word: "label" },
  remove_label: { type: "strings", describe: "Label to take away.", word: "label" },
  set: { type: "strings", describe: "Any other field, as key=value.", word: "key=value" },
  allow: { type: "strings", describe: "Path or glob that an order may change; replaces the list.", word: "glob" },
  deny: { type: "strings", describe: "Path or glob that it may not change; replaces the list.", word: "glob" },
  verify: { type: "strings", describe: "Gate or command that proves it; replaces the list.", word: "command" },
  unset: { type: "strings", describe: "Field to remove.", word: "key" },
  section: { type: "string", describe: "Section to replace; its text is the body.", word: "heading" },
  body: { type: "string", short: "b", stdin: true, describe: "Text of the section." },
  text: {
    type: "string",
    stdin: true,
    describe: "The whole file.",
    word: "text",
    cliOnly: true,
  },
  revision: { type: "string", describe: "Only if the file is still at this revision.", word: "hash" },
} as const;

type Given = InputOf<typeof input>;

/** Changes fields, labels or sections of a ticket. */
export const editOp = op({
  name: "edit",
  summary: "Change fields, labels or a section of a ticket",
  about:
    "Touches only the lines it means to change. Without flags it opens your editor on the file; --text - takes the whole file from a pipe.",
  examples: [
    "docket edit k3f --priority P1 --add-label auth",
    "docket edit k3f --set impact=8 --set effort=3",
    'docket edit k3f --allow "src/auth/**" --allow "test/auth/**" --verify test',
    'docket edit k3f --section "Acceptance Criteria" --body "- [ ] AC-1: a passkey signs in"',
  ],
  group: "tickets",
  effect: "write",
  tool: "Change title, priority, kind, labels, fields or one section.",
  input,
  async run(world, call, given) {
    const { id, revision, text, ...changes } = given;
    const wanted = Object.values(changes).some((value) => value !== undefined);
    if (text !== undefined) return replaceText(world, call, { query: id, text, revision });
    if (!wanted) return editByHand(world, call, id);
    return changeTicket({ world, call }, { query: id, verb: "edit", revision }, (stored, { settings, author }) => {
      const edits = editsOf(given, stored, settings);
      if (!edits.ok) return edits;
      const changed = edits.value.map(nameOf).join(", ");
      const note = newEvent(world, author, { kind: "edit", attributes: { changed } });
      return ok({ edits: edits.value, message: `edit ${changed}`, note });
    });
  },
});

function editsOf(given: Given, stored: StoredTicket, settings: Settings): Result<readonly Edit[]> {
  const parts = [
    titleEdit(given),
    priorityEdit(given),
    kindEdit(given, settings),
    labelEdit(given, stored),
    fieldEdits(given),
    termEdits(given, stored),
    sectionEdit(given),
  ];
  const edits: Edit[] = [];
  for (const part of parts) {
    if (!part.ok) return part;
    edits.push(...part.value);
  }
  return ok(edits);
}

type Edits = Result<readonly Edit[]>;

function titleEdit({ title }: Given): Edits {
  if (title === undefined) return ok([]);
  const checked = checkTitle(title);
  return checked.ok ? ok([{ set: "title", to: checked.value }]) : checked;
}

function priorityEdit({ priority }: Given): Edits {
  if (priority === undefined) return ok([]);
  const checked = checkField("priority", priority);
  return checked.ok ? ok([{ set: "priority", to: checked.value }]) : checked;
}

function kindEdit({ kind }: Given, settings: Settings): Edits {
  if (kind === undefined) return ok([]);
  const kinds = extraKinds(settings);
  const known = kindOf(kind, kinds);
  return known === undefined
    ? err(kindUnknown({ kind, known: kindNames(kinds) }))
    : ok([{ set: "kind", to: known.name }]);
}

function labelEdit({ add_label, remove_label }: Given, { ticket }: StoredTicket): Edits {
  if (add_label === undefined && remove_label === undefined) return ok([]);
  const added = checkLabels(add_label ?? []);
  if (!added.ok) return added;
  const kept = ticket.labels.filter((label) => remove_label?.includes(label) !== true);
  return ok([{ set: "labels", to: [...kept, ...added.value.filter((label) => !kept.includes(label))] }]);
}

function fieldEdits({ set, unset }: Given): Edits {
  const pairs = fieldPairs(set ?? []);
  if (!pairs.ok) return pairs;
  for (const key of unset ?? []) {
    const checked = checkKey(key);
    if (!checked.ok) return checked;
  }
  return ok([
    ...pairs.value.map(([key, to]) => ({ set: key, to })),
    ...(unset ?? []).map((key) => ({ set: key, to: undefined })),
  ]);
}

/** What an order is held to: paths it may and may not change, and what proves it. */
function termEdits({ allow, deny, verify }: Given, { ticket }: StoredTicket): Edits {
  const proof = verify === undefined ? [] : [{ set: "verify", to: verify }];
  if (allow === undefined && deny === undefined) return ok(proof);
  const scope = checkField("scope", {
    ...scopeOf(ticket.fields.scope),
    ...(allow === undefined ? {} : { allow }),
    ...(deny === undefined ? {} : { deny }),
  });
  return scope.ok ? ok([{ set: "scope", to: scope.value }, ...proof]) : scope;
}

/** A scope that is only a list allows what it lists. */
function scopeOf(value: FieldValue | undefined): { readonly [key: string]: FieldValue } {
  if (value === undefined || value === null) return {};
  return isMap(value) ? value : { allow: value };
}

const isMap = (value: FieldValue): value is { readonly [key: string]: FieldValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function sectionEdit({ section, body }: Given): Edits {
  if (section === undefined && body === undefined) return ok([]);
  if (section === undefined || body === undefined)
    return err(oneOfNeeded({ flags: "--section with --body, or neither" }));
  const heading = checkTitle(section);
  if (!heading.ok) return heading;
  const checked = checkBody(body);
  return checked.ok ? ok([{ section: heading.value, body: checked.value }]) : checked;
}

function nameOf(edit: Edit): string {
  if ("set" in edit) return edit.set;
  return "section" in edit ? edit.section : edit.event.kind;
}
