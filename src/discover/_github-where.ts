import type { ForgeRepository } from "../ports/forge.ts";
import { err, ok, type Result } from "../std/result.ts";
import { repositoryUnknown } from "./runs-faults.ts";
import type { Look } from "./source.ts";

/** The repository to ask about: the one of the settings, else the one that `origin` leads to, if that is at the forge. */
export async function repositoryOf({ world, root, settings }: Look): Promise<Result<ForgeRepository>> {
  if (settings.repository !== undefined && settings.repository !== "") {
    const named = repositoryIn(settings.repository);
    return named === undefined ? unknown(`${JSON.stringify(settings.repository)} is not owner/name`) : ok(named);
  }
  const asked = await world.git.run({ cwd: root, args: ["remote", "get-url", "origin"] });
  if (!asked.ok) return asked;
  if (asked.value.code !== 0) return unknown("the repository has no remote named origin");
  const remote = remoteIn(new TextDecoder().decode(asked.value.stdout).trim());
  if (remote === undefined) return unknown("the remote origin is no address at a forge");
  const { host, repository } = remote;
  if (host !== world.forge.host.toLowerCase())
    return unknown(`the remote origin is at ${host}, not at ${world.forge.host}`);
  return ok(repository);
}

const unknown = (why: string) => err(repositoryUnknown({ why }));

const NAME = /^[A-Za-z0-9_.-]{1,100}$/;

/** `owner/name`; undefined for anything else. */
export function repositoryIn(text: string): ForgeRepository | undefined {
  const [owner = "", name = "", ...more] = text.replace(/\.git$/, "").split("/");
  const isGood = [owner, name].every((part) => NAME.test(part) && !/^\.+$/.test(part));
  return isGood && more.length === 0 ? { owner, name } : undefined;
}

/** Reads `git@host:owner/name.git`, `https://host/owner/name` and their like. */
export function remoteIn(url: string): { readonly host: string; readonly repository: ForgeRepository } | undefined {
  const short = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\/)([^\s]+)$/.exec(url);
  const long = URL.canParse(url) && url.includes("://") ? new URL(url) : undefined;
  const path = long?.pathname ?? short?.[2];
  const host = long === undefined ? short?.[1] : hostOf(long);
  const repository = repositoryIn((path ?? "").replace(/^\/+|\/+$/g, ""));
  return host === undefined || host === "" || repository === undefined
    ? undefined
    : { host: host.toLowerCase().replace(/^(?:www|ssh)\.(?=github\.com$)/, ""), repository };
}

/** The port of SSH says nothing about the web address. */
const hostOf = ({ protocol, host, hostname }: URL): string => (/^https?:$/.test(protocol) ? host : hostname);
