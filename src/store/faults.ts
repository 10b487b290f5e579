import { faultKind } from "../std/fault.ts";

export const noBacklog = faultKind<{ readonly cwd: string }>({
  code: "no-backlog",
  exit: "notFound",
  summary: "There is no backlog here or above.",
  message: ({ cwd }) => `no backlog found from ${cwd}`,
  hint: () => "make one with: docket init",
});

export const folderTaken = faultKind<{ readonly folder: string }>({
  code: "folder-taken",
  exit: "usage",
  summary: "The backlog's folder holds something else already.",
  message: ({ folder }) => `${folder} exists and is not a backlog`,
  hint: () => "choose another name: docket init --folder NAME",
});

export const branchTaken = faultKind<{ readonly ref: string }>({
  code: "branch-taken",
  exit: "usage",
  summary: "The branch that a backlog would live on, or one below its name, is there and holds no backlog.",
  message: ({ ref }) => `${ref} is there already and holds no backlog`,
  where: ({ ref }) => ref,
  hint: () => "give that branch another name, or keep the backlog with the code: docket init --home tree",
});

export const homeElsewhere = faultKind<{ readonly folder: string; readonly head: string }>({
  code: "home-elsewhere",
  exit: "held",
  summary: "The backlog's worktree stands on another commit than its branch; writing there would get lost.",
  message: ({ folder, head }) => `${folder} stands on ${head}, not on the branch docket`,
  where: ({ folder }) => folder,
  hint: ({ folder }) => `go back with: git -C ${folder} switch docket`,
});

export const homeCopied = faultKind<{ readonly folder: string; readonly original: string }>({
  code: "home-copied",
  exit: "held",
  summary:
    "The backlog's worktree was copied from another repository, and this one has no record of it; writing would go there.",
  message: ({ folder, original }) => `${folder} is a copy that still belongs to ${original}`,
  where: ({ folder }) => folder,
  hint: ({ folder }) => `put it aside under another name (mv ${folder} ${folder}-copied), then: docket init`,
});

export const gitFailed = faultKind<{ readonly args: readonly string[]; readonly stderr: string }>({
  code: "git-failed",
  exit: "findings",
  summary: "A git call that should work did not.",
  message: ({ args, stderr }) => `git ${verbOf(args)} failed: ${said(stderr)}`,
  hint: ({ stderr }) => hintFor(stderr),
});

function hintFor(stderr: string): string | undefined {
  if (isDiskFull(stderr)) return "free some space on the disk, then run the command again";
  return NO_ANSWER.test(stderr)
    ? "nothing here is lost: the next docket sync goes on when the remote answers"
    : undefined;
}

const NO_ANSWER = /Could not read from remote repository|unable to access|Could not resolve host/i;

/** What git was asked to do; settings for the one call stand before it. */
function verbOf([first = "", , ...rest]: readonly string[]): string {
  return first === "-c" ? verbOf(rest) : first;
}

const isDiskFull = (stderr: string): boolean => /No space left on device|Disk quota exceeded/.test(stderr);

/** The first lines that say something; git ends its complaint about a remote with blank lines and advice. */
const said = (stderr: string): string =>
  stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(0, 3)
    .join("; ");

export const ticketNotFound = faultKind<{ readonly query: string; readonly near?: string | undefined }>({
  code: "ticket-not-found",
  exit: "notFound",
  summary: "No ticket has this id or begins with it.",
  message: ({ query }) => `no ticket matches ${JSON.stringify(query)}`,
  hint: ({ near }) =>
    near === undefined ? "docket list shows the open ones, docket search finds the rest" : `did you mean ${near}?`,
});

export const ticketAmbiguous = faultKind<{ readonly query: string; readonly matches: readonly string[] }>({
  code: "ticket-ambiguous",
  exit: "usage",
  summary: "Several tickets begin with these letters.",
  message: ({ query, matches }) =>
    `${JSON.stringify(query)} matches ${matches.length} tickets: ${matches.slice(0, 5).join(", ")}`,
  hint: () => "give one letter more",
});

export const idNotValid = faultKind<{ readonly query: string }>({
  code: "id-not-valid",
  exit: "usage",
  summary: "This can not be a ticket's id; nothing was looked up.",
  message: ({ query }) => `${JSON.stringify(query.slice(0, 80))} is not a ticket id`,
  hint: ({ query }) => {
    const [, ticket] = /^WO-([a-z0-9]+)-/.exec(query) ?? [];
    return ticket === undefined
      ? "ids look like FEAT-k3f9q2; the first letters are enough"
      : `it is the id of an order; docket show ${ticket} shows its ticket`;
  },
});

export const ticketBroken = faultKind<{
  readonly path: string;
  readonly line?: number | undefined;
  readonly reason: string;
}>({
  code: "ticket-broken",
  exit: "findings",
  summary: "The ticket's file cannot be read; it is never overwritten.",
  message: ({ path, reason }) => `${path} cannot be read: ${reason}`,
  where: ({ path, line }) => (line === undefined ? path : `${path}:${line}`),
  hint: () => "mend the file by hand; docket doctor shows what is wrong with it",
});

