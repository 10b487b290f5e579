import type { Excerpt, ProcessAnswer, Processes } from "../ports/processes.ts";
import type { World } from "../ports/world.ts";
import { type GrowingMask, growingMask } from "./growing-mask.ts";

/**
 * The same processes, but what they printed is given back with its secrets masked, and their logs are masked as they are written.
 * So no secret comes from them into a verdict, a message of a commit, an answer or a file. The digest stays over what was printed.
 */
export function maskedProcesses(world: Pick<World, "processes" | "environment">): Processes {
  const { processes } = world;
  const mask = growingMask(world);
  return {
    run: async (call) => {
      const ran = await processes.run({ ...call, logMask: mask });
      return ran.ok ? { ok: true, value: await masked(ran.value, mask) } : ran;
    },
    self: () => processes.self(),
    alive: (identity) => processes.alive(identity),
    endGroup: (identity) => processes.endGroup(identity),
  };
}

async function masked(answer: ProcessAnswer, mask: GrowingMask): Promise<ProcessAnswer> {
  return {
    ...answer,
    stdout: await maskedExcerpt(answer.stdout, mask),
    stderr: await maskedExcerpt(answer.stderr, mask),
  };
}

/** Where something was cut out, half a secret could stand at both edges. */
async function maskedExcerpt({ total, head, tail }: Excerpt, mask: GrowingMask): Promise<Excerpt> {
  if (tail.byteLength === 0) return { total, head: await mask.clean(head), tail };
  return {
    total,
    head: await mask.clean(head.subarray(0, mask.wholeWords(head))),
    tail: await mask.clean(tail.subarray(mask.torn(tail))),
  };
}
