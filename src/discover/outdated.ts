import type { Atom } from "../evidence/atom.ts";
import type { Tool } from "./_tool.ts";
import { factOf } from "./_tool-advice.ts";
import { fileOfFormat, manifestsOf, NPM_LOCKS, withManifests } from "./_tool-manifests.ts";
import type { Project } from "./_tool-project.ts";
import { toolSource } from "./_tool-source.ts";
import { asksYarn, isModernYarn } from "./_tool-yarn.ts";
import type { Advice } from "./source.ts";

/** Dependencies of which there is a newer version. */
export const outdated = toolSource({
  name: "outdated",
  summary:
    "Dependencies of which there is a newer version: npm, pnpm and Yarn outdated, or what pip or cargo outdated print",
  formats: ["cargo-outdated", "pip-outdated", "yarn-outdated", "npm-outdated"],
  projectFiles: [...NPM_LOCKS, "pnpm-lock.yaml", "yarn.lock"],
  nested: "each",
  otherwise:
    "there is no lock file of npm, pnpm or Yarn 1 with its tool; name a command in discover.sources.outdated.command, such as `pip list --outdated --format json`",
  silence: "no-print",
  isAboutCode: false,
  isOutside: true,
  choose,
  // A new version is an offer. That a first number changed says that waiting makes it dearer.
  severity: ({ facts }) => (facts?.step === "major" ? "medium" : "low"),
  isSecurity: () => false,
  fileOf: fileOfFormat,
  complete: withManifests,
  group: ({ identity }) => identity.subject,
  advise,
});

function choose(project: Project): readonly Tool[] {
  return [npm, pnpm, yarn].flatMap((tool) => tool(project)).map((tool) => ({ ...tool, file: "package.json" }));
}

function npm(project: Project): readonly Tool[] {
  if (project.among(NPM_LOCKS).length === 0) return [];
  const args = ["outdated", "--json"];
  return [{ name: "npm outdated", formats: ["npm-outdated"], program: "npm", args, runsTheirCode: false }];
}

/** It loads .pnpmfile.cjs, which is a program. */
function pnpm(project: Project): readonly Tool[] {
  if (!project.has("pnpm-lock.yaml") || project.program("pnpm") === undefined) return [];
  const args = ["outdated", "--recursive", "--format", "json"];
  return [{ name: "pnpm outdated", formats: ["npm-outdated"], program: "pnpm", args, runsTheirCode: true }];
}

/** Later versions of Yarn have no such command. This one may be told by its settings to run another program. */
function yarn(project: Project): readonly Tool[] {
  if (!asksYarn(project) || isModernYarn(project)) return [];
  const args = ["outdated", "--json"];
  return [{ name: "yarn outdated", formats: ["yarn-outdated"], program: "yarn", args, runsTheirCode: true }];
}

function advise(atoms: readonly Atom[]): Advice {
  const [first] = atoms;
  const name = first?.identity.subject ?? "";
  const [from, latest] = [factOf(first, "installed") || factOf(first, "wanted"), factOf(first, "latest")];
  return {
    title: `Update ${name}${latest === "" ? "" : ` to ${latest}`}`,
    kind: "chore",
    context: `${name} ${from === "" ? "" : `is at ${from}; `}the newest version is ${latest} (${factOf(first, "step") || "unknown"} step).`,
    description: `Read what changed between the two versions, update ${name}, and change the code where the new version asks for it.`,
    criteria: [`${factOf(first, "tool") || "The package manager"} no longer lists ${name} as behind ${latest}`],
    testNotes: "Unit and integration tests stay green with the new version.",
    scope: manifestsOf(atoms),
    verify: ["test", "types", "typecheck", "lint"],
    redGreen: false,
  };
}
