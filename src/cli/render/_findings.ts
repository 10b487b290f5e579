import type { Finding, Severity } from "../../std/finding.ts";
import { severityLook } from "../_looks.ts";
import type { Line } from "../_page.ts";

export const WORST_FIRST: readonly Severity[] = ["error", "warning", "info"];

/** Findings below the file they are about, the files with the worst first; `whole` names what is about no file. */
export function findingsByFile(found: readonly Finding[], whole = "the backlog"): readonly (readonly Line[])[] {
  const nameOf = ({ file }: Finding): string => (file === "" || file === "." ? whole : file);
  const files = [...Map.groupBy(found, nameOf)].sort(([, a], [, b]) => rankOf(a) - rankOf(b));
  return files.map(([name, all]) => [
    [{ text: name, style: "bold" }],
    ...all.flatMap((one, at) => linesOf(one, all[at + 1]?.hint)),
  ]);
}

const rankOf = (all: readonly Finding[]): number =>
  Math.min(...all.map(({ severity }) => WORST_FIRST.indexOf(severity)));

/** A way out that goes for the next one too is said below the last of them. */
function linesOf({ line, column, severity, message, code, hint }: Finding, next: string | undefined): readonly Line[] {
  const place = [line, column].filter((part) => part !== undefined).join(":");
  const head: Line = [
    `  ${place === "" ? "" : `line ${place}  `}`,
    { text: severity, style: severityLook(severity) ?? "yellow" },
    `  ${message}  `,
    { text: code, style: "dim" },
  ];
  return hint === undefined || hint === next ? [head] : [head, [{ text: `    ${hint}`, style: "dim" }]];
}
