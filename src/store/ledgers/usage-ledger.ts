import { join } from "node:path";
import { readUsage, type UsageEntry } from "../../cost/usage.ts";
import { parseJson } from "../../std/json.ts";
import type { Backlog } from "../backlog.ts";
import { readText } from "../state-file.ts";

const USAGE_FILE = "ledger/usage.jsonl";

export interface UsageLedger {
  readonly entries: readonly UsageEntry[];
  /** Lines that are no entry; the others count. */
  readonly unreadable: number;
}

/** What finished pieces of work used, one a line. A ledger that is not there is an empty one. */
export function readUsageLedger({ home, world }: Pick<Backlog, "home" | "world">): UsageLedger {
  const text = readText(world.files, join(home.folder, USAGE_FILE)) ?? "";
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const entries = lines.flatMap((line) => readUsage(parseJson(line)) ?? []);
  return { entries, unreadable: lines.length - entries.length };
}
