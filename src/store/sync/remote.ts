import { err, ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { branchTaken, gitFailed, remoteUnknown } from "../faults.ts";
import { gitSays, gitText } from "../git-calls.ts";
import { holdsBacklog } from "../home/attach.ts";
import { BACKLOG_BRANCH, BACKLOG_REF } from "../home/home.ts";

export const trackingRef = (remote: string): string => `refs/remotes/${remote}/${BACKLOG_BRANCH}`;

/** The remote to sync with: the one asked for, the backlog branch's own, origin, or the only one. */
export async function chooseRemote({ home, world }: Backlog, asked: string | undefined): Promise<Result<string>> {
  const cwd = home.folder;
  const listed = await gitText(world.git, { cwd, args: ["remote"] });
  if (!listed.ok) return listed;
  const remotes = listed.value.split("\n").filter((name) => name !== "");
  const configured = await gitText(world.git, { cwd, args: ["config", "--get", `branch.${BACKLOG_BRANCH}.remote`] });
  const wishes = asked === undefined ? [configured.ok ? configured.value : "", "origin"] : [asked];
  const chosen =
    wishes.find((name) => remotes.includes(name)) ??
    (asked === undefined && remotes.length === 1 ? remotes[0] : undefined);
  return chosen === undefined ? err(remoteUnknown({ remote: asked ?? "origin" })) : ok(chosen);
}

/** Fetches the remote's backlog; undefined when it has none yet. */
export async function fetchBacklog({ home, world }: Backlog, remote: string): Promise<Result<string | undefined>> {
  const args = ["fetch", "--quiet", "--no-tags", remote, `+${BACKLOG_REF}:${trackingRef(remote)}`];
  // A remote may be a relative path; git means it from the checkout, not from the backlog's own folder.
  const fetched = await world.git.run({ cwd: home.root, args });
  if (!fetched.ok) return fetched;
  const { code, stderr } = fetched.value;
  if (code !== 0) {
    // The one failure that is none: the remote has no backlog yet.
    if (stderr.includes("couldn't find remote ref")) return ok(undefined);
    return err(gitFailed({ args, stderr }));
  }
  const tip = await gitText(world.git, { cwd: home.folder, args: ["rev-parse", "--verify", trackingRef(remote)] });
  if (!tip.ok) return tip;
  // A branch of code of that name must neither come into the backlog nor be pushed to. One that grew with ours is ours, whatever it lost.
  const related = { cwd: home.folder, args: ["merge-base", BACKLOG_REF, tip.value] };
  const isBacklog = (await holdsBacklog(world.git, home.folder, tip.value)) || (await gitSays(world.git, related));
  return isBacklog ? ok(tip.value) : err(branchTaken({ ref: `${remote}/${BACKLOG_BRANCH}` }));
}

/** Asks the remote where its backlog stands and takes nothing from it; undefined when it has none yet. */
export async function askRemote({ home, world }: Backlog, remote: string): Promise<Result<string | undefined>> {
  const asked = await gitText(world.git, { cwd: home.root, args: ["ls-remote", "--quiet", remote, BACKLOG_REF] });
  if (!asked.ok) return asked;
  const tip = asked.value.split(/\s/, 1)[0] ?? "";
  return ok(tip === "" ? undefined : tip);
}

/** Whether this clone has a commit already; a clone that fetches what it lacks at first use is kept from doing so. */
export const hasCommit = ({ home, world }: Backlog, commit: string): Promise<boolean> =>
  gitSays(world.git, {
    cwd: home.folder,
    args: ["cat-file", "-e", `${commit}^{commit}`],
    env: { GIT_NO_LAZY_FETCH: "1" },
  });

/** Pushes the backlog's branch; false when the remote has moved meanwhile. Never forces. */
export async function pushBacklog({ home, world }: Backlog, remote: string): Promise<Result<boolean>> {
  const args = ["push", "--quiet", "--porcelain", remote, `${BACKLOG_REF}:${BACKLOG_REF}`];
  const pushed = await world.git.run({ cwd: home.root, args });
  if (!pushed.ok) return pushed;
  const { code, stdout, stderr } = pushed.value;
  if (code === 0) return ok(true);
  const said = `${new TextDecoder().decode(stdout)}${stderr}`;
  const moved =
    /\[rejected\]|\[remote rejected\].*(?:fetch first|non-fast-forward|cannot lock|failed to update|already exists)|stale info|cannot lock ref|failed to lock/.test(
      said,
    );
  return moved ? ok(false) : err(gitFailed({ args, stderr: stderr === "" ? said : stderr }));
}

/** Whether one commit is contained in another's history. */
export const isAncestor = ({ home, world }: Backlog, older: string, newer: string): Promise<boolean> =>
  gitSays(world.git, { cwd: home.folder, args: ["merge-base", "--is-ancestor", older, newer] });
