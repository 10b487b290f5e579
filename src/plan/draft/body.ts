import { blockOf, codeOf, lineOf } from "../from-evidence/outside-text.ts";
import { MAX_CALLERS_TOLD, MAX_NAMES_TOLD } from "./limits.ts";
import { originLine, withLines } from "./suggestion.ts";
import type { Draftable, Drafting } from "./wish-draft.ts";

/** The sections of a drafted ticket. One that nobody can fill yet is left out: its template's hint stands there, and a question is open. */
export function bodyOf(drafting: Drafting, draft: Draftable): string {
  const sections: readonly (readonly [string, string])[] = [
    ["Context", contextOf(drafting, draft)],
    ["Description", descriptionOf(drafting, draft)],
    ...(draft.kind.name === "bug" ? seen(drafting) : []),
    [
      "Affected Files",
      draft.files.map(({ path, action, note }) => `- ${codeOf(path)}: ${action}, ${lineOf(note)}`).join("\n"),
    ],
    [
      "Acceptance Criteria",
      draft.criteria.map(({ text }, at) => `- [ ] AC-${at + 1}: ${lineOf(text, MAX_CRITERION)}`).join("\n"),
    ],
    ["Test Strategy", testsOf(drafting, draft)],
    ["Security Notes", securityOf(draft)],
    ["Dependencies", dependenciesOf(draft)],
    ["Cost Estimate", costOf(draft)],
    ["Implementation Notes", notesOf(draft)],
    [
      "Open Questions",
      draft.questions.map(({ text }) => `- Needs a person: ${lineOf(text, MAX_CRITERION)}`).join("\n"),
    ],
  ];
  return sections
    .map(([heading, text]) => [heading, withLines(drafting.suggestion, heading, text)] as const)
    .filter(([, text]) => text !== "")
    .map(([heading, text]) => `## ${heading}\n\n${text}`)
    .join("\n\n");
}

const MAX_CRITERION = 600;

function contextOf({ wish, under = [], answers, suggestion }: Drafting, { kind, tags, like }: Draftable): string {
  return [
    `Drafted from this sentence: ${codeOf(wish.sentence, MAX_CRITERION)}.`,
    ...(under.length === 0 ? [] : [`It stands in a plan under ${under.map((one) => codeOf(one)).join(", ")}.`]),
    `It is taken for the kind ${kind.name}: ${lineOf(kind.reason)}.`,
    ...[...answers].map(([id, answer]) => `Asked for ${id}, somebody answered: ${codeOf(answer, MAX_CRITERION)}.`),
    ...originLine(suggestion),
    ...tags.map(({ label, reason }) => `It is marked ${label}: ${lineOf(reason)}.`),
    ...like.map(
      ({ id, title, same }) => `${same ? "An open ticket may say the same" : "Near to it"}: ${id}, ${lineOf(title)}.`,
    ),
  ].join("\n");
}

const descriptionOf = ({ wish }: Drafting, { restated }: Draftable): string =>
  [lineOf(restated, MAX_CRITERION), blockOf(wish.details)].filter((part) => part !== "").join("\n\n");

/** What a report of a bug has beyond the others, as far as the sentence says it. */
function seen({ wish }: Drafting): readonly (readonly [string, string])[] {
  const actual = lineOf(wish.sentence, MAX_CRITERION);
  return [
    [
      "Steps to Reproduce",
      wish.condition === undefined
        ? ""
        : `1. Bring this about: ${lineOf(wish.condition)}.\n2. Look at ${lineOf(wish.object)}.`,
    ],
    [
      "Expected",
      wish.failure === undefined
        ? `The opposite of what is to be mended: ${lineOf(wish.object)}.`
        : `It is not so that it ${lineOf(wish.failure)}.`,
    ],
    ["Actual", actual],
  ];
}

