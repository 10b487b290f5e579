import { join } from "node:path";
import { err, ok, type Result } from "../../std/result.ts";
import type { Home } from "../../store/home/home.ts";
import type { Settings } from "../../store/settings/schema.ts";
import { readLine } from "../../store/state-file.ts";
import type { Place } from "./_claim-commits.ts";
import type { KnownClaims } from "./_known.ts";
import type { ClaimsWorld } from "./claims-world.ts";
import { claimsNeedGit, claimsRemoteFailed } from "./faults.ts";

/** A remote that decides about claims, and where it keeps them. */
export interface ClaimsRemote {
  readonly name: string;
  /** Beginning of the refs there. */
  readonly refs: string;
  /** Hosts treat branches with care and may refuse to rewind one, so there each heartbeat stands on the one before. */
  readonly keepsHeartbeats: boolean;
}

/** Everything the files of this folder work on. */
export interface Desk {
  readonly world: ClaimsWorld;
  readonly home: Home;
  readonly gitFolder: string;
  readonly place: Place;
  readonly leaseMs: number;
  readonly remote: ClaimsRemote | undefined;
  /** Names this clone among others of the same repository. */
  readonly clone: string;
  /** What was read so far. */
  readonly known: KnownClaims;
}

export type RemoteDesk = Desk & { readonly remote: ClaimsRemote };

export const hasRemote = (desk: Desk): desk is RemoteDesk => desk.remote !== undefined;

/** Namespaces for claims on a remote: refs of our own, or branches where a host takes nothing else. */
const REMOTE_REFS = { docket: "refs/docket/claims/", heads: "refs/heads/docket-claims/" } as const;

/** Settings come with the repository: what looks like an option or an address never reaches git. */
const REMOTE_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

export function openDesk(world: ClaimsWorld, home: Home, settings: Settings["claims"]): Result<Desk> {
  const { gitFolder } = home;
  if (gitFolder === undefined) return err(claimsNeedGit({ folder: home.folder }));
  const clone = cloneName(world, home);
  if (!clone.ok) return clone;
  const remote = remoteOf(settings);
  if (remote !== undefined && !REMOTE_NAME.test(remote.name))
    return err(claimsRemoteFailed({ remote: remote.name, reason: "this is no name of a remote" }));
  const place = { git: world.git, cwd: gitFolder, emptyTree: emptyTree(world, gitFolder) };
  return ok({
    ...{ world, home, gitFolder, place, remote },
    ...{ leaseMs: settings.leaseMs, clone: clone.value, known: new Map() },
  });
}

const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** It has a file of its own since the first claim, until git packs it. */
function emptyTree({ files }: ClaimsWorld, gitFolder: string): string | undefined {
  const path = join(gitFolder, "objects", EMPTY_TREE.slice(0, 2), EMPTY_TREE.slice(2));
  return files.stat(path) === undefined ? undefined : EMPTY_TREE;
}

function remoteOf({ remote, refs }: Settings["claims"]): ClaimsRemote | undefined {
  if (remote === "" || remote === "none") return undefined;
  return { name: remote, refs: REMOTE_REFS[refs], keepsHeartbeats: refs === "heads" };
}

const NAME_BYTES = 8;

/** Made by chance at the first claim and kept in the private folder. */
function cloneName({ files, random }: ClaimsWorld, home: Home): Result<string> {
  const path = join(home.privateFolder, "clone-name");
  const known = readLine(files, path);
  if (known !== undefined && /^[0-9a-f]{8,64}$/.test(known)) return ok(known);
  const made = files.makeFolder(home.privateFolder);
  if (!made.ok) return made;
  const name = Buffer.from(random.bytes(NAME_BYTES)).toString("hex");
  const bytes = new TextEncoder().encode(`${name}\n`);
  const created = known === undefined ? files.createAtomic(path, bytes) : files.writeAtomic(path, bytes);
  if (created.ok) return ok(name);
  // Another process was quicker: its name counts.
  const theirs = readLine(files, path);
  return theirs === undefined ? created : ok(theirs);
}
