import { parseJson } from "../std/json.ts";
import { type Fields, isFields, listField, numberField, textField, textsField } from "./_json-fields.ts";
import { bounded, nameOf, plain } from "./_text.ts";
import { causeOf } from "./cause.ts";
import { MAX_CASES } from "./limits.ts";
import type { Broken, Outcome, TestCase, TestReport } from "./test-report.ts";

/** The first key of the document, at the beginning of a line: other prints may stand before it. */
const BEGIN = /(?:^|\n)[ \t]*\{\s*"(?:num(?:Total|Failed|Passed)TestSuites|testResults)"\s*:/;

export interface JestDocument {
  /** Undefined when the text does not go to the end of the document. */
  readonly fields: Fields | undefined;
  readonly text: string;
}

/** Finds the one JSON document that Jest and Vitest write; undefined when there is none. */
export function findJestDocument(text: string): JestDocument | undefined {
  const begin = BEGIN.exec(text);
  if (begin === null) return undefined;
  const document = text.slice(begin.index).trimStart();
  const whole = parseJson(document) ?? parseJson(document.slice(0, document.lastIndexOf("}") + 1));
  return { fields: isFields(whole) ? whole : undefined, text: document };
}

/** Reads the document; the two tools differ in texts only. */
export function readJestDocument(format: string, document: JestDocument | undefined): TestReport {
  const fields = document?.fields;
  if (fields === undefined) return { format, cases: [], broken: [], complete: false };
  const files = listField(fields, "testResults").filter(isFields);
  const cases = files.flatMap((file) =>
    listField(file, "assertionResults")
      .filter(isFields)
      .map((one) => caseOf(one, file)),
  );
  return {
    format,
    cases: cases.slice(0, MAX_CASES),
    broken: files.flatMap(brokenOf),
    complete: cases.length <= MAX_CASES && fields.wasInterrupted !== true,
  };
}

function caseOf(one: Fields, file: Fields): TestCase {
  const path = textField(file, "name");
  const outcome = outcomeOf(textField(one, "status"));
  const durationMs = numberField(one, "duration");
  const name = nameOf([path, ...textsField(one, "ancestorTitles"), textField(one, "title")]);
  const failure = outcome === "failed" ? textsField(one, "failureMessages").join("\n\n") : undefined;
  return {
    name,
    file: path,
    outcome,
    ...(failure === undefined ? {} : { cause: causeOf(failure), message: bounded(failure) }),
    ...(durationMs === undefined ? {} : { durationMs }),
  };
}

function outcomeOf(status: string): Outcome {
  if (status === "passed" || status === "failed" || status === "todo") return status;
  return "skipped";
}

/** A file that failed although none of its tests did: it did not load, has no tests, or a hook of it failed. */
function brokenOf(file: Fields): readonly Broken[] {
  if (textField(file, "status") !== "failed") return [];
  if (listField(file, "assertionResults").some((one) => isFields(one) && one.status === "failed")) return [];
  const message = plain(textField(file, "message")).replace(/^\s*● Test suite failed to run\s*/, "");
  return [
    {
      file: textField(file, "name"),
      cause: causeOf(message),
      message: bounded(message === "" ? "failed outside its tests" : message),
      stage: "load",
    },
  ];
}
