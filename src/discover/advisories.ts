import type { Atom } from "../evidence/atom.ts";
import type { Severity } from "../evidence/sighting.ts";
import type { Problem } from "../findings/problems/problem.ts";
import type { Tool } from "./_tool.ts";
import { counted, distinct, factOf } from "./_tool-advice.ts";
import { fileOfFormat, manifestsOf, NPM_LOCKS, OTHER_LOCKS, withManifests } from "./_tool-manifests.ts";
import { withInstalled } from "./_tool-npm-lock.ts";
import type { Project } from "./_tool-project.ts";
import { toolSource } from "./_tool-source.ts";
import { asksYarn, isModernYarn } from "./_tool-yarn.ts";
import type { Advice } from "./source.ts";

/** Known weaknesses of the packages that the project stands on. */
export const advisories = toolSource({
  name: "advisories",
  summary:
    "Known weaknesses of dependencies: npm, pnpm and Yarn's audit, pip-audit, cargo-audit, osv-scanner, or OSV records",
  formats: ["cargo-audit", "yarn-audit", "yarn-npm-audit", "npm-audit", "osv-scanner", "pip-audit", "osv", "sarif"],
  projectFiles: [...NPM_LOCKS, "pnpm-lock.yaml", "Cargo.lock", "requirements.txt", ...OTHER_LOCKS],
  nested: "each",
  otherwise:
    "no lock file whose audit tool is installed is there; name a command in discover.sources.advisories.command, such as `osv-scanner scan --format json .`",
  silence: "never",
  silent: /\byarn(?:\.js)?\s+npm\s+audit\b/,
  isAboutCode: false,
  isOutside: true,
  choose: (project) => [npm, pnpm, yarn, cargo, pip, others].flatMap((tool) => tool(project)),
  severity,
  isSecurity: () => true,
  fileOf: fileOfFormat,
  complete: (look, problems) => withManifests(look, withInstalled(look, problems)),
  group: ({ identity }) => identity.subject,
  advise,
});

function npm(project: Project): readonly Tool[] {
  const [file] = project.among(NPM_LOCKS);
  if (file === undefined) return [];
  return [
    {
      name: "npm audit",
      formats: ["npm-audit"],
      program: "npm",
      args: ["audit", "--json"],
      runsTheirCode: false,
      file,
    },
  ];
}

function pnpm(project: Project): readonly Tool[] {
  if (!asksPnpm(project)) return [];
  // It loads .pnpmfile.cjs, which is a program.
  const runsTheirCode = true;
  return [
    {
      name: "pnpm audit",
      formats: ["npm-audit"],
      program: "pnpm",
      args: ["audit", "--json"],
      runsTheirCode,
      file: "pnpm-lock.yaml",
    },
  ];
}

const asksPnpm = (project: Project): boolean => project.has("pnpm-lock.yaml") && project.program("pnpm") !== undefined;

/** Its settings in the project may name another program and plug-ins, which are programs too. */
function yarn(project: Project): readonly Tool[] {
  if (!asksYarn(project)) return [];
  const tool = { program: "yarn", runsTheirCode: true, file: "yarn.lock" };
  if (!isModernYarn(project))
    return [{ ...tool, name: "yarn audit", formats: ["yarn-audit"], args: ["audit", "--json"] }];
  const args = ["npm", "audit", "--all", "--recursive", "--json"];
  const formats = ["yarn-npm-audit", "npm-audit"];
  return [{ ...tool, name: "yarn npm audit", formats, args, silence: "no-print" }];
}

/** Called without cargo, whose settings in the project may give `audit` another meaning. */
function cargo(project: Project): readonly Tool[] {
  if (!project.has("Cargo.lock") || project.program("cargo-audit") === undefined) return [];
  const args = ["audit", "--json"];
  return [
    {
      name: "cargo audit",
      formats: ["cargo-audit"],
      program: "cargo-audit",
      args,
      runsTheirCode: false,
      file: "Cargo.lock",
    },
  ];
}

/** To learn what a package needs it may build it, and that runs what the package brings along. */
function pip(project: Project): readonly Tool[] {
  if (!project.has("requirements.txt") || project.program("pip-audit") === undefined) return [];
  const args = ["--requirement", "requirements.txt", "--format", "json", "--progress-spinner", "off"];
  return [
    {
      name: "pip-audit",
      formats: ["pip-audit"],
      program: "pip-audit",
      args,
      runsTheirCode: true,
      file: "requirements.txt",
    },
  ];
}

function others(project: Project): readonly Tool[] {
  const taken = [...(asksYarn(project) ? ["yarn.lock"] : []), ...(asksPnpm(project) ? ["pnpm-lock.yaml"] : [])];
  const locks = project.among(["pnpm-lock.yaml", ...OTHER_LOCKS]).filter((lock) => !taken.includes(lock));
  if (locks.length === 0 || project.program("osv-scanner") === undefined) return [];
  const args = ["scan", "--format", "json", ...locks.map((lock) => `--lockfile=${lock}`)];
  return [{ name: "osv-scanner", formats: ["osv-scanner"], program: "osv-scanner", args, runsTheirCode: false }];
}

const SEVERITIES: ReadonlyMap<string, Severity> = new Map([
  ["critical", "blocker"],
  ["high", "high"],
  ["moderate", "medium"],
  ["low", "low"],
]);

/** An advisory that does not say how bad it is may be bad. */
function severity({ facts }: Problem): Severity {
  return SEVERITIES.get(facts?.severity ?? "") ?? "medium";
}

function advise(atoms: readonly Atom[]): Advice {
  const [first] = atoms;
  const name = first?.identity.subject ?? "";
  const ids = distinct(atoms.map(({ identity }) => identity.rule));
  const facts = (fact: string): string => distinct(atoms.map((atom) => factOf(atom, fact))).join("; ");
  const audit = factOf(first, "tool") || "the audit";
  const lines = [
    ["Installed", facts("installed")],
    ["Affected", facts("range")],
    ["Mended in", facts("fixed")],
    ["What the audit would do", facts("fix")],
    ["Comes in through", facts("through")],
  ].flatMap(([label, value]) => (value === "" ? [] : [`- ${label}: ${value}`]));
  return {
    title: `Update ${name}: ${ids.length === 1 ? ids[0] : counted(ids.length, "known weakness").replace(/s$/, "es")}`,
    kind: "security",
    context: [`${audit} lists ${ids.join(", ")} for the package ${name}.`, ...lines].join("\n"),
    description: `Bring ${name} to a version without these weaknesses, or do without it. Where it comes in through another package, update that one.`,
    criteria: ids.map((id) => `${audit} no longer lists ${id} for ${name}`),
    testNotes: "The audit shows it; unit and integration tests stay green with the new version.",
    scope: manifestsOf(atoms),
    verify: ["test", "types", "typecheck", "lint"],
    redGreen: false,
  };
}
