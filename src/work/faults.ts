import { faultKind } from "../std/fault.ts";

export const ordersNeedGit = faultKind<Record<string, never>>({
  code: "orders-need-git",
  exit: "usage",
  summary: "Work orders need a git repository: branches, worktrees and claims live in it.",
  message: () => "this backlog has no git repository, so nothing can be taken",
  hint: () => "run git init and docket init, or assign the ticket: docket assign ID NAME",
});

export const baseUnknown = faultKind<{ readonly base: string | undefined }>({
  code: "base-unknown",
  exit: "usage",
  summary: "The branch that work begins from is not there, or HEAD is on no branch.",
  message: ({ base }) =>
    base === undefined
      ? "the main checkout is on no branch, so there is nothing to begin from"
      : `there is no branch ${base}`,
  hint: ({ base }) =>
    base === undefined
      ? "check out a branch, or set orders.base in docket.yaml to one that has a commit"
      : `bring it back (git branch ${base} COMMIT), or set orders.base in docket.yaml to a branch that has a commit`,
});

export const orderBranchTaken = faultKind<{ readonly branch: string }>({
  code: "order-branch-taken",
  exit: "held",
  summary: "A branch with the order's name is there already and holds other work; it stays as it is.",
  message: ({ branch }) => `the branch ${branch} is there already and holds other work`,
  hint: () => "rename that branch, or choose another pattern in orders.branch",
});

export const notTakeable = faultKind<{
  readonly id: string;
  readonly missing: readonly string[];
  readonly wayOut: string;
}>({
  code: "not-takeable",
  exit: "held",
  summary: "The ticket cannot be taken now; everything that stands in the way is listed.",
  message: ({ id, missing }) =>
    `${id} cannot be taken: ${missing.map((one) => one.replace(`${id} cannot`, "it cannot")).join("; ")}`,
  hint: ({ wayOut }) => wayOut,
});

export const nothingToTake = faultKind<{
  readonly ready: number;
  readonly taken: number;
  readonly refused: readonly string[];
}>({
  code: "nothing-to-take",
  exit: "notFound",
  summary: "No ticket that fits can be taken now.",
  message: ({ ready, taken, refused }) =>
    ready === 0
      ? "no ticket is ready"
      : `of ${ready} ready ${ready === 1 ? "ticket" : "tickets"} ${taken} ${taken === 1 ? "is" : "are"} held by others${refused.length === 0 ? "" : `, and ${refused.slice(0, 3).join("; ")}`}`,
  hint: () => "docket blocked shows what waits for what; docket take --list why a ticket cannot be taken",
});

export const orderNotRunning = faultKind<{ readonly id: string; readonly state: string }>({
  code: "order-not-running",
  exit: "held",
  summary: "The order has ended already, or was never begun.",
  message: ({ id, state }) => `${id} is ${state}, not running`,
  hint: ({ id, state }) => `docket show ${partOf(id)} tells how it ended${afterEnd(id, state)}`,
});

/** What an order's id has of its ticket's, which is enough to name the ticket: `k3f9q2` of `WO-k3f9q2-7d`. */
const partOf = (id: string): string => id.split("-")[1] ?? id;

/** What can be done next with an order that ended so. */
function afterEnd(id: string, state: string): string {
  if (state === "done") return `; docket finish ${id} --result partial --reason TEXT gives it back`;
  if (state === "failed") return `; docket requeue ${id} --reason TEXT begins anew`;
  return state === "merged" ? "" : "; docket take begins a new attempt";
}

export const notTheHolder = faultKind<{ readonly id: string; readonly holder: string; readonly asker: string }>({
  code: "not-the-holder",
  exit: "held",
  summary: "Somebody else holds this order.",
  message: ({ id, holder, asker }) => `${id} is held by ${holder}, not by ${asker}`,
  hint: ({ id }) => `ask them to release it; a person may take it over: docket take --over ${id}`,
});

export const worktreeGone = faultKind<{ readonly id: string; readonly path: string }>({
  code: "worktree-gone",
  exit: "findings",
  summary: "The checkout of a running order is not where it should be.",
  message: ({ id, path }) => `the worktree of ${id} is not at ${path}`,
  hint: () => "docket reconcile shows what can be done about it",
});

export const offBranch = faultKind<{
  readonly id: string;
  readonly branch: string;
  readonly found: string;
  /** Whether the order's branch is gone: then there is nothing to go back to. */
  readonly isGone: boolean;
}>({
  code: "off-branch",
  exit: "findings",
  summary: "The checkout of an order stands on another branch than the order's, or on none.",
  message: ({ id, branch, found }) =>
    `the worktree of ${id} is on ${found === "" ? "no branch" : found}, not on ${branch}`,
  hint: ({ branch, found, isGone }) => {
    if (!isGone) return `go back there with the work: git switch ${branch}, git merge`;
    return found === "" ? `make it again in the checkout: git switch -c ${branch}` : `git branch -m ${found} ${branch}`;
  },
});

