type Weights = Readonly<Record<string, number>>;

const ATTACK_VECTOR: Weights = { N: 0.85, A: 0.62, L: 0.55, P: 0.2 };
const COMPLEXITY: Weights = { L: 0.77, H: 0.44 };
const PRIVILEGES: Weights = { N: 0.85, L: 0.62, H: 0.27 };
const PRIVILEGES_CHANGED: Weights = { N: 0.85, L: 0.68, H: 0.5 };
const INTERACTION: Weights = { N: 0.85, R: 0.62 };
const LOSS: Weights = { H: 0.56, L: 0.22, N: 0 };

/** The base score of a CVSS 3.0 or 3.1 vector, by the formula of the standard; undefined for any other text. */
export function cvssScore(vector: string): number | undefined {
  if (!/^CVSS:3\.[01]\//.test(vector)) return undefined;
  const parts = new Map(vector.split("/").map((part) => [part.split(":")[0], part.split(":")[1] ?? ""] as const));
  const isChanged = parts.get("S") === "C";
  const weight = (name: string, weights: Weights): number => weights[parts.get(name) ?? ""] ?? Number.NaN;
  const loss = 1 - (1 - weight("C", LOSS)) * (1 - weight("I", LOSS)) * (1 - weight("A", LOSS));
  const impact = isChanged ? 7.52 * (loss - 0.029) - 3.25 * (loss - 0.02) ** 15 : 6.42 * loss;
  const ease =
    8.22 *
    weight("AV", ATTACK_VECTOR) *
    weight("AC", COMPLEXITY) *
    weight("PR", isChanged ? PRIVILEGES_CHANGED : PRIVILEGES) *
    weight("UI", INTERACTION);
  const sum = isChanged ? 1.08 * (impact + ease) : impact + ease;
  if (Number.isNaN(sum)) return undefined;
  return impact <= 0 ? 0 : roundedUp(Math.min(sum, 10));
}

/** To the next tenth, as the standard says it, so that a sum such as 4.000000001 stays 4. */
function roundedUp(value: number): number {
  const fine = Math.round(value * 100_000);
  return fine % 10_000 === 0 ? fine / 100_000 : (Math.floor(fine / 10_000) + 1) / 10;
}

/** The words that the standard has for scores. */
export function severityOfScore(score: number): string {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "moderate";
  return score > 0 ? "low" : "";
}
