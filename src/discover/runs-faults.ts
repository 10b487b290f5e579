import { faultKind } from "../std/fault.ts";

export const testsNotRead = faultKind<{ readonly command: string; readonly how: string; readonly isMissing?: true }>({
  code: "tests-not-read",
  exit: "findings",
  summary: "The test command printed no report that Docket can read.",
  message: ({ command, how }) => `${JSON.stringify(command)} ${how} and gave no report of tests`,
  hint: ({ isMissing }) =>
    isMissing
      ? "a program that the command needs is not there: install what the project needs, and look again"
      : "name a command whose report Docket reads in tests.command, and its file in tests.report: docs/workflow.md",
});

export const testsNotRun = faultKind<{ readonly command: string; readonly how: string }>({
  code: "tests-not-run",
  exit: "findings",
  summary: "The test command ran out of time, or was stopped, before it reported anything.",
  message: ({ command, how }) => `${JSON.stringify(command)} ${how}`,
  hint: () => "give it more time, or name a quicker command in tests.command",
});

export const repositoryUnknown = faultKind<{ readonly why: string }>({
  code: "repository-unknown",
  exit: "usage",
  summary: "It is not known which repository at GitHub is meant.",
  message: ({ why }) => why,
  hint: () => "name it in the settings as owner/name",
});

export const severalRepositories = faultKind<{ readonly names: readonly string[] }>({
  code: "several-repositories",
  exit: "usage",
  summary: "A configuration of another tool names several repositories; Docket looks at one so far.",
  message: ({ names }) => `it names ${names.length} repositories: ${names.join(", ")}`,
  hint: () => "leave one in reposToScan; a backlog over several repositories comes later",
});

export const analyzerConfigBroken = faultKind<{ readonly why: string }>({
  code: "analyzer-config-broken",
  exit: "usage",
  summary: "A configuration of another tool cannot be understood.",
  message: ({ why }) => `the configuration cannot be taken over: ${why}`,
});
