import { faultKind } from "../std/fault.ts";

interface AtForge {
  /** Such as `owner/name`. */
  readonly repository: string;
}

const TOKEN_HINT = "set GITHUB_TOKEN (or GH_TOKEN) to a token that may read the repository";

export const forgeTokenRefused = faultKind<AtForge>({
  code: "forge-token-refused",
  exit: "usage",
  summary: "GitHub does not accept the token of the environment.",
  message: ({ repository }) => `GitHub refused the token when asked about ${repository}`,
  hint: () => `${TOKEN_HINT}; it may have expired`,
});

export const forgeForbidden = faultKind<AtForge & { readonly reason: string }>({
  code: "forge-forbidden",
  exit: "usage",
  summary: "GitHub knows the caller, who may not read this.",
  message: ({ repository, reason }) => `GitHub does not let you read ${repository}: ${reason}`,
  hint: () => TOKEN_HINT,
});

export const forgeNotFound = faultKind<AtForge>({
  code: "forge-not-found",
  exit: "notFound",
  summary: "GitHub shows no such repository, or the part that was asked for is switched off there.",
  message: ({ repository }) => `GitHub shows no ${repository}, or not what was asked of it`,
  hint: () => `check the name; of a private repository GitHub says the same: ${TOKEN_HINT}`,
});

export const forgeLimited = faultKind<AtForge & { readonly seconds: number }>({
  code: "forge-limited",
  exit: "held",
  summary: "GitHub asks to wait for longer than this call may take.",
  message: ({ repository, seconds }) => `GitHub takes no more questions about ${repository} for ${seconds} s`,
  hint: () => "ask again then; with a token in GITHUB_TOKEN the limit is far higher",
});

export const forgeTooSlow = faultKind<AtForge & { readonly seconds: number }>({
  code: "forge-too-slow",
  exit: "findings",
  summary: "GitHub did not answer in time, or somebody stopped waiting.",
  message: ({ repository, seconds }) => `the questions about ${repository} were given up after ${seconds} s`,
  hint: () => "try again; the service's own state stands at githubstatus.com",
});

export const forgeFailed = faultKind<AtForge & { readonly reason: string }>({
  code: "forge-failed",
  exit: "findings",
  summary: "GitHub could not be reached, failed, or answered with something that is no answer.",
  message: ({ repository, reason }) => `asking GitHub about ${repository} failed: ${reason}`,
});

/** Every fault of a forge; the reference in docs/ is made from this. */
export const forgeFaults = [
  forgeTokenRefused,
  forgeForbidden,
  forgeNotFound,
  forgeLimited,
  forgeTooSlow,
  forgeFailed,
] as const;
