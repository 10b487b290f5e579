import type { Tool } from "./_tool.ts";
import { CODE_GATES, counted, filesOf, topFolders, whereOf } from "./_tool-advice.ts";
import { MAX_PROJECT_REFERENCES } from "./_tool-limits.ts";
import type { Project } from "./_tool-project.ts";
import { toolSource } from "./_tool-source.ts";

/** Errors in the types of the code, as the compiler sees them. */
export const types = toolSource({
  name: "types",
  summary: "Errors in the types of the code: what tsc, or a command of the settings, prints",
  formats: ["tsc"],
  projectFiles: ["tsconfig.json"],
  nested: "topmost",
  otherwise: "there is no tsconfig.json; name a command that prints as tsc does in discover.sources.types.command",
  silence: "compiler",
  isAboutCode: true,
  isOutside: false,
  choose,
  severity: ({ level }) => (level === "error" ? "high" : "low"),
  isSecurity: () => false,
  group: ({ identity, place }) => `${identity.rule} ${topFolders(place?.path)}`,
  advise: (atoms) => {
    const rule = atoms[0]?.identity.rule ?? "";
    const where = whereOf(atoms);
    return {
      title: `Mend ${counted(atoms.length, "type error")} ${rule}${where}`,
      kind: "bug",
      context: `The compiler reports ${rule}${where}: ${atoms[0]?.message ?? ""}`,
      description:
        "Mend the cause of each error below. A cast, `any` or a comment that silences the compiler is no cure.",
      criteria: [
        `The compiler reports ${rule} at none of the places named here`,
        "The compiler reports no error that it did not report before",
      ],
      testNotes:
        "The compiler shows it. Where the error was a fault at run time too, a regression test that fails without the change shows that.",
      scope: filesOf(atoms),
      verify: CODE_GATES,
      redGreen: false,
    };
  },
});

function choose(project: Project): readonly Tool[] {
  if (!project.has("tsconfig.json")) return [];
  const compiler = project.needs("vue-tsc") ? "vue-tsc" : "tsc";
  const references = referencesIn(project.text("tsconfig.json"));
  const calls = references.length === 0 ? [[]] : references.map((path) => ["--project", path]);
  return calls.map((where) => ({
    name: [compiler, ...where].join(" "),
    formats: ["tsc"],
    program: compiler,
    args: ["--noEmit", "--pretty", "false", ...where],
    runsTheirCode: false,
  }));
}

/** A settings file that has no files of its own and refers to other projects: the compiler would look at nothing. */
function referencesIn(text: string): readonly string[] {
  const plain = text.replaceAll(/^\s*\/\/.*$/gm, "");
  if (!/"files"\s*:\s*\[\s*\]/.test(plain) || /"include"\s*:/.test(plain)) return [];
  const list = /"references"\s*:\s*\[([^\]]*)\]/.exec(plain)?.[1] ?? "";
  const paths = [...list.matchAll(/"path"\s*:\s*"([^"\\]+)"/g)].map((found) => found[1] ?? "");
  return paths
    .filter((path) => !path.startsWith("-") && !path.startsWith("/") && !path.split("/").includes(".."))
    .slice(0, MAX_PROJECT_REFERENCES);
}
