import type { CheckedTicket } from "./checked-ticket.ts";
import type { CheckFinding } from "./found.ts";
import type { Health } from "./health.ts";

export interface Refinement {
  readonly tickets: readonly CheckedTicket[];
  readonly findings: readonly CheckFinding[];
  readonly health: Health;
  /** The day it is written on. */
  readonly day: string;
}

/** Findings that no rule can settle: somebody has to say what is meant. */
const FOR_PEOPLE = new Set(["ticket-obsolete", "ticket-alike", "create-clash", "dependency-rejected", "time-overrun"]);

/** The refinement as a Markdown page. */
export function refinementReport(refinement: Refinement): string {
  const { day, tickets, findings, health } = refinement;
  const sound =
    tickets.length - new Set(findings.filter(({ severity }) => severity !== "info").map(({ ticket }) => ticket)).size;
  const parts = [
    `# Refinement of ${day}`,
    [
      "## Summary",
      "",
      `${tickets.length} open tickets, ${sound} of them without a finding.`,
      "",
      counts(findings),
    ].join("\n"),
    [
      "## By Type",
      "",
      "| Kind | Tickets | With errors | With warnings |",
      "| --- | --- | --- | --- |",
      ...byKind(refinement),
    ].join("\n"),
    ["## Issues Found", "", ...listed(findings)].join("\n"),
    ["## Tickets Requiring Human Review", "", ...listed(findings.filter(({ code }) => FOR_PEOPLE.has(code)))].join(
      "\n",
    ),
    ["## Health Score", "", ...scored(health)].join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

const counts = (findings: readonly CheckFinding[]): string => {
  const of = (severity: string): number => findings.filter((one) => one.severity === severity).length;
  return `${of("error")} errors, ${of("warning")} warnings, ${of("info")} accepted.`;
};

function byKind({ tickets, findings }: Refinement): readonly string[] {
  const withOf = (severity: string) =>
    new Set(findings.filter((one) => one.severity === severity).map(({ ticket }) => ticket));
  const [errors, warnings] = [withOf("error"), withOf("warning")];
  const kinds = Map.groupBy(tickets, ({ ticket }) => ticket.kind);
  return [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, all]) => {
      const count = (ids: ReadonlySet<string>): number => all.filter(({ id }) => ids.has(id)).length;
      return `| ${inCell(kind)} | ${all.length} | ${count(errors)} | ${count(warnings)} |`;
    });
}

function listed(findings: readonly CheckFinding[]): readonly string[] {
  if (findings.length === 0) return ["None."];
  return findings.map(({ ticket, severity, code, message, accepted }) => {
    const why = accepted === undefined ? "" : ` (accepted: ${oneLine(accepted)})`;
    return `- ${ticket}: ${accepted === undefined ? severity : "accepted"} \`${code}\`, ${oneLine(message)}${why}`;
  });
}

function scored({ absolute, normalised, parts }: Health): readonly string[] {
  return [
    `Absolute: ${absolute} of 100. By the number of tickets: ${normalised} of 100.`,
    "",
    "| Fault | Tickets | Share | Points |",
    "| --- | --- | --- | --- |",
    ...parts.map(({ name, tickets, share, points }) => `| ${name} | ${tickets} | ${share} % | -${points} |`),
  ];
}

/** Words from tickets stay on their line and start no markup. */
const oneLine = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/[<>]/g, (sign) => (sign === "<" ? "&lt;" : "&gt;"));

const inCell = (text: string): string => oneLine(text).replaceAll("|", "\\|");
