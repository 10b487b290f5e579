import { type Fields, textField, textsField } from "../_json-fields.ts";
import type { Told } from "./_advisories.ts";
import { fieldsField, objectsField } from "./_json-parser.ts";

/** What an OSV record says by itself about one of its packages. */
export function toldByRecord(record: Fields, packageName: string): Told {
  const affected = objectsField(record, "affected").filter((one) => nameOf(one) === packageName);
  const scores = [record, ...affected].flatMap((one) => objectsField(one, "severity"));
  return {
    ids: [textField(record, "id"), ...textsField(record, "aliases")],
    packageName,
    title: textField(record, "summary") || textField(record, "details").trim().split("\n")[0] || "",
    url: urlOf(record),
    severity: textField(fieldsField(record, "database_specific"), "severity"),
    cvss: scores.map((one) => textField(one, "score")).find((score) => /^CVSS:3/.test(score)),
    fixed: [...new Set(affected.flatMap(fixedIn))].join(", "),
    facts: { cwe: textsField(fieldsField(record, "database_specific"), "cwe_ids").join(" ") },
  };
}

/** Withdrawn records stay in databases; they are about nothing any more. */
export const isWithdrawn = (record: Fields): boolean => textField(record, "withdrawn") !== "";

export const nameOf = (affected: Fields): string => textField(fieldsField(affected, "package"), "name");

function fixedIn(affected: Fields): readonly string[] {
  return objectsField(affected, "ranges")
    .filter((range) => range.type !== "GIT")
    .flatMap((range) => objectsField(range, "events"))
    .map((event) => textField(event, "fixed"))
    .filter((version) => version !== "");
}

function urlOf(record: Fields): string {
  const advisory = objectsField(record, "references").find((one) => one.type === "ADVISORY");
  return advisory === undefined
    ? `https://osv.dev/vulnerability/${textField(record, "id")}`
    : textField(advisory, "url");
}
