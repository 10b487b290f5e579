import { dirname, join } from "node:path";
import type { Change } from "../gate/change.ts";
import type { CheckEvidence } from "../gate/run-check.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import { ORDERS_FOLDER } from "../store/orders/orders.ts";
import type { Order } from "../store/orders/schema.ts";
import { MAX_PATCH_BYTES } from "./limits.ts";
import type { Held } from "./order.ts";
import { finding } from "./rules.ts";
import type { Terms } from "./terms.ts";
import { runFolder, type Workshop } from "./workshop.ts";

/** Where an agent or a command of an order leaves files that the Definition of Done asks for. */
export const artifactsFolder = (shop: Workshop, order: string): string => join(runFolder(shop, order), "artifacts");

/** Files that Docket itself makes with each proof, and the gate that a log belongs to. */
const OWN_FILES: readonly string[] = ["diff.patch", "handoff.md", "verdict.json"];
const OWN_LOGS: Readonly<Record<string, readonly string[]>> = { "tests.log": ["test", "tests"], "lint.log": ["lint"] };

/** Looks for the files that the Definition of Done asks for. A log of a gate that the project does not have is not missed. */
export function judgeArtifacts(
  shop: Workshop,
  order: Order,
  { terms, ran }: { readonly terms: Terms; readonly ran: readonly CheckEvidence[] },
): readonly Finding[] {
  const names = new Set(ran.map(({ name }) => name));
  return (terms.dod?.required_artifacts ?? []).flatMap((artifact) => {
    if (OWN_FILES.includes(artifact)) return [];
    const logs = OWN_LOGS[artifact];
    if (logs !== undefined && (logs.some((name) => names.has(name)) || !hasGate(shop, logs))) return [];
    if (isThere(shop, order.id, artifact)) return [];
    const message = `the Definition of Done asks for ${artifact}, and it is not there`;
    return [
      finding("artifact-missing", artifact, { message, hint: `leave it in the folder that DOCKET_ARTIFACTS names` }),
    ];
  });
}

const hasGate = ({ settings }: Workshop, names: readonly string[]): boolean =>
  Object.entries(settings.gates).some(
    ([name, command]) => names.includes(name) && command !== undefined && command !== "",
  );

function isThere(shop: Workshop, order: string, artifact: string): boolean {
  const { files } = shop.backlog.world;
  const inside = artifact.split("/").every((part) => part !== ".." && part !== "");
  const folders = [artifactsFolder(shop, order), join(shop.backlog.home.folder, ORDERS_FOLDER, order)];
  return inside && folders.some((folder) => (files.stat(join(folder, artifact))?.size ?? 0) > 0);
}

/** Keeps the work as a patch in the private folder: what a person looks at when the branch is gone. */
export async function writePatch(shop: Workshop, { stored, worktree }: Held, change: Change): Promise<Result<void>> {
  const { files } = shop.backlog.world;
  const patch = await wholePatch(shop, worktree, change);
  if (!patch.ok) return patch.fault.code === "git-output-too-large" ? ok(undefined) : patch;
  const path = join(artifactsFolder(shop, stored.order.id), "diff.patch");
  const made = files.makeFolder(dirname(path));
  return made.ok ? files.writeAtomic(path, patch.value.subarray(0, MAX_PATCH_BYTES)) : made;
}

/** The patch that was read with the change, unless something binary is in it: then git writes one that can be applied. */
async function wholePatch({ backlog }: Workshop, cwd: string, change: Change): Promise<Result<Uint8Array>> {
  const { mergeBase, head, patch, files } = change;
  if (patch !== undefined && !files.some(({ binary, committed }) => binary && committed)) return ok(patch);
  const diff = await backlog.world.git.run({ cwd, args: ["diff", "--binary", "--full-index", mergeBase, head] });
  return diff.ok ? ok(diff.value.stdout) : diff;
}
