import { type Fields, numberField, textField } from "../_json-fields.ts";
import type { Raw } from "./_clean.ts";
import { fieldsField, isEmptyList, jsonParser, objectsOf } from "./_json-parser.ts";

/** `ruff check --output-format json`. */
export const ruff = jsonParser({
  format: "ruff",
  recognises: (ends) => isEmptyList(ends) || (/"end_location"\s*:/.test(ends) && /"filename"\s*:/.test(ends)),
  read: (document) => {
    const { objects, whole } = objectsOf(document);
    if (!Array.isArray(document) || objects.some((one) => typeof one.filename !== "string")) return undefined;
    const unread = objects.filter(isSyntax).map((one) => textField(one, "filename"));
    return { problems: objects.map(problemOf), whole, unread };
  },
});

/** Without its syntax a file's other rules cannot be looked at. Older versions have no code for it. */
function isSyntax(one: Fields): boolean {
  return !/^[A-Z]+\d+$/.test(textField(one, "code")) || textField(one, "code") === "E999";
}

function problemOf(one: Fields): Raw {
  const location = fieldsField(one, "location");
  const code = textField(one, "code");
  return {
    rule: isSyntax(one) ? "syntax" : code,
    level: isSyntax(one) ? "error" : "warning",
    message: textField(one, "message"),
    file: textField(one, "filename"),
    line: numberField(location, "row"),
    column: numberField(location, "column"),
    url: textField(one, "url"),
    // The rules S… are those of Bandit.
    facts: { tags: /^S\d+$/.test(code) ? "security" : undefined },
  };
}
