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
    const unread = objects.filter(isAboutReading);
    // A parser says which file it could not read; what else is in the way may be in the way of all.
    const isAllRead = unread.every((one) => textField(one, "category") === "parse" && fileOf(one) !== "");
    const problems = objects.map(problemOf);
    return { problems, whole: whole && isAllThere && isAllRead, unread: isAllRead ? unread.map(fileOf) : [] };
  },
});

/** What is not said by a rule is about the file or the settings themselves: the file could not be read or parsed. */
function isAboutReading(one: Fields): boolean {
  const isOfRule = /^(?:lint|assist)\/|^(?:format|suppressions\/)/.test(textField(one, "category"));
  return one.severity === "error" && !isOfRule;
}

function fileOf(one: Fields): string {
  const location = fieldsField(one, "location");
  return isFields(location.path) ? textField(location.path, "file") : textField(location, "path");
}

function problemOf(one: Fields): Raw {
  const location = fieldsField(one, "location");
  const start = fieldsField(location, "start");
  const category = textField(one, "category");
  return {
    rule: category.replace(/^lint\//, ""),
    level: LEVELS.get(textField(one, "severity")) ?? "note",
    message: textField(one, "message"),
    file: fileOf(one),
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
