import { faultKind } from "../std/fault.ts";

export const sourceTimedOut = faultKind<{ readonly source: string; readonly limitMs: number }>({
  code: "source-timed-out",
  exit: "findings",
  summary: "A source of facts had not answered when its time was up; nothing of it counts, and nothing of it is gone.",
  message: ({ source, limitMs }) => `the source ${source} did not answer within ${Math.round(limitMs / 1000)} s`,
  where: ({ source }) => source,
  hint: ({ source }) =>
    `give it more time with discover.limitMs, less to look at with discover.sources.${source}.exclude, or turn it off`,
});

export const sourceBroke = faultKind<{ readonly source: string; readonly reason: string }>({
  code: "source-broke",
  exit: "findings",
  summary: "A source of facts ended with an error of its own: a bug in Docket. The others went on.",
  message: ({ source, reason }) => `the source ${source} ended with an error: ${reason}`,
  where: ({ source }) => source,
  hint: () => "please report it; until it is mended the source can be turned off in docket.yaml",
});

export const sourceUnknown = faultKind<{
  readonly name: string;
  readonly nearest: string | undefined;
  readonly known: readonly string[];
}>({
  code: "source-unknown",
  exit: "usage",
  summary: "There is no source of facts with this name.",
  message: ({ name }) => `there is no source ${JSON.stringify(name)}`,
  where: () => "source",
  hint: ({ nearest, known }) =>
    `${nearest === undefined ? "" : `did you mean ${nearest}? `}sources are ${known.join(", ")}`,
});
