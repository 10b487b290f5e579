import type { Atom } from "../evidence/atom.ts";
import type { Severity, Sighting } from "../evidence/sighting.ts";
import { framesIn } from "../findings/frames.ts";
import type { TestReport } from "../findings/test-report.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import { flakyOnes, STEADY_RUNS, withUnsettled } from "./_runs-flaky.ts";
import { importedBy, isTestFile } from "./_runs-imports.ts";
import { type BadOutcome, badOutcomes } from "./_runs-outcomes.ts";
import { placeInCheckout } from "./_runs-place.ts";
import { commandFor, runTests } from "./_runs-tests.ts";
import { factOf, messageOf, quoteOf } from "./_runs-text.ts";
import { literalGlob } from "./_tool-advice.ts";
import type { Advice, Applies, Look, Seen, Source } from "./source.ts";

/** Runs in all: where something fails, the tests run again to tell what is flaky. */
const RUNS = 3;

/** Tests that fail, files of tests that do not load, and tests that give two answers. */
export const tests: Source = {
  name: "tests",
  summary: "Tests that fail, do not load, or pass only now and then",
  applies,
  collect,
  group: ({ identity, place, facts }) =>
    [identity.rule === "flaky", place?.path ?? identity.subject, facts?.cause].join(" "),
  advise,
};

async function applies(look: Look): Promise<Applies> {
  if (commandFor(look) !== undefined) return { applies: true };
  return { applies: false, why: "no command runs the tests: name one in tests.command or gates.test" };
}

async function collect(look: Look): Promise<Result<Seen>> {
  const command = commandFor(look) ?? "";
  const may = look.mayRun(look.settings.command ?? "");
  if (!may.ok) return may;
  const flaky = flakyOnes(look.known?.() ?? []);
  const reports = await runsOf(look, command, flaky.length === 0 ? RUNS : STEADY_RUNS);
  if (!reports.ok) return reports;
  const sightings: Sighting[] = [];
  const imported = new Map<string, readonly string[]>();
  const aboutOf = (path: string): readonly string[] => {
    const known = imported.get(path) ?? importedBy(look, path);
    imported.set(path, known);
    return known;
  };
  for (const outcome of badOutcomes(reports.value)) sightings.push(await sightingOf(look, outcome, aboutOf));
  const isWhole = reports.value[0]?.complete === true && look.since === undefined;
  const settled = withUnsettled(sightings, flaky, reports.value);
  return ok({ sightings: settled, isWhole, findings: reports.value[0]?.complete === true ? [] : [INCOMPLETE] });
}

const INCOMPLETE: Finding = {
  code: "tests-incomplete",
  severity: "warning",
  file: "tests",
  message: "the tests did not run to their end, or their report was cut; what is missing in it is not taken for gone",
  hint: "give the source more time, or the tests a report in a file: tests.report",
};

/** The first run must give a report; the further ones, which only tell what is flaky, may fail. */
async function runsOf(look: Look, command: string, runs: number): Promise<Result<readonly TestReport[]>> {
  const { clock } = look.world;
  const begunMs = clock.monotonic();
  const reports: TestReport[] = [];
  while (reports.length < runs) {
    look.progress(reports.length, runs);
    const leftMs = look.limitMs - (clock.monotonic() - begunMs);
    const spentMs = look.limitMs - leftMs;
    // A run that cannot end in time tells nothing new.
    if (reports.length > 0 && spentMs / reports.length > leftMs) break;
    const report = await runTests(look, command, leftMs);
    if (!report.ok && reports.length === 0) return report;
    if (!report.ok) break;
    reports.push(report.value);
    if (runs === RUNS && !hasBad(report.value) && reports.length === 1) break;
  }
  return ok(reports);
}

const hasBad = ({ cases, broken }: TestReport): boolean =>
  broken.length > 0 || cases.some(({ outcome }) => outcome === "failed");

const SEVERITY: Readonly<Record<BadOutcome["rule"], Severity>> = { failed: "high", broken: "high", flaky: "medium" };

