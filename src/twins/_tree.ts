/** The tree of a file system in memory. Every change of content or names makes new times as a disk would. */
export interface FileEntry {
  readonly kind: "file";
  readonly bytes: Uint8Array;
  readonly mode: number;
  readonly ino: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

export interface LinkEntry {
  readonly kind: "link";
  readonly target: string;
  readonly ino: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

export interface FolderEntry {
  readonly kind: "folder";
  readonly children: Map<string, Entry>;
  readonly ino: number;
  /** How often something directly in it changed: a name, or the content of a file. */
  changes: number;
  mtimeMs: number;
  ctimeMs: number;
}

export type Entry = FileEntry | LinkEntry | FolderEntry;

function copyEntry(entry: Entry): Entry {
  if (entry.kind !== "folder") return entry;
  return copyFolder(entry);
}

/** Files and links never change in place, so only folders need copying. */
export function copyFolder(folder: FolderEntry): FolderEntry {
  const children = new Map([...folder.children].map(([name, entry]) => [name, copyEntry(entry)]));
  return { ...folder, children };
}

/** Where a path leads: the folder that holds its last part, that part, and what is there. */
export interface Place {
  readonly folder: FolderEntry;
  readonly name: string;
  readonly entry: Entry | undefined;
  /** The path with the links on the way resolved. */
  readonly path: string;
}

export type Missing = "missing" | "not-a-folder" | "loop" | "bad-name";

const LINKS_MAX = 40;
const NAME_BYTES_MAX = 255;

/** Follows a path; links on the way are followed, one in the last place only when `last` says so. */
export function find(root: FolderEntry, path: string, last: "follow" | "keep"): Place | Missing {
  let parts = partsOf(path);
  let links = 0;
  for (;;) {
    const step = walk(root, parts, last);
    if (typeof step === "string" || "entry" in step) return step;
    links += 1;
    if (links > LINKS_MAX) return "loop";
    parts = step.parts;
  }
}

/** One walk from the root to the end, or to the first link, whose target then replaces the way so far. */
function walk(
  root: FolderEntry,
  parts: readonly string[],
  last: "follow" | "keep",
): Place | Missing | { readonly parts: readonly string[] } {
  let place: Place = { folder: root, name: "", entry: root, path: "/" };
  for (const [at, name] of parts.entries()) {
    if (badName(name)) return "bad-name";
    if (place.entry === undefined) return "missing";
    if (place.entry.kind !== "folder") return "not-a-folder";
    const folder: FolderEntry = place.entry;
    const entry = folder.children.get(name);
    const isLast = at === parts.length - 1;
    if (entry?.kind === "link" && (!isLast || last === "follow")) {
      return { parts: [...targetParts(place.path, entry.target), ...parts.slice(at + 1)] };
    }
    place = { folder, name, entry, path: place.path === "/" ? `/${name}` : `${place.path}/${name}` };
  }
  return place;
}

function targetParts(folder: string, target: string): readonly string[] {
  return partsOf(target.startsWith("/") ? target : `${folder}/${target}`);
}

function partsOf(path: string): readonly string[] {
  if (!path.startsWith("/")) throw new Error(`not an absolute path: ${path}`);
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts;
}

function badName(name: string): boolean {
  return name.includes("\0") || Buffer.byteLength(name) > NAME_BYTES_MAX;
}
