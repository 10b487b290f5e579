import type { Git, GitCall } from "../ports/git.ts";
import type { Finding } from "../std/finding.ts";
import { err, ok, type Result } from "../std/result.ts";
import { gitText, plainGit, textOf } from "./_git.ts";
import { verdictNotCheckable } from "./faults.ts";
import { MAX_RECHECK_COMMITS } from "./limits.ts";
import { patchIdOf } from "./patch-id.ts";
import { finding } from "./rules.ts";
import { readTreePatch } from "./tree-change.ts";
import type { Verdict } from "./verdict/verdict-shape.ts";

export interface Recheck {
  /** How the work was found in the history; undefined when it was not. */
  readonly foundBy: "commit" | "tree" | "patch" | "trailer" | undefined;
  /** The commit of the history that holds the work. */
  readonly commit: string | undefined;
  /** Whether the work is in the history of the base. */
  readonly landed: boolean;
  /** Empty: the verdict agrees with the history. */
  readonly findings: readonly Finding[];
}

export interface RecheckPlace {
  readonly folder: string;
  /** A branch or commit in whose history the work should be; HEAD unless told. */
  readonly base?: string;
  /** The verdict's file, for the findings; `verdict.json` unless told. */
  readonly file?: string;
}

/**
 * Holds a verdict against the history of a clone that was not there when it was made: no branch, no logs, no network. A seal shows
 * that nobody edited the file; this shows that the trees and the patch it speaks of are really those of the history. A clone
 * without that history gives the fault `verdict-not-checkable`, never "agrees".
 */
export async function recheckVerdict(git: Git, verdict: Verdict, at: RecheckPlace): Promise<Result<Recheck>> {
  const { folder, base = "HEAD", file = "verdict.json" } = at;
  const look: Look = { git: offline(plainGit(git)), folder, base, file, verdict };
  const ready = await lookAround(look);
  if (!ready.ok) return ready;
  const place = { ...look, gitDir: ready.value.gitDir };
  if (ready.value.baseTree !== verdict.baseTree) {
    const message = `the tree of ${verdict.mergeBase} is ${ready.value.baseTree}, not ${verdict.baseTree}`;
    return ok(nowhere(look, "verdict-base-differs", message));
  }
  const headTree = await treeOf(look, verdict.head);
  return headTree === undefined ? findByContent(place) : checkHead(place, headTree);
}

interface Look {
  readonly git: Git;
  readonly folder: string;
  readonly base: string;
  readonly file: string;
  readonly verdict: Verdict;
}

interface Place extends Look {
  readonly gitDir: string;
}

/** A clone may fetch what it lacks while it is asked; what cannot be told offline is not told. */
const offline = (git: Git): Git => ({
  run: (call) => git.run({ ...call, env: { ...call.env, GIT_NO_LAZY_FETCH: "1", GIT_ALLOW_PROTOCOL: "" } }),
});

const notCheckable = (reason: string): Result<never> => err(verdictNotCheckable({ reason }));

async function lookAround(look: Look): Promise<Result<{ readonly gitDir: string; readonly baseTree: string }>> {
  const { git, folder, verdict, base } = look;
  const asked = ["rev-parse", "--absolute-git-dir", "--is-shallow-repository"];
  const named = await gitText(git, { cwd: folder, args: asked });
  if (!named.ok) return notCheckable("this is no git repository");
  const [gitDir = "", shallow] = named.value.split("\n");
  if (shallow !== "false") return notCheckable("this clone is shallow");
  const baseTree = await treeOf(look, verdict.mergeBase);
  if (baseTree === undefined) return notCheckable(`the merge base ${verdict.mergeBase} is not in this clone`);
  const within = { cwd: folder, args: ["merge-base", "--is-ancestor", verdict.mergeBase, base] };
  return (await says(git, within))
    ? ok({ gitDir, baseTree })
    : notCheckable(`the merge base is not in the history of ${base}`);
}

/** The judged commit itself is here: its tree must be the one, and the way from the merge base to it the patch. */
async function checkHead(place: Place, headTree: string): Promise<Result<Recheck>> {
  const { git, folder, base, verdict } = place;
  const patchId = await patchBetween(place, verdict.mergeBase, verdict.head);
  if (!patchId.ok) return patchId;
  const findings = [
    ...(headTree === verdict.headTree
      ? []
      : [
          differs(place, "verdict-head-differs", `the tree of ${verdict.head} is ${headTree}, not ${verdict.headTree}`),
        ]),
    ...(patchId.value === verdict.patchId ? [] : [otherPatch(place, patchId.value)]),
  ];
  const isMerged = await says(git, { cwd: folder, args: ["merge-base", "--is-ancestor", verdict.head, base] });
  const judged = { foundBy: "commit", commit: verdict.head, findings } as const;
  if (isMerged || findings.length > 0) return ok({ ...judged, landed: isMerged });
  // The branch is still there, and was perhaps squashed or rebased into the base all the same.
  const copy = await findByContent(place);
  return copy.ok ? ok({ ...judged, landed: copy.value.landed }) : copy;
}

