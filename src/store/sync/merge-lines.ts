import { mergeShards } from "../../evidence/merge-atoms.ts";
import type { Finding } from "../../std/finding.ts";
import { mergeText } from "../../ticket/merge-text.ts";
import { mergeLooks } from "../evidence/looks.ts";
import { mergeOutcomeFiles } from "../evidence/outcomes.ts";
import { isOutcomePath, isShardPath, LOOKS_FILE } from "../evidence/places.ts";

export interface LineSides {
  readonly base: Uint8Array | undefined;
  readonly ours: Uint8Array;
  readonly theirs: Uint8Array;
}

/**
 * Merges a file of the backlog that is not a ticket. Found facts and outcomes are merged one by one; other ledgers only grow, so their lines are
 * united; of settings and catalogues,
 * where both sides changed the same lines, what the remote has already published wins and the other is left in the history.
 */
export function mergeLines(
  path: string,
  sides: LineSides,
): { readonly bytes: Uint8Array; readonly findings: readonly Finding[] } {
  const [base, ours, theirs] = [sides.base ?? new Uint8Array(), sides.ours, sides.theirs].map((bytes) =>
    new TextDecoder().decode(bytes),
  );
  const texts = { base: base ?? "", ours: ours ?? "", theirs: theirs ?? "" };
  if (path === LOOKS_FILE) return { bytes: mergeLooks([sides.ours, sides.theirs]), findings: [] };
  if (isShardPath(path)) return { bytes: new TextEncoder().encode(mergeShards(texts)), findings: [] };
  const outcomes = isOutcomePath(path) ? mergeOutcomeFiles(texts.ours, texts.theirs) : undefined;
  if (outcomes !== undefined) return { bytes: new TextEncoder().encode(outcomes), findings: [] };
  if (path.endsWith(".jsonl")) return { bytes: new TextEncoder().encode(uniteLines(texts)), findings: [] };
  const merged = mergeText(texts);
  const message = "both sides changed the same lines; the remote's are kept, ours are in the history";
  return {
    bytes: new TextEncoder().encode(merged.text),
    findings: merged.clashes > 0 ? [{ code: "merge-theirs-kept", severity: "warning", file: path, message }] : [],
  };
}

function uniteLines({ base, ours, theirs }: { base: string; ours: string; theirs: string }): string {
  const known = new Set(lines(ours));
  const old = new Set(lines(base));
  const added = lines(theirs).filter((line) => !known.has(line) && !old.has(line));
  return [...lines(ours), ...added].map((line) => `${line}\n`).join("");
}

const lines = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");
