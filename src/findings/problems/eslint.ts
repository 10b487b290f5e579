import { type Fields, isFields, listField, numberField, textField } from "../_json-fields.ts";
import type { Raw } from "./_clean.ts";
import { isEmptyList, jsonParser, objectsField, objectsOf, type Read } from "./_json-parser.ts";

/** `eslint --format json`, and tools that print the same. */
export const eslint = jsonParser({
  format: "eslint",
  recognises: (ends) => isEmptyList(ends) || (/"filePath"\s*:/.test(ends) && /"messages"\s*:/.test(ends)),
  read: (document) => {
    const { objects, whole } = objectsOf(document);
    if (!Array.isArray(document) || objects.some((file) => typeof file.filePath !== "string")) return undefined;
    const files = objects.map(readFile);
    return {
      problems: files.flatMap((file) => file.problems),
      whole: whole && files.every((file) => file.whole),
      unread: files.flatMap((file) => file.unread ?? []),
    };
  },
});

/** A file with an error in its syntax was not looked at: none of its other problems is gone. */
function readFile(file: Fields): Read {
  const messages = objectsField(file, "messages").filter((message) => !isAboutIgnoring(message));
  const path = textField(file, "filePath");
  return {
    problems: messages.map((message) => problemOf(message, path)),
    whole: listField(file, "messages").every(isFields),
    unread: messages.some((message) => message.fatal === true) ? [path] : [],
  };
}

/** That a file was named and is ignored is no problem of the file. */
function isAboutIgnoring(message: Fields): boolean {
  return message.ruleId === null && message.fatal !== true && /^File ignored /.test(textField(message, "message"));
}

function problemOf(message: Fields, file: string): Raw {
  return {
    rule: ruleOf(message),
    level: message.severity === 2 ? "error" : "warning",
    message: textField(message, "message"),
    file,
    line: numberField(message, "line"),
    column: numberField(message, "column"),
    facts: { tags: /^(?:@?[\w-]*\/)?security\//.test(ruleOf(message)) ? "security" : undefined },
  };
}

function ruleOf(message: Fields): string {
  const rule = textField(message, "ruleId");
  if (rule !== "") return rule;
  if (message.fatal === true) return "syntax";
  return /^Unused eslint-disable/.test(textField(message, "message")) ? "unused-directive" : "eslint";
}
