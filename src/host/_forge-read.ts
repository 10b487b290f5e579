import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { ForgeCall, ForgeIssue, ForgeList, ForgeRemark } from "../ports/forge.ts";
import { err, ok, type Result } from "../std/result.ts";
import { forgeCache } from "./_forge-cache.ts";
import { type ForgeClient, type ForgeRoute, type ForgeServer, forgeClient } from "./_forge-client.ts";
import { commentOf, issueOf, lineRemarkOf, type Pull, pullOf, reviewOf, settledIn } from "./_forge-shapes.ts";
import { FORGE_REVIEWED_PULLS, FORGE_THREAD_PULLS, FORGE_THREADS } from "./limits.ts";

/** What asking takes. */
export interface ForgeTools {
  readonly server: ForgeServer;
  readonly clock: Clock;
  readonly files: Files;
}

/** Open issues, read page by page. */
export async function readIssues(tools: ForgeTools, call: ForgeCall): Promise<Result<ForgeList<ForgeIssue>>> {
  const asked = await askedFor(tools, call);
  const route = { path: "/issues", query: { ...LATEST, state: "open", ...sinceOf(call) } };
  const list = await gather(asked, route, issueOf);
  return list.ok ? ok(finished(asked, [list.value])) : list;
}

/** What was said about pull requests: at lines, below them, and in summaries of reviews. */
export async function readRemarks(tools: ForgeTools, call: ForgeCall): Promise<Result<ForgeList<ForgeRemark>>> {
  const asked = await askedFor(tools, call);
  const query = { ...LATEST, ...sinceOf(call) };
  const lines = await gather(asked, { path: "/pulls/comments", query }, lineRemarkOf);
  if (!lines.ok) return lines;
  const comments = await gather(asked, { path: "/issues/comments", query }, commentOf);
  if (!comments.ok) return comments;
  const pulls = await readPulls(asked);
  if (!pulls.ok) return pulls;
  const reviews = await readReviews(asked, pulls.value.items);
  if (!reviews.ok) return reviews;
  const settled = await settledThreads(asked);
  if (!settled.ok) return settled;
  const states = new Map(pulls.value.items.map(({ number, state }) => [number, state]));
  const told = (remark: ForgeRemark): ForgeRemark => {
    const pullState = states.get(remark.pull);
    const isResolved = settled.value.get(remark.id);
    return {
      ...remark,
      ...(pullState === undefined ? {} : { pullState }),
      ...(isResolved === undefined ? {} : { isResolved }),
    };
  };
  const isWhole = pulls.value.isWhole && reviews.value.isWhole;
  const list = finished(asked, [lines.value, comments.value, { ...reviews.value, isWhole }]);
  return ok({ ...list, items: list.items.map(told) });
}

interface Asked {
  readonly client: ForgeClient;
  readonly call: ForgeCall;
  readonly notices: string[];
  readonly hasToken: boolean;
}

/** Those changed last come first, so that what a limit leaves out is what nobody touched for long. */
const LATEST = { sort: "updated", direction: "desc" } as const;

async function askedFor({ server, clock, files }: ForgeTools, call: ForgeCall): Promise<Asked> {
  const notices: string[] = [];
  // Answers to "what changed since" are never asked for twice.
  const isKept = call.cacheFolder !== undefined && call.since === undefined;
  const cache = isKept ? forgeCache(files, call.cacheFolder) : undefined;
  const client = await forgeClient({ server, call, clock, cache, notices });
  return { client, call, notices, hasToken: server.token !== undefined };
}

interface Gathered<Item> {
  readonly items: readonly Item[];
  readonly isWhole: boolean;
}

async function gather<Item extends object>(
  { client, call, notices }: Asked,
  route: ForgeRoute,
  read: (item: object) => Item | "other" | "unreadable",
): Promise<Result<Gathered<Item>>> {
  const items: Item[] = [];
  let unreadable = 0;
  const isWhole = await client.pages(route, (page, odd) => {
    const answers = page.map(read);
    items.push(...answers.flatMap((one) => (one === "other" || one === "unreadable" ? [] : [one])));
    unreadable += odd + answers.filter((one) => one === "unreadable").length;
    // One more than wanted shows that something is left out.
    return items.length <= call.limit;
  });
  if (!isWhole.ok) return isWhole;
  if (unreadable > 0) notices.push(`${unreadable} entries of a list of GitHub could not be read`);
  return ok({ items, isWhole: isWhole.value && unreadable === 0 });
}

