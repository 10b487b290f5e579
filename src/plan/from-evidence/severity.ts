import { SEVERITIES, type Severity } from "../../evidence/sighting.ts";

/** How bad the worst of them looks. */
export function worstOf(atoms: readonly { readonly severity: Severity }[]): Severity {
  return SEVERITIES[Math.max(0, ...atoms.map(({ severity }) => SEVERITIES.indexOf(severity)))] ?? "low";
}

/** The worse first. */
export const byBadness = (a: Severity, b: Severity): number => SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a);

export const isLighter = (severity: Severity, least: Severity): boolean => byBadness(least, severity) < 0;
