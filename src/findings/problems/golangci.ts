import { type Fields, isFields, numberField, textField } from "../_json-fields.ts";
import type { Raw } from "./_clean.ts";
import { fieldsField, jsonParser, objectsField, objectsOf } from "./_json-parser.ts";

/** `golangci-lint run` with its JSON output, of version 1 and 2. */
export const golangci = jsonParser({
  format: "golangci",
  recognises: (ends) => /"Issues"\s*:\s*(?:\[|null)/.test(ends),
  read: (document) => {
    if (!isFields(document) || !("Issues" in document)) return undefined;
    const { objects, whole } = document.Issues === null ? { objects: [], whole: true } : objectsOf(document.Issues);
    return { problems: objects.map(problemOf), whole: whole && !isCutShort(document, objects) };
  },
});

/** Code that does not compile, and linters that could not run, leave the rest unsaid. */
function isCutShort(document: Fields, issues: readonly Fields[]): boolean {
  const report = fieldsField(document, "Report");
  if (textField(report, "Error") !== "") return true;
  if (issues.some((issue) => issue.FromLinter === "typecheck")) return true;
  return objectsField(report, "Warnings").some((one) => /^Can't run linter/.test(textField(one, "Text")));
}

function problemOf(issue: Fields): Raw {
  const place = fieldsField(issue, "Pos");
  const linter = textField(issue, "FromLinter");
  const [, code, rest] = /^([A-Z]{1,3}\d{3,5}): ([\s\S]*)$/.exec(textField(issue, "Text")) ?? [];
  return {
    rule: code === undefined ? linter : `${linter}/${code}`,
    level: levelOf(textField(issue, "Severity"), linter),
    message: rest ?? textField(issue, "Text"),
    file: textField(place, "Filename"),
    line: numberField(place, "Line"),
    column: numberField(place, "Column"),
    facts: { tags: linter === "gosec" ? "security" : undefined },
  };
}

/** Severities are words of the project's own settings; most projects set none. */
function levelOf(severity: string, linter: string): Raw["level"] {
  if (/^(?:error|high|critical|blocker|major)$/i.test(severity) || linter === "typecheck") return "error";
  return /^(?:info|note|low|minor)$/i.test(severity) ? "note" : "warning";
}
