import { join } from "node:path";
import { z } from "zod";
import { runCli } from "../../src/cli/run.ts";
import { systemGit } from "../../src/host/git.ts";
import { systemProcesses } from "../../src/host/processes.ts";
import { hostWorld } from "../../src/host/world.ts";
import { aliases, verbs } from "../../src/ops/table.ts";
import type { World } from "../../src/ports/world.ts";
import { memoryTerminal } from "../../src/twins/memory-terminal.ts";
import { chore, type Finished, work } from "./_project.ts";
import { program, type Ran, surroundings } from "./_rig.ts";
import { faultAnswer } from "./_shapes.ts";

/** A command line answered in this process: disk, git and locks are the real ones, only the start of the program is saved. */
export async function docket(cwd: string, args: readonly string[]): Promise<Ran> {
  const terminal = memoryTerminal();
  const code = await runCli(args, {
    world: worldAt(cwd),
    terminal,
    verbs,
    aliases,
    doors: [],
    version: () => "inside",
  });
  return { code, stdout: terminal.outText, stderr: terminal.errText };
}

/** What a program started in this folder would see. A new one for each call, as each start has one. */
function worldAt(cwd: string): World {
  const host = hostWorld();
  const variables = surroundings();
  const environment = { ...host.environment, cwd, variables, program: [process.execPath, program] };
  return { ...host, environment, git: systemGit({ variables }), processes: systemProcesses(variables) };
}

/** Answers a command line and expects success. */
export async function must(cwd: string, args: readonly string[]): Promise<Ran> {
  const ran = await docket(cwd, args);
  if (ran.code !== 0) throw new Error(`docket ${args.join(" ")} left with ${ran.code}\n${ran.stdout}\n${ran.stderr}`);
  return ran;
}

/** Answers a command line, expects success, and gives its JSON in the given shape. */
export async function ask<T>(cwd: string, shape: z.ZodType<T>, args: readonly string[]): Promise<T> {
  return shape.parse(JSON.parse((await must(cwd, [...args, "--json"])).stdout));
}

/** Answers a command line with --json, expects a fault, and gives it with the exit code. */
export async function refusal(cwd: string, args: readonly string[]) {
  const ran = await docket(cwd, [...args, "--json"]);
  if (ran.code === 0) throw new Error(`docket ${args.join(" ")} was expected to be refused\n${ran.stdout}`);
  return { exit: ran.code, ...faultAnswer.parse(JSON.parse(ran.stdout)).error, stderr: ran.stderr };
}

const takenShape = z.object({ order: z.string(), branch: z.string(), worktree: z.string() });

export const take = (root: string, id: string) => ask(root, takenShape, ["take", id]);

/** A ticket that is taken, with the work on it committed. */
export async function worked(root: string, files: Readonly<Record<string, string>>): Promise<Finished> {
  const id = await chore(root, Object.keys(files)[0] ?? "");
  const { order, branch, worktree } = await take(root, id);
  const checkout = join(root, worktree);
  work(checkout, files, `chore: ${id}`);
  return { id, order, branch, checkout };
}

/** A ticket that is taken, worked on, proven and finished: it waits to be integrated. */
export async function finished(root: string, files: Readonly<Record<string, string>>): Promise<Finished> {
  const made = await worked(root, files);
  await must(made.checkout, ["finish"]);
  return made;
}
