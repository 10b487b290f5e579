import { basename, join } from "node:path";
import type { World } from "../ports/world.ts";
import { err, ok, type Result } from "../std/result.ts";
import { type Author, resolveAuthor } from "../store/actor.ts";
import { gitText } from "../store/git-calls.ts";
import { attach, backlogBranch, checkPlace } from "../store/home/attach.ts";
import { createBranchHome, createFolderHome, type FirstFile, type GitHome } from "../store/home/create.ts";
import { findHome, newHome, plainHome } from "../store/home/find-home.ts";
import { DEFAULT_FOLDER, type Home } from "../store/home/home.ts";
import { installMergeDriver } from "../store/home/merge-driver.ts";
import type { Surroundings } from "../store/home/repository.ts";
import { firstFiles } from "../store/init/first-files.ts";
import { loadSettings } from "../store/settings-cache.ts";
import { readText } from "../store/state-file.ts";
import type { Asked } from "./_change-ticket.ts";
import { folderNotValid } from "./faults.ts";
import { type Call, type InputOf, op } from "./op.ts";
import { type Choosing, type ClaimsOutcome, settleRemote, tryNewRemote } from "./orders/_claims-remote.ts";

const input = {
  home: {
    type: "string",
    values: ["branch", "tree"],
    describe: "A branch of its own, which is the default, or a folder in the tree of the code.",
  },
  folder: { type: "string", default: DEFAULT_FOLDER, describe: "Name of the backlog's folder.", word: "name" },
  claims: {
    type: "string",
    describe: "Remote that decides who holds what, such as origin; it is tried, and the settings say so.",
    word: "remote",
  },
  yes: { type: "boolean", short: "y", describe: "Accepted for scripts; init never asks." },
} as const;

/** Makes a backlog for the repository the caller is in, or attaches the one it has. */
export const initOp = op({
  name: "init",
  summary: "Make a backlog here, or attach the one a clone brought",
  about:
    "Detects the stack and writes settings with comments, a registry of epics and a definition of done. Safe to repeat: what is there stays as it is. The backlog gets a branch of its own, checked out in the folder docket/, so code branches never touch it.\n\nWith --claims, or where the settings name a remote for claims, the remote is tried: one that takes branches only gets them as branches, and one that cannot move several refs together is named.",
  examples: ["docket init", "docket init --dry-run", "docket init --home tree", "docket init --claims origin"],
  group: "backlog",
  effect: "write",
  input,
  async run(world, call, given) {
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(given.folder) || /^\.+$/.test(given.folder))
      return err(folderNotValid({ folder: given.folder }));
    const author = await resolveAuthor(world, call);
    if (!author.ok) return author;
    const found = findHome(world.files, call.cwd);
    const asked = { world, call };
    const choosing = { author: author.value, chosen: given.claims };
    if (found.kind === "home") return again(asked, { ...choosing, home: found.home });
    const place = await choosePlace(asked, given, found.surroundings);
    if (place.from !== undefined) return attachTo(asked, { ...choosing, home: place.home }, place.from);
    const free = await checkPlace(world, place.home);
    if (!free.ok) return free;
    return create(asked, { ...choosing, home: place.home });
  },
});

interface Place {
  readonly home: Home;
  /** A ref of a backlog that is already there. */
  readonly from: string | undefined;
}

export interface Outcome {
  readonly home: { readonly kind: string; readonly folder: string };
  readonly created: readonly string[];
  readonly attached: boolean;
  readonly stack?: string;
  /** The commands found for a new backlog, by gate. */
  readonly gates?: Readonly<Record<string, string>>;
  /** Where a remote decides about claims. */
  readonly claims?: ClaimsOutcome;
  /** Remotes of which none decides about claims: several clones could take the same ticket. */
  readonly undecided?: readonly string[];
  readonly dryRun?: true;
}

async function choosePlace({ world, call }: Asked, given: InputOf<typeof input>, around: Surroundings): Promise<Place> {
  const { gitFolder, checkout } = around;
  if (gitFolder === undefined || checkout === undefined)
    return { home: plainHome(call.cwd, given.folder), from: undefined };
  const kind = given.home === "tree" ? "tree" : "branch";
  const home = newHome({ ...around, gitFolder, checkout }, kind, given.folder);
  return { home, from: kind === "branch" ? await backlogBranch(world.git, gitFolder) : undefined };
}

