import { type Fields, isFields, textField } from "../_json-fields.ts";
import { jsonParser, objectsOf } from "./_json-parser.ts";
import { outdatedProblem } from "./_outdated.ts";

/** `cargo outdated --format json` for one crate. */
export const cargoOutdated = jsonParser({
  format: "cargo-outdated",
  recognises: (ends) => /"crate_name"\s*:/.test(ends),
  read: (document) => {
    if (!isFields(document) || typeof document.crate_name !== "string") return undefined;
    const { objects, whole } = objectsOf(document.dependencies);
    const behind = objects.filter((one) => isVersion(one, "latest") && isVersion(one, "project"));
    return { problems: behind.map(problemOf), whole };
  },
});

/** `---` and `Removed` stand where there is no version. */
const isVersion = (one: Fields, field: string): boolean => /^\d/.test(textField(one, field));

function problemOf(one: Fields) {
  return outdatedProblem({
    // A dependency of a dependency is written as `a->b`.
    packageName: textField(one, "name").replace(/^.*->/, ""),
    installed: textField(one, "project"),
    wanted: isVersion(one, "compat") ? textField(one, "compat") : "",
    latest: textField(one, "latest"),
    facts: { kind: textField(one, "kind").toLowerCase() },
  });
}
