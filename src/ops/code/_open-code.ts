import type { CodeIndex } from "../../code/code-index.ts";
import { openCodeIndex } from "../../code/open-code-index.ts";
import type { World } from "../../ports/world.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { noCodeHere } from "../faults.ts";
import { codePlace } from "./_place.ts";

/** The code around a caller and the index of it. */
export interface Code {
  /** Top of the checkout. */
  readonly root: string;
  readonly index: CodeIndex;
}

/** Opens the index of the checkout the caller is in. */
export async function openCode(world: World, cwd: string): Promise<Result<Code>> {
  const place = codePlace(world, cwd);
  if (place === undefined) return err(noCodeHere({ cwd }));
  const index = await openCodeIndex(world, place);
  return index.ok ? ok({ root: place.root, index: index.value }) : index;
}
