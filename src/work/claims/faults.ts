import { faultKind } from "../../std/fault.ts";
import type { ClaimContent } from "./claim.ts";

/** Who holds it, since when, and for how long at least. */
function holderText({ holder, user, host, order, takenAt, renewedAt, leaseMs }: ClaimContent): string {
  const login = user === holder ? "" : `${user} `;
  const renewed = renewedAt === takenAt ? "" : `, last heard of at ${renewedAt}`;
  return `${holder} (${login}on ${host}) with ${order} since ${takenAt}${renewed}, lease ${Math.round(leaseMs / 60_000)} min`;
}

export const claimHeld = faultKind<{ readonly claim: ClaimContent; readonly overdue: boolean }>({
  code: "claim-held",
  exit: "held",
  summary: "Somebody else holds the ticket.",
  message: ({ claim, overdue }) =>
    `${claim.ticket} is held by ${holderText(claim)}${overdue ? "; the lease has run out" : ""}`,
  where: ({ claim }) => claim.ticket,
  hint: ({ claim, overdue }) =>
    overdue
      ? `ask ${claim.holder}; a person may take it over: docket take --over ${claim.ticket}`
      : "take another one: docket take --next",
});

export const claimLost = faultKind<{ readonly ours: ClaimContent; readonly now: ClaimContent | undefined }>({
  code: "claim-lost",
  exit: "held",
  summary: "The claim is no longer ours: it was taken over, released or replaced. Nothing was changed.",
  message: ({ ours, now }) => {
    if (now === undefined) return `the claim of ${ours.ticket} is gone`;
    if (now.state === "released") return `the claim of ${ours.ticket} was released by ${now.holder}`;
    return `${ours.ticket} was taken over: it is held by ${holderText(now)}`;
  },
  where: ({ ours }) => ours.ticket,
  hint: ({ ours }) => `the work stays on its branch; docket status ${ours.order} shows where`,
});

export const claimDamaged = faultKind<{ readonly ref: string; readonly problem: string }>({
  code: "claim-damaged",
  exit: "findings",
  summary: "A claim cannot be read, so nobody may take the ticket before a person decides.",
  message: ({ ref, problem }) => `the claim ${ref} cannot be read: ${problem}`,
  where: ({ ref }) => ref,
  hint: ({ ref }) => `a person may take it over: docket take --over ${ref.slice(ref.lastIndexOf("/") + 1)}`,
});

export const claimsNeedGit = faultKind<{ readonly folder: string }>({
  code: "claims-need-git",
  exit: "usage",
  summary: "Claims are refs of a git repository, and there is none.",
  message: ({ folder }) => `${folder} is not in a git repository, so nothing can be claimed`,
  hint: () => "git init in the folder above it",
});

export const claimKeepsMoving = faultKind<{ readonly ref: string; readonly tries: number }>({
  code: "claim-keeps-moving",
  exit: "held",
  summary: "A claim could not be written because others kept moving or locking it.",
  message: ({ ref, tries }) => `${ref} could not be moved in ${tries} tries`,
  where: ({ ref }) => ref,
  hint: () => "run the command again",
});

export const claimsRemoteFailed = faultKind<{ readonly remote: string; readonly reason: string }>({
  code: "claims-remote-failed",
  exit: "findings",
  summary: "The remote that decides about claims did not answer, or refused.",
  message: ({ remote, reason }) => `the remote ${remote}: ${reason}`,
  hint: () => "try again; docket take --offline claims here, and the next docket sync settles it",
});

export const baseMoved = faultKind<{ readonly ref: string; readonly on: string; readonly found: string }>({
  code: "base-moved",
  exit: "held",
  summary: "The branch to publish to has moved since the result was verified. Nothing was published.",
  message: ({ ref, on, found }) => `${ref}${on} moved meanwhile: ${found}`,
  where: ({ ref }) => ref,
  hint: ({ on }) =>
    on === ""
      ? "call again: docket integrate merges onto the new tip"
      : "bring this clone's branch up to date (git pull where it is checked out), then docket integrate again",
});

export const publishRefused = faultKind<{ readonly ref: string; readonly remote: string; readonly reason: string }>({
  code: "publish-refused",
  exit: "findings",
  summary: "The remote does not let us move a branch. Nothing was published.",
  message: ({ ref, remote, reason }) => `${remote} refuses to move ${ref}: ${reason}`,
  where: ({ ref }) => ref,
  hint: () => "push the branch and open a pull request, or allow pushes to it",
});

/** Every fault about claims; the reference in docs/ is made from this. */
export const claimFaults = [
  claimHeld,
  claimLost,
  claimDamaged,
  claimsNeedGit,
  claimKeepsMoving,
  claimsRemoteFailed,
  baseMoved,
  publishRefused,
] as const;
