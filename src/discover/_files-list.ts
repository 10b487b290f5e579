import { oneLine } from "../findings/quote.ts";
import type { Finding } from "../std/finding.ts";
import { err, ok, type Result } from "../std/result.ts";
import { filesNotListed } from "./_files-faults.ts";
import { LEFT_OUT, type Matcher, meant, NOT_ENTERED } from "./_files-globs.ts";
import { filesHolding, type Names, splitNames } from "./_files-holding.ts";
import { MAX_FILES, MAX_FOLDER_DEPTH, MAX_MESSAGE_CHARS } from "./_files-limits.ts";
import { finding } from "./_files-rules.ts";
import type { Look } from "./source.ts";

export interface Listed {
  /** From the root, sorted. */
  readonly paths: readonly string[];
  /** Every file that was asked about, those that hold none of the words as well; what is known already is not among them. */
  readonly asked: readonly string[];
  /** What is known already, see `Wanted`. */
  readonly known: ReadonlySet<string>;
  /** Files and folders that could not be looked at; a folder ends with a slash. */
  readonly unread: readonly string[];
  readonly findings: readonly Finding[];
  /** False when something was passed over, and nobody can say what. */
  readonly isWhole: boolean;
}

export interface Wanted {
  readonly words?: readonly string[];
  /** Globs of what is left out unless the settings include something themselves. */
  readonly leftOut?: readonly string[];
  /** Whether a file of that name is worth a look. */
  readonly mayHold?: (path: string) => boolean;
  /** Those among the files that need no look: what is in them is known. */
  readonly knownOf?: (paths: readonly string[]) => ReadonlySet<string>;
}

/**
 * The text files of the checkout that the settings mean: what git tracks and what it would track, links left out. With words only
 * files that hold one of them, which git finds faster than anybody who has to open each file. Without a repository a walk through
 * the folders gives all files there are.
 */
export async function listFiles(look: Look, wanted: Wanted = {}): Promise<Result<Listed>> {
  const { words = [""], leftOut = LEFT_OUT, mayHold = () => true, knownOf = () => new Set() } = wanted;
  const isInSettings = meant(look.settings, leftOut);
  const isMeant: Matcher = (path) => isInSettings(path) && mayHold(path);
  const byGit = await gitFiles(look, { words, isMeant, knownOf });
  if (!byGit.ok) return byGit;
  const all = byGit.value ?? withoutKnown(walk(look, isMeant), knownOf);
  if (look.since === undefined) return ok(all);
  const changed = await changedSince(look, look.since);
  if (!changed.ok) return changed;
  const { value } = changed;
  return ok({
    ...all,
    isWhole: false,
    paths: value === undefined ? all.paths : all.paths.filter((path) => value.has(path)),
  });
}

interface Search extends Required<Pick<Wanted, "words" | "knownOf">> {
  readonly isMeant: Matcher;
}

/** Undefined where there is no repository. */
async function gitFiles(look: Look, search: Search): Promise<Result<Listed | undefined>> {
  const git = (args: readonly string[]) =>
    look.world.git.run({ cwd: look.root, args, env: { GIT_LITERAL_PATHSPECS: "1" } });
  const [tracked, fresh] = await Promise.all([
    git(["ls-files", "-z", "--cached"]),
    git(["ls-files", "-z", "--others", "--exclude-standard"]),
  ]);
  if (!tracked.ok) return tracked.fault.code === "git-missing" ? ok(undefined) : tracked;
  if (!fresh.ok) return fresh;
  if (tracked.value.code !== 0 || fresh.value.code !== 0) {
    const reason = (tracked.value.stderr || fresh.value.stderr).trim();
    return (await isRepository(look)) ? err(filesNotListed({ reason })) : ok(undefined);
  }
  const own = meantNames(tracked.value.stdout, search.isMeant);
  const others = meantNames(fresh.value.stdout, search.isMeant);
  const known = search.knownOf([...own.names, ...others.names]);
  const asked = {
    tracked: { ...own, names: own.names.filter((name) => !known.has(name)) },
    fresh: others.names.filter((name) => !known.has(name)),
  };
  const found = await filesHolding(look, search.words, { ...asked, all: splitNames(tracked.value.stdout).names });
  if (!found.ok) return found;
  const unreadable = [...found.value.names.unreadable.filter(search.isMeant), ...others.unreadable];
  const all = { names: [...asked.tracked.names, ...asked.fresh], found: new Set(found.value.names.names), unreadable };
  return ok({ ...withTrouble(look, all, `${fresh.value.stderr}${found.value.said}`), known });
}

/** The names that are meant, each once: in the middle of a merge git names a file several times. */
function meantNames(bytes: Uint8Array, isMeant: Matcher): Names {
  const { names, unreadable } = splitNames(bytes);
  // A name that ends with a slash is another repository in this one.
  const files = names.filter((name) => !name.endsWith("/") && isMeant(name));
  return { names: [...new Set(files)], unreadable: unreadable.filter(isMeant) };
}

interface Found {
  readonly names: readonly string[];
  readonly found: ReadonlySet<string>;
  readonly unreadable: readonly string[];
}

