import { textsField } from "../_json-fields.ts";
import { plain } from "../_text.ts";
import { jsonLines } from "./_json-lines.ts";
import { fieldsField, reportOf } from "./_json-parser.ts";
import { outdatedProblem } from "./_outdated.ts";
import type { ProblemParser } from "./problem.ts";

/** `yarn outdated --json` of Yarn 1: a legend, and a table with a row for each package that is behind. */
export const yarnOutdated: ProblemParser = {
  format: "yarn-outdated",
  recognises: (text) => /(?:^|\n|\ufeff)\{"type":"table","data":\{"head":\["Package","Current"/.test(text),
  parse: (text) => {
    const { objects, whole } = jsonLines(plain(text));
    const [table] = objects.filter((one) => one.type === "table").map((one) => fieldsField(one, "data"));
    if (table === undefined) return reportOf("yarn-outdated", { problems: [], whole: false });
    const head = textsField(table, "head");
    const body: readonly unknown[] = Array.isArray(table.body) ? table.body : [];
    const rows = body.filter((row) => Array.isArray(row)).map((row) => rowOf(head, row));
    const named = rows.filter(({ Package: name, Latest: latest }) => name !== undefined && latest !== undefined);
    const problems = named.map((row) =>
      outdatedProblem({
        packageName: row.Package ?? "",
        installed: row.Current ?? "",
        wanted: row.Wanted ?? "",
        latest: row.Latest ?? "",
        facts: { needed: row.Workspace, kind: row["Package Type"] },
      }),
    );
    return reportOf("yarn-outdated", { problems, whole: whole && named.length === body.length && body.length > 0 });
  },
};

function rowOf(head: readonly string[], row: readonly unknown[]): Readonly<Record<string, string | undefined>> {
  const cells = head.flatMap((name, at) => {
    const cell = row[at];
    return typeof cell === "string" && cell !== "" ? [[name, cell] as const] : [];
  });
  return Object.fromEntries(cells);
}
