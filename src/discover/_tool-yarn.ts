import type { Project } from "./_tool-project.ts";

/** Whether Yarn's lock file is there, and Yarn to be asked about it. */
export const asksYarn = (project: Project): boolean =>
  project.has("yarn.lock") && project.program("yarn") !== undefined;

/** Yarn 1 and the versions after it are two programs: they have other commands and other lock files. */
export function isModernYarn(project: Project): boolean {
  const { packageManager } = project.manifest;
  if (typeof packageManager === "string" && packageManager.startsWith("yarn@"))
    return !/^yarn@[01]\./.test(packageManager);
  return project.has(".yarnrc.yml") || /^__metadata:/m.test(project.text("yarn.lock"));
}
