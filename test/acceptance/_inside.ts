import { runCli } from "../../src/cli/run.ts";
import { systemGit } from "../../src/host/git.ts";
import { systemProcesses } from "../../src/host/processes.ts";
import { hostWorld } from "../../src/host/world.ts";
import { aliases, verbs } from "../../src/ops/table.ts";
import type { World } from "../../src/ports/world.ts";
import { memoryTerminal } from "../../src/twins/memory-terminal.ts";
import { deedsOf } from "./_project.ts";
import { type Calling, callsOf, program, type Ran, surroundings } from "./_rig.ts";

// The same command lines as in _rig.ts, answered in this process: for tests whose subject is not the process.

const calls = callsOf(answer);
export const { docket, must, ask, refusal } = calls;
export const { take, worked, finished, proof } = deedsOf(calls);

/** Answers a command line as the program does, with the real disk, git, locks and children, in surroundings of its own. */
async function answer(cwd: string, args: readonly string[], { input = "", env, uid }: Calling = {}): Promise<Ran> {
  if (uid !== undefined) throw new Error("only a process of its own can be another user's");
  const terminal = memoryTerminal({ input });
  const version = (): string => "0.0.0";
  const code = await runCli(args, {
    world: worldAt(cwd, surroundings(env)),
    terminal,
    verbs,
    aliases,
    doors: [],
    version,
  });
  return { code, stdout: terminal.outText, stderr: terminal.errText };
}

/** A new one for each call, as each start of the program has its own. */
function worldAt(cwd: string, variables: NodeJS.ProcessEnv): World {
  const world = hostWorld();
  const started = { cwd, home: variables.HOME, program: [process.execPath, program], variables };
  const environment = { ...world.environment, ...started };
  return { ...world, git: systemGit({ variables }), processes: systemProcesses(variables), environment };
}
