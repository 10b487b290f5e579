import { SEVERITIES, type Severity } from "../sighting.ts";
import { atomEntry, listIn } from "./atom-entry.ts";
import { partsOfAtomId } from "./atom-id.ts";
import type { AtomStatus } from "./atom-status.ts";
import type { LedgerRecord } from "./ledger-value.ts";

/** An entry that another tool keeps in the YAML ledger. Docket shows and keeps it, and makes no ticket of it. */
export interface OtherEntry {
  readonly id: string;
  readonly status: AtomStatus;
  /** As the entry says it, else as its id does. */
  readonly source: string;
  readonly severity?: Severity;
  readonly run?: string;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly fingerprints: readonly string[];
  /** Its plans. */
  readonly plans: readonly string[];
  /** The entry as it stands there. */
  readonly entry: LedgerRecord;
}

/** Reads what other tools say of an atom, under the names that they use. */
export function otherEntry(id: string, record: LedgerRecord): OtherEntry {
  const known = atomEntry(record, id);
  const parts = partsOfAtomId(id);
  const text = (key: string): string => {
    const value = record[key];
    return typeof value === "string" ? value.trim() : "";
  };
  const [run, firstSeen, lastSeen] = [text("run_rel") || parts?.run, text("first_seen_at"), text("last_seen_at")];
  const severity = SEVERITIES.find((one) => one === text("severity_hint"));
  return {
    id,
    status: known.status,
    source: text("source") || parts?.source || "unknown",
    ...(severity === undefined ? {} : { severity }),
    ...(run === undefined ? {} : { run }),
    ...(firstSeen === "" ? {} : { firstSeen }),
    ...(lastSeen === "" ? {} : { lastSeen }),
    fingerprints: listIn(known, "fingerprints"),
    plans: listIn(known, "queue_paths"),
    entry: record,
  };
}
