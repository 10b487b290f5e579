import { type Fields, isFields, listField, numberField, textField, textsField } from "../_json-fields.ts";
import { fieldsField, objectsField } from "./_json-parser.ts";

export interface SarifRules {
  /** The rule that a result names by number, by id, or both. */
  ruleOf(result: Fields): SarifRule;
}

export interface SarifRule {
  readonly id: string;
  /** What the run says about it; empty where it says nothing. */
  readonly about: Fields;
}

/** The rules of one run: those of the tool and of what it was extended with. */
export function sarifRules(run: Fields): SarifRules {
  const tool = fieldsField(run, "tool");
  const driver = fieldsField(tool, "driver");
  const extensions = listField(tool, "extensions").map((one) => (isFields(one) ? one : {}));
  const byId = new Map<string, Fields>();
  for (const component of [driver, ...extensions])
    for (const rule of objectsField(component, "rules")) {
      const id = textField(rule, "id");
      if (!byId.has(id)) byId.set(id, rule);
    }
  return {
    ruleOf: (result) => {
      const named = fieldsField(result, "rule");
      const at = numberField(fieldsField(named, "toolComponent"), "index");
      const component = at === undefined ? driver : (extensions[at] ?? {});
      const number = numberField(result, "ruleIndex") ?? numberField(named, "index") ?? -1;
      const listed = listField(component, "rules")[number];
      const id = textField(result, "ruleId") || textField(named, "id");
      // `a/b` may be a special case of the rule `a`.
      const about = isFields(listed) ? listed : (byId.get(id) ?? byId.get(id.split("/")[0] ?? "") ?? {});
      return { id: id || textField(about, "id"), about };
    },
  };
}

/** The message of a result; it may be a form in the rule, with places to fill. */
export function messageOf(result: Fields, { about }: SarifRule): string {
  const message = fieldsField(result, "message");
  const form = fieldsField(fieldsField(about, "messageStrings"), textField(message, "id"));
  const text = textField(message, "text") || textField(form, "text") || textField(message, "markdown");
  const given = textsField(message, "arguments");
  const full = text.replaceAll(/\{(\d{1,3})\}/g, (place, number: string) => given[Number(number)] ?? place);
  return full || textField(fieldsField(about, "shortDescription"), "text") || textField(about, "name");
}
