import { faultKind } from "../std/fault.ts";

interface ToolSaid {
  readonly tool: string;
  readonly source: string;
  readonly how: string;
  readonly said: string;
}

export const toolTimedOut = faultKind<{ readonly tool: string; readonly source: string }>({
  code: "tool-timed-out",
  exit: "findings",
  summary: "A tool that looks for problems had not ended when its time was up. Nothing counts as new, nothing as gone.",
  message: ({ tool }) => `${tool} had not ended when its time was up, and was ended`,
  where: ({ source }) => source,
  hint: ({ source }) =>
    `give it more time with discover.limitMs, or name a quicker command in discover.sources.${source}.command`,
});

export const toolNotRead = faultKind<ToolSaid>({
  code: "tool-not-read",
  exit: "findings",
  summary: "A tool printed no report that Docket can read. Nothing counts as new, nothing as gone.",
  message: ({ tool, how, said }) =>
    `${tool} ${how} and gave no report that can be read${said === "" ? "" : `: ${said}`}`,
  where: ({ source }) => source,
  hint: ({ tool, source }) =>
    `run it by hand: ${tool}; name another command in discover.sources.${source}.command, or turn the source off`,
});

export const toolReportMissing = faultKind<{
  readonly report: string;
  readonly source: string;
  readonly isOld: boolean;
}>({
  code: "tool-report-missing",
  exit: "findings",
  summary: "The report of a tool is not there, or the command left an old one as it was.",
  message: ({ report, isOld }) =>
    isOld ? `the command did not write ${report} anew` : `there is no report at ${report}`,
  where: ({ source }) => source,
  hint: ({ source }) => `let the tool write it, or correct discover.sources.${source}.report`,
});
