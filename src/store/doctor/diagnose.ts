import type { Finding, Severity } from "../../std/finding.ts";
import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { steadily } from "../index/steadily.ts";
import { evidenceFindings } from "./evidence-findings.ts";
import { examine } from "./examine.ts";
import type { Examined, FindCircles } from "./examined.ts";
import { historyFindings } from "./history-findings.ts";
import { identityFindings } from "./identity-findings.ts";
import { leftoverFindings } from "./leftovers.ts";
import { mergingFindings } from "./merging-findings.ts";
import { registryFindings } from "./registry-findings.ts";
import { relationFindings } from "./relation-findings.ts";
import { type Unmerged, unmergedFiles } from "./unmerged.ts";

export interface Diagnosis {
  readonly examined: Examined;
  readonly unmerged: readonly Unmerged[];
  /** Everything found: by file, the worst first, by line. */
  readonly findings: readonly Finding[];
}

/** Reads the whole backlog and everything around it, and says what is wrong. Writes nothing (I2). */
export async function diagnose(backlog: Backlog, findCircles: FindCircles): Promise<Result<Diagnosis>> {
  // Git's calls run while the files are read here.
  const [past, unmerged, examined] = await Promise.all([
    historyFindings(backlog),
    unmergedFiles(backlog),
    readAll(backlog),
  ]);
  if (!past.ok) return past;
  if (!unmerged.ok) return unmerged;
  const merges = await mergingFindings(backlog, unmerged.value);
  if (!merges.ok) return merges;
  const findings = [
    ...findingsInFiles(examined, findCircles),
    ...leftoverFindings(backlog),
    ...past.value,
    ...merges.value,
  ];
  return ok({ examined, unmerged: unmerged.value, findings: findings.sort(byPlace) });
}

/** Async only so that a throw in it leaves no call of git whose end nobody waits for. */
const readAll = async (backlog: Backlog): Promise<Examined> => steadily(backlog, () => examine(backlog));

/** What the files of a backlog say alone and to each other: no git, no clone, nothing left behind. */
export const findingsInFiles = (examined: Examined, findCircles: FindCircles): readonly Finding[] => [
  ...examined.findings,
  ...identityFindings(examined),
  ...relationFindings(examined, findCircles),
  ...registryFindings(examined),
  ...evidenceFindings(examined),
];

const WORST_FIRST: readonly Severity[] = ["error", "warning", "info"];

/** By file, the worst first, by line. */
export function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  const worse = WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity);
  return worse || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
