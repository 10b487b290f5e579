import type { Excerpt, ProcessAnswer, Processes } from "../ports/processes.ts";
import type { World } from "../ports/world.ts";
import type { Result } from "../std/result.ts";
import { MAX_LOG_BYTES } from "./limits.ts";

type Surroundings = Pick<World, "processes" | "files" | "environment">;

/**
 * The same processes, but what they printed is given back with its secrets masked, and so is their log when they have ended. So no
 * secret comes from them into a verdict, a message of a commit or an answer. The digest stays over what was printed.
 */
export function maskedProcesses(world: Surroundings): Processes {
  const { processes } = world;
  return {
    run: async (call) => {
      const ran = await processes.run(call);
      const mask = await masking(world);
      if (call.log !== undefined) {
        const kept = await maskLog(world, call.log, mask);
        if (!kept.ok) return kept;
      }
      return ran.ok ? { ok: true, value: await masked(ran.value, mask) } : ran;
    },
    self: () => processes.self(),
    alive: (identity) => processes.alive(identity),
    endGroup: (identity) => processes.endGroup(identity),
  };
}

type Mask = (text: string) => Promise<string>;

/** Takes the secrets of the surroundings, and all that looks like one, out of a text. */
export async function masking({ environment }: Pick<World, "environment">): Promise<Mask> {
  const { maskSecrets } = await import("../findings/mask-secrets.ts");
  const { maskValues } = await import("../findings/mask-values.ts");
  return (text) => maskSecrets(maskValues(text, environment.secrets));
}

async function masked(answer: ProcessAnswer, mask: Mask): Promise<ProcessAnswer> {
  return {
    ...answer,
    stdout: await maskedExcerpt(answer.stdout, mask),
    stderr: await maskedExcerpt(answer.stderr, mask),
  };
}

async function maskedExcerpt(excerpt: Excerpt, mask: Mask): Promise<Excerpt> {
  return { ...excerpt, head: await maskedBytes(excerpt.head, mask), tail: await maskedBytes(excerpt.tail, mask) };
}

/** Bytes without a secret stay as they are, whatever they mean. */
async function maskedBytes(bytes: Uint8Array, mask: Mask): Promise<Uint8Array> {
  const text = new TextDecoder().decode(bytes);
  const without = await mask(text);
  return without === text ? bytes : new TextEncoder().encode(without);
}

/** A log that cannot be masked is not kept. */
async function maskLog({ files }: Surroundings, path: string, mask: Mask): Promise<Result<void>> {
  if (files.stat(path)?.isFile() !== true) return { ok: true, value: undefined };
  const read = files.read(path, MAX_LOG_BYTES);
  if (!read.ok) return files.remove(path);
  const without = await maskedBytes(read.value, mask);
  if (without === read.value) return { ok: true, value: undefined };
  const written = files.writeAtomic(path, without);
  return written.ok ? written : files.remove(path);
}
