import type { Raw } from "./_clean.ts";
import { cvssScore, severityOfScore } from "./_cvss.ts";
import type { Level } from "./problem.ts";

/** One advisory about one package, as a tool tells it. */
export interface Told {
  /** All names of the advisory, the tool's own first. */
  readonly ids: readonly string[];
  readonly packageName: string;
  readonly title: string;
  readonly url?: string | undefined;
  /** In the tool's word: `critical`, `HIGH`, `moderate`. */
  readonly severity?: string | undefined;
  /** A score or a vector. */
  readonly cvss?: string | number | undefined;
  readonly installed?: string | undefined;
  /** Versions without the problem. */
  readonly fixed?: string | undefined;
  /** The file that names the package. */
  readonly file?: string | undefined;
  readonly facts?: Readonly<Record<string, string | undefined>>;
}

/** One problem for each advisory, package and file. Databases have names of their own for one advisory: those are one. */
export function advisoryProblems(all: readonly Told[]): readonly Raw[] {
  return [...Map.groupBy(all, (told) => JSON.stringify([told.packageName, told.file ?? ""])).values()].flatMap(
    (ofPackage) => sameOnes(ofPackage).map(problemOf),
  );
}

/** Those that share a name, also over a third one, are one. */
function sameOnes(all: readonly Told[]): readonly (readonly Told[])[] {
  const leader = all.map((_, at) => at);
  const lead = (at: number): number => {
    let top = at;
    while (leader[top] !== undefined && leader[top] !== top) top = leader[top] ?? top;
    leader[at] = top;
    return top;
  };
  const first = new Map<string, number>();
  for (const [at, { ids }] of all.entries())
    for (const id of ids) {
      const known = first.get(id.toUpperCase());
      if (known === undefined) first.set(id.toUpperCase(), at);
      else leader[Math.max(lead(at), lead(known))] = Math.min(lead(at), lead(known));
    }
  return [...Map.groupBy(all.keys(), lead).values()].map((group) => group.flatMap((at) => all[at] ?? []));
}

function problemOf(group: readonly Told[]): Raw {
  const ids = [...new Set(group.flatMap((told) => told.ids).filter((id) => id !== ""))];
  const id = preferred(ids);
  const first = <Value>(pick: (told: Told) => Value | undefined): Value | undefined =>
    group.map(pick).find((value) => value !== undefined && value !== "");
  const score = first((told) => scoreOf(told.cvss));
  const severity = severityWord(first((told) => told.severity) ?? "") || severityOfScore(score ?? 0);
  const packageName = group[0]?.packageName ?? "";
  return {
    rule: id,
    level: LEVELS.get(severity) ?? "warning",
    message: `${packageName}: ${first((told) => told.title) ?? id}`,
    subject: packageName,
    file: first((told) => told.file),
    url: first((told) => told.url) ?? (id.startsWith("GHSA-") ? `https://github.com/advisories/${id}` : undefined),
    facts: {
      severity,
      cvss: score,
      installed: listed(group.map((told) => told.installed)),
      fixed: listed(group.map((told) => told.fixed)),
      aliases: ids.filter((one) => one !== id).join(" "),
      ...Object.assign({}, ...group.map((told) => told.facts ?? {})),
    },
  };
}

/** GitHub's name, else the CVE, else the tool's own: so two tools and two runs call it alike. */
function preferred(ids: readonly string[]): string {
  const named = (form: RegExp): string | undefined => ids.filter((id) => form.test(id)).sort()[0];
  const github = named(/^GHSA(?:-[0-9a-z]{4}){3}$/i);
  if (github !== undefined) return `GHSA${github.slice(4).toLowerCase()}`;
  return named(/^CVE-\d{4}-\d{4,}$/i)?.toUpperCase() ?? ids[0] ?? "advisory";
}

const LEVELS: ReadonlyMap<string, Level> = new Map([
  ["critical", "error"],
  ["high", "error"],
  ["moderate", "warning"],
  ["low", "note"],
]);

/** Each database has its word for what lies between low and high, and for what is below low. */
function severityWord(word: string): string {
  const lower = word.toLowerCase();
  if (lower === "medium") return "moderate";
  if (lower === "info" || lower === "negligible" || lower === "minimal") return "low";
  return LEVELS.has(lower) ? lower : "";
}

function scoreOf(cvss: string | number | undefined): number | undefined {
  const score = typeof cvss === "number" ? cvss : (cvssScore(cvss ?? "") ?? Number(cvss || Number.NaN));
  return score > 0 && score <= 10 ? score : undefined;
}

const listed = (values: readonly (string | undefined)[]): string =>
  [...new Set(values.filter((value) => value !== undefined && value !== ""))].join(", ");
