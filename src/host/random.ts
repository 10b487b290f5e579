import type { Random } from "../ports/random.ts";

/** The operating system's chance. */
export function systemRandom(): Random {
  return {
    bytes: (count) => {
      const { randomFillSync } = process.getBuiltinModule("node:crypto");
      return randomFillSync(new Uint8Array(count));
    },
  };
}
