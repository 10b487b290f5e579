import { oneLine } from "../findings/quote.ts";
import type { Finding } from "../std/finding.ts";
import { err, ok, type Result } from "../std/result.ts";
import { filesNotListed } from "./_files-faults.ts";
import { LEFT_OUT, type Matcher, meant, NOT_ENTERED } from "./_files-globs.ts";
import { MAX_FILES, MAX_FOLDER_DEPTH, MAX_MESSAGE_CHARS } from "./_files-limits.ts";
import { finding } from "./_files-rules.ts";
import type { Look } from "./source.ts";

export interface Listed {
  /** From the root, sorted. */
  readonly paths: readonly string[];
  readonly findings: readonly Finding[];
  readonly isWhole: boolean;
}

interface Wanted {
  readonly words?: readonly string[];
  /** Globs of what is left out unless the settings include something themselves. */
  readonly leftOut?: readonly string[];
}

/**
 * The text files of the checkout that the settings mean: what git tracks and what it would track, links left out. With words only
 * files that hold one of them, which git finds faster than anybody who has to open each file. Without a repository a walk through
 * the folders gives all files there are.
 */
export async function listFiles(
  look: Look,
  { words = [""], leftOut = LEFT_OUT }: Wanted = {},
): Promise<Result<Listed>> {
  const isMeant = meant(look.settings, leftOut);
  const byGit = await gitFiles(look, { words, isMeant });
  if (!byGit.ok) return byGit;
  const all = byGit.value ?? walk(look, isMeant);
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

interface Search {
  readonly words: readonly string[];
  readonly isMeant: Matcher;
}

/**
 * Undefined where there is no repository. New files are searched by themselves: git's own way to search both together passes over
 * tracked files that are ignored.
 */
async function gitFiles(look: Look, { words, isMeant }: Search): Promise<Result<Listed | undefined>> {
  const git = (args: readonly string[]) => look.world.git.run({ cwd: look.root, args, env: LITERAL });
  const grep = [...GREP, ...words.flatMap((word) => ["-e", word])];
  const [tracked, fresh] = await Promise.all([git(grep), git(["ls-files", "-z", "--others", "--exclude-standard"])]);
  if (!tracked.ok) return tracked.fault.code === "git-missing" ? ok(undefined) : tracked;
  if (!fresh.ok) return fresh;
  if (tracked.value.code > 1 || fresh.value.code !== 0) {
    const reason = (tracked.value.stderr || fresh.value.stderr).trim();
    return (await isRepository(look)) ? err(filesNotListed({ reason })) : ok(undefined);
  }
  const { names, unreadable } = splitNames(fresh.value.stdout);
  // A name that ends with a slash is another repository in this one.
  const files = names.filter((name) => !name.endsWith("/") && isMeant(name));
  const found = [splitNames(tracked.value.stdout), { names: [], unreadable: unreadable.filter(isMeant) }];
  let said = `${tracked.value.stderr}${fresh.value.stderr}`;
  for (let at = 0; at < files.length; at += NAMES_A_CALL) {
    const part = await git([...grep, "--no-index", "--", ...files.slice(at, at + NAMES_A_CALL)]);
    if (!part.ok) return part;
    found.push(splitNames(part.value.stdout));
    said += part.value.stderr;
  }
  const all = { names: found.flatMap((one) => one.names), unreadable: found.flatMap((one) => one.unreadable) };
  return ok(withTrouble(within(all, isMeant), said));
}

const GREP = ["grep", "-I", "-l", "-z", "--no-color", "--no-recurse-submodules", "-F"];
/** A name is a name, whatever is in it. */
const LITERAL = { GIT_LITERAL_PATHSPECS: "1" };
/** What fits on one command line of any system. */
const NAMES_A_CALL = 500;

/** What git could not open it passes over, and says so. */
function withTrouble(listed: Listed, said: string): Listed {
  const [first = ""] = said.trim().split("\n");
  if (first === "") return listed;
  const trouble = finding("folder-not-scanned", ".", {
    message: `git passed something over: ${oneLine(first, MAX_MESSAGE_CHARS)}`,
  });
  return { ...listed, isWhole: false, findings: [...listed.findings, trouble] };
}

async function isRepository({ world, root }: Pick<Look, "world" | "root">): Promise<boolean> {
  const answer = await world.git.run({ cwd: root, args: ["rev-parse", "--is-inside-work-tree"] });
  return answer.ok && answer.value.code === 0;
}

function within({ names, unreadable }: Names, isMeant: Matcher): Listed {
  const paths = names.filter(isMeant).sort();
  const findings = unreadable.map((name) =>
    finding("file-not-scanned", name, {
      message: `the name of ${JSON.stringify(name)} is not UTF-8, so the file cannot be opened`,
      hint: "rename it",
    }),
  );
  const cut = paths.length > MAX_FILES ? [tooMany(paths.length)] : [];
  return {
    paths: paths.slice(0, MAX_FILES),
    findings: [...findings, ...cut],
    isWhole: findings.length + cut.length === 0,
  };
}

const tooMany = (count: number): Finding =>
  finding("look-cut-short", ".", {
    message: `of ${count} files the first ${MAX_FILES} are looked at`,
    hint: "say with `include` or `exclude` which ones matter",
  });

interface Names {
  readonly names: readonly string[];
  readonly unreadable: readonly string[];
}

function splitNames(bytes: Uint8Array): Names {
  const all = new TextDecoder()
    .decode(bytes)
    .split("\0")
    .filter((name) => name !== "");
  return {
    names: all.filter((name) => !name.includes("\ufffd")),
    unreadable: all.filter((name) => name.includes("\ufffd")),
  };
}

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

/** All files there are, links not followed. */
export function walk({ world, root, stop }: Pick<Look, "world" | "root" | "stop">, isMeant: Matcher): Listed {
  const paths: string[] = [];
  const findings: Finding[] = [];
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
  const isWhole = findings.length + cut.length === 0 && !stop.aborted;
  return { paths: paths.sort().slice(0, MAX_FILES), findings: [...findings, ...cut], isWhole };
}
