import { posix } from "node:path";
import type { Project } from "./_tool-project.ts";

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

/** For the files that problems of packages were found in: those, and the ones that must change with them. */
export function manifestsOf(paths: readonly string[]): readonly string[] {
  const all = paths.flatMap((path) => {
    const family = FAMILIES.find((names) => names.includes(posix.basename(path))) ?? [];
    return [path, ...family.map((name) => posix.join(posix.dirname(path), name))];
  });
  return [...new Set(all)].sort();
}

const BY_FORMAT: Readonly<Record<string, readonly string[]>> = {
  "npm-audit": ["package-lock.json", "pnpm-lock.yaml", "npm-shrinkwrap.json", "yarn.lock", "package.json"],
  "yarn-audit": ["yarn.lock", "package.json"],
  "yarn-npm-audit": ["yarn.lock", "package.json"],
  "npm-outdated": ["package.json"],
  "pip-audit": ["requirements.txt", "pyproject.toml"],
  "pip-outdated": ["requirements.txt", "pyproject.toml"],
  "cargo-audit": ["Cargo.lock"],
  "cargo-outdated": ["Cargo.toml"],
};

/** The file that the packages of a report stand in, where the report does not say it. */
export function fileOfFormat(project: Project, format: string): string | undefined {
  return project.among(BY_FORMAT[format] ?? [])[0];
}
