import { type Fields, isFields, textField, textsField } from "../_json-fields.ts";
import { advisoryProblems, type Told } from "./_advisories.ts";
import { fieldsField, jsonParser, objectsField, objectsOf } from "./_json-parser.ts";

/** `cargo audit --json`: vulnerabilities, and its warnings about packages that are unmaintained, unsound or withdrawn. */
export const cargoAudit = jsonParser({
  format: "cargo-audit",
  recognises: (ends) => /"vulnerabilities"\s*:\s*\{\s*"found"\s*:/.test(ends),
  read: (document) => {
    if (!isFields(document) || !isFields(document.vulnerabilities)) return undefined;
    const { objects, whole } = objectsOf(document.vulnerabilities.list);
    const warnings = fieldsField(document, "warnings");
    const warned = Object.keys(warnings).flatMap((kind) =>
      objectsField(warnings, kind).map((one) => toldOf(one, kind)),
    );
    return { problems: advisoryProblems([...objects.map((one) => toldOf(one, "")), ...warned]), whole };
  },
});

function toldOf(entry: Fields, kind: string): Told {
  const advisory = fieldsField(entry, "advisory");
  const [id, name] = [textField(advisory, "id"), textField(fieldsField(entry, "package"), "name")];
  return {
    // A withdrawn version has no advisory.
    ids: id === "" ? [kind] : [id, ...textsField(advisory, "aliases")],
    packageName: name || textField(advisory, "package"),
    title: textField(advisory, "title") || `this version is ${kind}`,
    url: textField(advisory, "url") || (id.startsWith("RUSTSEC-") ? `https://rustsec.org/advisories/${id}` : ""),
    cvss: textField(advisory, "cvss"),
    severity: kind === "" ? "" : "low",
    installed: textField(fieldsField(entry, "package"), "version"),
    fixed: textsField(fieldsField(entry, "versions"), "patched").join(", "),
    facts: { kind, categories: textsField(advisory, "categories").join(" ") },
  };
}
