import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import { isRecord, type LooseTicket, textIn, textsIn } from "../../evidence/backlog-repo/export-ticket.ts";
import type { ExportView } from "../../evidence/backlog-repo/export-view.ts";
import type { LedgerRecord } from "../../evidence/backlog-repo/ledger-value.ts";
import type { Owner } from "../../evidence/backlog-repo/plan-export.ts";
import type { Files } from "../../ports/files.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { ownerUnclear } from "./export-faults.ts";

/** Folders in which a repository of several components keeps them. */
const COMPONENTS = ["packages", "apps", "tools"];
const REMOTE = /^[a-z][a-z0-9+.-]*:\/\/|^[^/\\]+@[^/\\]+:/i;

export interface OwnerSearch {
  readonly files: Files;
  /** Root of the repository that the backlog belongs to. */
  readonly root: string;
  readonly atoms: ReadonlyMap<string, LedgerRecord>;
  /** Repository that the list of tickets as a whole is about. */
  readonly scope: string | undefined;
  readonly flag: string | undefined;
}

/**
 * Finds the repository that a ticket belongs to. The first that answers decides: a component of this repository, the one repository
 * that its evidence is from, the one the list is about, the one that was named, this one.
 */
export function ownerOf(search: OwnerSearch, ticket: LooseTicket, view: ExportView): Result<Owner> {
  const { files, root, scope, flag } = search;
  if (view.owner !== undefined && isComponent(files, root, view.owner))
    return ok({ repo_input: null, root: ".", resolution: "component" });
  const cited = citedInputs(search, ticket, view);
  const called = `${view.id} ${view.title}`.trim();
  if (cited.length > 1)
    return err(
      ownerUnclear({ ticket: called, reason: `its evidence is from several repositories: ${cited.join(", ")}` }),
    );
  const choices = [
    [cited[0], "cited_repo_input"],
    [scope, "backlog_scope"],
    [flag, "cli_flag"],
  ] as const;
  const chosen = choices.find(([input]) => input !== undefined);
  if (chosen?.[0] === undefined) return ok({ repo_input: null, root: ".", resolution: "repo_root" });
  const [input, resolution] = chosen;
  if (REMOTE.test(input)) return err(ownerUnclear({ ticket: called, reason: `${input} is not on this machine` }));
  const folder = files.realPath(isAbsolute(input) ? input : resolve(root, input));
  if (folder === undefined || files.stat(folder)?.isDirectory() !== true)
    return err(ownerUnclear({ ticket: called, reason: `there is no folder ${input}` }));
  const way = relative(files.realPath(root) ?? root, folder)
    .split(sep)
    .join("/");
  return ok({ repo_input: isAbsolute(input) ? way || "." : input, root: way || ".", resolution });
}

/** A name is one folder: anything with a slash in it is a path, and not looked for. */
const isComponent = (files: Files, root: string, name: string): boolean =>
  basename(name) === name &&
  !name.startsWith(".") &&
  COMPONENTS.some((folder) => files.stat(join(root, folder, name))?.isDirectory() === true);

function citedInputs({ atoms }: OwnerSearch, ticket: LooseTicket, view: ExportView): readonly string[] {
  const records = [ticket, ...view.atoms.flatMap((id) => atoms.get(id) ?? [])].filter(isRecord);
  return [
    ...new Set(
      records.flatMap((record) => [textIn(record, "repo_input") ?? [], textsIn(record, "repo_inputs")].flat()),
    ),
  ];
}
