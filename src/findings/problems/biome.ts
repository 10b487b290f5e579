import { type Fields, isFields, numberField, textField } from "../_json-fields.ts";
import type { Raw } from "./_clean.ts";
import { fieldsField, jsonParser, objectsOf } from "./_json-parser.ts";
import type { Level } from "./problem.ts";

/** `biome lint --reporter=json`. */
export const biome = jsonParser({
  format: "biome",
  recognises: (ends) => /"summary"\s*:\s*\{[^{}]*"diagnosticsNotPrinted"/.test(ends),
  read: (document) => {
    if (!isFields(document) || !isFields(document.summary)) return undefined;
    const { objects, whole } = objectsOf(document.diagnostics);
    const isAllThere = (numberField(document.summary, "diagnosticsNotPrinted") ?? 0) === 0;
    const isAllRead = !objects.some((one) => one.severity === "error" && !isOfRule(one));
    return { problems: objects.map(problemOf), whole: whole && isAllThere && isAllRead };
  },
});

/** What is not said by a rule is about the file or the settings themselves: the file could not be read or parsed. */
function isOfRule(one: Fields): boolean {
  return /^(?:lint|assist)\/|^(?:format|suppressions\/)/.test(textField(one, "category"));
}

function problemOf(one: Fields): Raw {
  const location = fieldsField(one, "location");
  const start = fieldsField(location, "start");
  const category = textField(one, "category");
  const path = location.path;
  return {
    rule: category.replace(/^lint\//, ""),
    level: LEVELS.get(textField(one, "severity")) ?? "note",
    message: textField(one, "message"),
    file: isFields(path) ? textField(path, "file") : textField(location, "path"),
    line: numberField(start, "line"),
    column: numberField(start, "column"),
    facts: { tags: category.startsWith("lint/security/") ? "security" : undefined },
  };
}

const LEVELS: ReadonlyMap<string, Level> = new Map([
  ["fatal", "error"],
  ["error", "error"],
  ["warning", "warning"],
]);
