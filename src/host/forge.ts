import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { Forge } from "../ports/forge.ts";
import type { ForgeServer } from "./_forge-client.ts";

type Variables = Readonly<Record<string, string | undefined>>;

export interface GithubOptions {
  readonly clock: Clock;
  readonly files: Files;
  /** Where address and token come from; the process's own environment unless told. They come from nowhere else. */
  readonly variables?: Variables;
}

/** GitHub, or a server that speaks as it does. What asks it is loaded when it is asked. */
export function githubForge({ clock, files, variables = process.env }: GithubOptions): Forge {
  const server = serverOf(variables);
  const tools = { server, clock, files };
  return {
    host: hostOf(server),
    issues: async (call) => (await import("./_forge-read.ts")).readIssues(tools, call),
    remarks: async (call) => (await import("./_forge-read.ts")).readRemarks(tools, call),
  };
}

const named = (value: string | undefined): string | undefined => (value?.trim() ? value.trim() : undefined);

function serverOf(variables: Variables): ForgeServer {
  const url = named(variables.DOCKET_GITHUB_URL) ?? named(variables.GITHUB_API_URL) ?? "https://api.github.com";
  return { baseUrl: url.replace(/\/+$/, ""), token: named(variables.GITHUB_TOKEN) ?? named(variables.GH_TOKEN) };
}

/** GitHub's own address of the API is another than that of its repositories; on a server of a company it is the same. */
function hostOf({ baseUrl }: ForgeServer): string {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).host : "";
  return host === "api.github.com" ? "github.com" : host;
}
