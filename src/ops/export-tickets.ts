import { resolve } from "node:path";
import { ACTION_LEDGER, ATOM_LEDGER } from "../evidence/backlog-repo/atom-entry.ts";
import { exportView } from "../evidence/backlog-repo/export-view.ts";
import type { OwnerRoot } from "../evidence/backlog-repo/owner-root.ts";
import { exportsPass } from "../evidence/backlog-repo/pass-exports.ts";
import {
  type ExportInput,
  exportDocument,
  type PlannedExport,
  planExport,
} from "../evidence/backlog-repo/plan-export.ts";
import { indexPlans } from "../evidence/backlog-repo/plan-index.ts";
import { changedEntries, draftOf } from "../evidence/backlog-repo/sync-draft.ts";
import { type Policy, STAGES } from "../evidence/policy.ts";
import { SEVERITIES } from "../evidence/sighting.ts";
import type { World } from "../ports/world.ts";
import { ok, type Result } from "../std/result.ts";
import { changeLedger, type LedgerFile, ledgerPath, loadLedger, refusalOf } from "../store/ledgers/ledger-file.ts";
import { ticketsInJson, ticketsOfBacklog } from "../store/plans/export-sources.ts";
import { type OwnerSearch, ownerOf } from "../store/plans/owners.ts";
import { readPolicyFile } from "../store/plans/policy-file.ts";
import { scanPlans } from "../store/plans/scan.ts";
import { checkPlaces, ideaName, writeIdeas } from "../store/plans/write-ideas.ts";
import { formatInstant } from "../ticket/instant.ts";
import { type Desk, openDesk } from "./_change-ticket.ts";
import { type InputOf, op } from "./op.ts";

const input = {
  backlog_json: { type: "string", describe: "File with tickets in JSON; Docket's own unless given.", word: "file" },
  stage: { type: "strings", values: STAGES, describe: "Only tickets of this stage; all but blocked unless given." },
  min_severity: { type: "string", values: SEVERITIES, default: "low", describe: "Only tickets as bad as this." },
  include_actioned: { type: "boolean", describe: "Also those that the ledger of actions says were acted upon." },
  include_discarded: { type: "boolean", describe: "Also those whose plan was put away." },
  skip_plan_folder_dedupe: { type: "boolean", describe: "Also those that have a plan." },
  repo_input: {
    type: "string",
    describe: "Repository that tickets belong to where nothing else says so.",
    word: "dir",
  },
  policy_config: {
    type: "string",
    describe: "File with backlog_policy in YAML; discover.policy of the settings unless given.",
    word: "file",
  },
  write: { type: "boolean", describe: "Write a plan for each, and tie their atoms to them." },
} as const;

/** Turns tickets into plans for whoever works through folders of plans. */
export const exportTicketsOp = op({
  name: "export-tickets",
  summary: "Export tickets as plans under .agents/plans",
  about:
    "Gives each ticket a stable fingerprint, labels and a body, leaves out those that were acted upon or have a plan already, and says where each plan belongs. Nothing is written without --write; then new plans go into the folder of ideas or of triage, and no file that is there is touched. The answer with --json is a document that other tools read.",
  examples: [
    "docket export-tickets",
    "docket export-tickets --stage triage --min-severity high --json",
    "docket export-tickets --write --dry-run",
  ],
  group: "backlog",
  effect: "write",
  input,
  async run(world, call, given) {
    const desk = await openDesk(world, call, "export-tickets");
    if (!desk.ok) return desk;
    const ledgers = openLedgers(world, desk.value);
    if (!ledgers.ok) return ledgers;
    const prepared = prepare(world, { desk: desk.value, ledgers: ledgers.value, cwd: call.cwd }, given);
    if (!prepared.ok) return prepared;
    const planned = planExport(prepared.value);
    if (!planned.ok) return planned;
    const { root } = desk.value.backlog.home;
    const places = checkPlaces(world.files, root, planned.value.exports);
    if (!places.ok) return places;
    const isWritten = given.write === true && !call.dryRun;
    const ideas = isWritten
      ? writeIdeas(world.files, root, planned.value.exports)
      : ok(planned.value.exports.map(({ owner_repo }) => ideaName(owner_repo)));
    if (!ideas.ok) return ideas;
    const tied = isWritten
      ? await tieAtoms(world, desk.value, { ledgers: ledgers.value, planned: planned.value })
      : ok(undefined);
    if (!tied.ok) return tied;
    const document = exportDocument(prepared.value, planned.value, ideas.value);
    return ok({ ...document, written: isWritten, ...(call.dryRun ? { dryRun: true as const } : {}) });
  },
});