function testsOf({ gates }: Drafting, { files, kind, criteria }: Draftable): string {
  const tests = files.filter(({ note }) => note.startsWith("tests ") || note.includes("has no test yet"));
  const where =
    tests.length === 0 ? "a new file beside those of its neighbours" : tests.map(({ path }) => codeOf(path)).join(", ");
  const borders = criteria.flatMap(({ sort }, at) => (sort === "error" || sort === "edge" ? [`AC-${at + 1}`] : []));
  const callers = files.flatMap(({ found }) => found?.importers ?? []);
  return [
    `- Unit: ${where}; one test for each of ${["AC-1", ...borders].join(", ")}.`,
    ...(kind.name === "bug" ? ["- Regression: the test of AC-1 is written first and fails on the code of today."] : []),
    callers.length === 0
      ? "- Integration: through the outermost call that reaches it."
      : `- Integration: through ${codeOf(callers[0] ?? "")}, which imports it.`,
    ...Object.entries(gates).map(([name, command]) => `- Gate ${codeOf(name)}: ${codeOf(command)}`),
  ].join("\n");
}

function securityOf({ tags, preflight }: Draftable): string {
  const tag = tags.find(({ label }) => label === "SECURITY");
  const flags = preflight.map((one) => `- ${lineOf(one)}. A person looks before work begins.`);
  if (tag === undefined && flags.length === 0)
    return "No word of the sentence and none of the files speaks of permissions, secrets or sessions. Whoever sees that the change touches one writes it here first.";
  return [
    ...(tag === undefined
      ? []
      : [
          `This touches security (${lineOf(tag.reason)}). No secret goes into the ticket, a commit, a test or a log; what comes from outside is checked before it is used; refusals come first in the tests.`,
        ]),
    ...flags,
  ].join("\n");
}

function dependenciesOf({ dependencies, among }: Draftable): string {
  if (dependencies.length + among.length === 0)
    return "None: no open ticket names one of these files, and the sentence names no ticket.";
  return [
    ...dependencies.map(
      ({ id, reason, first }) => `- ${id}${first ? " comes first" : " is worth knowing of"}: ${lineOf(reason)}`,
    ),
    ...among.map(({ title, kind, reason }) => `- Of the same plan, ${codeOf(title)} ${AMONG[kind]}: ${lineOf(reason)}`),
  ].join("\n");
}

const AMONG: Readonly<Record<Draftable["among"][number]["kind"], string>> = {
  same: "may be the same",
  first: "comes first",
  against: "stands against it",
  shares: "is worth knowing of",
};

function costOf({ impact, effort, cost, files }: Draftable): string {
  return [
    `- Impact ${impact.points}: ${lineOf(impact.reason)}.`,
    `- Effort ${effort.points}: ${lineOf(effort.reason)}.`,
    ...(files.length === 0
      ? ["- Tokens: not before the files are known."]
      : [
          `- About ${cost.totalTokens} tokens of work (${cost.inputTokens} in, ${cost.outputTokens} out), from ${files.length} ${files.length === 1 ? "file" : "files"} and what happens to them.`,
          `- About ${cost.readingTokens} tokens to read them once with instructions and plan.`,
        ]),
    "- Low confidence: nothing but words and numbers of files is behind these.",
  ].join("\n");
}

function notesOf({ files }: Draftable): string {
  return files
    .flatMap(({ path, found }) => {
      if (found === undefined || found.kind !== "code") return [];
      const names = found.symbols
        .slice(0, MAX_NAMES_TOLD)
        .map(({ kind, name, line }) => `${kind} ${codeOf(name)} (line ${line})`);
      const callers = found.importers.slice(0, MAX_CALLERS_TOLD).map((one) => codeOf(one));
      const more = found.importers.length - callers.length;
      return [
        `- ${codeOf(path)}: ${names.length === 0 ? "no definition fits by name" : names.join(", ")}; imported by ${callers.length === 0 ? "no other file" : callers.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
      ];
    })
    .join("\n");
}
