import { type Fields, numberField, textField, textsField } from "../_json-fields.ts";
import { plain } from "../_text.ts";
import { advisoryProblems, type Told } from "./_advisories.ts";
import { jsonLines } from "./_json-lines.ts";
import { fieldsField, reportOf } from "./_json-parser.ts";
import { idsOf } from "./_npm-advisory.ts";
import type { ProblemParser } from "./problem.ts";

/**
 * `yarn npm audit --json` since Yarn 4.0.1: a line for each advisory and nothing after the last one, so a text that ends between two lines
 * looks whole. Yarn 2 and 3 print what npm 6 did.
 */
export const yarnNpmAudit: ProblemParser = {
  format: "yarn-npm-audit",
  recognises: (text) => /(?:^|\n|\ufeff)\{"value":"[^"\n]{1,300}","children":\{"ID":/.test(text),
  parse: (text) => {
    const { objects, whole } = jsonLines(plain(text));
    const entries = objects.filter((one) => "children" in one);
    const told = entries.filter((one) => !isDeprecation(one)).map(toldOn);
    return reportOf("yarn-npm-audit", { problems: advisoryProblems(told), whole: whole && entries.length > 0 });
  },
};

/** That a package is no longer looked after is no known weakness. */
const isDeprecation = (entry: Fields): boolean =>
  textField(fieldsField(entry, "children"), "ID").endsWith("(deprecation)");

function toldOn(entry: Fields): Told {
  const about = fieldsField(entry, "children");
  const url = textField(about, "URL");
  const range = textField(about, "Vulnerable Versions");
  const dependents = textsField(about, "Dependents").map((one) => one.replace(/(.)@.*$/, "$1"));
  return {
    ids: idsOf({ url, number: numberField(about, "ID"), others: [] }),
    packageName: textField(entry, "value"),
    title: textField(about, "Issue"),
    url,
    severity: textField(about, "Severity"),
    installed: textsField(about, "Tree Versions").join(", "),
    fixed: /^<(\d[\w.+-]{0,100})$/.exec(range)?.[1],
    facts: { range, through: [...new Set(dependents)].slice(0, 5).join(" ") },
  };
}
