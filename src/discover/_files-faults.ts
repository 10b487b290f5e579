import { faultKind } from "../std/fault.ts";

export const filesNotListed = faultKind<{ readonly reason: string }>({
  code: "files-not-listed",
  exit: "findings",
  summary: "git could not say which files a repository has, so a source could not look at them.",
  message: ({ reason }) => `git could not list the files: ${reason}`,
  hint: () => "run `git status` in the repository and mend what it complains about",
});

export const reportOutside = faultKind<{ readonly path: string }>({
  code: "report-outside",
  exit: "usage",
  summary: "The setting `report` of a source names a file outside the repository.",
  message: ({ path }) => `${JSON.stringify(path)} lies outside the repository, and is not read`,
  where: ({ path }) => path,
  hint: () => "give a path inside the repository, as in `discover.sources.coverage.report: coverage/lcov.info`",
});

export const coverageNotUnderstood = faultKind<{ readonly path: string }>({
  code: "coverage-not-understood",
  exit: "findings",
  summary: "A report of coverage is neither lcov nor Cobertura, or names no file.",
  message: ({ path }) => `${path} is neither an lcov nor a Cobertura report that names a file`,
  where: ({ path }) => path,
  hint: () => "let the test tool write lcov.info or cobertura-coverage.xml",
});
