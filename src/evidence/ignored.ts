import type { Instant } from "../ticket/model.ts";
import type { Atom } from "./atom.ts";

/** Whether a person's word still silences the atom. What has run out stays in the ledger, as history. */
export function isIgnored({ ignored }: Pick<Atom, "ignored">, now: Instant): boolean {
  return ignored !== undefined && (ignored.until === undefined || ignored.until > now);
}
