import { faultKind } from "../std/fault.ts";

export const policyInvalid = faultKind<{ readonly key: string; readonly why: string }>({
  code: "policy-invalid",
  exit: "usage",
  summary: "The policy for found tickets holds something that it cannot hold.",
  message: ({ key, why }) => `${key}: ${why}`,
  where: ({ key }) => key,
  hint: () => "docs/evidence.md lists the keys of the policy and what each may hold",
});

export const clusterInputInvalid = faultKind<{ readonly why: string }>({
  code: "cluster-input-invalid",
  exit: "usage",
  summary: "The list of pull requests or issues to be clustered cannot be read.",
  message: ({ why }) => `the list cannot be clustered: ${why}`,
  hint: () =>
    "give a JSON list of objects with number and title, such as the output of `gh pr list --json number,title,body,files`",
});

export const outcomeMoveRefused = faultKind<{
  readonly from: string;
  readonly to: string;
  readonly allowed: readonly string[];
}>({
  code: "outcome-move-refused",
  exit: "usage",
  summary: "An outcome cannot go from the state it is in to the one that was asked for.",
  message: ({ from, to }) => `an outcome that is ${from} cannot become ${to}`,
  where: ({ to }) => to,
  hint: ({ from, allowed }) =>
    allowed.length === 0 ? `${from} is final` : `from ${from} it can become ${allowed.join(", ")}`,
});

export const outcomeUnproven = faultKind<{ readonly to: string; readonly missing: string }>({
  code: "outcome-unproven",
  exit: "findings",
  summary: "An outcome was claimed without what has to show it.",
  message: ({ to, missing }) => `${to} needs ${missing}`,
  where: ({ to }) => to,
  hint: () => "give what is missing, or claim less",
});

export const outcomeFixed = faultKind<{ readonly field: string; readonly was: string; readonly asked: string }>({
  code: "outcome-fixed",
  exit: "usage",
  summary: "What an outcome is about, or how it was merged, was to be changed afterwards.",
  message: ({ field, was, asked }) => `${field} is ${was} and stays so; ${asked} was asked for`,
  where: ({ field }) => field,
  hint: () => "make another outcome for another thing",
});

/** Every fault of this room; the reference in docs/ is made from this. */
export const evidenceFaults = [
  policyInvalid,
  clusterInputInvalid,
  outcomeMoveRefused,
  outcomeUnproven,
  outcomeFixed,
] as const;
