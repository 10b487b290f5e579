import type { Raw } from "./_clean.ts";

export interface Behind {
  readonly packageName: string;
  readonly installed: string;
  /** The newest that the project's own range allows. */
  readonly wanted?: string;
  readonly latest: string;
  readonly facts?: Readonly<Record<string, string | undefined>>;
}

/** A package that is not the newest: no error of the code, so at most a warning. */
export function outdatedProblem({ packageName, installed, wanted, latest, facts }: Behind): Raw {
  const from = installed || wanted || "";
  const step = stepBetween(from, latest);
  return {
    rule: "outdated",
    level: step === "major" ? "warning" : "note",
    message: `${packageName} ${from || "(not installed)"} is behind ${latest}`,
    subject: packageName,
    facts: { installed, wanted, latest, step, ...facts },
  };
}

/** How far two versions are apart; 0.x versions may change everything in their second number. */
function stepBetween(from: string, to: string): string {
  const [a, b] = [numbersOf(from), numbersOf(to)];
  if (a.length === 0 || b.length === 0) return "unknown";
  const at = a.findIndex((number, place) => number !== (b[place] ?? 0));
  if (at === 0 || (at === 1 && a[0] === 0)) return "major";
  return at === 1 ? "minor" : "patch";
}

const numbersOf = (version: string): readonly number[] =>
  (/^[v=^~]*(\d+(?:\.\d+){0,3})/.exec(version)?.[1] ?? "").split(".").filter(Boolean).map(Number);
