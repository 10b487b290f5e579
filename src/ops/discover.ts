import { resolve } from "node:path";
import { type AnalyzerConfig, readAnalyzerConfig } from "../discover/github-config.ts";
import { sources } from "../discover/table.ts";
import type { World } from "../ports/world.ts";
import { err, ok, type Result } from "../std/result.ts";
import { MAX_STATE_BYTES } from "../store/limits.ts";
import { isDay, parseInstant } from "../ticket/instant.ts";
import { sinceNotValid } from "./faults.ts";
import { discoverWith } from "./found/discover-with.ts";
import type { Discovered } from "./found/place-found.ts";
import { type Call, op } from "./op.ts";

const input = {
  source: { type: "strings", short: "s", describe: "Ask this source only.", word: "name" },
  since: {
    type: "string",
    describe: "Only what changed since then, for sources that can tell; nothing counts as gone.",
    word: "time",
  },
  limit: {
    type: "integer",
    min: 0,
    max: 10_000,
    describe: "Most new tickets of this run; the rest is held back.",
    word: "N",
  },
  config: {
    type: "string",
    cliOnly: true,
    describe:
      "JSON file of another tool with github and analyzer: which repository, and which of todo and github-issues.",
    word: "file",
  },
  no_tickets: { type: "boolean", describe: "Keep the facts and write no new ticket." },
} as const;

/** Looks for problems and writes down what they mean for the backlog. */
export const discoverOp = op({
  name: "discover",
  summary: "Look for problems, and make tickets of them",
  about:
    "Asks every source that fits the project: marks in comments, failing tests, linters, advisories and more. What it finds is kept as facts in evidence/; what is new becomes a ticket or joins one, what is gone is told to its ticket, and what came back opens it again. A source that fails is reported, and nothing of it changes.\n\nCommands run only after docket trust. docs/discovery.md lists the sources.",
  examples: ["docket discover --dry-run", "docket discover --source todo --limit 5"],
  group: "backlog",
  effect: "run",
  tool: "Look for problems in the project (TODOs, failing tests, lint, advisories) and make tickets of them.",
  input,
  async run(world, call, given): Promise<Result<Discovered>> {
    const since = sinceOf(given.since);
    if (!since.ok) return since;
    const config = configIn(world, call, given.config);
    if (!config.ok) return config;
    const { source = [], limit, no_tickets } = given;
    const most = no_tickets === true ? 0 : limit;
    return discoverWith(
      { world, call },
      { table: sources, source, ...since.value, ...config.value, ...(most === undefined ? {} : { limit: most }) },
    );
  },
  exitOf: ({ sources }) => (sources.some(({ fault }) => fault !== undefined) ? "findings" : "ok"),
});

function configIn(
  { files }: World,
  { cwd }: Call,
  file: string | undefined,
): Result<{ readonly config?: AnalyzerConfig }> {
  if (file === undefined) return ok({});
  const read = files.read(resolve(cwd, file), MAX_STATE_BYTES);
  if (!read.ok) return read;
  const config = readAnalyzerConfig(new TextDecoder().decode(read.value));
  return config.ok ? ok({ config: config.value }) : config;
}

function sinceOf(text: string | undefined): Result<{ readonly since?: Date }> {
  if (text === undefined) return ok({});
  const instant = isDay(text) ? `${text}T00:00:00Z` : parseInstant(text);
  return instant === undefined ? err(sinceNotValid({ text })) : ok({ since: new Date(instant) });
}
