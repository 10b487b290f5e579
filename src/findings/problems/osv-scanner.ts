import { type Fields, isFields, textField, textsField } from "../_json-fields.ts";
import { advisoryProblems, type Told } from "./_advisories.ts";
import { fieldsField, jsonParser, objectsField, objectsOf } from "./_json-parser.ts";
import { isWithdrawn, toldByRecord } from "./_osv-record.ts";

/** `osv-scanner --format json`, of version 1 and 2. */
export const osvScanner = jsonParser({
  format: "osv-scanner",
  recognises: (ends) =>
    /"results"\s*:\s*(?:\[|null)/.test(ends) &&
    /"packages"\s*:\s*\[|"experimental_config"\s*:|"results"\s*:\s*(?:\[\s*\]|null)/.test(ends),
  read: (document) => {
    if (!isFields(document) || !("results" in document)) return undefined;
    const { objects, whole } = document.results === null ? { objects: [], whole: true } : objectsOf(document.results);
    return { problems: advisoryProblems(objects.flatMap(toldInFile)), whole };
  },
});

function toldInFile(result: Fields): readonly Told[] {
  const file = textField(fieldsField(result, "source"), "path");
  return objectsField(result, "packages").flatMap((one) => toldInPackage(one).map((told) => ({ ...told, file })));
}

function toldInPackage(one: Fields): readonly Told[] {
  const about = fieldsField(one, "package");
  const groups = objectsField(one, "groups");
  return objectsField(one, "vulnerabilities")
    .filter((record) => !isWithdrawn(record))
    .map((record) => {
      const group = groups.find((each) => textsField(each, "ids").includes(textField(record, "id"))) ?? {};
      const told = toldByRecord(record, textField(about, "name"));
      return {
        ...told,
        ids: [...told.ids, ...textsField(group, "ids"), ...textsField(group, "aliases")],
        cvss: told.cvss ?? textField(group, "max_severity"),
        installed: textField(about, "version"),
        facts: { ...told.facts, ecosystem: textField(about, "ecosystem") },
      };
    });
}