interface Ledgers {
  readonly actions: LedgerFile | undefined;
  readonly atoms: LedgerFile | undefined;
}

function openLedgers(world: World, { backlog, settings }: Desk): Result<Ledgers> {
  const { actions, atoms } = settings.ledgers;
  const paths = [actions, atoms].map((named) =>
    named === undefined ? ok(undefined) : ledgerPath(world, backlog.home, named),
  );
  const [actionsPath = ok(undefined), atomsPath = ok(undefined)] = paths;
  if (!actionsPath.ok) return actionsPath;
  if (!atomsPath.ok) return atomsPath;
  return ok({
    actions: actionsPath.value === undefined ? undefined : { path: actionsPath.value, kind: ACTION_LEDGER },
    atoms: atomsPath.value === undefined ? undefined : { path: atomsPath.value, kind: ATOM_LEDGER },
  });
}

interface Opened {
  readonly desk: Desk;
  readonly ledgers: Ledgers;
  readonly cwd: string;
}

function prepare(world: World, { desk, ledgers, cwd }: Opened, given: InputOf<typeof input>): Result<ExportInput> {
  const { backlog, settings } = desk;
  const { files } = world;
  const { root } = backlog.home;
  const json = given.backlog_json;
  const source = json === undefined ? ok(ticketsOfBacklog(backlog)) : ticketsInJson(files, resolve(cwd, json), json);
  if (!source.ok) return source;
  const actions = entriesOf(world, ledgers.actions);
  if (!actions.ok) return actions;
  const atoms = entriesOf(world, ledgers.atoms);
  if (!atoms.ok) return atoms;
  const search = { files, root, atoms: atoms.value, scope: source.value.repoInput, flag: given.repo_input };
  const policy = policyOf(world, { desk, cwd }, given.policy_config);
  if (!policy.ok) return policy;
  const { tickets } = source.value;
  const { plans } = scanPlans(files, owners(search, tickets));
  return ok({
    tickets,
    scope: source.value.scope,
    inputs: {
      backlog_json: json ?? null,
      actions_yaml: settings.ledgers.actions ?? null,
      atom_actions_yaml: settings.ledgers.atoms ?? null,
    },
    at: formatInstant(world.clock.now()),
    filters: {
      stages: given.stage ?? STAGES.filter((stage) => stage !== "blocked"),
      minSeverity: given.min_severity,
      includeActioned: given.include_actioned === true,
      includeDiscarded: given.include_discarded === true,
      skipPlanFolderDedupe: given.skip_plan_folder_dedupe === true,
    },
    policy: policy.value,
    actions: actions.value,
    index: indexPlans(plans),
    ownerOf: (ticket, view) => ownerOf(search, ticket, view),
  });
}

function policyOf({ files }: World, { desk, cwd }: Omit<Opened, "ledgers">, file: string | undefined): Result<Policy> {
  return file === undefined ? ok(desk.settings.discover.policy) : readPolicyFile(files, resolve(cwd, file));
}

/** Every repository that a plan may lie in: the export of a ticket must find it where an earlier one put it. */
function owners(search: OwnerSearch, tickets: ExportInput["tickets"]): readonly OwnerRoot[] {
  const found = tickets.map((ticket) => ownerOf(search, ticket, exportView(ticket)));
  const names = new Set([".", ...found.flatMap((owner) => (owner.ok ? [owner.value.root] : []))]);
  return [...names].map((name) => ({ folder: resolve(search.root, name), name }));
}

/** The entries of a ledger; none where none is set. One that cannot be read is a fault: it may say that a ticket was acted upon. */
function entriesOf(world: World, file: LedgerFile | undefined): Result<ExportInput["actions"]> {
  if (file === undefined) return ok(new Map());
  const reading = loadLedger(world, file);
  if (!reading.ok) return reading;
  const refusal = refusalOf(reading.value, file);
  return refusal.ok ? ok(reading.value.entries) : refusal;
}

/** Writes into the ledger which tickets its atoms belong to now. */
async function tieAtoms(
  world: World,
  { writing, settings }: Desk,
  { ledgers, planned }: { readonly ledgers: Ledgers; readonly planned: PlannedExport },
): Promise<Result<void>> {
  if (ledgers.atoms === undefined) return ok(undefined);
  const at = formatInstant(world.clock.now());
  const holder = { actor: writing.author.actor.name, command: writing.command, since: at };
  return changeLedger(world, { file: ledgers.atoms, writing: { holder, waitMs: settings.lock.waitMs } }, (reading) => {
    const draft = draftOf(reading, at);
    exportsPass(draft, planned.ties);
    return ok({ changes: changedEntries(draft, reading), output: undefined });
  });
}
