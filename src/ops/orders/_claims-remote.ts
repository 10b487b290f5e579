import { ok, type Result } from "../../std/result.ts";
import type { Author } from "../../store/actor.ts";
import type { Home } from "../../store/home/home.ts";
import type { ClaimsLocation } from "../../store/init/initial-files.ts";
import { loadSettings } from "../../store/settings-cache.ts";
import { transact } from "../../store/write/transaction.ts";
import { probeRemote } from "../../work/claims/probe.ts";
import type { Asked } from "../_change-ticket.ts";

/** What init found out about the remote that decides about claims. */
export interface ClaimsOutcome extends ClaimsLocation {
  /** `advisory`: the remote moves one ref at a time. Absent when it was not tried, or could not be. */
  readonly fencing?: "git" | "advisory";
  /** Why it could not be tried; what stands in the settings stays. */
  readonly problem?: string;
  /** Whether docket.yaml says something else now. */
  readonly written: boolean;
}

export interface Choosing {
  readonly home: Home;
  readonly author: Author;
  /** The remote that the caller named. */
  readonly chosen: string | undefined;
}

/** Tries the remote of a backlog that is about to be made; a dry run pushes nothing (I7). */
export async function tryNewRemote(
  { world, call }: Asked,
  { home, chosen }: Omit<Choosing, "author">,
): Promise<Result<ClaimsOutcome | undefined>> {
  if (chosen === undefined) return ok(undefined);
  if (call.dryRun) return ok({ remote: chosen, refs: "docket", written: true });
  const probed = await probeRemote(world, home, { remote: chosen });
  return probed.ok ? ok({ remote: chosen, ...probed.value, written: true }) : probed;
}

/**
 * Tries the remote of a backlog that is there, and writes down what is new: another remote that was chosen, or that this one takes
 * claims as branches only. A remote that does not answer is no reason to refuse a clone its backlog, unless it was asked for.
 */
export async function settleRemote(
  { world, call }: Asked,
  { home, author, chosen }: Choosing,
): Promise<Result<ClaimsOutcome | undefined>> {
  const backlog = { world, home };
  const settings = await loadSettings(backlog);
  if (!settings.ok) return chosen === undefined ? ok(undefined) : settings;
  const { claims, lock } = settings.value;
  const remote = chosen ?? claims.remote;
  if (remote === "none" || remote === "") return ok(undefined);
  const isNew = remote !== claims.remote;
  if (call.dryRun) return ok({ remote, refs: isNew ? "docket" : claims.refs, written: isNew });
  const probed = await probeRemote(world, home, { remote, ...(isNew ? {} : { refs: claims.refs }) });
  if (!probed.ok) {
    if (chosen !== undefined) return probed;
    return ok({ remote, refs: claims.refs, problem: probed.fault.message, written: false });
  }
  const { refs, fencing } = probed.value;
  if (!isNew && refs === claims.refs) return ok({ remote, refs, fencing, written: false });
  const writing = { author, command: "init", dryRun: false, lockWaitMs: lock.waitMs };
  const keys = { ...(isNew ? { remote } : {}), ...(refs === claims.refs ? {} : { refs }) };
  const message = `Let ${remote} decide about claims, in ${refs === "heads" ? "branches" : "refs of their own"}`;
  return transact(backlog, writing, async () => {
    const { settingsChange } = await import("../../store/settings/settings-change.ts");
    const set = settingsChange(backlog, { group: "claims", keys });
    if (!set.ok) return set;
    return ok({ set: { message, changes: [set.value] }, output: { remote, refs, fencing, written: true } });
  });
}
