import type { Finding, Severity } from "../std/finding.ts";
import { MAX_FINDINGS } from "./limits.ts";

/** Findings of the judges of a change. What is an error stops the order. */
export const gateRules = [
  { code: "scope-empty", severity: "error", summary: "A scope allows nothing, so nothing may be changed." },
  { code: "scope-outside", severity: "error", summary: "A changed file is not covered by the scope." },
  { code: "scope-denied", severity: "error", summary: "A changed file is denied by the scope." },
  {
    code: "scope-protected",
    severity: "error",
    summary: "A changed file defines the proof itself, and the scope does not name it letter for letter.",
  },
  { code: "scope-backlog", severity: "error", summary: "A branch changed the backlog's own folder." },
  {
    code: "scope-wildcard",
    severity: "error",
    summary: "A scope allows everything without a reason of enough words and an end.",
  },
  {
    code: "scope-override-expired",
    severity: "error",
    summary: "The permission for a scope that allows everything is over.",
  },
  {
    code: "scope-pattern-invalid",
    severity: "error",
    summary: "A pattern of a scope is empty, too long or leaves the repository.",
  },
  { code: "link-outside", severity: "error", summary: "A changed link leads out of the repository." },
  { code: "link-broken", severity: "error", summary: "A changed link leads nowhere." },
  {
    code: "repository-nested",
    severity: "error",
    summary: "A folder with a repository of its own was committed: of it only the id of a commit is kept.",
  },
  {
    code: "package-scripts-changed",
    severity: "error",
    summary: "A change to package.json touches scripts or settings of test tools, which define the proof.",
  },
  { code: "worktree-dirty", severity: "error", summary: "A worktree holds changes that are in no commit." },
  { code: "nothing-committed", severity: "error", summary: "A branch has no commit of its own." },
  { code: "budget-files", severity: "error", summary: "A change touches more files than its ticket may." },
  { code: "budget-lines", severity: "error", summary: "A change has more lines than its ticket may." },
  { code: "test-deleted", severity: "error", summary: "A change removes tests." },
  {
    code: "test-replaced",
    severity: "warning",
    summary: "A change removes tests and brings others under other names.",
  },
  { code: "test-skipped", severity: "error", summary: "A change makes a test not run." },
  { code: "test-skipped-sometimes", severity: "warning", summary: "A change makes a test run only under a condition." },
  { code: "test-only", severity: "error", summary: "A change makes one test run and hides all others." },
  { code: "fewer-assertions", severity: "error", summary: "A change leaves a test file with fewer assertions." },
  { code: "assertion-empty", severity: "error", summary: "An added assertion can never fail." },
  { code: "suppression-added", severity: "error", summary: "A change silences a compiler, a linter or the coverage." },
  { code: "error-swallowed", severity: "error", summary: "Added code catches an error and does nothing with it." },
  { code: "exit-early", severity: "warning", summary: "An added test ends the whole run as if all were well." },
  {
    code: "runner-hooked",
    severity: "warning",
    summary: "A change adds code by which the test runner decides what counts.",
  },
  { code: "source-binary", severity: "error", summary: "A source file holds bytes for which no tool shows its lines." },
  {
    code: "hidden-characters",
    severity: "error",
    summary: "Added code holds characters that make it look like other code.",
  },
  { code: "hooks-bypassed", severity: "error", summary: "An added script goes around the hooks of the project." },
  { code: "check-silenced", severity: "warning", summary: "An added script lets a failing check pass." },
  { code: "check-loosened", severity: "warning", summary: "A change makes a compiler or linter less strict." },
  { code: "coverage-lowered", severity: "error", summary: "A change lowers or removes a threshold of the coverage." },
  {
    code: "snapshot-alone",
    severity: "error",
    summary: "Stored snapshots changed, and no source that could explain it.",
  },
  { code: "rule-broken", severity: "error", summary: "Added code breaks a hard rule of the project." },
  { code: "rule-warned", severity: "warning", summary: "Added code breaks a soft rule of the project." },
  { code: "rule-invalid", severity: "warning", summary: "A rule of the project is no word and no regular expression." },
  { code: "lines-not-judged", severity: "warning", summary: "A file has more changed lines than are looked at." },
  { code: "secret-added", severity: "error", summary: "A change holds what looks like a secret." },
  {
    code: "red-missing",
    severity: "error",
    summary: "No test fails without the change, so nothing shows what it does.",
  },
  {
    code: "red-wrong-reason",
    severity: "error",
    summary: "The tests that fail without the change do so for a reason that shows nothing.",
  },
  {
    code: "red-weak",
    severity: "warning",
    summary: "The tests fail without the change, but in a way that shows little.",
  },
  { code: "green-missing", severity: "error", summary: "A test that came with the change does not pass." },
  { code: "test-regressed", severity: "error", summary: "A test that passed on the base fails." },
  { code: "test-silenced", severity: "error", summary: "A test that passed on the base is skipped." },
  { code: "test-vanished", severity: "error", summary: "A test that passed on the base is gone." },
  {
    code: "test-renamed",
    severity: "warning",
    summary: "A test that passed on the base is gone, and others came into its file.",
  },
  { code: "test-flaky", severity: "warning", summary: "A test passes and fails on the same files." },
  { code: "test-still-red", severity: "info", summary: "A test failed on the base and still does." },
  { code: "tests-not-loaded", severity: "error", summary: "A file of tests does not load." },
  { code: "tests-write-files", severity: "error", summary: "Tests write what they are compared with." },
  { code: "tests-cut-off", severity: "error", summary: "Running the tests did not come to an end." },
  { code: "tests-fail", severity: "error", summary: "The command that runs the tests fails, and no test says why." },
  {
    code: "tests-unreadable",
    severity: "warning",
    summary: "What the tests printed names no tests, so only the exit code counts.",
  },
  { code: "criterion-open", severity: "warning", summary: "A criterion is neither ticked nor linked to evidence." },
  {
    code: "criterion-without-evidence",
    severity: "error",
    summary: "A criterion is ticked and nothing is named that shows it.",
  },
  {
    code: "criterion-evidence-missing",
    severity: "error",
    summary: "A criterion names a test, check or review that there is not.",
  },
  {
    code: "criterion-evidence-failed",
    severity: "error",
    summary: "A criterion names a test or check that did not pass.",
  },
  {
    code: "criterion-link-unclear",
    severity: "error",
    summary: "A criterion names a test of which there are several, or a link of an unknown kind.",
  },
  {
    code: "verdict-base-differs",
    severity: "error",
    summary: "The merge base of a verdict has another tree than the verdict says.",
  },
  {
    code: "verdict-head-differs",
    severity: "error",
    summary: "The commit of a verdict has another tree than the verdict says.",
  },
  {
    code: "verdict-patch-differs",
    severity: "error",
    summary: "The work of a verdict is another patch than the verdict says.",
  },
  {
    code: "verdict-work-missing",
    severity: "error",
    summary: "The history holds no commit with the work of a verdict.",
  },
  { code: "findings-cut", severity: "info", summary: "There were more findings of one kind than are listed." },
] as const satisfies readonly { readonly code: string; readonly severity: Severity; readonly summary: string }[];

