import { err, ok, type Result } from "../std/result.ts";
import { parseActor } from "../store/actor.ts";
import { checkLabel } from "../ticket/clean.ts";
import { checkField } from "../ticket/fields.ts";
import type { FieldValue } from "../ticket/model.ts";
import { checkEpicId } from "./_epic-id.ts";
import { assigneeNotValid, fieldNotSettable, pairNotValid } from "./faults.ts";

/** Fields with verbs of their own, which check more than a value can tell. */
const OWN_VERBS: Readonly<Record<string, string>> = {
  id: "an id never changes",
  status: "use docket move",
  title: "use --title",
  kind: "use --kind",
  created: "it is written once",
  updated: "it is written by every change",
  depends_on: "use docket relate",
  blocks: "use docket relate",
  related: "use docket relate",
  supersedes: "use docket relate",
  duplicate_of: "use docket relate",
  parent: "use docket relate",
};

/** What an answer says of a ticket beside its fields: a field of that name would never be seen. */
const TAKEN = new Set(["sections", "events", "path", "revision", "reasons", "score", "snippet"]);

/** Reads `key=value` pairs and checks the values of known fields. */
export function fieldPairs(pairs: readonly string[]): Result<readonly (readonly [string, FieldValue])[]> {
  const fields: [string, FieldValue][] = [];
  for (const pair of pairs) {
    const [, key = "", value = ""] = /^([A-Za-z_][A-Za-z0-9_-]{0,63})=(.*)$/s.exec(pair) ?? [];
    if (key === "") return err(pairNotValid({ pair }));
    if (TAKEN.has(key)) return err(fieldNotSettable({ key, reason: "Docket's answers use that name themselves" }));
    const checked = checkKey(key);
    const field = checked.ok ? checkPair(key, value) : checked;
    if (!field.ok) return field;
    fields.push([key, field.value]);
  }
  return ok(fields);
}

/** What the rules of a ticket cannot tell: whether the value can be a name, or the id of an epic. Nothing clears either. */
function checkPair(key: string, value: string): Result<FieldValue> {
  if (key === "assignee" && value !== "" && parseActor(value, "person") === undefined)
    return err(assigneeNotValid({ text: value }));
  if (key === "epic" && value !== "") return checkEpicId(value);
  return checkField(key, value);
}

/** Refuses fields that only a verb of their own may change. */
export function checkKey(key: string): Result<string> {
  const reason = Object.hasOwn(OWN_VERBS, key) ? OWN_VERBS[key] : undefined;
  return reason === undefined ? ok(key) : err(fieldNotSettable({ key, reason }));
}

/** Checks labels and drops repeated ones. */
export function checkLabels(labels: readonly string[]): Result<readonly string[]> {
  const checked: string[] = [];
  for (const label of labels) {
    const one = checkLabel(label);
    if (!one.ok) return one;
    if (!checked.includes(one.value)) checked.push(one.value);
  }
  return ok(checked);
}
