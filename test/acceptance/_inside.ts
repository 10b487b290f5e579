import { afterAll } from "vitest";
import { runCli } from "../../src/cli/run.ts";
import { systemGit } from "../../src/host/git.ts";
import { systemProcesses } from "../../src/host/processes.ts";
import { hostWorld } from "../../src/host/world.ts";
import { aliases, verbs } from "../../src/ops/table.ts";
import type { World } from "../../src/ports/world.ts";
import { memoryTerminal } from "../../src/twins/memory-terminal.ts";
import { tempFolder } from "../rigs/temp.ts";
import { replace } from "./_bench.ts";
import { deedsOf } from "./_project.ts";
import { type Calling, callsOf, program, type Ran, surroundings } from "./_rig.ts";

// The same command lines as in _rig.ts, answered in this process: for tests whose subject is not the process.

const calls = callsOf(answer);
export const { must, refusal } = calls;
export const { take, finished, proof } = deedsOf(calls);

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

/** A place for one repository, and each moment of it that was kept; a test begins from a copy of one. */
export function openMoments() {
  const [place, kept] = [tempFolder("app"), tempFolder("kept")];
  afterAll(() => {
    place[Symbol.dispose]();
    kept[Symbol.dispose]();
  });
  const root = place.at("app");
  return {
    root,
    keep: (moment: string): void => replace(root, kept.at(moment)),
    /** In the same place, because git writes down whole paths. */
    begin: (moment: string): void => replace(kept.at(moment), root),
  };
}
