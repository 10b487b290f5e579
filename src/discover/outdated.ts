import type { Atom } from "../evidence/atom.ts";
import type { Tool } from "./_tool.ts";
import { distinct, factOf } from "./_tool-advice.ts";
import { fileOfFormat, manifestsOf, NPM_LOCKS } from "./_tool-manifests.ts";
import type { Project } from "./_tool-project.ts";
import { toolSource } from "./_tool-source.ts";
import type { Advice } from "./source.ts";

/** Dependencies of which there is a newer version. */
export const outdated = toolSource({
  name: "outdated",
  summary: "Dependencies of which there is a newer version: npm outdated, or what pip, pnpm or cargo outdated print",
  formats: ["cargo-outdated", "pip-outdated", "npm-outdated"],
  projectFiles: NPM_LOCKS,
  nested: "each",
  otherwise:
    "there is no package-lock.json; name a command in discover.sources.outdated.command, such as `pip list --outdated --format json`",
  silence: "no-print",
  isAboutCode: false,
  isOutside: true,
  choose,
  // A new version is an offer. That a first number changed says that waiting makes it dearer.
  severity: ({ facts }) => (facts?.step === "major" ? "medium" : "low"),
  isSecurity: () => false,
  fileOf: fileOfFormat,
  group: ({ identity }) => identity.subject,
  advise,
});

function choose(project: Project): readonly Tool[] {
  if (project.among(NPM_LOCKS).length === 0) return [];
  const args = ["outdated", "--json"];
  return [
    {
      name: "npm outdated",
      formats: ["npm-outdated"],
      program: "npm",
      args,
      runsTheirCode: false,
      file: "package.json",
    },
  ];
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
    testNotes: "The tests stay green with the new version.",
    scope: manifestsOf(distinct(atoms.map(({ place }) => place?.path ?? ""))),
    verify: ["test", "types", "typecheck", "lint"],
    redGreen: false,
  };
}