/** The pull requests changed last. */
async function readPulls({ client, call, notices }: Asked): Promise<Result<Gathered<Pull>>> {
  const pulls: Pull[] = [];
  const sinceMs = sinceMsOf(call);
  const listed = await client.pages({ path: "/pulls", query: { ...LATEST, state: "all" } }, (page) => {
    const found = page.flatMap((item) => pullOf(item) ?? []);
    pulls.push(...found.filter(({ updatedAt }) => Date.parse(updatedAt) >= sinceMs));
    const isPast = found.some(({ updatedAt }) => Date.parse(updatedAt) < sinceMs);
    return !isPast && pulls.length <= FORGE_REVIEWED_PULLS;
  });
  if (!listed.ok) return listed;
  const isCut = pulls.length > FORGE_REVIEWED_PULLS;
  if (isCut)
    notices.push(`reviews of the ${FORGE_REVIEWED_PULLS} pull requests changed last were read, not of older ones`);
  return ok({ items: pulls.slice(0, FORGE_REVIEWED_PULLS), isWhole: !isCut && listed.value });
}

/** GitHub gives reviews for each pull request by itself. */
async function readReviews(asked: Asked, pulls: readonly Pull[]): Promise<Result<Gathered<ForgeRemark>>> {
  const reviews: ForgeRemark[] = [];
  let isWhole = true;
  for (const { number } of pulls) {
    const found = await gather(asked, { path: `/pulls/${number}/reviews` }, reviewOf);
    if (!found.ok) return found;
    reviews.push(...found.value.items.filter(({ updatedAt }) => Date.parse(updatedAt) >= sinceMsOf(asked.call)));
    isWhole &&= found.value.isWhole;
  }
  return ok({ items: reviews, isWhole });
}

const THREADS = `query ($owner: String!, $name: String!, $pulls: Int!, $threads: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequests(first: $pulls, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { reviewThreads(first: $threads) { nodes { isResolved comments(first: 50) { nodes { id } } } } }
    }
  }
}`;

/** Only GraphQL says which threads are settled, and only to callers with a token. Without that answer the rest is still good. */
async function settledThreads(asked: Asked): Promise<Result<ReadonlyMap<string, boolean>>> {
  const { client, call, notices, hasToken } = asked;
  if (!hasToken) return ok(new Map());
  const { owner, name } = call.repository;
  const answer = await client.graphql(THREADS, { owner, name, pulls: FORGE_THREAD_PULLS, threads: FORGE_THREADS });
  if (answer.ok) return ok(settledIn(answer.value));
  if (answer.fault.code === "forge-too-slow") return err(answer.fault);
  notices.push(`which threads are resolved is not known: ${answer.fault.message}`);
  return ok(new Map());
}

function finished<Item extends { readonly updatedAt: string }>(
  { call, notices }: Asked,
  lists: readonly Gathered<Item>[],
): ForgeList<Item> {
  const all = lists.flatMap(({ items }) => items).toSorted(latestFirst);
  const isCut = all.length > call.limit;
  if (isCut) notices.push(`only the ${call.limit} changed last were read`);
  const isWhole = !isCut && call.since === undefined && lists.every((list) => list.isWhole);
  return { items: all.slice(0, call.limit), isWhole, notices };
}

const sinceMsOf = ({ since }: ForgeCall): number => since?.getTime() ?? Number.NEGATIVE_INFINITY;

const sinceOf = ({ since }: ForgeCall): Readonly<Record<string, string>> =>
  since === undefined ? {} : { since: since.toISOString() };

const latestFirst = (a: { readonly updatedAt: string }, b: { readonly updatedAt: string }): number =>
  Number(a.updatedAt < b.updatedAt) - Number(a.updatedAt > b.updatedAt);