export type GateCode = (typeof gateRules)[number]["code"];

interface Words {
  readonly message: string;
  readonly line?: number | undefined;
  readonly hint?: string | undefined;
}

/** What a finding names when it is about the change as a whole. */
export const WHOLE_CHANGE = ".";

/** Makes a finding of a known code; the severity comes from the table. */
export function finding(code: GateCode, file: string, { message, line, hint }: Words): Finding {
  return {
    code,
    severity: gateRules.find((rule) => rule.code === code)?.severity ?? "error",
    file,
    ...(line === undefined ? {} : { line }),
    message: oneLine(message),
    ...(hint === undefined ? {} : { hint: oneLine(hint) }),
  };
}

/** Names of files and of tests come from the branch under test, and a line break in one must not look like a line of ours. */
export const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, " ");

/** Keeps a list of findings readable and says what was left out; errors come first when there are too many. */
export function bounded(findings: readonly Finding[]): readonly Finding[] {
  const left = findings.length - MAX_FINDINGS;
  if (left <= 0) return findings;
  const errors = findings.filter(({ severity }) => severity === "error");
  const others = findings.filter(({ severity }) => severity !== "error");
  const message = `${left} more findings are not listed`;
  return [...[...errors, ...others].slice(0, MAX_FINDINGS), finding("findings-cut", WHOLE_CHANGE, { message })];
}
