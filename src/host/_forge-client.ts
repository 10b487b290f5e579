import type { Clock } from "../ports/clock.ts";
import type { ForgeCall } from "../ports/forge.ts";
import { forgeFailed, forgeTokenRefused } from "../ports/forge-faults.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { ForgeCache } from "./_forge-cache.ts";
import { type FailedAnswer, failedAnswer, forgeFault, wantedPauseMs } from "./_forge-error.ts";
import { boundedFetch, ForgeRefusal } from "./_forge-fetch.ts";
import { FORGE_PAGE, FORGE_PAGES, FORGE_WAIT_LIMIT_MS, FORGE_WAITS, TIMER_LIMIT_MS } from "./limits.ts";

export interface ForgeServer {
  /** Such as `https://api.github.com`, without a slash at the end. */
  readonly baseUrl: string;
  readonly token: string | undefined;
}

export interface ClientOptions {
  readonly server: ForgeServer;
  readonly call: ForgeCall;
  readonly clock: Clock;
  readonly cache: ForgeCache | undefined;
  /** Filled as things happen that a person should know. */
  readonly notices: string[];
}

export interface ForgeClient {
  /** Page after page until `wants` says no; true when the last page was reached. Entries that are no objects are counted alone. */
  pages(route: ForgeRoute, wants: (items: readonly object[], odd: number) => boolean): Promise<Result<boolean>>;
  graphql(query: string, variables: Readonly<Record<string, unknown>>): Promise<Result<unknown>>;
}

export interface ForgeRoute {
  /** Below `/repos/{owner}/{repo}`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** One call's way to GitHub: every wait is within the call's limit, and an answer that still holds is not sent again. */
export async function forgeClient(options: ClientOptions): Promise<ForgeClient> {
  const { server, call, clock } = options;
  const repository = `${call.repository.owner}/${call.repository.name}`;
  const begunMs = clock.monotonic();
  const limit = AbortSignal.timeout(Math.min(Math.max(Math.ceil(call.limitMs), 0), TIMER_LIMIT_MS));
  const signal = call.stop === undefined ? limit : AbortSignal.any([call.stop, limit]);
  const fault = (error: unknown): Fault =>
    forgeFault(error, {
      repository,
      elapsedMs: clock.monotonic() - begunMs,
      isOver: signal.aborted,
      nowMs: Date.now(),
    });
  const unfit = unfitServer(server, repository);
  if (unfit !== undefined) return { pages: async () => err(unfit), graphql: async () => err(unfit) };
  const octokit = await newOctokit(options, signal);
  octokit.hook.wrap("request", async (request, asked) => {
    const answer = await patiently(
      () =>
        cached(options.cache, octokit.request.endpoint.parse(asked), (more) => {
          // The hooks below are bound to this very object: they do not see another one that is passed on.
          Object.assign(asked.headers, more);
          return request(asked);
        }),
      { ...options, signal, leftMs: () => call.limitMs - (clock.monotonic() - begunMs) },
    );
    // A proxy that wants somebody to log in answers with a page, and with success.
    if (typeof answer.data === "string")
      throw new ForgeRefusal(forgeFailed({ repository, reason: "the answer is no JSON" }));
    return answer;
  });
  return {
    pages: async ({ path, query = {} }, wants) => {
      const { owner, name } = call.repository;
      const at = { owner, repo: name, per_page: FORGE_PAGE, ...query };
      let pages = 0;
      try {
        for await (const page of octokit.paginate.iterator(`GET /repos/{owner}/{repo}${path}`, at)) {
          const items = objectsIn(page.data);
          if (items === undefined) throw new ForgeRefusal(forgeFailed({ repository, reason: "the answer is no list" }));
          if (!wants(items, countIn(page.data) - items.length)) return ok(false);
          pages += 1;
          if (pages < FORGE_PAGES) continue;
          options.notices.push(`the first ${pages} pages of a list were read, not those behind them`);
          return ok(false);
        }
        return ok(true);
      } catch (error) {
        return err(fault(error));
      }
    },
    graphql: async (query, variables) => {
      try {
        return ok(await octokit.graphql(query, { ...variables }));
      } catch (error) {
        return err(fault(error));
      }
    },
  };
}

/** What fetch would refuse with a text that repeats it: neither a password nor a token is to stand in a message. */
function unfitServer({ baseUrl, token }: ForgeServer, repository: string): Fault | undefined {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    return forgeFailed({ repository, reason: "the address in the environment is no address of a server" });
  return token === undefined || /^[\x21-\x7e]{1,1000}$/.test(token) ? undefined : forgeTokenRefused({ repository });
}

/** The library is loaded here, and not before somebody asks GitHub. */
async function newOctokit({ server, call }: ClientOptions, signal: AbortSignal) {
  const [{ Octokit }, { paginateRest }, { throttling }] = await Promise.all([
    import("@octokit/core"),
    import("@octokit/plugin-paginate-rest"),
    import("@octokit/plugin-throttling"),
  ]);
  const silent = (): void => undefined;
  // The plug-in keeps the number of requests side by side low. It would wait where nobody can stop it: `patiently` does that.
  const never = (): boolean => false;
  const Client = Octokit.plugin(paginateRest, throttling);
  return new Client({
    baseUrl: server.baseUrl,
    ...(server.token === undefined ? {} : { auth: server.token }),
    userAgent: "docket",
    log: { debug: silent, info: silent, warn: silent, error: silent },
    throttle: { onRateLimit: never, onSecondaryRateLimit: never },
    request: {
      fetch: boundedFetch({
        repository: `${call.repository.owner}/${call.repository.name}`,
        origin: new URL(server.baseUrl).origin,
        signal,
      }),
    },
  });
}

interface Patience {
  readonly clock: Clock;
  readonly notices: string[];
  readonly signal: AbortSignal;
  readonly leftMs: () => number;
}

/** Asks again after the pause that GitHub wants, where it is short enough. */
async function patiently<Answer>(ask: () => Promise<Answer>, patience: Patience): Promise<Answer> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await ask();
    } catch (error) {
      const answer = failedAnswer(error);
      const pauseMs = answer === undefined ? undefined : pauseFor(answer, patience.leftMs());
      if (pauseMs === undefined || waits >= FORGE_WAITS) throw error;
      patience.notices.push(`GitHub asked to wait; went on after ${Math.ceil(pauseMs / 1_000)} s`);
      await patience.clock.sleep(pauseMs, patience.signal);
      if (patience.signal.aborted) throw error;
    }
  }
}

