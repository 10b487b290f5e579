import { type Fields, numberField, textField, textsField } from "../_json-fields.ts";
import type { Told } from "./_advisories.ts";
import { fieldsField, objectsField } from "./_json-parser.ts";

/** An advisory as npm's registry told it before npm 7; pnpm and Yarn still print it so. */
export function toldOld(one: Fields): Told {
  const url = textField(one, "url");
  const github = textField(one, "github_advisory_id");
  return {
    ids: idsOf({ url, number: numberField(one, "id"), others: [github, ...textsField(one, "cves")] }),
    packageName: textField(one, "module_name"),
    title: textField(one, "title"),
    url,
    severity: textField(one, "severity"),
    cvss: numberField(fieldsField(one, "cvss"), "score") || textField(fieldsField(one, "cvss"), "vectorString"),
    installed: [...new Set(objectsField(one, "findings").map((found) => textField(found, "version")))].join(", "),
    fixed: textField(one, "patched_versions")
      .replace(/^<0\.0\.0$/, "")
      .replace(/^>=(\S+)$/, "$1"),
    facts: { range: textField(one, "vulnerable_versions") },
  };
}

interface Names {
  readonly url: string;
  readonly number: number | undefined;
  readonly others: readonly string[];
}

/** GitHub's name out of the address, and other names; where there is none, the registry's own number. */
export function idsOf({ url, number, others }: Names): readonly string[] {
  const github = /GHSA(?:-[0-9a-z]{4}){3}/i.exec(url)?.[0];
  const names = [github ?? "", ...others].filter((name) => name !== "");
  return names.length > 0 ? names : [number === undefined ? url : `npm-${number}`];
}
