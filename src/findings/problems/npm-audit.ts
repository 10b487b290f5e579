import { type Fields, isFields, listField, numberField, textField, textsField } from "../_json-fields.ts";
import { advisoryProblems, type Told } from "./_advisories.ts";
import { fieldsField, jsonParser, objectsField } from "./_json-parser.ts";
import { idsOf, toldOld } from "./_npm-advisory.ts";

/** `npm audit --json` since npm 7, and the older form, which pnpm and Yarn 2 and 3 print. */
export const npmAudit = jsonParser({
  format: "npm-audit",
  recognises: (ends) =>
    /"auditReportVersion"\s*:|"advisories"\s*:\s*\{|"error"\s*:\s*\{\s*"(?:code|summary)"/.test(ends),
  read: (document) => {
    if (!isFields(document) || "error" in document) return undefined;
    if (isFields(document.vulnerabilities)) return readNew(document.vulnerabilities);
    return isFields(document.advisories) ? readOld(document.advisories) : undefined;
  },
});

/**
 * Each package is there with what makes it vulnerable: an advisory of its own (an object), or the name of another package that it
 * needs. Only the former are problems; the latter tell through which packages of the project they came in.
 */
function readNew(vulnerabilities: Fields) {
  const packages = Object.values(vulnerabilities).filter(isFields);
  const told = packages.flatMap((one) =>
    objectsField(one, "via").map((via) => toldNew(via, one, roots(one, vulnerabilities))),
  );
  const whole = packages.length === Object.keys(vulnerabilities).length && packages.every(isReadable);
  return { problems: advisoryProblems(told), whole };
}

const isReadable = (one: Fields): boolean =>
  listField(one, "via").every((via) => isFields(via) || typeof via === "string");

function toldNew(via: Fields, one: Fields, through: readonly string[]): Told {
  const url = textField(via, "url");
  const name = textField(via, "name") || textField(one, "name");
  return {
    ids: idsOf({ url, number: numberField(via, "source"), others: [] }),
    packageName: name,
    title: textField(via, "title"),
    url,
    severity: textField(via, "severity"),
    cvss: numberField(fieldsField(via, "cvss"), "score") || textField(fieldsField(via, "cvss"), "vectorString"),
    fixed: endOf(textField(via, "range")),
    facts: {
      range: textField(via, "range"),
      cwe: textsField(via, "cwe").join(" "),
      direct: one.isDirect === true ? "yes" : "no",
      through: through.filter((root) => root !== name).join(" "),
      fix: fixOf(one.fixAvailable),
      nodes: textsField(one, "nodes").slice(0, 5).join(" "),
    },
  };
}

/** The project's own dependencies that bring a package in; found by going from each to what needs it. */
function roots(from: Fields, vulnerabilities: Fields): readonly string[] {
  const seen = new Set([textField(from, "name")]);
  for (const name of seen) {
    // Each name is looked at once, so a circle ends, and so does a very long list.
    if (seen.size > 1_000) break;
    for (const next of textsField(fieldsField(vulnerabilities, name), "effects")) seen.add(next);
  }
  return [...seen]
    .filter((name) => fieldsField(vulnerabilities, name).isDirect === true)
    .sort()
    .slice(0, 5);
}

/** The first version after a range, where the range says it: `>=1.0.0 <1.2.3` and others before it. */
const endOf = (range: string): string => /<(\d[\w.+-]{0,100})$/.exec(range.slice(-200).trim())?.[1] ?? "";

function fixOf(fix: unknown): string {
  if (fix === true) return "npm audit fix";
  if (!isFields(fix)) return "none";
  const version = `${textField(fix, "name")}@${textField(fix, "version")}`;
  return fix.isSemVerMajor === true ? `${version}, a new major version` : version;
}

function readOld(advisories: Fields) {
  const all = Object.values(advisories).filter(isFields);
  return { problems: advisoryProblems(all.map(toldOld)), whole: all.length === Object.keys(advisories).length };
}
