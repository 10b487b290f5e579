import type { Verdict } from "../gate/verdict/verdict-shape.ts";
import { VERSION } from "../std/version.ts";
import { gitText } from "../store/git-calls.ts";
import type { Place } from "./workshop.ts";

/** Where a proof is made, as far as it is nobody's private affair. */
export async function machineFacts({ backlog }: Place): Promise<Verdict["machine"]> {
  const { environment, git } = backlog.world;
  const named = await gitText(git, { cwd: backlog.home.root, args: ["--version"] });
  const version = named.ok ? named.value.replace(/^git version /, "") : "unknown";
  return { ...environment.machine, git: version, docket: VERSION };
}