export const setUpFailed = faultKind<{ readonly command: string; readonly reason: string }>({
  code: "set-up-failed",
  exit: "findings",
  summary: "A set-up command of a new worktree failed; what the attempt made was taken back.",
  message: ({ command, reason }) => `the set-up command ${JSON.stringify(command)} failed: ${reason}`,
  hint: () => "run it by hand in a checkout, then mend orders.setUp.commands in docket.yaml",
});

export const notTrusted = faultKind<{ readonly commands: readonly string[] }>({
  code: "not-trusted",
  exit: "usage",
  summary: "The settings hold commands that nobody has agreed to run in this clone.",
  message: ({ commands }) =>
    `docket.yaml and its Definitions of Done hold ${commands.length} ${commands.length === 1 ? "command" : "commands"} that this clone does not trust`,
  hint: () => "look at them and agree: docket trust",
});

export const toolNotTrusted = faultKind<{ readonly command: string }>({
  code: "tool-not-trusted",
  exit: "usage",
  summary: "A command that looks for problems runs the project's own code, and nobody in this clone agreed to that.",
  message: ({ command }) => `nobody in this clone agreed to run ${JSON.stringify(command.slice(0, 200))}`,
  hint: () => "look at the commands of the settings and agree: docket trust",
});

export const commandsNotApproved = faultKind<{ readonly id: string; readonly commands: readonly string[] }>({
  code: "commands-not-approved",
  exit: "usage",
  summary: "A ticket brings commands that no person approved as they stand now.",
  message: ({ id, commands }) => `${id} brings commands that no person approved: ${commands.slice(0, 3).join(" · ")}`,
  hint: ({ id }) => `a person looks at them and agrees: docket approve ${id} --reason TEXT`,
});

export const personsOnly = faultKind<{ readonly verb: string; readonly why: string }>({
  code: "persons-only",
  exit: "usage",
  summary: "Only a person may do this, and the caller is an agent, or stands inside an order.",
  message: ({ verb, why }) => `docket ${verb} is for persons: ${why}`,
  hint: () => "ask a person to run it from the main checkout",
});

export const notProven = faultKind<{ readonly id: string; readonly findings: readonly string[] }>({
  code: "not-proven",
  exit: "findings",
  summary: "The proof of an order did not pass, so it cannot be finished as done.",
  message: ({ id, findings }) => `${id} is not proven: ${findings.slice(0, 5).join("; ")}`,
  hint: ({ id }) => `mend it, commit, and look again: docket verify ${id}`,
});

export const proofsUsedUp = faultKind<{ readonly id: string; readonly most: number }>({
  code: "proofs-used-up",
  exit: "held",
  summary: "The proof of an attempt failed as often as it may, so it is not made again.",
  message: ({ id, most }) =>
    `the proof of ${id} failed ${most} ${most === 1 ? "time" : "times"}, and may not fail more`,
  hint: ({ id }) =>
    `end the attempt: docket finish ${id} --result failed --reason TEXT; a person may allow more: docket requeue ${id} --reason TEXT`,
});

export const reasonNeeded = faultKind<{ readonly verb: string }>({
  code: "reason-needed",
  exit: "usage",
  summary: "A step that gives work back or overrules a check needs a reason.",
  message: ({ verb }) => `docket ${verb} needs a reason`,
  hint: () => "say why with --reason TEXT",
});

export const mergeConflict = faultKind<{
  readonly id: string;
  readonly base: string;
  readonly files: readonly string[];
}>({
  code: "merge-conflict",
  exit: "findings",
  summary: "The work does not merge with what came onto its base meanwhile; it goes back to its holder.",
  message: ({ id, base, files }) => `${id} does not merge into ${base}: ${files.slice(0, 10).join(", ")}`,
  hint: ({ id, base }) => `in its worktree: git merge ${base}, settle the files, commit, then docket finish ${id}`,
});

export const landingWaits = faultKind<{
  readonly id: string;
  readonly base: string;
  readonly folder: string;
  readonly reason: string;
  readonly wayOut: string;
}>({
  code: "landing-waits",
  exit: "held",
  summary: "The work is merged and proven, but the checkout of its base cannot take it yet; nothing there was touched.",
  message: ({ id, base, folder, reason }) => `${id} waits to land: ${base} is checked out at ${folder}, and ${reason}`,
  hint: ({ id, wayOut }) => `${wayOut}, then: docket integrate ${id}`,
});

