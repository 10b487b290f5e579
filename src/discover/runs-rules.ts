import type { Severity } from "../std/finding.ts";

/** What can be in the way of the sources that read runs, logs and the forge. */
export const runsRules: readonly { readonly code: string; readonly severity: Severity; readonly summary: string }[] = [
  {
    code: "forge-notice",
    severity: "info",
    summary: "How asking GitHub went: it made us wait, or something was left out.",
  },
  { code: "place-outside", severity: "warning", summary: "A path leads out of the repository; it was not followed." },
  { code: "log-not-read", severity: "warning", summary: "A log could not be read, or is no text." },
  { code: "log-cut", severity: "warning", summary: "A log holds more different errors than are kept." },
  {
    code: "run-not-read",
    severity: "warning",
    summary: "A file in the folder of an agent's run could not be read or understood.",
  },
  { code: "runs-closed", severity: "warning", summary: "A folder of runs or logs could not be looked into." },
  { code: "runs-cut", severity: "warning", summary: "There are more runs or files than are looked at." },
  {
    code: "tests-incomplete",
    severity: "warning",
    summary: "The tests did not run to their end, so that nothing is known of the rest.",
  },
];
