import { faultKind } from "../std/fault.ts";

export const codeIndexUnusable = faultKind<{ readonly folder: string }>({
  code: "code-index-unusable",
  exit: "findings",
  summary: "The index of the code was changed by something else right after it was written.",
  message: ({ folder }) => `the code index in ${folder} changed while it was being opened`,
  hint: () => "run the command again; if it stays, see whether another program writes to that folder",
});

/** Every fault of the code index; the reference in docs/ is made from this. */
export const codeFaults = [codeIndexUnusable] as const;
