import type { CodeIndex } from "../../code/code-index.ts";
import type { CheckedTicket } from "../../plan/check/checked-ticket.ts";
import type { CodeFacts, PathFate } from "../../plan/check/code-facts.ts";
import { pathsNamed } from "../../plan/check/mentions.ts";
import type { World } from "../../ports/world.ts";
import type { Fault } from "../../std/fault.ts";
import type { Result } from "../../std/result.ts";
import type { Code } from "./_open-code.ts";
import { pathFates } from "./_path-fates.ts";

/** Facts about the code, and what went wrong while they were asked for. */
export interface AskedCode {
  readonly facts: CodeFacts;
  trouble(): Fault | undefined;
}

/** The index as the checks ask it: imports are turned round once, names are looked up once, git only where a path is not there. */
export async function codeFacts(
  world: World,
  { root, index }: Code,
  tickets: readonly CheckedTicket[],
): Promise<AskedCode> {
  let trouble: Fault | undefined;
  const told = <Value>(result: Result<Value>): Value | undefined => {
    if (!result.ok) trouble ??= result.fault;
    return result.ok ? result.value : undefined;
  };
  const folders = foldersIn(index);
  const fateOf = await fates({ world, root, index }, tickets, folders);
  const known = new Map<string, boolean>();
  const lines = new Map<string, number | "unknown">();
  let importers: ReadonlyMap<string, readonly string[]> | undefined;
  const facts: CodeFacts = {
    exists: (path) => index.exists(path),
    folderExists: (path) => folders.has(path.replace(/\/+$/, "")),
    linesOf: (path) => {
      const count = lines.get(path) ?? told(index.linesOf(path)) ?? "unknown";
      lines.set(path, count);
      return count === "unknown" ? undefined : count;
    },
    importersOf: (path) => {
      importers ??= importersIn(index, told);
      return importers.get(path) ?? [];
    },
    symbolKnown: (name) => {
      const answer = known.get(name) ?? isKnown(index, name, told);
      known.set(name, answer);
      return answer;
    },
    fateOf,
  };
  return { facts, trouble: () => trouble };
}

type Told = <Value>(result: Result<Value>) => Value | undefined;

function isKnown(index: CodeIndex, name: string, told: Told): boolean {
  return (told(index.symbolsNamed(name))?.length ?? 0) > 0 || (told(index.references(name, 1))?.total ?? 0) > 0;
}

function importersIn(index: CodeIndex, told: Told): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>();
  for (const { path, kind } of index.files()) {
    if (kind !== "source") continue;
    const targets = new Set((told(index.importsOf(path)) ?? []).flatMap(({ paths }) => paths));
    for (const target of targets) importers.set(target, [...(importers.get(target) ?? []), path]);
  }
  return importers;
}

function foldersIn(index: CodeIndex): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { path } of index.files()) {
    for (
      let end = path.lastIndexOf("/");
      end > 0 && !folders.has(path.slice(0, end));
      end = path.lastIndexOf("/", end - 1)
    ) {
      folders.add(path.slice(0, end));
    }
  }
  return folders;
}

interface Looking {
  readonly world: World;
  readonly root: string;
  readonly index: CodeIndex;
}

async function fates(
  { world, root, index }: Looking,
  tickets: readonly CheckedTicket[],
  folders: ReadonlySet<string>,
): Promise<(path: string) => PathFate | undefined> {
  const exists = (path: string): boolean => index.exists(path) || folders.has(path);
  const named = (ticket: CheckedTicket): readonly string[] => [
    ...ticket.files.flatMap(({ path, action }) => (action === "create" ? [] : [path])),
    ...pathsNamed(ticket),
  ];
  if (!tickets.some((ticket) => named(ticket).some((path) => !exists(path)))) return () => undefined;
  return pathFates(world, root, exists);
}
