import { DEFAULT_POLICY, type Policy } from "../policy.ts";
import { SEVERITIES, type Severity } from "../sighting.ts";
import { partsOfAtomId } from "./atom-id.ts";
import {
  isRecord,
  type LooseTicket,
  ownerIn,
  surfaceIn,
  surfaceKinds,
  textIn,
  textOf,
  textsIn,
} from "./export-ticket.ts";

/** A ticket as the export looks at it, gaps filled in. */
export interface ExportView {
  readonly id: string;
  readonly title: string;
  readonly stage: string;
  readonly severity: Severity;
  readonly kinds: readonly string[];
  readonly isUserVisible: boolean;
  readonly owner: string | undefined;
  readonly atoms: readonly string[];
  readonly exportKind: "research" | "implementation";
  readonly breadth: Readonly<Record<string, number>>;
}

export function exportView(ticket: LooseTicket, policy: Policy = DEFAULT_POLICY): ExportView {
  const stage = textIn(ticket, "stage") ?? "triage";
  const kinds = surfaceKinds(ticket);
  const isUserVisible = surfaceIn(ticket).user_visible === true;
  const isFar = isUserVisible && kinds.some((kind) => policy.surfaceAreaHigh.some((high) => high === kind));
  const severity = textIn(ticket, "severity")?.toLowerCase();
  return {
    id: textIn(ticket, "ticket_id") ?? textIn(ticket, "id") ?? "",
    title: textOf(ticket, "title") ?? "Untitled",
    stage,
    severity: SEVERITIES.find((one) => one === severity) ?? "medium",
    kinds,
    isUserVisible,
    owner: ownerIn(ticket),
    atoms: textsIn(ticket, "evidence_atom_ids"),
    exportKind: stage === "research_required" || isFar ? "research" : "implementation",
    breadth: breadthIn(ticket),
  };
}

/** From how much the evidence is: as the ticket says, else as the ids of its atoms tell. */
function breadthIn(ticket: LooseTicket): Readonly<Record<string, number>> {
  const { breadth } = ticket;
  if (!isRecord(breadth)) {
    const parts = textsIn(ticket, "evidence_atom_ids").flatMap((id) => partsOfAtomId(id) ?? []);
    const count = (texts: readonly string[]): number => new Set(texts).size;
    return { runs: count(parts.map(({ run }) => run)), sources: count(parts.map(({ source }) => source)) };
  }
  return Object.fromEntries(
    Object.entries(breadth).flatMap(([key, value]) => (typeof value === "number" ? [[key, value] as const] : [])),
  );
}

/** Labels for whoever keeps the exported tickets. */
export const exportLabels = ({ stage, severity, exportKind, owner, kinds }: ExportView): readonly string[] => [
  `stage:${stage}`,
  `severity:${severity}`,
  `type:${exportKind}`,
  ...(owner === undefined ? [] : [`owner:${owner}`]),
  ...[...new Set(kinds)].sort().map((kind) => `surface:${kind}`),
];

export const exportTitle = ({ exportKind, title }: ExportView): string =>
  exportKind === "research" && !title.startsWith("[Research]") ? `[Research] ${title}` : title;
