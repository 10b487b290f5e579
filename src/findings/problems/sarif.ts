import { type Fields, isFields, textField, textsField } from "../_json-fields.ts";
import type { Raw } from "./_clean.ts";
import { fieldsField, jsonParser, objectsField, objectsOf, type Read } from "./_json-parser.ts";
import { placeOf } from "./_sarif-places.ts";
import { messageOf, type SarifRule, sarifRules } from "./_sarif-rules.ts";
import type { Level } from "./problem.ts";

/** SARIF 2.1.0, the form that most scanners can write. */
export const sarif = jsonParser({
  format: "sarif",
  recognises: (ends) =>
    /"runs"\s*:\s*\[/.test(ends) && /"\$schema"\s*:\s*"[^"]*sarif|"version"\s*:\s*"2\.1\.\d+"/i.test(ends),
  read: (document) => {
    if (!isFields(document) || !/^2\.1\./.test(textField(document, "version"))) return undefined;
    const { objects, whole } = objectsOf(document.runs);
    const runs = objects.map(readRun);
    return { problems: runs.flatMap((run) => run.problems), whole: whole && runs.every((run) => run.whole) };
  },
});

function readRun(run: Fields): Read {
  const { objects, whole } = objectsOf(run.results);
  const rules = sarifRules(run);
  const tool = textField(fieldsField(fieldsField(run, "tool"), "driver"), "name");
  const problems = objects.filter(stands).map((result) => problemOf(result, { run, rule: rules.ruleOf(result), tool }));
  return { problems, whole: whole && hasWorked(run) };
}

/** A run without a list of results did not look; one that says that it failed, or keeps results in other files, is not all. */
function hasWorked(run: Fields): boolean {
  if ("results" in fieldsField(run, "externalPropertyFileReferences")) return false;
  return objectsField(run, "invocations").every(
    (one) =>
      one.executionSuccessful !== false &&
      !objectsField(one, "toolExecutionNotifications").some((notice) => notice.level === "error"),
  );
}

/** Whether a result is a problem now: not one that passed, that a person set aside, or that an older run had. */
function stands(result: Fields): boolean {
  const kind = textField(result, "kind") || "fail";
  if (kind !== "fail" && kind !== "open" && kind !== "review") return false;
  if (result.baselineState === "absent") return false;
  return !objectsField(result, "suppressions").some((one) => (textField(one, "status") || "accepted") === "accepted");
}

interface Around {
  readonly run: Fields;
  readonly rule: SarifRule;
  readonly tool: string;
}

function problemOf(result: Fields, { run, rule, tool }: Around): Raw {
  const { elsewhere, ...place } = placeOf(result, run);
  const properties = { ...fieldsField(rule.about, "properties"), ...fieldsField(result, "properties") };
  const score = properties["security-severity"];
  return {
    rule: rule.id,
    level: levelOf(result, rule),
    message: messageOf(result, rule),
    ...place,
    url: textField(rule.about, "helpUri"),
    facts: {
      tool,
      cvss: typeof score === "number" || typeof score === "string" ? score : undefined,
      tags: tagsOf(properties, rule).join(" "),
      elsewhere,
      ...fingerprintsOf(result),
    },
  };
}

const LEVELS: ReadonlyMap<string, Level> = new Map([
  ["error", "error"],
  ["warning", "warning"],
  ["note", "note"],
  ["none", "note"],
]);

function levelOf(result: Fields, { about }: SarifRule): Level {
  const usual = textField(fieldsField(about, "defaultConfiguration"), "level");
  return LEVELS.get(textField(result, "level") || usual) ?? "warning";
}

/** Tags of the rule; a rule whose number in a catalog of weaknesses is given is about security also when it does not say so. */
function tagsOf(properties: Fields, { about }: SarifRule): readonly string[] {
  const tags = textsField(properties, "tags").map((tag) => tag.replaceAll(/\s+/g, "-"));
  const isWeakness =
    properties["security-severity"] !== undefined ||
    tags.some((tag) => /(?:^|\/)cwe[-/:]\d+/i.test(tag)) ||
    objectsField(about, "relationships").some(isAboutWeakness);
  return isWeakness && !tags.includes("security") ? ["security", ...tags] : tags;
}

function isAboutWeakness(relationship: Fields): boolean {
  const target = fieldsField(relationship, "target");
  return /^cwe/i.test(textField(fieldsField(target, "toolComponent"), "name")) || /^cwe/i.test(textField(target, "id"));
}

/** How the tool itself tells its results apart; kept as a fact, for whoever compares with the tool's own pages. */
function fingerprintsOf(result: Fields): Readonly<Record<string, string>> {
  const all = { ...fieldsField(result, "partialFingerprints"), ...fieldsField(result, "fingerprints") };
  const texts = Object.keys(all).map((name) => [`fingerprint ${name}`, textField(all, name)] as const);
  return Object.fromEntries(texts.slice(0, 5));
}
