/** Anything a terminal might obey instead of showing: controls, escapes, line separators, and marks that turn the direction of text. */
const SUSPECT = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;
const SUSPECTS = new RegExp(SUSPECT, "g");

/** Whole escape sequences: CSI, then OSC and its kin up to their end or the end of the line, then two-character ones. */
const ESCAPES =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -~]?/g;

/** Cleans text from outside for printing; line breaks and tabs stay, escape sequences go, other controls show as a replacement mark. */
export function printable(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.replaceAll("\r\n", "\n").replace(ESCAPES, "").replace(SUSPECTS, "\ufffd");
}

/** Cleans text that has to stay on one line. */
export function printableLine(text: string): string {
  const clean = printable(text);
  return /[\n\t]/.test(clean) ? clean.replace(/\s*\n\s*|\t/g, " ") : clean;
}
