import { err, ok, type Result } from "../../std/result.ts";
import { type GitObject, readObjects } from "./_claim-commits.ts";
import type { RemoteDesk } from "./_desk.ts";
import { claimsRemoteFailed } from "./faults.ts";
import { MAX_REMOTE_WORDS } from "./limits.ts";

/** Commits of claims on the remote, by ticket; `*` asks for all. */
export async function askClaims(desk: RemoteDesk, ticket: string): Promise<Result<ReadonlyMap<string, string>>> {
  const { name, refs } = desk.remote;
  const asked = await call(desk, ["ls-remote", "--refs", name, `${refs}${ticket}`]);
  if (!asked.ok) return asked;
  const rows = asked.value.split("\n").flatMap((line): [string, string][] => {
    const [oid, ref] = line.split("\t");
    return oid === undefined || ref === undefined || !ref.startsWith(refs) ? [] : [[ref.slice(refs.length), oid]];
  });
  return ok(new Map(rows));
}

/** The objects of claims on the remote; what this clone has not is fetched. Refs that moved meanwhile are left out. */
export async function claimObjects(
  desk: RemoteDesk,
  tips: ReadonlyMap<string, string>,
): Promise<Result<ReadonlyMap<string, GitObject>>> {
  const here = await readObjects(desk.place, [...tips.values()]);
  if (!here.ok) return here;
  const missing = [...tips].filter(([, oid]) => !here.value.has(oid));
  if (missing.length === 0) return here;
  const quiet = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance"];
  const input = missing.map(([ticket]) => `${desk.remote.refs}${ticket}\n`).join("");
  const fetched = await call(desk, ["fetch", ...quiet, "--stdin", desk.remote.name], input);
  return fetched.ok ? readObjects(desk.place, [...tips.values()]) : fetched;
}

export interface Push {
  /** On the remote. */
  readonly ref: string;
  /** Undefined: the ref goes. */
  readonly to: string | undefined;
  /** Exactly what must be there now, undefined for nothing; absent: whatever `to` is ahead of. */
  readonly lease?: { readonly from: string | undefined };
}

export type Pushed =
  | { readonly is: "pushed" }
  /** By ref, in the words of git; a ref without a reason of its own failed with the others. */
  | { readonly is: "refused"; readonly reasons: ReadonlyMap<string, string>; readonly words: string }
  | { readonly is: "not-atomic" };

/** All refs or none, each compared by the remote with what it should be. */
export async function pushRefs(
  desk: RemoteDesk,
  pushes: readonly Push[],
  how: "as needed" | "all or none" = "as needed",
): Promise<Result<Pushed>> {
  const leases = pushes.flatMap(({ ref, lease }) =>
    lease === undefined ? [] : [`--force-with-lease=${ref}:${lease.from ?? ""}`],
  );
  const plain = ["push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no"];
  const args = [
    ...plain,
    ...(pushes.length > 1 || how === "all or none" ? ["--atomic"] : []),
    ...leases,
    desk.remote.name,
    ...pushes.map(({ ref, to }) => `${to ?? ""}:${ref}`),
  ];
  const answer = await desk.world.git.run({ cwd: desk.home.root, args });
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  if (code === 0) return ok({ is: "pushed" });
  if (stderr.includes("does not support --atomic")) return ok({ is: "not-atomic" });
  const reasons = new Map<string, string>();
  for (const line of new TextDecoder().decode(stdout).split("\n")) {
    const [, ref, reason] = /^!\t[^\t]*:([^\t:]+)\t(.*)$/.exec(line) ?? [];
    if (ref !== undefined && reason !== undefined) reasons.set(ref, reason);
  }
  if (reasons.size === 0) return err(claimsRemoteFailed({ remote: desk.remote.name, reason: shortly(stderr) }));
  return ok({ is: "refused", reasons, words: shortly(stderr) });
}

/** Whether a refusal means that somebody else was quicker or holds a lock: worth another look. */
export const isRace = (reason: string): boolean =>
  /stale info|fetch first|non-fast-forward|atomic|cannot lock|unable to lock|failed to (lock|update)|already exists|incorrect old value/.test(
    reason,
  );

async function call(desk: RemoteDesk, args: readonly string[], input?: string): Promise<Result<string>> {
  // A remote may be a relative path; git means it from the checkout.
  const answer = await desk.world.git.run({ cwd: desk.home.root, args, ...(input === undefined ? {} : { input }) });
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  if (code !== 0) return err(claimsRemoteFailed({ remote: desk.remote.name, reason: shortly(stderr) }));
  return ok(new TextDecoder().decode(stdout).trimEnd());
}

const shortly = (stderr: string): string => stderr.trim().split("\n").slice(0, 4).join("; ").slice(0, MAX_REMOTE_WORDS);
