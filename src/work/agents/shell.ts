import type { World } from "../../ports/world.ts";
import { err, ok } from "../../std/result.ts";
import { agentFailed } from "../faults.ts";
import { KEEP_OUTPUT_BYTES } from "../limits.ts";
import { endSurvivor, noteProcess } from "./_survivor.ts";
import type { Agent } from "./agent.ts";

interface ShellAgent {
  readonly world: Pick<World, "processes" | "files">;
  readonly command: string;
  readonly limitMs: number;
}

/** Any command as an agent: it runs in the checkout and reads the task from its input. */
export const shellAgent = ({ world, command, limitMs }: ShellAgent): Agent => ({
  name: command.split(/\s+/).find((word) => word !== "" && !/^\w+=/.test(word)) ?? "agent",
  async work({ worktree, task, env, log, round, stop, processFile }) {
    await endSurvivor(world, processFile);
    const ran = await world.processes.run({
      command: { shell: command },
      cwd: worktree,
      env: { ...env, DOCKET_ROUND: String(round) },
      input: task,
      limitMs,
      keepBytes: KEEP_OUTPUT_BYTES,
      log,
      stop,
      started: (identity) => noteProcess(world.files, processFile, identity),
    });
    if (!ran.ok) return ran;
    const { end, code, stdout } = ran.value;
    if (end !== "exit" || code !== 0) {
      const { maskSecrets } = await import("../../findings/mask-secrets.ts");
      const how = end === "exit" ? `exit code ${code}` : end;
      return err(agentFailed({ command: await maskSecrets(command), how, log }));
    }
    const said = new TextDecoder().decode(stdout.tail.length > 0 ? stdout.tail : stdout.head).trim();
    return ok({ summary: said.split("\n").at(-1)?.slice(0, 200) ?? "" });
  },
});
