import type { Git } from "../ports/git.ts";
import type { Life } from "./life.ts";

/**
 * Any Git, called by a process that dies before or after a call. A call that has begun is not half done by the death of its
 * caller, since git goes on as a process of its own: `half` is the same as `after`.
 */
export function failingGit(git: Git, life: Life): Git {
  return {
    run: async (call) => {
      const turn = life.begin(`git ${call.args.join(" ")}`);
      const answer = await git.run(call);
      if (turn === "half" || turn === "after") life.end();
      life.check();
      return answer;
    },
  };
}
