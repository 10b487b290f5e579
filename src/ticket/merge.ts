import type { Problem } from "./model.ts";
export interface MergeSides {
  readonly base: Uint8Array | undefined;
  readonly ours: Uint8Array;
  readonly theirs: Uint8Array;
}
/** Placeholder of the slice. */
export function mergeTicket({ theirs }: MergeSides): { readonly text: string; readonly problems: readonly Problem[] } {
  return { text: new TextDecoder().decode(theirs), problems: [] };
}
