import type { Block, Embedded, HereText, Language, Special, StringForm } from "./language.ts";

/** What the search finds, in the order in which it is tried. */
export type Token =
  | { readonly is: "skip" | "line" | "leave" | "brace" }
  | { readonly is: "block"; readonly close: RegExp }
  | { readonly is: "string"; readonly form: StringForm; readonly end: RegExp | undefined }
  | { readonly is: "special"; readonly special: Special }
  | { readonly is: "here-text"; readonly hereText: HereText }
  | { readonly is: "embedded"; readonly embedded: Embedded };

/** A language as a search for whatever may begin a comment or hide one. */
export interface Compiled {
  readonly tokens: readonly Token[];
  /** One group for each token. */
  readonly plain: RegExp;
  /** The same with braces as the last token: within a piece of code in a string they are counted. */
  readonly withBraces: RegExp;
  readonly leave: RegExp | undefined;
}

/** What follows from the value alone, kept because it is asked for with every file. */
const known = new WeakMap<Language, Compiled>();

/** Gives the search of a language. */
export function compiled(language: Language): Compiled {
  const before = known.get(language);
  if (before !== undefined) return before;
  const made = compile(language);
  known.set(language, made);
  return made;
}

function compile(language: Language): Compiled {
  const rows: readonly (readonly [string, Token])[] = [
    ...(language.skip ?? []).map((open) => [open, { is: "skip" }] as const),
    ...(language.special ?? []).map((special) => [special.open, { is: "special", special }] as const),
    ...(language.hereText === undefined
      ? []
      : [[language.hereText.open, { is: "here-text", hereText: language.hereText }] as const]),
    ...(language.line ?? []).map((open) => [open, { is: "line" }] as const),
    ...(language.block ?? []).map((block) => [block.open, { is: "block", close: blockEnd(block) }] as const),
    ...(language.strings ?? []).map((form) => [form.open, { is: "string", form, end: stringEnd(form) }] as const),
    ...(language.embedded ?? []).map((embedded) => [embedded.open, { is: "embedded", embedded }] as const),
    ...(language.leave === undefined ? [] : [[language.leave, { is: "leave" }] as const]),
  ];
  const source = rows.map(([open]) => `(${open})`).join("|");
  return {
    tokens: [...rows.map(([, token]) => token), { is: "brace" }],
    plain: new RegExp(source, "gm"),
    withBraces: new RegExp(`${source}|(${language.codeInBrackets === true ? "[()]" : "[{}]"})`, "gm"),
    leave: language.leave === undefined ? undefined : new RegExp(`\\n|${language.leave}`, "g"),
  };
}

/** Groups: what opens one more, what closes. */
const blockEnd = ({ open, close, nests }: Block): RegExp =>
  new RegExp(`${nests === true ? `(${open})` : "((?!))"}|(${close})`, nests === true ? "g" : "gm");

/** Groups: the beginning of code, the end. A match without one is an escape. */
function stringEnd({ close, escapes, lines, code }: StringForm): RegExp | undefined {
  if (typeof close !== "string") return undefined;
  // Code stands first: in Swift it begins with a backslash as well.
  const escaped = escapes === true ? "\\\\[^]|" : "";
  const inner = code === undefined ? "((?!))" : `(${code})`;
  return new RegExp(`${inner}|${escaped}(${close}${lines === true ? "" : "|(?=\\n)|(?![^])"})`, "gm");
}
