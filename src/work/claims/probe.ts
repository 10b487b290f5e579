import { err, ok, type Result } from "../../std/result.ts";
import { gitText } from "../../store/git-calls.ts";
import type { Home } from "../../store/home/home.ts";
import { identity } from "../../store/write/commit.ts";
import { hasRemote, openDesk, type RemoteDesk } from "./_desk.ts";
import { type Fencing, noteFencing } from "./_fencing.ts";
import { pushRefs } from "./_remote-refs.ts";
import type { ClaimsWorld } from "./claims-world.ts";
import { claimsRemoteFailed } from "./faults.ts";

/** What a remote can do for claims. */
export interface RemoteAbility {
  /** For the setting `claims.refs`. */
  readonly refs: "docket" | "heads";
  readonly fencing: Fencing;
}

const NAMESPACES = ["docket", "heads"] as const;
const LONGEST_LEASE_MS = 3_600_000;

export interface Probed {
  readonly remote: string;
  /** Where its claims are already; the places are tried in their order when absent. */
  readonly refs?: RemoteAbility["refs"];
}

/** Tries on a remote, by pushing two refs and removing them again, where it takes claims and whether all or none move. */
export async function probeRemote(
  world: ClaimsWorld,
  home: Home,
  { remote, refs: known }: Probed,
): Promise<Result<RemoteAbility>> {
  let reason = "it takes no refs";
  for (const refs of known === "heads" ? (["heads"] as const) : NAMESPACES) {
    const desk = openDesk(world, home, { remote, refs, leaseMs: LONGEST_LEASE_MS });
    if (!desk.ok) return desk;
    if (!hasRemote(desk.value)) return err(claimsRemoteFailed({ remote, reason: "is no name of a remote" }));
    const tried = await tryNamespace(desk.value);
    if (!tried.ok) return tried;
    if ("fencing" in tried.value) {
      noteFencing(desk.value, tried.value.fencing);
      return ok({ refs, fencing: tried.value.fencing });
    }
    reason = tried.value.reason;
  }
  return err(claimsRemoteFailed({ remote, reason }));
}

type Trial = Pick<RemoteAbility, "fencing"> | { readonly reason: string };

async function tryNamespace(desk: RemoteDesk): Promise<Result<Trial>> {
  const commit = await probeCommit(desk);
  if (!commit.ok) return commit;
  const name = `${desk.remote.refs}probe-${Buffer.from(desk.world.random.bytes(6)).toString("hex")}`;
  const pushes = [`${name}-1`, `${name}-2`].map((ref) => ({ ref, to: commit.value, lease: { from: undefined } }));
  const together = await pushRefs(desk, pushes);
  if (!together.ok) return together;
  if (together.value.is === "refused") return ok({ reason: [...together.value.reasons.values()][0] ?? "it refused" });
  const fencing = together.value.is === "pushed" ? "git" : "advisory";
  for (const push of pushes) {
    const made = fencing === "git" ? together : await pushRefs(desk, [push]);
    if (!made.ok) return made;
    if (made.value.is === "refused") return ok({ reason: made.value.reasons.get(push.ref) ?? made.value.words });
    const removed = await pushRefs(desk, [{ ref: push.ref, to: undefined, lease: { from: commit.value } }]);
    if (!removed.ok) return removed;
  }
  return ok({ fencing });
}

async function probeCommit({ place, world }: RemoteDesk): Promise<Result<string>> {
  const { git, cwd } = place;
  const tree = await gitText(git, { cwd, args: ["mktree"] });
  if (!tree.ok) return tree;
  const actor = { name: "docket", kind: "agent" } as const;
  const env = identity({ actor, email: "docket@docket.invalid", atMs: world.clock.now() });
  return gitText(git, { cwd, args: ["commit-tree", tree.value, "-m", "Probe of docket; may be removed"], env });
}