interface Passed {
  readonly commit: string;
  readonly tree: string;
  readonly parent: string;
  readonly order: string;
}

/** The commit is gone: a squash or a rebase left its tree, commits that name the order, or its patch. */
async function findByContent(place: Place): Promise<Result<Recheck>> {
  const { verdict } = place;
  const history = await commitsSince(place);
  if (!history.ok) return history;
  const sameTree = history.value.find(({ tree }) => tree === verdict.headTree);
  if (sameTree !== undefined) return comparePatch(place, "tree", { from: verdict.mergeBase, to: sameTree.commit });
  const first = history.value.findIndex(({ order }) => order === verdict.order);
  if (first < 0) return findByPatch(place, history.value);
  // The commits of an order land one behind the other; what lies further back belongs to an earlier attempt.
  const own = history.value.slice(first);
  const end = own.findIndex(({ order }) => order !== verdict.order);
  const oldest = own.at(end < 0 ? -1 : end - 1);
  return comparePatch(place, "trailer", { from: oldest?.parent ?? verdict.mergeBase, to: own[0]?.commit ?? "" });
}

interface Range {
  readonly from: string;
  readonly to: string;
}

async function comparePatch(place: Place, foundBy: "tree" | "trailer", { from, to }: Range): Promise<Result<Recheck>> {
  const patchId = await patchBetween(place, from, to);
  if (!patchId.ok) return patchId;
  const findings = patchId.value === place.verdict.patchId ? [] : [otherPatch(place, patchId.value)];
  return ok({ foundBy, commit: to, landed: findings.length === 0, findings });
}

async function findByPatch(place: Place, history: readonly Passed[]): Promise<Result<Recheck>> {
  for (const { commit, parent } of history) {
    const patchId = await patchBetween(place, parent, commit);
    if (!patchId.ok) return patchId;
    if (patchId.value === place.verdict.patchId) return ok({ foundBy: "patch", commit, landed: true, findings: [] });
  }
  const message = `no commit in the history of ${place.base} since the merge base holds the work of ${place.verdict.order}`;
  return ok(nowhere(place, "verdict-work-missing", message));
}

/** The line of first parents, newest first: what the base became, step by step. */
async function commitsSince({ git, folder, base, verdict }: Look): Promise<Result<readonly Passed[]>> {
  const format = "--format=%H %T %P%x1f%(trailers:key=Docket-Work-Order,valueonly,separator=%x20)%x00";
  const range = [`--max-count=${MAX_RECHECK_COMMITS}`, `${verdict.mergeBase}..${base}`];
  const listed = await gitText(git, {
    cwd: folder,
    args: ["log", "--first-parent", "--no-show-signature", format, ...range],
  });
  if (!listed.ok) return notCheckable(`git log: ${listed.fault.message}`);
  const records = listed.value.split("\0").map((record) => record.trim());
  return ok(
    records
      .filter((record) => record !== "")
      .map((record) => {
        const [names = "", order = ""] = record.split("\x1f");
        const [commit = "", tree = "", parent = ""] = names.split(" ");
        return { commit, tree, parent, order: order.trim().split(" ")[0] ?? "" };
      }),
  );
}

async function patchBetween({ git, gitDir }: Place, from: string, to: string): Promise<Result<string>> {
  const patch = await readTreePatch(git, { gitDir, from, to });
  if (!patch.ok) return notCheckable(`the contents of ${to} are not all in this clone`);
  return patchIdOf(git, gitDir, patch.value);
}

async function treeOf({ git, folder }: Look, commit: string): Promise<string | undefined> {
  const answer = await git.run({ cwd: folder, args: ["rev-parse", "--verify", "--quiet", `${commit}^{tree}`] });
  return answer.ok && answer.value.code === 0 ? textOf(answer.value.stdout).trim() : undefined;
}

async function says(git: Git, call: GitCall): Promise<boolean> {
  const answer = await git.run(call);
  return answer.ok && answer.value.code === 0;
}

type DifferenceCode =
  | "verdict-base-differs"
  | "verdict-head-differs"
  | "verdict-patch-differs"
  | "verdict-work-missing";

const differs = ({ file }: Look, code: DifferenceCode, message: string): Finding =>
  finding(code, file, { message, hint: "do not trust this verdict: verify the order again" });

const nowhere = (look: Look, code: DifferenceCode, message: string): Recheck => ({
  ...{ foundBy: undefined, commit: undefined, landed: false },
  findings: [differs(look, code, message)],
});

const otherPatch = (look: Look, found: string): Finding =>
  differs(
    look,
    "verdict-patch-differs",
    `the patch in the history is ${found || "empty"}, not ${look.verdict.patchId || "empty"}`,
  );
