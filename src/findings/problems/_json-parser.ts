import { parseJson } from "../../std/json.ts";
import { type Fields, isFields, listField } from "../_json-fields.ts";
import { MAX_DOCUMENT_TRIES, MAX_MARK_CHARS, MAX_PROBLEMS } from "../limits.ts";
import { cleanProblem, type Raw } from "./_clean.ts";
import type { ProblemParser, ProblemReport } from "./problem.ts";

/** What stood in a document. */
export interface Read {
  readonly problems: readonly Raw[];
  /** False when the tool says that it could not look at everything, or an entry is none. */
  readonly whole: boolean;
  /** Files that it names as those it could not look into; the rest was looked at. */
  readonly unread?: readonly string[];
}

export interface JsonFormat {
  readonly format: string;
  /** Whether a text looks like this format, from its beginning and its end. */
  readonly recognises: (ends: string) => boolean;
  /** Undefined when the document is another one after all. */
  readonly read: (document: unknown) => Read | undefined;
}

/** A parser of a tool that prints one JSON document, perhaps among other prints. */
export function jsonParser({ format, recognises, read }: JsonFormat): ProblemParser {
  return {
    format,
    recognises: (text) => recognises(endsOf(text)),
    parse: (text): ProblemReport => {
      const found = read(findDocument(text));
      if (found === undefined) return { format, problems: [], complete: false };
      return reportOf(format, found);
    },
  };
}

/** The problems of a document or of lines, cleaned and bounded. */
export function reportOf(format: string, { problems, whole, unread = [] }: Read): ProblemReport {
  const files = [...new Set(unread)].sort();
  return {
    format,
    problems: problems.slice(0, MAX_PROBLEMS).map(cleanProblem),
    complete: whole && problems.length <= MAX_PROBLEMS,
    ...(files.length === 0 ? {} : { unread: files }),
  };
}

/** The objects of a list, and whether all of it were objects. */
export function objectsOf(list: unknown): { readonly objects: readonly Fields[]; readonly whole: boolean } {
  if (!Array.isArray(list)) return { objects: [], whole: false };
  const objects = list.filter(isFields);
  return { objects, whole: objects.length === list.length };
}

/** The same of a list in a field that may be absent. */
export function objectsField(fields: Fields, name: string): readonly Fields[] {
  return listField(fields, name).filter(isFields);
}

export function fieldsField(fields: Fields, name: string): Fields {
  const value = fields[name];
  return isFields(value) ? value : {};
}

/** A document that is an empty list says that there is nothing, in every format that is a list. */
export const isEmptyList = (ends: string): boolean => /^\s*\[\s*\]\s*$/.test(ends);

function endsOf(text: string): string {
  if (text.length <= 2 * MAX_MARK_CHARS) return text;
  return `${text.slice(0, MAX_MARK_CHARS)}\n${text.slice(-MAX_MARK_CHARS)}`;
}

/**
 * The first object or list in a text: the whole of it, or one that begins a line. Where a document begins and cannot be read, it was cut
 * off: one of its own parts further down must not be taken for a document that says little.
 */
function findDocument(text: string): unknown {
  const clean = text.startsWith("\ufeff") ? text.slice(1) : text;
  const whole = parseJson(clean);
  if (isDocument(whole)) return whole;
  const begins = /(?:^|\n)[[{]/g;
  for (let tries = 0; tries < MAX_DOCUMENT_TRIES; tries += 1) {
    if (begins.exec(clean) === null) return undefined;
    const from = begins.lastIndex - 1;
    const found = documentAt(clean, from);
    if (found !== undefined || looksLikeJson(clean.slice(from, from + 200))) return found;
  }
  return undefined;
}

/** Tells `[{"a"` from `[warning] words`. */
const looksLikeJson = (begin: string): boolean => /^(?:\{\s*(?:"|\}|$)|\[\s*(?:[[{"\]]|$))/.test(begin);

function documentAt(text: string, from: number): unknown {
  const close = text[from] === "{" ? "}" : "]";
  const lineEnd = text.indexOf("\n", from);
  const ends = [text.lastIndexOf(close) + 1, lineEnd === -1 ? text.length : lineEnd];
  for (const end of ends) {
    const value = end > from ? parseJson(text.slice(from, end)) : undefined;
    if (isDocument(value)) return value;
  }
  return undefined;
}

const isDocument = (value: unknown): boolean => typeof value === "object" && value !== null;
