import { err, ok, type Result } from "../std/result.ts";
import { filesNotListed } from "./_files-faults.ts";
import { largeFiles, largeHolding } from "./_files-large.ts";
import type { Look } from "./source.ts";

/** Names as git gives them. */
export interface Names {
  readonly names: readonly string[];
  readonly unreadable: readonly string[];
}

interface Asked {
  /** Every file that git tracks, those that are not asked about as well. */
  readonly all: readonly string[];
  readonly tracked: Names;
  readonly fresh: readonly string[];
}

interface Holding {
  readonly names: Names;
  /** What git complained about. */
  readonly said: string;
}

/**
 * Which files are text and hold one of the words. Git finds that faster than anybody who has to open each file; large files are kept
 * from it, as it would take each of them into memory as a whole.
 */
export async function filesHolding(look: Look, words: readonly string[], asked: Asked): Promise<Result<Holding>> {
  const { tracked, fresh } = asked;
  // A name that is no text cannot be given to git.
  const isNamed = tracked.names.length <= MAX_NAMED_FILES && tracked.unreadable.length === 0;
  const large = largeFiles(look, [...(isNamed ? tracked.names : asked.all), ...fresh]);
  const small = (names: readonly string[]): readonly string[] => names.filter((name) => !large.has(name));
  const calls = [
    ...(isNamed ? named([], small(tracked.names)) : [allBut(asked.all.filter((name) => large.has(name)))]),
    // By themselves: git's own way to search both together passes over tracked files that are ignored.
    ...named(["--no-index"], small(fresh)),
  ];
  const found = await grepped(look, words, calls);
  if (!found.ok) return found;
  const { names, said } = found.value;
  const more = await largeHolding(
    look,
    [...tracked.names, ...fresh].filter((name) => large.has(name)),
    words,
  );
  return ok({ said, names: { ...names, names: [...names.names, ...more] } });
}

interface Call {
  readonly options: readonly string[];
  readonly paths: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A name is a name, whatever is in it. */
function named(options: readonly string[], names: readonly string[]): readonly Call[] {
  const count = Math.ceil(names.length / NAMES_A_CALL);
  return Array.from({ length: count }, (_, at) => ({
    options,
    paths: names.slice(at * NAMES_A_CALL, (at + 1) * NAMES_A_CALL),
    env: { GIT_LITERAL_PATHSPECS: "1" },
  }));
}

/** Everything that git tracks but for some; more of them than one call can name stay with git. */
const allBut = (names: readonly string[]): Call => ({
  options: [],
  paths: names.slice(0, NAMES_A_CALL).map((name) => `:(exclude,literal)${name}`),
});

async function grepped(look: Look, words: readonly string[], calls: readonly Call[]): Promise<Result<Holding>> {
  const found: Names[] = [];
  let said = "";
  for (const { options, paths, env } of calls) {
    const args = [...GREP, ...words.flatMap((word) => ["-e", word]), ...options, "--", ...paths];
    const answer = await look.world.git.run({ cwd: look.root, args, ...(env === undefined ? {} : { env }) });
    if (!answer.ok) return answer;
    const { code, stdout, stderr } = answer.value;
    if (code > 1 && stdout.length === 0) return err(filesNotListed({ reason: stderr.trim() }));
    found.push(splitNames(stdout));
    said += stderr;
  }
  const names = { names: found.flatMap((one) => one.names), unreadable: found.flatMap((one) => one.unreadable) };
  return ok({ names, said });
}

export function splitNames(bytes: Uint8Array): Names {
  const all = new TextDecoder()
    .decode(bytes)
    .split("\0")
    .filter((name) => name !== "");
  return {
    names: all.filter((name) => !name.includes("\ufffd")),
    unreadable: all.filter((name) => name.includes("\ufffd")),
  };
}

const GREP = ["grep", "-I", "-l", "-z", "--no-color", "--no-recurse-submodules", "-F"];
/** What fits on one command line of any system. */
const NAMES_A_CALL = 500;
/** From here on git searches everything faster than it finds so many names. */
const MAX_NAMED_FILES = 1_000;
