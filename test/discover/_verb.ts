import { checkInput } from "../../src/ops/check-input.ts";
import { verbs } from "../../src/ops/table.ts";
import type { World } from "../../src/ports/world.ts";
import { must } from "../rigs/checkup.ts";

/** Calls a verb as a person's door does; it has to succeed. */
export async function callVerb(
  world: World,
  cwd: string,
  name: string,
  raw: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const op = await verbs[name]?.();
  if (op === undefined) throw new Error(`no verb ${name}`);
  return must(await op.run(world, { cwd, as: "mika", door: "person", dryRun: false }, must(checkInput(op.input, raw))));
}
