import { type Fields, isFields } from "../_json-fields.ts";
import { advisoryProblems, type Told } from "./_advisories.ts";
import { jsonParser, objectsField, objectsOf } from "./_json-parser.ts";
import { isWithdrawn, nameOf, toldByRecord } from "./_osv-record.ts";

/** Records in the OSV format: one, a list of them, or the answer of a database to a question (`vulns`). */
export const osv = jsonParser({
  format: "osv",
  recognises: (ends) => /"(?:affected|vulns)"\s*:\s*\[/.test(ends) && /"id"\s*:|"vulns"\s*:\s*\[\s*\]/.test(ends),
  read: (document) => {
    const list = isFields(document) && !Array.isArray(document.vulns) ? [document] : recordsOf(document);
    const { objects, whole } = objectsOf(list);
    if (objects.some((record) => typeof record.id !== "string")) return undefined;
    return { problems: advisoryProblems(objects.flatMap(toldOf)), whole };
  },
});

const recordsOf = (document: unknown): unknown => (isFields(document) ? document.vulns : document);

function toldOf(record: Fields): readonly Told[] {
  if (isWithdrawn(record)) return [];
  const names = new Set(
    objectsField(record, "affected")
      .map(nameOf)
      .filter((name) => name !== ""),
  );
  return [...names].map((name) => toldByRecord(record, name));
}
