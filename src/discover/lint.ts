import type { Tool } from "./_tool.ts";
import { CODE_GATES, counted, filesOf, topFolders, whereOf } from "./_tool-advice.ts";
import type { Project } from "./_tool-project.ts";
import { toolSource } from "./_tool-source.ts";

const ESLINT_SETTINGS = [
  ...["js", "mjs", "cjs", "ts", "mts", "cts"].map((end) => `eslint.config.${end}`),
  ...["", ".js", ".cjs", ".json", ".yml", ".yaml"].map((end) => `.eslintrc${end}`),
];

const BIOME_SETTINGS = ["biome.json", "biome.jsonc"];
const RUFF_SETTINGS = ["ruff.toml", ".ruff.toml"];
const GOLANGCI_SETTINGS = [".golangci.yml", ".golangci.yaml", ".golangci.toml", ".golangci.json"];

/** Files that say that a folder uses a linter; those that hold other things as well are read to tell. */
const SETTINGS = [
  ...[...ESLINT_SETTINGS, ...BIOME_SETTINGS, ...RUFF_SETTINGS, ...GOLANGCI_SETTINGS],
  ...["package.json", "pyproject.toml"],
];

/** What linters complain about. */
export const lint = toolSource({
  name: "lint",
  summary: "What linters complain about: ESLint, Biome, ruff and golangci-lint, or a command of the settings",
  formats: ["biome", "golangci", "sarif", "eslint", "ruff"],
  projectFiles: SETTINGS,
  nested: "topmost",
  otherwise:
    "no settings of a linter are there (ESLint, Biome, ruff, golangci-lint); name one in discover.sources.lint.command",
  silence: "never",
  isAboutCode: true,
  isOutside: false,
  choose: (project) => [eslint, biome, ruff, golangci].flatMap((tool) => tool(project)),
  severity: ({ level }) => (level === "error" ? "medium" : "low"),
  isSecurity: ({ facts }) => facts?.tags?.split(" ").includes("security") === true,
  group: ({ identity, place }) => `${identity.rule} ${topFolders(place?.path)}`,
  advise: (atoms) => {
    const { rule } = atoms[0]?.identity ?? { rule: "" };
    const [where, tool] = [whereOf(atoms), atoms[0]?.facts?.tool ?? "the linter"];
    return {
      title: `Mend ${counted(atoms.length, "complaint")} of ${rule}${where}`,
      kind: atoms.some(({ isSecurity }) => isSecurity) ? "security" : "quality",
      context: `${tool} reports ${rule}${where}: ${atoms[0]?.message ?? ""}`,
      description: `Mend each place named below so that ${rule} has no more to say. A comment that switches the rule off needs a reason beside it.`,
      criteria: [
        `${tool} reports ${rule} at none of the places named here`,
        `${tool} reports nothing that it did not report before`,
      ],
      testNotes: "The linter shows it; unit and integration tests stay green.",
      scope: filesOf(atoms),
      verify: CODE_GATES,
      redGreen: false,
    };
  },
});

/** Its settings are a program, and so are its plug-ins. */
function eslint(project: Project): readonly Tool[] {
  const isUsed = project.among(ESLINT_SETTINGS).length > 0 || "eslintConfig" in project.manifest;
  if (!isUsed) return [];
  const args = [".", "--format", "json"];
  return [{ name: "eslint", formats: ["eslint"], program: "eslint", args, runsTheirCode: true }];
}

function biome(project: Project): readonly Tool[] {
  if (project.among(BIOME_SETTINGS).length === 0) return [];
  const args = ["lint", "--reporter=json", "--max-diagnostics=none"];
  return [{ name: "biome", formats: ["biome"], program: "biome", args, runsTheirCode: false }];
}

function ruff(project: Project): readonly Tool[] {
  const isUsed = project.among(RUFF_SETTINGS).length > 0 || /^\[tool\.ruff\b/m.test(project.text("pyproject.toml"));
  if (!isUsed) return [];
  const args = ["check", "--output-format", "json", "."];
  return [{ name: "ruff", formats: ["ruff"], program: "ruff", args, runsTheirCode: false }];
}

/** It builds the project, and may load linters that the project brings along. The two versions ask for JSON in two ways. */
function golangci(project: Project): readonly Tool[] {
  const [settings] = project.among(GOLANGCI_SETTINGS);
  if (settings === undefined) return [];
  const isSecond = /^\s*"?version"?\s*[:=]\s*["']?2/m.test(project.text(settings));
  const form = isSecond ? ["--output.json.path=stdout", "--show-stats=false"] : ["--out-format=json"];
  const args = ["run", ...form, "--max-issues-per-linter=0", "--max-same-issues=0"];
  return [{ name: "golangci-lint", formats: ["golangci"], program: "golangci-lint", args, runsTheirCode: true }];
}
