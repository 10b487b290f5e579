import { isAbsolute, join } from "node:path";
import { parseJson } from "../std/json.ts";
import { MAX_CONFIG_BYTES } from "./_tool-limits.ts";
import type { Look } from "./source.ts";

/** What a choice of tools asks about a folder of the repository that is a project of its own. Nothing is started for it. */
export interface Project {
  /** From the root of the repository; empty for the root itself. */
  readonly folder: string;
  /** Whether a file lies in the folder. */
  has(name: string): boolean;
  /** Those of the names that lie in the folder. */
  among(names: readonly string[]): readonly string[];
  /** A small file's text; empty when it cannot be read. */
  text(name: string): string;
  /** package.json, as far as it is one. */
  readonly manifest: Readonly<Record<string, unknown>>;
  needs(packageName: string): boolean;
  /** Where a program is: in the project, else on the machine; undefined when it is in neither. */
  program(name: string): Program | undefined;
}

export interface Program {
  /** What to start: a path in the project, or a name. */
  readonly file: string;
  /** From the folder, for a program of the project. */
  readonly inProject?: string;
}

/** Looks at a folder of a checkout, its root unless told. */
export function projectOf({ world, root: checkout }: Pick<Look, "world" | "root">, folder = ""): Project {
  const { files, environment } = world;
  const root = join(checkout, folder);
  const has = (name: string): boolean => files.stat(join(root, name)) !== undefined;
  const text = (name: string): string => {
    const bytes =
      files.stat(join(root, name))?.isFile() === true ? files.read(join(root, name), MAX_CONFIG_BYTES) : undefined;
    return bytes?.ok === true ? new TextDecoder().decode(bytes.value) : "";
  };
  const parsed = parseJson(text("package.json"));
  const manifest = isRecord(parsed) ? parsed : {};
  return {
    folder,
    has,
    text,
    manifest,
    among: (names) => names.filter(has),
    needs: (name) => LISTS.some((list) => isRecord(manifest[list]) && Object.hasOwn(manifest[list], name)),
    program: (name) => {
      for (const up of upFrom(folder)) {
        const inProject = `${up}node_modules/.bin/${name}`;
        if (files.realPath(join(root, inProject)) !== undefined) return { file: join(root, inProject), inProject };
      }
      return isOnMachine(name, environment.variables.PATH, (path) => files.realPath(path) !== undefined)
        ? { file: name }
        : undefined;
    },
  };
}

/** The ways from a folder to itself and to those above it, as far as the root: a workspace's packages are installed there. */
const upFrom = (folder: string): readonly string[] =>
  Array.from({ length: folder === "" ? 1 : folder.split("/").length + 1 }, (_, steps) => "../".repeat(steps));

const LISTS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Where the machine does not say where its programs are, starting one has to show it. */
function isOnMachine(name: string, path: string | undefined, isThere: (path: string) => boolean): boolean {
  if (path === undefined) return true;
  return path.split(":").some((folder) => isAbsolute(folder) && isThere(join(folder, name)));
}
