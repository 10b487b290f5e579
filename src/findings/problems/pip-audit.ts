import { type Fields, isFields, textField, textsField } from "../_json-fields.ts";
import { advisoryProblems, type Told } from "./_advisories.ts";
import { isEmptyList, jsonParser, objectsField, objectsOf } from "./_json-parser.ts";

/** `pip-audit --format json`, in its form of today and in the older one, which is the bare list. */
export const pipAudit = jsonParser({
  format: "pip-audit",
  recognises: (ends) =>
    isEmptyList(ends) ||
    /"fix_versions"\s*:|"skip_reason"\s*:|"version"\s*:\s*"[^"]*"\s*,\s*"vulns"\s*:/.test(ends) ||
    /"dependencies"\s*:\s*\[\s*\]\s*,\s*"fixes"/.test(ends),
  read: (document) => {
    const list = isFields(document) ? document.dependencies : document;
    if (!Array.isArray(list)) return undefined;
    const { objects, whole } = objectsOf(list);
    if (objects.some((one) => typeof one.name !== "string")) return undefined;
    return { problems: advisoryProblems(objects.flatMap(toldOf)), whole };
  },
});

function toldOf(dependency: Fields): readonly Told[] {
  return objectsField(dependency, "vulns").map((one) => ({
    ids: [textField(one, "id"), ...textsField(one, "aliases")],
    packageName: textField(dependency, "name"),
    title: firstSentence(textField(one, "description")),
    installed: textField(dependency, "version"),
    fixed: textsField(one, "fix_versions").join(", "),
  }));
}

/** Descriptions are whole pages; the first line says what it is about. */
function firstSentence(text: string): string {
  const line = text
    .slice(0, 2_000)
    .split("\n")
    .map((one) => one.replace(/^#+\s*/, "").trim())
    .find((one) => one !== "");
  return (line ?? "").replace(/(?<=[a-z)]{3}\.)\s[\s\S]*$/, "");
}
