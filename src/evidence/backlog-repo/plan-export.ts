import { err, ok, type Result } from "../../std/result.ts";
import type { Policy } from "../policy.ts";
import { SEVERITIES, type Severity } from "../sighting.ts";
import { bucketForStage, PLANS_FOLDER } from "./buckets.ts";
import { exportBody } from "./export-body.ts";
import type { LooseTicket } from "./export-ticket.ts";
import { type ExportView, exportLabels, exportTitle, exportView } from "./export-view.ts";
import { ticketExportFingerprint } from "./fingerprint.ts";
import type { LedgerRecord } from "./ledger-value.ts";
import type { PlanIndex, PlanIndexEntry } from "./plan-index.ts";
import { planFileName } from "./plan-name.ts";

export interface ExportFilters {
  readonly stages: readonly string[];
  readonly minSeverity: Severity;
  readonly includeActioned: boolean;
  readonly includeDiscarded: boolean;
  readonly skipPlanFolderDedupe: boolean;
}

/** Who owns an exported ticket, and how that was found out. */
export interface Owner {
  readonly repo_input: string | null;
  /** The way to its root from the repository of the backlog. */
  readonly root: string;
  readonly resolution: "component" | "cited_repo_input" | "backlog_scope" | "cli_flag" | "repo_root";
}

export interface ExportInput {
  readonly tickets: readonly LooseTicket[];
  readonly scope: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, string | null>>;
  readonly at: string;
  readonly filters: ExportFilters;
  readonly policy: Policy;
  readonly actions: ReadonlyMap<string, LedgerRecord>;
  readonly index: PlanIndex;
  readonly ownerOf: (ticket: LooseTicket, view: ExportView) => Result<Owner>;
}

export interface ExportedTicket {
  readonly fingerprint: string;
  readonly export_kind: ExportView["exportKind"];
  readonly title: string;
  readonly labels: readonly string[];
  readonly body_markdown: string;
  readonly source_ticket: LooseTicket;
  readonly owner_repo: Owner & { readonly idea_path: string };
  readonly action_ledger: LedgerRecord | null;
}

/** What a ticket that is written down already, or is now, says of its atoms. */
export interface Tie {
  readonly fingerprint: string;
  readonly status: "queued" | "actioned";
  readonly atoms: readonly string[];
  readonly paths: readonly string[];
  readonly roots: readonly string[];
}

export interface PlannedExport {
  readonly exports: readonly ExportedTicket[];
  readonly stats: Readonly<Record<string, number>>;
  readonly ties: readonly Tie[];
}

/** Decides which tickets are exported and what is written about each. Filters: stage, severity, ledger, plan that is there. */
export function planExport(input: ExportInput): Result<PlannedExport> {
  const skipped = { actioned: 0, existing_plan: 0, discarded: 0, stage: 0, severity: 0 };
  const exports: ExportedTicket[] = [];
  const ties: Tie[] = [];
  const done = new Set<string>();
  for (const ticket of input.tickets) {
    const view = exportView(ticket, input.policy);
    const fingerprint = ticketExportFingerprint(ticket);
    const known = input.index.get(fingerprint);
    const why = done.has(fingerprint) ? "existing_plan" : whyNot(input, { view, fingerprint, known });
    if (why !== undefined) {
      skipped[why] += 1;
      if (why === "existing_plan" && known !== undefined && known.status !== "discarded")
        ties.push({ fingerprint, status: known.status, atoms: view.atoms, paths: known.paths, roots: [] });
      continue;
    }
    const owner = input.ownerOf(ticket, view);
    if (!owner.ok) return err(owner.fault);
    done.add(fingerprint);
    const exported = exportOf(input, { ticket, view, fingerprint, owner: owner.value });
    const { idea_path: path, root } = exported.owner_repo;
    exports.push(exported);
    ties.push({ fingerprint, status: "queued", atoms: view.atoms, paths: [path], roots: [root] });
  }
  const named = Object.entries(skipped).map(([key, count]) => [`skipped_${key}`, count] as const);
  const stats = { tickets_total: input.tickets.length, exports_total: exports.length, ...Object.fromEntries(named) };
  return ok({ exports, stats, ties });
}

interface Candidate {
  readonly view: ExportView;
  readonly fingerprint: string;
  readonly known: PlanIndexEntry | undefined;
}

function whyNot({ filters, actions }: ExportInput, { view, fingerprint, known }: Candidate) {
  if (!filters.stages.includes(view.stage)) return "stage";
  if (SEVERITIES.indexOf(view.severity) < SEVERITIES.indexOf(filters.minSeverity)) return "severity";
  if (!filters.includeActioned && isActedUpon(actions.get(fingerprint))) return "actioned";
  if (known === undefined || filters.skipPlanFolderDedupe) return undefined;
  if (known.status === "discarded") return filters.includeDiscarded ? undefined : "discarded";
  return "existing_plan";
}

/** An entry in the ledger of actions is somebody's decision, unless its status says that it is still to come. */
const isActedUpon = (entry: LedgerRecord | undefined): boolean =>
  entry !== undefined && !/^(?:new|open|todo|pending|reopened)$/i.test(String(entry.status ?? "").trim());

function exportOf({ actions, at }: ExportInput, { ticket, view, fingerprint, owner }: Chosen): ExportedTicket {
  const name = planFileName({
    date: at.slice(0, 10).replaceAll("-", ""),
    fingerprint,
    slug: view.title.replaceAll(/[\\/]/g, "-"),
  });
  return {
    fingerprint,
    export_kind: view.exportKind,
    title: exportTitle(view),
    labels: exportLabels(view),
    body_markdown: exportBody(ticket, view, fingerprint),
    source_ticket: ticket,
    owner_repo: { ...owner, idea_path: `${PLANS_FOLDER}/${bucketForStage(view.stage)}/${name}` },
    action_ledger: actions.get(fingerprint) ?? null,
  };
}

interface Chosen {
  readonly ticket: LooseTicket;
  readonly view: ExportView;
  readonly fingerprint: string;
  readonly owner: Owner;
}

/** The export as one document, in the form that other tools read. */
export const exportDocument = (
  { at, scope, inputs, filters, policy }: ExportInput,
  { exports, stats }: PlannedExport,
  ideaFiles: readonly string[],
) => ({
  schema_version: 1 as const,
  generated_at: at,
  scope,
  inputs,
  filters: {
    stages: filters.stages,
    min_severity: filters.minSeverity,
    include_actioned: filters.includeActioned,
    include_discarded: filters.includeDiscarded,
    skip_plan_folder_dedupe: filters.skipPlanFolderDedupe,
  },
  policy: {
    surface_area_high: policy.surfaceAreaHigh,
    // What may be 0 is not asked for.
    breadth_min_for_surface_area_high: Object.fromEntries(
      Object.entries(policy.breadthMin).filter(([, least]) => least > 0),
    ),
  },
  stats,
  idea_files: ideaFiles,
  warnings: exports.flatMap(({ fingerprint, title, owner_repo: { resolution } }) =>
    resolution === "repo_root" ? [`${fingerprint} ${title}: nothing says whose it is, so it stays here`] : [],
  ),
  exports,
});
