import { type Fields, textField } from "../_json-fields.ts";
import { plain } from "../_text.ts";
import { advisoryProblems, type Told } from "./_advisories.ts";
import { jsonLines } from "./_json-lines.ts";
import { fieldsField, reportOf } from "./_json-parser.ts";
import { toldOld } from "./_npm-advisory.ts";
import type { ProblemParser } from "./problem.ts";

/** `yarn audit --json` of Yarn 1: a line for each way to each advisory, and a summary as the last one. */
export const yarnAudit: ProblemParser = {
  format: "yarn-audit",
  recognises: (text) => /(?:^|\n|\ufeff)\{"type":"audit(?:Advisory|Summary)"/.test(text),
  parse: (text) => {
    const { objects, whole } = jsonLines(plain(text));
    const told = objects.filter((one) => one.type === "auditAdvisory").map(({ data }) => toldOn(data));
    const isToEnd = objects.some((one) => one.type === "auditSummary") && !objects.some((one) => one.type === "error");
    return reportOf("yarn-audit", { problems: advisoryProblems(told), whole: whole && isToEnd });
  },
};

function toldOn(data: unknown): Told {
  const fields: Fields = { data };
  const inside = fieldsField(fields, "data");
  const told = toldOld(fieldsField(inside, "advisory"));
  const [through = ""] = textField(fieldsField(inside, "resolution"), "path").split(">");
  return through === told.packageName ? told : { ...told, facts: { ...told.facts, through } };
}