async function sightingOf(
  { world, root }: Look,
  outcome: BadOutcome,
  aboutOf: (path: string) => readonly string[],
): Promise<Sighting> {
  const { rule, name, file, cause, failedRuns, seenRuns } = outcome;
  const message = steady(outcome.message, root);
  const places = framesIn(message).flatMap((frame) => placeInCheckout(world.files, root, frame) ?? []);
  const own = file === undefined ? undefined : placeInCheckout(world.files, root, { path: file });
  const path = own?.path ?? places.find((place) => isTestFile(place.path))?.path;
  const line = places.find((place) => place.path === path)?.line;
  const traced = places.map((place) => place.path).filter((one) => one !== path);
  const about = path === undefined ? [] : aboutOf(path);
  return {
    source: "tests",
    identity: { rule, subject: subjectOf(outcome) },
    message: await messageOf(`${subjectOf(outcome)}: ${message.split("\n")[0] || cause}`),
    severity: SEVERITY[rule],
    ...(path === undefined ? {} : { place: { path, ...(line === undefined ? {} : { line }) } }),
    ...(message === "" ? {} : { quote: await quoteOf(message) }),
    facts: {
      cause,
      test: factOf(name),
      runs: `failed in ${failedRuns} of ${seenRuns}`,
      ...namedSources("sources", traced),
      ...namedSources("about", about),
    },
  };
}

/** The same words in every clone, wherever it lies, and in every run: the runtime's own frames depend on what else ran. */
function steady(text: string, root: string): string {
  const lines = text.replaceAll(`file://${root}/`, "").replaceAll(`${root}/`, "").split("\n");
  return lines.filter((line) => !/\(?node:(?:internal|async_hooks)\b[^\s)]*:\d+\)?\s*$/.test(line)).join("\n");
}

/** A name with a space in it could not be told from two. */
function namedSources(name: "sources" | "about", paths: readonly string[]): Readonly<Record<string, string>> {
  const some = [...new Set(paths)].filter((path) => !path.includes(" ")).slice(0, 5);
  return some.length === 0 ? {} : { [name]: factOf(some.join(" ")) };
}

/** Without the file, so that a test keeps its identity when its file is renamed. */
function subjectOf({ rule, name, file }: BadOutcome): string {
  if (rule === "broken" || file === undefined || !name.startsWith(`${file} > `)) return name;
  return name.slice(file.length + 3);
}

function advise(atoms: readonly Atom[]): Advice {
  const [first] = atoms;
  const isFlaky = first?.identity.rule === "flaky";
  const at = first?.place?.path;
  const what = isFlaky ? "flaky" : first?.identity.rule === "broken" ? "not loading" : "failing";
  const one = first === undefined ? "tests" : `test ${first.identity.subject}`;
  const many = `${atoms.length} ${what} tests${at === undefined ? "" : ` in ${at}`}`;
  return {
    title: `Mend ${atoms.length === 1 ? `${what} ${one}` : many}`,
    kind: isFlaky ? "test" : "bug",
    context: isFlaky
      ? "The same tests on the same sources gave two answers. Until that is mended nobody can trust either."
      : `The test command reports ${atoms.length === 1 ? "it" : "them"} in every run. Cause, as far as the report tells: ${first?.facts?.cause ?? "unknown"}.`,
    description: isFlaky
      ? "What the answer depends on is found and taken away: time, order, chance, what another test leaves behind."
      : "The sources do what the tests ask for. Where a test asks for the wrong thing, the reason is written down and the test is corrected.",
    criteria: [...atoms.map(isFlaky ? steadyCriterion : passingCriterion), "The whole suite stays green (check: test)"],
    testNotes: isFlaky
      ? "Regression: run the tests many times, also in another order and under load."
      : "The tests named here are the regression tests: they fail now and pass then.",
    scope: isMendable(atoms) ? [...new Set(atoms.flatMap(filesOf))] : [],
    verify: ["test"],
  };
}

/** With the link by which a verdict shows it; a name that a link cannot hold goes without. */
function passingCriterion({ identity, facts }: Atom): string {
  if (identity.rule === "broken") return `${identity.subject} loads, and its tests pass`;
  const name = facts?.test ?? "";
  const link = name === "" || name.includes("`") || name.endsWith("…") ? "" : ` (test: \`${name}\`)`;
  return `Test "${identity.subject}" passes${link}`;
}

const steadyCriterion = ({ identity }: Atom): string =>
  `Test "${identity.subject}" passes in 20 runs one after the other`;

/** A failing test is not mended in the test: where no source is known, a person has to say where. */
const isMendable = (atoms: readonly Atom[]): boolean =>
  atoms.every(({ identity, facts }) => identity.rule !== "failed" || (facts?.sources ?? facts?.about) !== undefined);

/** What is wrong may lie in the test, in what its trace names, or in what it imports: an assertion's trace ends in the test. */
function filesOf({ place, facts }: Atom): readonly string[] {
  const listed = (paths = ""): readonly string[] =>
    paths.split(" ").filter((path) => path !== "" && !path.endsWith("…"));
  const own = place === undefined ? [] : [place.path];
  return [...[...own, ...listed(facts?.sources)].map(literalGlob), ...listed(facts?.about)];
}