export const orderNotFound = faultKind<{ readonly query: string }>({
  code: "order-not-found",
  exit: "notFound",
  summary: "No work order has this id, and no order of a ticket with this id runs.",
  message: ({ query }) => `no work order matches ${JSON.stringify(query)}`,
  hint: () => "docket status shows the orders that run; docket sync brings those of other clones",
});

export const orderBroken = faultKind<{
  readonly path: string;
  readonly line?: number | undefined;
  readonly reason: string;
}>({
  code: "order-broken",
  exit: "findings",
  summary: "The record of a work order cannot be read; it is never overwritten.",
  message: ({ path, reason }) => `${path} cannot be read: ${reason}`,
  where: ({ path, line }) => (line === undefined ? path : `${path}:${line}`),
  hint: () => "mend the file by hand; docket history shows how it was",
});

export const outcomeBroken = faultKind<{ readonly path: string; readonly reason: string }>({
  code: "outcome-broken",
  exit: "findings",
  summary: "The record of a ticket's outcome cannot be read; it is never overwritten.",
  message: ({ path, reason }) => `${path} cannot be read: ${reason}`,
  where: ({ path }) => path,
  hint: () => "mend the file by hand; git has its earlier versions",
});

export const changedMeanwhile = faultKind<{ readonly path: string }>({
  code: "changed-meanwhile",
  exit: "held",
  summary: "The file was changed by someone else between reading and writing; nothing was written.",
  message: ({ path }) => `${path} was changed meanwhile`,
  hint: () => "look at it again and repeat the command",
});

export const outsideRoot = faultKind<{ readonly path: string }>({
  code: "outside-root",
  exit: "usage",
  summary: "A path leads out of the backlog's folder.",
  message: ({ path }) => `${path} leads out of the backlog`,
});

export const settingsBroken = faultKind<{
  readonly line?: number | undefined;
  readonly reason: string;
  readonly hint?: string | undefined;
}>({
  code: "settings-broken",
  exit: "usage",
  summary: "docket.yaml has an unknown key, a wrong type, or is not YAML.",
  message: ({ reason }) => `docket.yaml: ${reason}`,
  where: ({ line }) => (line === undefined ? "docket.yaml" : `docket.yaml:${line}`),
  hint: ({ hint }) => hint,
});

export const remoteUnknown = faultKind<{ readonly remote: string }>({
  code: "remote-unknown",
  exit: "usage",
  summary: "There is no remote to sync with.",
  message: ({ remote }) => `this repository has no remote named ${remote}`,
  hint: ({ remote }) => `git remote lists them; add it with: git remote add ${remote} URL`,
});

export const remoteKeepsMoving = faultKind<{ readonly tries: number }>({
  code: "remote-keeps-moving",
  exit: "held",
  summary: "Others pushed faster than we could merge; everything fetched is merged locally.",
  message: ({ tries }) => `the remote moved ${tries} times while we were merging`,
  hint: () => "run docket sync again",
});

export const actorNotValid = faultKind<{ readonly text: string }>({
  code: "actor-not-valid",
  exit: "usage",
  summary: "A name for an actor that is empty, too long or holds control characters.",
  message: ({ text }) => `${JSON.stringify(text.slice(0, 60))} is not a name for an actor`,
  hint: () => "use --as NAME, --as agent:NAME or --as person:NAME",
});

export const syncNeedsGit = faultKind<{ readonly folder: string }>({
  code: "sync-needs-git",
  exit: "usage",
  summary: "A backlog in a folder without git has no remote.",
  message: ({ folder }) => `${folder} is not in a git repository, so there is nothing to sync with`,
  hint: () => "git init in the folder above it gives it a history; init --home tree keeps it where it is",
});

export const actorNotPerson = faultKind<{ readonly text: string; readonly mark: string | undefined }>({
  code: "actor-not-person",
  exit: "usage",
  summary: "An agent claimed to be a person.",
  message: ({ text, mark }) =>
    `${JSON.stringify(text.slice(0, 80))} claims to be a person, but an agent is calling${mark === undefined ? "" : ` (${mark} is set)`}`,
  hint: () => "leave the person out: --as NAME, or --as agent:NAME",
});

/** Every fault of the store; the reference in docs/ is made from this. */
export const storeFaults = [
  noBacklog,
  folderTaken,
  branchTaken,
  homeElsewhere,
  homeCopied,
  gitFailed,
  ticketNotFound,
  ticketAmbiguous,
  idNotValid,
  ticketBroken,
  orderNotFound,
  orderBroken,
  outcomeBroken,
  changedMeanwhile,
  outsideRoot,
  settingsBroken,
  remoteUnknown,
  remoteKeepsMoving,
  actorNotValid,
  actorNotPerson,
  syncNeedsGit,
] as const;
