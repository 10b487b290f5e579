import { type Fields, isFields, textField } from "../_json-fields.ts";
import { jsonParser } from "./_json-parser.ts";
import { outdatedProblem } from "./_outdated.ts";

/** `npm outdated --json`, and what pnpm prints for the same. */
export const npmOutdated = jsonParser({
  format: "npm-outdated",
  recognises: (ends) => /^\s*\{\s*\}\s*$/.test(ends) || (/"wanted"\s*:/.test(ends) && /"latest"\s*:/.test(ends)),
  read: (document) => {
    if (!isFields(document) || "error" in document) return undefined;
    const entries = Object.keys(document).map((name) => ({ name, places: placesOf(document[name]) }));
    const problems = entries
      .filter(({ places }) => places.some((one) => textField(one, "latest") !== ""))
      .map(({ name, places }) => problemOf(name, places));
    return { problems, whole: problems.length === entries.length };
  },
});

/** In workspaces a package may be behind in several places. */
const placesOf = (entry: unknown): readonly Fields[] => (Array.isArray(entry) ? entry : [entry]).filter(isFields);

function problemOf(name: string, places: readonly Fields[]) {
  const all = (field: string): string =>
    [...new Set(places.map((one) => textField(one, field)).filter((value) => value !== ""))].sort().join(", ");
  return outdatedProblem({
    packageName: name,
    installed: all("current"),
    wanted: all("wanted"),
    latest: all("latest"),
    facts: { needed: all("dependent") || all("dependentPackages"), kind: all("type") || all("dependencyType") },
  });
}
