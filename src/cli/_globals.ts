import type { Fields } from "../ops/op.ts";

/** The flags of every command. They may stand anywhere on the line; no op may use their names. */
export const GLOBALS = {
  dir: { type: "string", short: "C", word: "dir", describe: "Work as if started in this folder" },
  json: { type: "boolean", describe: "Print one JSON document and nothing else on stdout" },
  fields: { type: "string", word: "a,b", describe: "Keep only these fields of each ticket in the answer" },
  dryRun: { type: "boolean", describe: "Say what would happen and write nothing" },
  as: { type: "string", word: "name", describe: "Name of the actor (else DOCKET_ACTOR, else git's user)" },
  quiet: { type: "boolean", short: "q", describe: "Leave out hints, notes, warnings and progress" },
  color: { type: "boolean", default: true, describe: "Print without colours (NO_COLOR does the same)" },
  help: { type: "boolean", short: "h", describe: "Show help for docket or for one command" },
  version: { type: "boolean", describe: "Show the version" },
} as const satisfies Fields;
