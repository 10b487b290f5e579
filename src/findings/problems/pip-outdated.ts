import { textField } from "../_json-fields.ts";
import { isEmptyList, jsonParser, objectsOf } from "./_json-parser.ts";
import { outdatedProblem } from "./_outdated.ts";

/** `pip list --outdated --format json`. */
export const pipOutdated = jsonParser({
  format: "pip-outdated",
  recognises: (ends) => isEmptyList(ends) || /"latest_version"\s*:/.test(ends),
  read: (document) => {
    const { objects, whole } = objectsOf(document);
    if (!Array.isArray(document) || objects.some((one) => typeof one.latest_version !== "string")) return undefined;
    const problems = objects.map((one) =>
      outdatedProblem({
        packageName: textField(one, "name"),
        installed: textField(one, "version"),
        latest: textField(one, "latest_version"),
      }),
    );
    return { problems, whole };
  },
});
