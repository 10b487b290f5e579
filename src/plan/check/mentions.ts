import { type CheckedTicket, isPattern } from "./checked-ticket.ts";
import { MAX_PATHS, MAX_SYMBOLS } from "./limits.ts";

/** A name that a ticket writes in backticks. */
interface Mention {
  readonly word: string;
  /** The line it stands on, for what is said about it there. */
  readonly line: string;
  readonly at: number;
}

const FENCE = /^ {0,3}(?:```|~~~)/;
/** Sections that list files in a form of their own, or commands. */
const OTHER = new Set(["affected files", "test strategy", "verification commands", "cost estimate", "dependencies"]);

/** What stands in backticks in the prose of a ticket: no code blocks, no comments. */
function mentions({ ticket }: CheckedTicket): readonly Mention[] {
  const all: Mention[] = [];
  for (const { heading, body, line: first } of ticket.sections) {
    if (!body.includes("`") || OTHER.has(heading.toLowerCase())) continue;
    all.push(...mentionsIn(body.replace(/<!--[\s\S]*?(?:-->|$)/g, ""), first));
  }
  return all;
}

function mentionsIn(body: string, first: number): readonly Mention[] {
  let inFence = false;
  return body.split("\n").flatMap((line): readonly Mention[] => {
    if (FENCE.test(line)) {
      inFence = !inFence;
      return [];
    }
    return inFence
      ? []
      : [...line.matchAll(/`([^`\n]{1,200})`/g)].map(([, word = ""]) => ({ word: word.trim(), line, at: first }));
  });
}

const PATH = /^(?:\.\/)?([\w@.-]+(?:\/[\w@.()[\]-]+)+)(?::\d+(?:[:-]\d+)?)?$/;

/** Paths of files in backticks: a folder in front and an ending behind, so that a branch or a route is none. */
export function pathsNamed(ticket: CheckedTicket): ReadonlySet<string> {
  const paths = mentions(ticket).flatMap(({ word }) => PATH.exec(word)?.[1] ?? []);
  const files = paths.filter((path) => !isPattern(path) && /\.[A-Za-z][\w]{0,9}$/.test(path) && !path.includes(".."));
  return new Set(files.slice(0, MAX_PATHS));
}

const NAME = /^(?:[A-Za-z_$][\w$]*(?:\.|#|::))*([A-Za-z_$][\w$]{2,})(\(\))?$/;
/** Where a ticket says that it brings the name itself. */
const BRINGS =
  /\b(?:add|adds|added|adding|new|create|creates|introduce|introduces|define|defines|export|exports|rename|renames|becomes?|called|named)\b/i;

/** Names of code in backticks, taken for one by their form: `loadUser()`, `UserStore`, `user_id`; what the ticket brings itself is left out. */
export function symbolsNamed(ticket: CheckedTicket): ReadonlySet<string> {
  const all = mentions(ticket);
  const brought = new Set(all.filter(({ line }) => BRINGS.test(line)).map(({ word }) => symbolIn(word)));
  const names = all.flatMap(({ word }) => symbolIn(word) ?? []).filter((name) => !brought.has(name));
  return new Set(names.slice(0, MAX_SYMBOLS));
}

function symbolIn(word: string): string | undefined {
  const [, name = "", call] = NAME.exec(word) ?? [];
  const isCode = call !== undefined || /[a-z][A-Z]|_[a-z]/.test(name);
  return isCode && !/^[A-Z][A-Z0-9_]*$/.test(name) ? name : undefined;
}