/** What git could not open it passes over, and says so. Which files those are shows when they are opened. */
function withTrouble(look: Look, all: Found, said: string): Omit<Listed, "known"> {
  const listed = within(all);
  const complaints = said.trim().split("\n");
  const [first = ""] = complaints;
  if (first === "") return listed;
  const closed = all.names.filter((name) => !all.found.has(name) && isClosed(look, name));
  const findings = closed.map((name) =>
    finding("file-not-scanned", name, { message: "the file was passed over: it cannot be opened" }),
  );
  const known = { ...listed, unread: [...listed.unread, ...closed], findings: [...listed.findings, ...findings] };
  if (closed.length >= complaints.length) return known;
  const trouble = finding("folder-not-scanned", ".", {
    message: `git passed something over: ${oneLine(first, MAX_MESSAGE_CHARS)}`,
  });
  return { ...known, isWhole: false, findings: [...known.findings, trouble] };
}

function isClosed({ world, root }: Pick<Look, "world" | "root">, path: string): boolean {
  if (world.files.stat(`${root}/${path}`)?.isFile() !== true) return false;
  return !world.files.readPiece(`${root}/${path}`, 0, 1).ok;
}

async function isRepository({ world, root }: Pick<Look, "world" | "root">): Promise<boolean> {
  const answer = await world.git.run({ cwd: root, args: ["rev-parse", "--is-inside-work-tree"] });
  return answer.ok && answer.value.code === 0;
}

function within({ names, found, unreadable }: Found): Omit<Listed, "known"> {
  const paths = names.filter((name) => found.has(name)).sort();
  const findings = unreadable.map((name) =>
    finding("file-not-scanned", name, {
      message: `the name of ${JSON.stringify(name)} is not UTF-8, so the file cannot be opened`,
      hint: "rename it",
    }),
  );
  const cut = paths.length > MAX_FILES ? [tooMany(paths.length)] : [];
  return {
    paths: paths.slice(0, MAX_FILES),
    asked: names,
    unread: unreadable,
    findings: [...findings, ...cut],
    isWhole: cut.length === 0,
  };
}

function withoutKnown(walked: Walked, knownOf: Search["knownOf"]): Listed {
  const known = knownOf(walked.paths);
  const paths = walked.paths.filter((path) => !known.has(path));
  return { ...walked, paths, asked: paths, known };
}

const tooMany = (count: number): Finding =>
  finding("look-cut-short", ".", {
    message: `of ${count} files the first ${MAX_FILES} are looked at`,
    hint: "say with `include` or `exclude` which ones matter",
  });

/** Files that commits since then touched, and files changed and not committed; undefined where there is no history. */
async function changedSince({ world, root }: Look, since: Date): Promise<Result<ReadonlySet<string> | undefined>> {
  const log = ["log", `--since=${since.toISOString()}`, "--no-renames", "--name-only", "--format=", "-z", "HEAD"];
  const [committed, open] = [
    await world.git.run({ cwd: root, args: log }),
    await world.git.run({ cwd: root, args: ["ls-files", "-z", "--modified", "--others", "--exclude-standard"] }),
  ];
  if (!committed.ok) return committed;
  if (!open.ok) return open;
  if (committed.value.code !== 0 || open.value.code !== 0) return ok(undefined);
  return ok(
    new Set(
      [committed, open].flatMap(({ value }) => splitNames(value.stdout).names.map((name) => name.replace(/^\n/, ""))),
    ),
  );
}

export type Walked = Pick<Listed, "paths" | "unread" | "findings" | "isWhole">;

/** All files there are, links not followed. */
export function walk({ world, root, stop }: Pick<Look, "world" | "root" | "stop">, isMeant: Matcher): Walked {
  const paths: string[] = [];
  const findings: Finding[] = [];
  const unread: string[] = [];
  const waiting: { readonly folder: string; readonly depth: number }[] = [{ folder: "", depth: 0 }];
  for (
    let next = waiting.pop();
    next !== undefined && paths.length <= MAX_FILES && !stop.aborted;
    next = waiting.pop()
  ) {
    const { folder, depth } = next;
    const names = world.files.list(folder === "" ? root : `${root}/${folder}`);
    if (!names.ok || depth > MAX_FOLDER_DEPTH) {
      const reason = names.ok ? `it is nested deeper than ${MAX_FOLDER_DEPTH} folders` : names.fault.message;
      unread.push(folder === "" ? "" : `${folder}/`);
      findings.push(finding("folder-not-scanned", folder || ".", { message: `the folder was passed over: ${reason}` }));
      continue;
    }
    const prefix = folder === "" ? "" : `${folder}/`;
    world.files.statEach(folder === "" ? root : `${root}/${folder}`, names.value, (stat, place) => {
      const path = prefix + (names.value[place] ?? "");
      if (stat?.isFile() && isMeant(path)) paths.push(path);
      else if (stat?.isDirectory() && !NOT_ENTERED.has(names.value[place] ?? ""))
        waiting.push({ folder: path, depth: depth + 1 });
    });
  }
  const cut = paths.length > MAX_FILES ? [tooMany(paths.length)] : [];
  const isWhole = cut.length === 0 && !stop.aborted && !unread.includes("");
  return { paths: paths.sort().slice(0, MAX_FILES), unread, findings: [...findings, ...cut], isWhole };
}
