import { execFile, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { z } from "zod";
import { done, libraryAt } from "./_library.ts";
import { faultAnswer } from "./_shapes.ts";

/** The built program, as a user runs it. */
export const program = new URL("../../dist/main.cjs", import.meta.url).pathname;
const OUTPUT_LIMIT_BYTES = 256 * 1024 * 1024;
const CALL_LIMIT_MS = 120_000;

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Calling {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
}

/** Makes a folder that is gone after the test; symbolic links are resolved, so that paths can be compared. */
export function folder(name = "docket-accept"): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
  onTestFinished(() => rmSync(made, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }));
  return made;
}

/** Surroundings that hold nothing of the machine's user: no git configuration, an empty home, a fixed actor. */
export function surroundings(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    TMPDIR: tmpdir(),
    HOME: "/nonexistent",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_NAME: "Mika",
    GIT_AUTHOR_EMAIL: "mika@example.org",
    GIT_COMMITTER_NAME: "Mika",
    GIT_COMMITTER_EMAIL: "mika@example.org",
    DOCKET_ACTOR: "mika",
    LC_ALL: "C.UTF-8",
    ...extra,
  };
}

/** Runs the program and waits for its end, whatever it answers. */
export function docket(cwd: string, args: readonly string[], calling: Calling = {}): Promise<Ran> {
  if (!existsSync(program)) throw new Error("dist/main.cjs is missing: run 'npm run build' first");
  return run({ file: process.execPath, args: [program, ...args], cwd, calling });
}

/** What is asked of the program, whether it is started or answers in this process. */
export function callsOf(answer: typeof docket) {
  /** Expects success. */
  async function must(cwd: string, args: readonly string[], calling: Calling = {}): Promise<Ran> {
    const ran = await answer(cwd, args, calling);
    if (ran.code !== 0) throw new Error(`docket ${args.join(" ")} left with ${ran.code}\n${ran.stdout}\n${ran.stderr}`);
    return ran;
  }
  /** Expects success, and answers its JSON in the given shape. */
  async function ask<T>(cwd: string, shape: z.ZodType<T>, args: readonly string[]): Promise<T> {
    const ran = await must(cwd, [...args, "--json"]);
    return shape.parse(JSON.parse(ran.stdout));
  }
  /** Asks with --json, expects a fault, and answers it with the exit code. */
  async function refusal(cwd: string, args: readonly string[], calling: Calling = {}) {
    const ran = await answer(cwd, [...args, "--json"], calling);
    if (ran.code === 0) throw new Error(`docket ${args.join(" ")} was expected to be refused\n${ran.stdout}`);
    return { exit: ran.code, ...faultAnswer.parse(JSON.parse(ran.stdout)).error, stderr: ran.stderr };
  }
  return { docket: answer, must, ask, refusal };
}

export const { must, ask, refusal } = callsOf(docket);

interface Child {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly calling: Calling;
}

function run(child: Child): Promise<Ran> {
  const { file, args, cwd, calling } = child;
  const options = {
    cwd,
    env: surroundings(calling.env),
    maxBuffer: OUTPUT_LIMIT_BYTES,
    timeout: CALL_LIMIT_MS,
    ...(calling.uid === undefined ? {} : { uid: calling.uid, gid: calling.uid }),
  };
  return new Promise((resolve, reject) => {
    const running = execFile(file, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === "number") resolve({ code, stdout, stderr });
      else reject(new Error(`${args.join(" ")} ended without an exit code: ${error?.message ?? ""}\n${stderr}`));
    });
    // A child may end before it reads its input; that is its right.
    running.stdin?.on("error", () => undefined);
    running.stdin?.end(calling.input ?? "");
  });
}

/** Starts the program in the background, for tests that end it themselves. */
export function start(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const all = [program, ...args];
  return spawn(process.execPath, all, { cwd, env: surroundings(env), stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs git and answers its output; throws with git's message when it fails. */
export function git(cwd: string, ...args: readonly string[]): string {
  const all = ["-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main", ...args];
  return execFileSync("git", all, {
    cwd,
    env: surroundings(),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: OUTPUT_LIMIT_BYTES,
  });
}

/** Writes files under a folder, making the folders between. */
export function put(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Makes a repository with a little code and one commit. */
export function repository(at = join(folder(), "app")): string {
  mkdirSync(at, { recursive: true });
  git(at, "init", "-q");
  put(at, { "README.md": "# App\n", "src/app.ts": "export const app = 1;\n", "src/deep/inner.ts": "export {};\n" });
  git(at, "add", "-A");
  git(at, "commit", "-qm", "Begin the app");
  return at;
}

/** Makes an empty bare repository to push to. */
export function bareRepository(): string {
  const at = join(folder(), "remote.git");
  git(dirname(at), "init", "-q", "--bare", at);
  return at;
}

/** Makes a repository with a backlog in it. */
export async function backlog(...initArgs: readonly string[]): Promise<string> {
  const root = repository();
  if (initArgs.length === 0) done(await libraryAt(root).init());
  else await must(root, ["init", "--yes", ...initArgs]);
  return root;
}

/** Relative paths of all files below a folder, sorted; `.git` is left out. */
export function filesBelow(root: string, under = ""): readonly string[] {
  const names = readdirSync(join(root, under)).filter((name) => name !== ".git");
  return names.sort().flatMap((name) => {
    const path = under === "" ? name : `${under}/${name}`;
    return lstatSync(join(root, path)).isDirectory() ? filesBelow(root, path) : [path];
  });
}

/** Ticket files of a backlog folder with their text. */
export function ticketFiles(root: string): ReadonlyMap<string, string> {
  const at = join(root, "docket/tickets");
  const names = existsSync(at) ? readdirSync(at).filter((name) => name.endsWith(".md")) : [];
  return new Map(names.sort().map((name) => [name, readFileSync(join(at, name), "utf8")]));
}

/** The path of a ticket's file. */
export function fileOf(root: string, id: string): string {
  const name = [...ticketFiles(root).keys()].find((one) => one.startsWith(id));
  if (name === undefined) throw new Error(`no file for ${id}`);
  return join(root, "docket/tickets", name);
}

/** A hash of every file of the backlog and of every ref: equal before and after means nothing was changed. */
export function fingerprint(root: string): string {
  const hash = createHash("sha256");
  const home = join(root, "docket");
  for (const path of existsSync(home) ? filesBelow(home) : []) {
    hash.update(`${path}\0`).update(lstatSync(join(home, path)).isFile() ? readFileSync(join(home, path)) : "link");
  }
  if (existsSync(join(root, ".git"))) hash.update(git(root, "for-each-ref")).update(git(root, "status", "--porcelain"));
  return hash.digest("hex");
}

/** A seeded source of numbers in [0, 1), so that a failing run can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
