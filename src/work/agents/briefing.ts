import { err, ok, type Result } from "../../std/result.ts";
import { gitText } from "../../store/git-calls.ts";
import { findBase } from "../base.ts";
import { briefingMissing } from "../faults.ts";
import { MAX_BRIEFING_CHARS } from "../limits.ts";
import type { Ruled } from "../workshop.ts";

interface Wanted {
  readonly agent: string;
  /** Branch that the work begins from. */
  readonly base: string;
}

/**
 * What an agent reads before the ticket: the words for its kind, then the project's rules. They come from the base, so that no change
 * under test speaks to whoever works on it (I9), and first, as what stays the same is cheap to read again.
 */
export async function briefing(shop: Ruled, { agent, base }: Wanted): Promise<Result<string>> {
  const { routing, rules } = shop.settings;
  const parts: string[] = [];
  for (const { key, path } of named(agent, routing.agents[agent]?.prompt, rules.source)) {
    const text = await fileOfBase(shop, { key, path, base });
    if (!text.ok) return text;
    parts.push(`${text.value}\n\n`);
  }
  return ok(parts.join(""));
}

/** Whether every file that the settings name is there, as the base stands now. */
export async function checkBriefings(shop: Ruled): Promise<Result<void>> {
  const { agents } = shop.settings.routing;
  const prompted = Object.keys(agents).filter((agent) => agents[agent]?.prompt !== undefined);
  if (prompted.length === 0 && shop.settings.rules.source === undefined) return ok(undefined);
  const base = await findBase(shop);
  if (!base.ok) return base;
  for (const agent of prompted.length === 0 ? [""] : prompted) {
    const read = await briefing(shop, { agent, base: base.value.branch });
    if (!read.ok) return read;
  }
  return ok(undefined);
}

interface Named {
  readonly key: string;
  readonly path: string;
}

const named = (agent: string, prompt: string | undefined, rules: string | undefined): readonly Named[] => [
  ...(prompt === undefined ? [] : [{ key: `routing.agents.${agent}.prompt`, path: prompt }]),
  ...(rules === undefined ? [] : [{ key: "rules.source", path: rules }]),
];

/** Git finds only what is in the tree: a path that leads out of it names nothing. */
async function fileOfBase(
  { backlog }: Ruled,
  { key, path, base }: Named & Pick<Wanted, "base">,
): Promise<Result<string>> {
  const args = ["cat-file", "blob", `refs/heads/${base}:${path.replace(/^\.\//, "")}`];
  const text = await gitText(backlog.world.git, { cwd: backlog.home.root, args });
  if (!text.ok) return err(briefingMissing({ key, path, base }));
  return ok(text.value.slice(0, MAX_BRIEFING_CHARS));
}
