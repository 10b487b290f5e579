/** Found facts, one a line, in files by the beginning of their ids. */
export const ATOMS_FOLDER = "evidence/atoms";
/** When each source looked last. */
export const LOOKS_FILE = "evidence/looks.json";

export const shardPath = (shard: string): string => `${ATOMS_FOLDER}/${shard}.jsonl`;

export const isShardPath = (path: string): boolean => /^evidence\/atoms\/[0-9a-f]{2}\.jsonl$/.test(path);

/** What became of a ticket's problem, one file a ticket. */
export const OUTCOMES_FOLDER = "evidence/outcomes";

export const outcomePath = (ticket: string): string => `${OUTCOMES_FOLDER}/${ticket}.json`;

export const isOutcomePath = (path: string): boolean =>
  path.startsWith(`${OUTCOMES_FOLDER}/`) && path.endsWith(".json");
