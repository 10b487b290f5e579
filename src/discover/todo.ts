import type { Atom } from "../evidence/atom.ts";
import type { Severity } from "../evidence/sighting.ts";
import { findMarks, findMarksInPart, type Mark } from "../findings/marks/find-marks.ts";
import { languageOf, mayHaveLanguage } from "../findings/marks/language-of.ts";
import { MARK_WORDS, type MarkWord } from "../findings/marks/mark-rule.ts";
import type { Result } from "../std/result.ts";
import { lookIntoFiles } from "./_files-look.ts";
import type { OpenParts } from "./_files-parts.ts";
import { type Raw, shortHash } from "./_files-sighting.ts";
import { literalGlob } from "./_tool-advice.ts";
import type { Advice, Look, Seen, Source } from "./source.ts";

/** Marks such as TODO and FIXME in comments: what somebody meant to do and left. */
export const todo: Source = {
  name: "todo",
  summary: "Marks such as TODO in comments",
  applies: () => Promise.resolve({ applies: true }),
  collect,
  group: ({ identity }) => `${identity.rule} ${shortHash(identity.subject)}`,
  advise,
};

/** Raised with every change of what is seen in a file. */
const READER = 1;

function collect(look: Look): Promise<Result<Seen>> {
  return lookIntoFiles(look, {
    version: READER,
    wanted: { words: MARK_WORDS, mayHold: mayHaveLanguage },
    each: (path, text) => {
      const language = languageOf(path, text);
      if (language === undefined) return { raws: [], isWhole: true };
      const { marks, isWhole } = findMarks(text, language);
      return { raws: marks.map((mark) => rawOf(path, mark)), isWhole };
    },
    parts: markParts,
  });
}

export const markParts: OpenParts = (path, beginning) => {
  const language = languageOf(path, beginning);
  if (language === undefined) return undefined;
  return ({ text, ...part }) => {
    const { marks, isWhole, upTo } = findMarksInPart(text, language, part);
    return { raws: marks.map((mark) => rawOf(path, mark)), isWhole, upTo };
  };
};

const SEVERITIES: Readonly<Record<MarkWord, Severity>> = {
  TODO: "low",
  HACK: "low",
  XXX: "low",
  FIXME: "medium",
  BUG: "medium",
};

function rawOf(path: string, mark: Mark): Raw {
  const { word, text, line, owner, excerpt, beside } = mark;
  const issue = issueIn(`${owner ?? ""} ${text}`);
  const isTicket = owner !== undefined && issue !== undefined && owner.includes(issue);
  return {
    source: "todo",
    identity: { rule: word, subject: text === "" ? `beside: ${beside}` : normalised(text) },
    message: `${word}: ${text === "" ? `(no text) at ${beside || path}` : text}`,
    severity: SEVERITIES[word],
    place: { path, line },
    excerpt,
    facts: {
      ...(owner === undefined || isTicket ? {} : { owner }),
      ...(issue === undefined ? {} : { issue }),
    },
  };
}

/** Full stops come and go with the person who tidies up. */
const normalised = (text: string): string => text.replace(/[\s.;:,!]+$/, "").replace(/\s+/g, " ");

/** A link, `#12`, `owner/repo#12`, or a key such as `ABC-12`. */
function issueIn(text: string): string | undefined {
  const match =
    /https?:\/\/[^\s)>\]"'`]+|(?<![\w&/])(?:[\w.-]+\/[\w.-]+)?#\d+\b|(?<![\w-])[A-Z][A-Z0-9]{1,9}-\d+\b/.exec(text);
  return match?.[0].replace(/[.,;:]+$/, "");
}

function advise(atoms: readonly Atom[]): Advice {
  const [first] = atoms;
  const word = first?.identity.rule ?? "TODO";
  const said = first?.message.replace(/^[A-Z]+: /, "") ?? "";
  const paths = [...new Set(atoms.flatMap(({ place }) => place?.path ?? []))].sort();
  const where = paths.map((path) => `\`${path}\``).join(", ");
  return {
    title: titleOf({ word, said, paths }),
    kind: word === "FIXME" || word === "BUG" ? "bug" : "chore",
    context: `A comment in ${where || "the code"} is marked ${word}: somebody saw that something is left to do there.`,
    description: "Do what the comment says and take it out; or, where it no longer holds, take it out and say why.",
    criteria: [
      `What the ${word} in ${where || "the comment"} asks for is done, or the thread says why it is not needed`,
      `The comment is gone: \`docket discover --source todo\` no longer sees it`,
    ],
    testNotes:
      "A unit or regression test shows the new behaviour where the comment asks for one; else the checks of the project stay green.",
    scope: paths.map(literalGlob),
    verify: ["test"],
  };
}

const TITLE_CHARS = 90;
/** Of code beside a mark without a text. */
const BESIDE_CHARS = 40;
/** So few words say nothing to somebody who does not have the file before them. */
const FEW_WORDS = 4;

interface Said {
  readonly word: string;
  readonly said: string;
  readonly paths: readonly string[];
}

function titleOf({ word, said, paths }: Said): string {
  const [only = "a comment"] = paths;
  const where = paths.length > 1 ? `${paths.length} files` : only;
  const beside = /^\(no text\) at (.*)$/s.exec(said)?.[1];
  if (beside !== undefined) {
    const at = beside === only ? "" : `beside ${shortened(beside, BESIDE_CHARS)} `;
    return `Settle the ${word} ${at}in ${where}`;
  }
  const sentence = /^.{15,}?[.!?](?=\s)/.exec(said)?.[0].replace(/[.]$/, "") ?? said;
  const title = capitalised(shortened(sentence, TITLE_CHARS));
  return title.split(/\s+/).length < FEW_WORDS ? `${title.replace(/[.:;,]+$/, "")} (${word} in ${where})` : title;
}

const shortened = (text: string, chars: number): string =>
  text.length <= chars ? text : `${text.slice(0, chars).replace(/\s+\S*$/, "")} …`;

/** Names of code stay as they are written. */
const capitalised = (text: string): string =>
  /^\p{Ll}[\p{Ll}'’-]*(?=$|[\s.,:;!?])/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
