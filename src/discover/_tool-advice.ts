import type { Atom } from "../evidence/atom.ts";
import { TOP_FOLDERS } from "./_tool-limits.ts";

/** Names of gates that show that code still holds; those that a project has are used. */
export const CODE_GATES: readonly string[] = ["lint", "types", "typecheck", "test"];

/** The uppermost folders of a path, which is as far as a ticket's reach is told by where its problems are. */
export function topFolders(path: string | undefined): string {
  const folders = (path ?? "").split("/").slice(0, -1).slice(0, TOP_FOLDERS);
  return folders.length === 0 ? "." : folders.join("/");
}

/** The files of atoms, each once, as globs that mean just them. */
export function filesOf(atoms: readonly Atom[]): readonly string[] {
  const paths = atoms.flatMap(({ place }) => place?.path ?? []);
  return [...new Set(paths)].sort().map(literalGlob);
}

/** A glob that means just this path. */
export const literalGlob = (path: string): string => path.replaceAll(/[*?{}!\\]/g, "\\$&");

/** `in src/ops`, as far as all atoms are there. */
export function whereOf(atoms: readonly Atom[]): string {
  const folders = new Set(atoms.map(({ place }) => topFolders(place?.path)));
  const [only] = folders;
  if (folders.size !== 1 || only === undefined) return "";
  return only === "." ? " in the root" : ` in ${only}`;
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

export const factOf = (atom: Atom | undefined, name: string): string => atom?.facts?.[name] ?? "";

/** Different values, each once, in order. */
export const distinct = (values: readonly string[]): readonly string[] =>
  [...new Set(values.filter((value) => value !== ""))].sort();
