import type { Expected } from "./rows.ts";

/** A draft as `docket draft --json` gives it, as far as it is judged. */
export interface Drafted {
  readonly kind: string;
  readonly labels: readonly string[];
  readonly files: readonly { readonly path: string }[];
  readonly criteria: readonly string[];
  readonly questions: readonly { readonly id: string }[];
  readonly dependencies: readonly { readonly id: string }[];
  readonly fields: { readonly scope?: { readonly allow: readonly string[] } };
  readonly body: string;
}

/** Ids of the planted tickets by their files. */
export type PlantedIds = ReadonlyMap<string, string>;

export const SECTIONS = [
  "kind",
  "labels",
  "files",
  "symbols",
  "criteria",
  "tests",
  "security",
  "scope",
  "dependencies",
] as const;
export type SectionName = (typeof SECTIONS)[number];

/** What is wrong with a section; nothing when a careful engineer would leave it as it is. */
export type Judgement = Readonly<Record<SectionName, string | undefined>>;

/** Judges each section of a draft by what was wanted. */
export function judgeDraft(draft: Drafted, wanted: Expected, planted: PlantedIds): Judgement {
  const paths = draft.files.map(({ path }) => path);
  return {
    kind: draft.kind === wanted.kind ? undefined : draft.kind,
    labels: sameSet(draft.labels, wanted.labels) ? undefined : draft.labels.join(" ") || "none",
    files: filesOf(draft, wanted, paths),
    symbols: symbolsOf(draft, wanted),
    criteria: criteriaOf(draft, wanted),
    tests: testsOf(draft, wanted),
    security: securityOf(draft, wanted),
    scope: scopeOf(draft, wanted),
    dependencies: dependenciesOf(draft, wanted, planted),
  };
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

function filesOf({ questions }: Drafted, { files }: Expected, paths: readonly string[]): string | undefined {
  if (files.length > 0) return lacking(files, paths);
  if (paths.length > 0) return `guessed ${paths.join(" ")}`;
  return questions.some(({ id }) => id === "files") ? undefined : "not asked";
}

const lacking = (wanted: readonly string[], have: readonly string[]): string | undefined => {
  const missing = wanted.filter((one) => !have.includes(one));
  return missing.length === 0 ? undefined : `without ${missing.join(" ")}; has ${have.join(" ") || "none"}`;
};

/** Names count where the draft points at them: in its notes and criteria, in back quotes; not in the sentence it quotes. */
function symbolsOf({ body, criteria }: Drafted, { symbols }: Expected): string | undefined {
  const told = `${sectionOf(body, "Implementation Notes")}\n${sectionOf(body, "Affected Files")}\n${criteria.join("\n")}`;
  const missing = symbols.filter((ways) => !ways.split("/").some((name) => told.includes(`\`${name}\``)));
  return missing.length === 0 ? undefined : `without ${missing.join(" ")}`;
}

const FORM = /^Given .+, when .+, then .+/i;
const PLACEHOLDER = /\b(?:TBD|TODO|FIXME|to be (?:defined|decided|agreed)|and so on)\b|\?\?|…/i;

function criteriaOf({ criteria }: Drafted, { sentence, demands, unfit }: Expected): string | undefined {
  if (criteria.length < 3 || criteria.length > 7) return `${criteria.length} criteria`;
  const shapeless = criteria.find((text) => !FORM.test(text) || PLACEHOLDER.test(text));
  if (shapeless !== undefined) return `no form: ${shapeless.slice(0, 80)}`;
  if (new Set(criteria).size < criteria.length) return "one twice";
  // To say the sentence again is no criterion: what is left of it without the quotation has to carry the demand.
  const outcomes = criteria.map((text) => text.toLowerCase().replaceAll(sentence.toLowerCase(), " "));
  const missed = demands.filter(
    (ways) => !outcomes.some((text) => ways.some((one) => text.includes(one.toLowerCase()))),
  );
  if (missed.length > 0) return `not demanded: ${missed.map((ways) => ways.join("/")).join(", ")}`;
  const stray = unfit.find((word) => outcomes.some((text) => text.includes(word)));
  return stray === undefined ? undefined : `about something else: ${stray}`;
}

const UNTESTED = ["docs", "chore"];

function testsOf({ body }: Drafted, { tests, kind }: Expected): string | undefined {
  const text = sectionOf(body, "Test Strategy");
  if (!text.includes("`npm test`")) return "no command of the project";
  if (tests.length > 0) return tests.some((path) => text.includes(path)) ? undefined : `not in ${tests.join(" ")}`;
  const names = UNTESTED.includes(kind) ? [] : ["a new file", "test", "spec"];
  return names.length === 0 || names.some((one) => text.includes(one)) ? undefined : "no place for its test";
}

function securityOf({ body }: Drafted, { labels }: Expected): string | undefined {
  const text = sectionOf(body, "Security Notes");
  const isSaid = /touches security|^- (?:security|permission|session):/m.test(text);
  return isSaid === labels.includes("SECURITY") ? undefined : isSaid ? "said without need" : "not said";
}

const TEST = /(?:^|\/)(?:tests?|specs?|__tests__)\/|[._-](?:test|spec)s?\.\w+$/;

function scopeOf({ fields }: Drafted, { files, also }: Expected): string | undefined {
  const allow = fields.scope?.allow ?? [];
  const missing = lacking(files, allow);
  if (missing !== undefined) return missing;
  const more = allow.filter((path) => !files.includes(path) && !also.includes(path) && !TEST.test(path));
  return more.length === 0 ? undefined : `also ${more.join(" ")}`;
}

function dependenciesOf({ dependencies }: Drafted, { files, also }: Expected, planted: PlantedIds): string | undefined {
  const told = dependencies.map(({ id }) => id);
  const idsOf = (paths: readonly string[]): readonly string[] => paths.flatMap((path) => planted.get(path) ?? []);
  const missing = idsOf(files).filter((id) => !told.includes(id));
  const stray = told.filter((id) => !idsOf([...files, ...also]).includes(id));
  return missing.length + stray.length === 0 ? undefined : `without ${missing.length}, ${stray.length} too many`;
}

function sectionOf(body: string, heading: string): string {
  const [, text = ""] = body.split(`## ${heading}\n`);
  return text.split(/^## /m, 1)[0] ?? "";
}
