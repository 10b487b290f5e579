import type { Severity } from "../evidence/sighting.ts";
import type { Problem } from "../findings/problems/problem.ts";
import { CODE_GATES, counted, factOf, filesOf } from "./_tool-advice.ts";
import { toolSource } from "./_tool-source.ts";

/** What any scanner found that writes SARIF. */
export const scan = toolSource({
  name: "scan",
  summary: "What scanners found: SARIF 2.1.0 in files, or printed by a command of the settings",
  formats: ["sarif"],
  projectFiles: [],
  nested: "each",
  otherwise: "name SARIF files in discover.sources.scan.report (a glob will do), or a command that prints SARIF",
  silence: "never",
  isAboutCode: true,
  isOutside: false,
  choose: () => [],
  severity,
  isSecurity: ({ facts }) => facts?.tags?.split(" ").includes("security") === true,
  group: ({ identity, place }) => `${identity.rule} ${place?.path ?? "-"}`,
  advise: (atoms) => {
    const [first] = atoms;
    const rule = first?.identity.rule ?? "";
    const tool = factOf(first, "tool") || "the scanner";
    const where = first?.place === undefined ? "" : ` in ${first.place.path}`;
    const more = factOf(first, "url");
    return {
      title: `Mend ${counted(atoms.length, "finding")} of ${rule}${where}`,
      kind: atoms.some(({ isSecurity }) => isSecurity) ? "security" : "bug",
      // Its words may come from anywhere, so they stand only in the quotation that Docket makes of each fact.
      context: `${tool} reports ${rule}${where}.${more === "" ? "" : `\n\nAbout the rule: ${more}`}`,
      description:
        "Mend the cause at each place named below. What is no fault is set aside in the scanner, with a reason, where others see it.",
      criteria: [`${tool} no longer reports ${rule}${where}`, `${tool} reports nothing that it did not report before`],
      testNotes:
        "The scanner shows it. For a weakness that can be used, a regression test that tries to use it fails before the change and passes after it.",
      scope: filesOf(atoms),
      verify: CODE_GATES,
      redGreen: false,
    };
  },
});

/** By the number that scanners give to weaknesses; else by the level. */
function severity({ level, facts }: Problem): Severity {
  const score = Number(facts?.cvss ?? Number.NaN);
  if (score >= 9) return "blocker";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  if (score >= 0) return "low";
  return level === "error" ? "high" : level === "warning" ? "medium" : "low";
}
