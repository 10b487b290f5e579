import { parseJson } from "../std/json.ts";
import { err, ok, type Result } from "../std/result.ts";
import { repositoryIn } from "./_github-where.ts";
import { analyzerConfigBroken, severalRepositories } from "./runs-faults.ts";

/** What a `config.json` of another backlog tool asks for, in the words of our settings. */
export interface AnalyzerConfig {
  /** `owner/name`. */
  readonly repository: string;
  /** By the name of the source; a source that is not named keeps its own default. */
  readonly sources: Readonly<Record<"todo" | "github-issues", boolean>>;
}

/** Reads `{github: {username, managerRepo, reposToScan}, analyzer: {scanForTodos, scanOpenIssues}}` for one repository. */
export function readAnalyzerConfig(text: string): Result<AnalyzerConfig> {
  const config = parseJson(text);
  if (!isRecord(config)) return broken("it is no JSON object");
  const { github, analyzer = {} } = config;
  if (!isRecord(github)) return broken("it has no part named github");
  if (!isRecord(analyzer)) return broken("its part named analyzer is no object");
  const listed = github.reposToScan ?? [];
  if (!Array.isArray(listed)) return broken("reposToScan is no list");
  const wanted: readonly unknown[] = listed.length > 0 ? listed : [github.managerRepo];
  const names = [...new Set(wanted.map((name) => fullName(name, github.username)))];
  const [first] = names;
  if (first === undefined || names.includes(undefined)) return broken("a repository is not named as owner/name");
  if (names.length > 1) return err(severalRepositories({ names: names.map(String) }));
  return ok({
    repository: first,
    sources: { todo: analyzer.scanForTodos !== false, "github-issues": analyzer.scanOpenIssues !== false },
  });
}

const broken = (why: string) => err(analyzerConfigBroken({ why }));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A bare name belongs to the user of the configuration. */
function fullName(name: unknown, owner: unknown): string | undefined {
  if (typeof name !== "string") return undefined;
  const full = name.includes("/") || typeof owner !== "string" ? name : `${owner}/${name}`;
  return repositoryIn(full) === undefined ? undefined : full;
}
