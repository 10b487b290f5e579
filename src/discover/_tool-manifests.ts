import { join, posix } from "node:path";
import type { Atom } from "../evidence/atom.ts";
import type { Problem } from "../findings/problems/problem.ts";
import { type Project, projectOf } from "./_tool-project.ts";
import type { Look } from "./source.ts";

export const NPM_LOCKS: readonly string[] = ["package-lock.json", "npm-shrinkwrap.json"];

/** Lock files of languages without an audit of their own that reads them. */
export const OTHER_LOCKS: readonly string[] = [
  "yarn.lock",
  "go.mod",
  "uv.lock",
  "poetry.lock",
  "pdm.lock",
  "Pipfile.lock",
  "Gemfile.lock",
  "composer.lock",
  "mix.lock",
  "pubspec.lock",
];

/** Which files say what a project needs, and which of them say in which version: these change together. */
const FAMILIES: readonly (readonly string[])[] = [
  ["package.json", "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "yarn.lock"],
  ["Cargo.toml", "Cargo.lock"],
  ["go.mod", "go.sum"],
  ["pyproject.toml", "requirements.txt", "uv.lock", "poetry.lock", "pdm.lock", "Pipfile", "Pipfile.lock", "setup.cfg"],
  ["Gemfile", "Gemfile.lock"],
  ["composer.json", "composer.lock"],
  ["mix.exs", "mix.lock"],
  ["pubspec.yaml", "pubspec.lock"],
];

/** Says of problems of packages which files must change with the one that they were found in, as far as they are there. */
export function withManifests({ world, root }: Pick<Look, "world" | "root">, problems: readonly Problem[]) {
  const known = new Map<string, string>();
  return problems.map((problem): Problem => {
    const { file } = problem;
    if (file === undefined) return problem;
    const manifests = known.get(file) ?? manifestsBeside({ world, root }, file).join(" ");
    known.set(file, manifests);
    return manifests === "" ? problem : { ...problem, facts: { ...problem.facts, manifests } };
  });
}

function manifestsBeside(look: Pick<Look, "world" | "root">, file: string): readonly string[] {
  const folder = posix.dirname(file);
  const isThere = (name: string): boolean => look.world.files.stat(join(look.root, folder, name))?.isFile() === true;
  const project = projectOf(look, folder === "." ? "" : folder);
  // In workspaces one lock file stands for many manifests, and any of them may be what needs the package.
  const isMany = "workspaces" in project.manifest || project.has("pnpm-workspace.yaml");
  const beside = familyOf(file).filter(isThere);
  return isMany && beside.includes("package.json") ? [...beside, "**/package.json"] : beside;
}

/** For problems of packages: the files that they were found in, and those that must change with them. */
export function manifestsOf(atoms: readonly Pick<Atom, "place" | "facts">[]): readonly string[] {
  const all = atoms.flatMap(({ place, facts }) => {
    if (place === undefined) return [];
    const names = facts?.manifests?.split(" ") ?? [];
    return [posix.normalize(place.path), ...names.map((name) => posix.join(posix.dirname(place.path), name))];
  });
  return [...new Set(all)].sort();
}

const familyOf = (path: string): readonly string[] =>
  FAMILIES.find((names) => names.includes(posix.basename(path))) ?? [];

const BY_FORMAT: Readonly<Record<string, readonly string[]>> = {
  "npm-audit": ["package-lock.json", "pnpm-lock.yaml", "npm-shrinkwrap.json", "yarn.lock", "package.json"],
  "yarn-audit": ["yarn.lock", "package.json"],
  "yarn-npm-audit": ["yarn.lock", "package.json"],
  "npm-outdated": ["package.json"],
  "yarn-outdated": ["package.json"],
  "pip-audit": ["requirements.txt", "pyproject.toml"],
  "pip-outdated": ["requirements.txt", "pyproject.toml"],
  "cargo-audit": ["Cargo.lock"],
  "cargo-outdated": ["Cargo.toml"],
};

/** The file that the packages of a report stand in, where the report does not say it. */
export function fileOfFormat(project: Project, format: string): string | undefined {
  return project.among(BY_FORMAT[format] ?? [])[0];
}
