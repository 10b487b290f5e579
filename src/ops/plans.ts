import type { Finding } from "../std/finding.ts";
import { err, ok, type Result } from "../std/result.ts";
import { ledgerNotSet } from "../store/ledgers/ledger-faults.ts";
import { ledgerPath } from "../store/ledgers/ledger-file.ts";
import { nativeTickets } from "../store/plans/native-tickets.ts";
import { ownerRoots } from "../store/plans/owner-roots.ts";
import { syncLedger } from "../store/plans/sync-ledger.ts";
import { formatInstant } from "../ticket/instant.ts";
import { openDesk } from "./_change-ticket.ts";
import { op } from "./op.ts";

export interface PlansAnswer {
  readonly ledger: string;
  /** Numbers by pass, under the names that other tools know. */
  readonly counts: Readonly<Record<string, unknown>>;
  /** Atoms whose entries changed, or would. */
  readonly changed: readonly string[];
  readonly findings: readonly Finding[];
  readonly dryRun?: true;
}

/** Brings a ledger of atoms in YAML to what the folders of plans say. */
export const plansOp = op({
  name: "plans",
  summary: "Bring the ledger of atoms to what the folders of plans say",
  about:
    "For repositories that keep plans under .agents/plans as backlog_repo does. Three passes: atoms of plans that were put away go back to new, atoms of plans that are live come as far as their folder says, and atoms that then wait for nothing are new again. Writes the file that ledgers.atoms names in docket.yaml, and nothing when nothing changed. Without a folder of plans nothing is declared missing.\n\nExit code 1 when plans or entries contradict each other or cannot be read.",
  examples: ["docket plans sync --dry-run", "docket plans sync", "docket plans sync --plans .agents/plans"],
  group: "backlog",
  effect: "write",
  input: {
    action: { type: "string", position: 0, required: true, values: ["sync"], describe: "What to do: sync." },
    plans: {
      type: "strings",
      describe: "A repository whose plans count, or its folder of plans; this one unless given.",
      word: "dir",
    },
  },
  async run(world, call, { plans }): Promise<Result<PlansAnswer>> {
    const desk = await openDesk(world, call, "plans sync");
    if (!desk.ok) return desk;
    const { backlog, settings, writing } = desk.value;
    const ledger = settings.ledgers.atoms;
    if (ledger === undefined) return err(ledgerNotSet({ key: "ledgers.atoms" }));
    const path = ledgerPath(world, backlog.home, ledger);
    if (!path.ok) return path;
    const roots = ownerRoots(world.files, backlog.home.root, { cwd: call.cwd, named: plans ?? [] });
    if (!roots.ok) return roots;
    const at = formatInstant(world.clock.now());
    const holder = { actor: writing.author.actor.name, command: writing.command, since: at };
    const synced = await syncLedger(
      world,
      { path: path.value, named: ledger, roots: roots.value, tickets: nativeTickets(backlog), at },
      call.dryRun ? undefined : { holder, waitMs: settings.lock.waitMs },
    );
    if (!synced.ok) return synced;
    const { counts, changed, findings } = synced.value;
    return ok({ ledger, counts: { ...counts }, changed, findings, ...(call.dryRun ? { dryRun: true as const } : {}) });
  },
  exitOf: ({ findings }) => (findings.some(({ severity }) => severity === "error") ? "findings" : "ok"),
});
