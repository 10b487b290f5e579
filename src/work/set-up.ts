import { basename, dirname, join } from "node:path";
import type { Files } from "../ports/files.ts";
import { err, ok, type Result } from "../std/result.ts";
import { gitSays } from "../store/git-calls.ts";
import { hideFromCode } from "../store/home/attach.ts";
import { gitDirOf } from "./base-checkout.ts";
import { setUpFailed } from "./faults.ts";
import { KEEP_OUTPUT_BYTES, MAX_COPIED_BYTES } from "./limits.ts";
import type { Workshop } from "./workshop.ts";

type Equipped = Pick<Workshop, "backlog" | "settings">;

/** Gives a fresh checkout what git does not carry: ignored files, links to installed packages, and what commands make. */
export async function setUp(
  shop: Equipped,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<Result<void>> {
  const { setUp: wishes } = shop.settings.orders;
  for (const name of wishes.copy) {
    const copied = await copyIgnored(shop, folder, name);
    if (!copied.ok) return copied;
  }
  for (const name of wishes.link) {
    const linked = await linkIgnored(shop, folder, name);
    if (!linked.ok) return linked;
  }
  for (const command of wishes.commands) {
    const done = await runSetUp(shop, { folder, command, env });
    if (!done.ok) return done;
  }
  return ok(undefined);
}

/** Only what git ignores: a tracked file is in the checkout already, at its own commit. */
async function copyIgnored(shop: Equipped, folder: string, name: string): Promise<Result<void>> {
  const { files } = shop.backlog.world;
  const from = join(shop.backlog.home.root, name);
  const to = join(folder, name);
  if (files.stat(from)?.isFile() !== true || files.stat(to) !== undefined) return ok(undefined);
  if (!(await isIgnored(shop, name, folder))) {
    if (!(await isIgnored(shop, name, shop.backlog.home.root))) return ok(undefined);
    // Ignored by rules that the base does not have: without this a secret would look like new work, and be committed.
    const hidden = hideFromCode(files, shop.backlog.home.gitFolder, `/${name}`);
    if (!hidden.ok) return hidden;
  }
  const made = files.makeFolder(dirname(to));
  if (!made.ok) return made;
  // Half a copy in the checkout would look like work; in git's private folder of the checkout it goes away with it.
  const by = gitDirOf(files, folder) ?? dirname(to);
  sweep(files, by, basename(to));
  sweep(files, dirname(to), basename(to));
  return files.copyAtomic({ from, to, by, maxBytes: MAX_COPIED_BYTES });
}

/** Half a copy, left by a process that died over it. Its name has the file's, a process and chance in it: no user's file is called so. */
function sweep(files: Files, folder: string, name: string): void {
  const begin = `.~${name}.`;
  const listed = files.list(folder);
  const halves = listed.ok
    ? listed.value.filter((one) => one.startsWith(begin) && HALF_END.test(one.slice(begin.length)))
    : [];
  for (const half of halves) files.remove(join(folder, half));
}

const HALF_END = /^[0-9]+\.[a-z0-9]+$/;

async function linkIgnored(shop: Equipped, folder: string, name: string): Promise<Result<void>> {
  const { files } = shop.backlog.world;
  const from = join(shop.backlog.home.root, name);
  const to = join(folder, name);
  if (files.stat(from) === undefined || files.stat(to) !== undefined) return ok(undefined);
  if (!(await isIgnored(shop, name, shop.backlog.home.root))) return ok(undefined);
  // A pattern such as `node_modules/` means folders only, and a link is none: without this it would look like new work.
  const hidden = hideFromCode(files, shop.backlog.home.gitFolder, `/${name}`);
  if (!hidden.ok) return hidden;
  const made = files.makeFolder(dirname(to));
  return made.ok ? files.link(to, from) : made;
}

const isIgnored = ({ backlog }: Equipped, name: string, cwd: string): Promise<boolean> =>
  gitSays(backlog.world.git, { cwd, args: ["check-ignore", "--quiet", "--", name] });

interface SetUpCommand {
  readonly folder: string;
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
}

async function runSetUp(
  { backlog, settings }: Equipped,
  { folder, command, env }: SetUpCommand,
): Promise<Result<void>> {
  const { progress, processes } = backlog.world;
  progress.step(`setting up: ${command}`, 0);
  const ran = await processes.run({
    command: { shell: command },
    cwd: folder,
    env,
    limitMs: settings.orders.setUp.limitMs,
    keepBytes: KEEP_OUTPUT_BYTES,
  });
  progress.end(`setting up: ${command}`);
  if (!ran.ok) return ran;
  const { end, code, stderr, stdout } = ran.value;
  if (end === "exit" && code === 0) return ok(undefined);
  const said =
    lastLine(stderr.tail.length > 0 ? stderr.tail : stderr.head) ??
    lastLine(stdout.tail.length > 0 ? stdout.tail : stdout.head);
  const how = end === "exit" ? `exit code ${code}` : end === "time-limit" ? "it took too long" : "it was stopped";
  return err(setUpFailed({ command, reason: said === undefined ? how : `${how}: ${said}` }));
}

function lastLine(bytes: Uint8Array): string | undefined {
  return new TextDecoder().decode(bytes).trimEnd().split("\n").at(-1)?.trim().slice(0, 200) || undefined;
}
