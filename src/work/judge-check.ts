import { type CheckEvidence, hasPassed } from "../gate/run-check.ts";
import type { Finding } from "../std/finding.ts";
import { finding } from "./rules.ts";

const MAX_NAMES = 5;

/** What a command of a proof says about the work by the way it ended. */
export function judgeCheck({ name, command, end, code, log, redBefore = [] }: CheckEvidence): readonly Finding[] {
  if (hasPassed({ end, code })) return [];
  const hint = `its output is in ${log}`;
  if (end === "time-limit")
    return [finding("check-too-slow", ".", { message: `${name} (${command}) did not end within its limit`, hint })];
  if (redBefore.length > 0) {
    const more = redBefore.length > MAX_NAMES ? ` and ${redBefore.length - MAX_NAMES} more` : "";
    const message = `${name} (${command}) fails, as on the base, by ${redBefore.slice(0, MAX_NAMES).join(", ")}${more}`;
    return [finding("check-red-before", ".", { message, hint: "mend the base: write a ticket for these tests" })];
  }
  const how = code === undefined ? `ended by a ${end}` : `exit code ${code}`;
  return [finding("check-failed", ".", { message: `${name} (${command}) failed: ${how}`, hint })];
}
