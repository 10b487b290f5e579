import type { Forge, ForgeCall, ForgeIssue, ForgeList, ForgeRemark } from "../ports/forge.ts";
import { forgeNotFound, forgeTooSlow } from "../ports/forge-faults.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";

/** What a forge holds of one repository. */
export interface ForgeContent {
  readonly issues?: readonly ForgeIssue[];
  readonly remarks?: readonly ForgeRemark[];
}

export interface MemoryForgeOptions {
  /** By `owner/name`. */
  readonly repositories?: Readonly<Record<string, ForgeContent>>;
  /** What every call answers instead. */
  readonly fault?: Fault;
  readonly host?: string;
}

/** A forge in memory. */
export function memoryForge({ repositories = {}, fault, host = "github.com" }: MemoryForgeOptions = {}): Forge {
  const content = (call: ForgeCall): Result<ForgeContent> => {
    const repository = `${call.repository.owner}/${call.repository.name}`;
    if (call.stop?.aborted) return err(forgeTooSlow({ repository, seconds: 0 }));
    if (fault !== undefined) return err(fault);
    const found = repositories[repository];
    return found === undefined ? err(forgeNotFound({ repository })) : ok(found);
  };
  return {
    host,
    issues: async (call) => {
      const found = content(call);
      return found.ok ? ok(listed(found.value.issues ?? [], call)) : found;
    },
    remarks: async (call) => {
      const found = content(call);
      return found.ok ? ok(listed(found.value.remarks ?? [], call)) : found;
    },
  };
}

function listed<Item extends { readonly updatedAt: string }>(
  all: readonly Item[],
  { since, limit }: ForgeCall,
): ForgeList<Item> {
  const fromMs = since?.getTime() ?? 0;
  const changed = all.filter(({ updatedAt }) => Date.parse(updatedAt) >= fromMs).toSorted(latestFirst);
  const isCut = changed.length > limit;
  return {
    items: changed.slice(0, limit),
    isWhole: !isCut && since === undefined,
    notices: isCut ? [`only the ${limit} changed last were read`] : [],
  };
}

const latestFirst = (a: { readonly updatedAt: string }, b: { readonly updatedAt: string }): number =>
  Number(a.updatedAt < b.updatedAt) - Number(a.updatedAt > b.updatedAt);
