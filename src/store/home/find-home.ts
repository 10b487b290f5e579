import { isAbsolute, join, relative, resolve } from "node:path";
import type { Files } from "../../ports/files.ts";
import { parseJson } from "../../std/json.ts";
import { MAX_STATE_BYTES } from "../limits.ts";
import { DEFAULT_FOLDER, type Home, SETTINGS_FILE } from "./home.ts";
import { lookAround, mainCheckout, type Surroundings } from "./repository.ts";

/** What a search for the backlog found: a home, or the surroundings in which one could be attached or made. */
export type Found =
  | { readonly kind: "home"; readonly home: Home }
  | { readonly kind: "none"; readonly surroundings: Surroundings };

/** The note in the private folder that says where the backlog's folder is, relative to the common folder. */
const HOME_NOTE = "home";

/** Finds the backlog from any folder of any worktree, without starting git. */
export function findHome(files: Files, cwd: string): Found {
  const surroundings = lookAround(files, cwd);
  const { gitFolder, plainParent } = surroundings;
  if (gitFolder !== undefined) {
    const home = homeInNote(files, gitFolder) ?? homeInCheckout(files, gitFolder);
    return home === undefined ? { kind: "none", surroundings } : { kind: "home", home };
  }
  if (plainParent !== undefined) return { kind: "home", home: plainHome(plainParent, DEFAULT_FOLDER) };
  return { kind: "none", surroundings };
}

/** A backlog without git in a folder. */
export function plainHome(parent: string, folderName: string): Home {
  const folder = join(parent, folderName);
  return { kind: "plain", folder, privateFolder: join(folder, ".private"), root: parent, gitFolder: undefined };
}

/** The text of the note that lets every worktree find this home. */
export function homeNote(home: Home & { readonly gitFolder: string }): {
  readonly path: string;
  readonly text: string;
} {
  const note = {
    kind: home.kind,
    folder: relative(home.gitFolder, home.folder),
    root: relative(home.gitFolder, home.root),
  };
  return { path: join(home.privateFolder, HOME_NOTE), text: `${JSON.stringify(note)}\n` };
}

function homeInNote(files: Files, gitFolder: string): Home | undefined {
  const privateFolder = join(gitFolder, "docket");
  const read = files.read(join(privateFolder, HOME_NOTE), MAX_STATE_BYTES);
  if (!read.ok) return undefined;
  const note = parseJson(new TextDecoder().decode(read.value));
  if (!isNote(note)) return undefined;
  const folder = place(gitFolder, note.folder);
  if (files.stat(join(folder, SETTINGS_FILE)) === undefined) return undefined;
  const root = place(gitFolder, note.root);
  return { kind: note.kind === "tree" ? "tree" : "branch", folder, privateFolder, root, gitFolder };
}

function isNote(value: unknown): value is { kind: unknown; folder: string; root: string } {
  if (typeof value !== "object" || value === null || !("kind" in value && "folder" in value && "root" in value))
    return false;
  return typeof value.folder === "string" && typeof value.root === "string";
}

/** A home nobody noted yet: a backlog in the main checkout, tracked with the code or a worktree of its own. */
function homeInCheckout(files: Files, gitFolder: string): Home | undefined {
  const root = mainCheckout(gitFolder);
  if (root === undefined) return undefined;
  const folder = join(root, DEFAULT_FOLDER);
  if (files.stat(join(folder, SETTINGS_FILE)) === undefined) return undefined;
  const kind = files.stat(join(folder, ".git")) === undefined ? "tree" : "branch";
  return { kind, folder, privateFolder: join(gitFolder, "docket"), root, gitFolder };
}

const place = (gitFolder: string, path: string): string => (isAbsolute(path) ? path : resolve(gitFolder, path));

/** Where a new home of a repository goes when nothing else is asked for. */
export function newHome(
  surroundings: Surroundings & { readonly gitFolder: string; readonly checkout: string },
  kind: "branch" | "tree",
  folderName: string,
): Home & { readonly gitFolder: string } {
  const { gitFolder, checkout, bare } = surroundings;
  const privateFolder = join(gitFolder, "docket");
  if (bare) return { kind, folder: join(privateFolder, "backlog"), privateFolder, root: gitFolder, gitFolder };
  const root = mainCheckout(gitFolder) ?? checkout;
  return { kind, folder: join(root, folderName), privateFolder, root, gitFolder };
}
