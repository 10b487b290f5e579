import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { proveRedGreen, type RedGreen, type RedGreenOrder } from "../../src/gate/red-green.ts";
import { nodeFiles } from "../../src/host/files.ts";
import { systemGit } from "../../src/host/git.ts";
import { systemProcesses } from "../../src/host/processes.ts";
import type { Processes } from "../../src/ports/processes.ts";
import { ok, type Result } from "../../src/std/result.ts";

/** Files by path; null takes one away. */
export type Change = Readonly<Record<string, string | null>>;

/** A kind of project: what every commit of it has, and how its tests are run. */
export interface Stack {
  readonly files: Change;
  readonly testCommand: string;
  readonly testGlobs: readonly string[];
  readonly reportFile?: string;
  readonly reportFormat?: string;
  /** Paths from the project's root to link to, as `npm install` would make them. */
  readonly links?: Readonly<Record<string, string>>;
  readonly limitMs?: number;
  /** Kept between projects of one stack; of its own unless told. */
  readonly cacheFolder?: string;
}

export interface Project {
  readonly folder: string;
  readonly base: string;
  /** Commits a change on the base and proves it. */
  prove(change: Change): Promise<RedGreen>;
  /** The same, with parts of the order replaced and the fault as a value. */
  attempt(change: Change, order: Partial<RedGreenOrder>): Promise<Result<RedGreen>>;
  /** Calls of the test command so far. */
  readonly runs: () => number;
  /** What lies in the private folder of the proofs. */
  readonly left: () => readonly string[];
}

const own = { git: systemGit(), files: nodeFiles(), processes: systemProcesses() };

/** A folder for all tests of a file. */
export function sharedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "docket-proof-cache-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A repository in a folder of its own with one commit, gone when the test ends. */
export function project(stack: Stack, files: Change): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "docket-proof-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, "repository");
  mkdirSync(folder);
  git(folder, "init", "-q");
  const base = commit(folder, { ...stack.files, ...files });
  let runs = 0;
  const processes: Processes = {
    ...own.processes,
    run: (call) => {
      runs += 1;
      return own.processes.run(call);
    },
  };
  const attempt = async (change: Change, order: Partial<RedGreenOrder>): Promise<Result<RedGreen>> => {
    git(folder, "checkout", "-q", "--detach", base);
    const head = commit(folder, change);
    return proveRedGreen(
      { ...own, processes },
      {
        ...{ wanted: "red-green", worktree: folder, mergeBase: base, head, scratch: join(root, "scratch") },
        ...{ logFolder: join(root, "logs"), cacheFolder: stack.cacheFolder ?? join(root, "cache") },
        ...{ testCommand: stack.testCommand, testGlobs: stack.testGlobs, limitMs: stack.limitMs ?? 60_000 },
        ...(stack.reportFile === undefined ? {} : { reportFile: stack.reportFile }),
        ...(stack.reportFormat === undefined ? {} : { reportFormat: stack.reportFormat }),
        prepare: async (at) => {
          for (const [path, target] of Object.entries(stack.links ?? {})) symlinkSync(target, join(at, path));
          return ok(undefined);
        },
        ...order,
      },
    );
  };
  return {
    folder,
    base,
    runs: () => runs,
    left: () => readdirSync(join(root, "scratch")).filter((name) => name === "tree"),
    prove: async (change) => {
      const result = await attempt(change, {});
      if (!result.ok) throw new Error(result.fault.message);
      return result.value;
    },
    attempt,
  };
}

/** The codes of what was found, once each. */
export function codesOf({ findings }: RedGreen): readonly string[] {
  return [...new Set(findings.map(({ code }) => code))].sort();
}

function commit(folder: string, files: Change): string {
  for (const [path, text] of Object.entries(files)) {
    const at = join(folder, path);
    if (text === null) rmSync(at);
    else {
      mkdirSync(dirname(at), { recursive: true });
      // A folder may become a file.
      rmSync(at, { recursive: true, force: true });
      writeFileSync(at, text);
    }
  }
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "--allow-empty", "-m", "A change");
  return git(folder, "rev-parse", "HEAD");
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8" }).trim();
}