/** A repeated init: adds files that are missing, notes the place for other worktrees, changes nothing that is there. */
async function again(asked: Asked, choosing: Choosing): Promise<Result<Outcome>> {
  const { world, call } = asked;
  const { home } = choosing;
  const { stack, files } = firstFiles(world.files, home, call);
  const created = call.dryRun ? ok([]) : createFolderHome(world, home, home.kind === "branch" ? [] : files);
  if (!created.ok) return created;
  const driver = call.dryRun || home.kind !== "tree" ? ok(undefined) : await installMergeDriver(world, home);
  if (!driver.ok) return driver;
  const trusted = call.dryRun || !isAsMade(world, home, files) ? ok(undefined) : await trustOwn(world, home);
  if (!trusted.ok) return trusted;
  const claims = await settleRemote(asked, choosing);
  return claims.ok
    ? ok({ ...view(home, call), created: created.value, attached: false, stack, ...claimsView(claims.value) })
    : claims;
}

async function attachTo(asked: Asked, choosing: Choosing, from: string): Promise<Result<Outcome>> {
  const { world, call } = asked;
  const { home } = choosing;
  const done = { ...view(home, call), created: [], attached: true };
  if (call.dryRun) return ok(done);
  const attached = await attach(world, inGit(home), from);
  if (!attached.ok) return attached;
  const claims = await settleRemote(asked, choosing);
  return claims.ok ? ok({ ...done, ...claimsView(claims.value) }) : claims;
}

async function create(asked: Asked, choosing: Choosing): Promise<Result<Outcome>> {
  const { world, call } = asked;
  const { home, author } = choosing;
  const claims = await tryNewRemote(asked, choosing);
  if (!claims.ok) return claims;
  const { stack, files, gates: found } = firstFiles(world.files, home, { cwd: call.cwd, claims: claims.value });
  const done = call.dryRun ? ok(undefined) : await write(world, home, { files, author });
  if (!done.ok) return done;
  const trusted = call.dryRun ? ok(undefined) : await trustOwn(world, home);
  if (!trusted.ok) return trusted;
  const created = files.map(({ path }) => path);
  const { testsCommand: _, testsFormat: __, ...gates } = found;
  const undecided = claims.value === undefined ? await remotesOf(world, home) : [];
  return ok({
    ...view(home, call),
    ...{ created, attached: false, stack, gates },
    ...claimsView(claims.value),
    ...(undecided.length === 0 ? {} : { undecided }),
  });
}

async function remotesOf(world: World, home: Home): Promise<readonly string[]> {
  if (home.gitFolder === undefined) return [];
  const listed = await gitText(world.git, { cwd: home.gitFolder, args: ["remote"] });
  return listed.ok ? listed.value.split("\n").filter((name) => name !== "") : [];
}

/** Whether the files with commands are still those that init writes: then nobody else's commands are among them. */
function isAsMade(world: World, home: Home, files: readonly FirstFile[]): boolean {
  return files
    .filter(({ path }) => path.endsWith(".yaml"))
    .every(({ path, text }) => readText(world.files, join(home.folder, path)) === text);
}

/** The commands that init wrote itself came from nobody else. */
async function trustOwn(world: World, home: Home): Promise<Result<void>> {
  const backlog = { world, home };
  const settings = await loadSettings(backlog);
  if (!settings.ok) return settings;
  const { trust } = await import("../work/trust.ts");
  return trust({ backlog, settings: settings.value });
}

async function write(
  world: World,
  home: Home,
  first: { files: readonly FirstFile[]; author: Author },
): Promise<Result<unknown>> {
  if (home.kind === "branch") return createBranchHome(world, inGit(home), first);
  const created = createFolderHome(world, home, first.files);
  return created.ok && home.kind === "tree" ? installMergeDriver(world, home) : created;
}

function inGit(home: Home): GitHome {
  const { gitFolder } = home;
  if (gitFolder === undefined) throw new Error(`${basename(home.folder)} has no repository`);
  return { ...home, gitFolder };
}

const claimsView = (claims: ClaimsOutcome | undefined): Pick<Outcome, "claims"> =>
  claims === undefined ? {} : { claims };

const view = (home: Home, call: Call): Pick<Outcome, "home" | "dryRun"> => ({
  home: { kind: home.kind, folder: home.folder },
  ...(call.dryRun ? { dryRun: true as const } : {}),
});