function pauseFor(answer: FailedAnswer, leftMs: number): number | undefined {
  const pauseMs = wantedPauseMs(answer, Date.now());
  return pauseMs === undefined || pauseMs > Math.min(leftMs, FORGE_WAIT_LIMIT_MS) ? undefined : pauseMs;
}

interface Asked {
  readonly method: string;
  readonly url: string;
}

interface Answered {
  readonly status: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

/** Asks whether the answer that is kept still holds; GitHub counts that as no request. */
async function cached<Answer extends Answered>(
  cache: ForgeCache | undefined,
  { method, url }: Asked,
  ask: (more: Readonly<Record<string, string>>) => Promise<Answer> | Answer,
): Promise<Answer | Answered> {
  if (cache === undefined || method !== "GET") return ask({});
  const kept = cache.find(url);
  try {
    const answer = await ask(kept === undefined ? {} : { "if-none-match": kept.etag });
    const { etag, link = "" } = answer.headers;
    if (typeof etag === "string") cache.keep({ url, etag, link: String(link), data: answer.data });
    return answer;
  } catch (error) {
    if (kept === undefined || failedAnswer(error)?.status !== 304) throw error;
    return { status: 200, url, headers: { link: kept.link, etag: kept.etag }, data: kept.data };
  }
}

const countIn = (data: unknown): number => (Array.isArray(data) ? data.length : 0);

function objectsIn(data: unknown): readonly object[] | undefined {
  if (!Array.isArray(data)) return undefined;
  return data.filter((item: unknown) => typeof item === "object" && item !== null);
}
