import { err, ok, type Result } from "../std/result.ts";
import { checkBody } from "../ticket/clean.ts";
import { referenceNotValid, textEmpty } from "./faults.ts";
import type { Fields } from "./op.ts";

/** What every verb that writes into the thread takes. */
export const EVENT_INPUT = {
  id: { type: "string", required: true, position: 0, describe: "Id of the ticket, or a unique beginning of it." },
  body: {
    type: "string",
    required: true,
    short: "b",
    stdin: true,
    describe: "Text in Markdown.",
    word: "text",
  },
  ref: {
    type: "strings",
    describe: "What it refers to: file:PATH, branch:NAME, commit:SHA, order:WO-…, artifact:NAME or a URL.",
    word: "ref",
  },
} as const satisfies Fields;

const KINDS =
  /^(?:(?:file|branch|commit|order|artifact):[^\s\u0000-\u001f]{1,500}|https?:\/\/[^\s\u0000-\u001f]{1,2000})$/;

/** Checks a text that is the point of the call: blank, it would only look as if something had been said. */
export function checkSaid(input: string, text: string): Result<string> {
  return text.trim() === "" ? err(textEmpty({ input })) : checkBody(text);
}

/** Checks references; a file reference stays inside the repository. */
export function checkReferences(refs: readonly string[] | undefined): Result<readonly string[]> {
  for (const ref of refs ?? []) {
    const outside = /^file:(?:[\\/]|[A-Za-z]:|(?:.*[\\/])?\.\.(?:[\\/]|$))/.test(ref);
    if (outside || !KINDS.test(ref)) return err(referenceNotValid({ ref }));
  }
  return ok(refs ?? []);
}