export const baseKeepsMoving = faultKind<{ readonly base: string; readonly tries: number }>({
  code: "base-keeps-moving",
  exit: "held",
  summary: "The base moved faster than the work could be merged.",
  message: ({ base, tries }) => `${base} moved ${tries} times while the work was being merged`,
  hint: () => "run docket integrate again",
});

export const orderNotFinished = faultKind<{ readonly id: string; readonly state: string }>({
  code: "order-not-finished",
  exit: "held",
  summary: "Only a finished order can be integrated.",
  message: ({ id, state }) => `${id} is ${state}, not finished`,
  hint: ({ id }) => `prove and finish it first: docket finish ${id}`,
});

export const orderBranchGone = faultKind<{ readonly id: string; readonly branch: string }>({
  code: "order-branch-gone",
  exit: "findings",
  summary: "The branch of a finished order was deleted or renamed before its work was merged.",
  message: ({ id, branch }) => `the branch ${branch} of ${id} is not there any more`,
  hint: () =>
    "give it its name back, or docket reconcile --apply makes it again where it was proven; where it was merged outside, that is written down",
});

export const workRefused = faultKind<{ readonly id: string; readonly by: string; readonly why: string }>({
  code: "work-refused",
  exit: "held",
  summary: "The last word of a person about the work was no, so it is not merged.",
  message: ({ id, by, why }) => `${by} asked for changes in ${id}: ${why}`,
  hint: ({ id }) =>
    `settle it in the checkout, then docket finish ${id}; a person who agrees says so: docket approve ${id} --reason TEXT`,
});

export const ticketMovedAway = faultKind<{
  readonly order: string;
  readonly ticket: string;
  readonly status: string;
  readonly verb: string;
  readonly wayOut: string;
}>({
  code: "ticket-moved-away",
  exit: "held",
  summary:
    "Somebody parked, closed or took back the ticket of an order; theirs is the later word, and the order goes no further.",
  message: ({ order, ticket, status, verb }) => `docket ${verb} leaves ${order} as it is: ${ticket} is ${status}`,
  hint: ({ wayOut }) => wayOut,
});

export const verdictMissing = faultKind<{ readonly id: string }>({
  code: "verdict-missing",
  exit: "findings",
  summary: "The order has no verdict yet.",
  message: ({ id }) => `${id} has no verdict`,
  hint: ({ id }) => `make one: docket verify ${id}`,
});

export const orderNotFailed = faultKind<{ readonly id: string; readonly state: string }>({
  code: "order-not-failed",
  exit: "held",
  summary: "Only failed attempts can be forgiven.",
  message: ({ id, state }) => `${id} is ${state}, and no attempt at its ticket has failed`,
});

export const agentFailed = faultKind<{ readonly command: string; readonly how: string; readonly log: string }>({
  code: "agent-failed",
  exit: "findings",
  summary: "The agent of an order did not end well.",
  message: ({ command, how }) => `the agent ${JSON.stringify(command.slice(0, 80))} failed: ${how}`,
  hint: ({ log }) => `its output is in ${log}`,
});

export const briefingMissing = faultKind<{ readonly key: string; readonly path: string; readonly base: string }>({
  code: "briefing-missing",
  exit: "usage",
  summary: "A file whose words an agent reads before the ticket is not in the base.",
  message: ({ key, path, base }) => `${key} names ${path}, and ${base} has no such file`,
  hint: ({ key }) => `commit the file, or take ${key} out of docket.yaml`,
});

export const rehearsalBroken = faultKind<{ readonly path: string }>({
  code: "rehearsal-broken",
  exit: "usage",
  summary: "The script of the rehearsed agent is not of the form it reads.",
  message: ({ path }) => `${path} is no rehearsal`,
  hint: () => 'write {"Title of the ticket": [{"path/in/the/checkout": "text, or null to remove it"}]}',
});

/** Every fault of this room; the reference in docs/ is made from this. */
export const workFaults = [
  ordersNeedGit,
  baseUnknown,
  orderBranchTaken,
  notTakeable,
  nothingToTake,
  orderNotRunning,
  notTheHolder,
  worktreeGone,
  offBranch,
  setUpFailed,
  notTrusted,
  commandsNotApproved,
  personsOnly,
  notProven,
  proofsUsedUp,
  reasonNeeded,
  mergeConflict,
  landingWaits,
  baseKeepsMoving,
  orderNotFinished,
  orderBranchGone,
  workRefused,
  ticketMovedAway,
  verdictMissing,
  orderNotFailed,
  agentFailed,
  briefingMissing,
  rehearsalBroken,
] as const;
