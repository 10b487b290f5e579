import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { ForgeCall, ForgeIssue, ForgeList, ForgeRemark } from "../ports/forge.ts";
import { err, ok, type Result } from "../std/result.ts";
import { forgeCache } from "./_forge-cache.ts";
import { type ForgeClient, type ForgeRoute, type ForgeServer, forgeClient } from "./_forge-client.ts";
import { commentOf, issueOf, lineRemarkOf, pullOf, resolvedIn, reviewOf } from "./_forge-shapes.ts";
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
  const reviews = await readReviews(asked);
  if (!reviews.ok) return reviews;
  const settled = await settledThreads(asked);
  if (!settled.ok) return settled;
  const told = lines.value.items.map((line) =>
    settled.value === undefined ? line : { ...line, isResolved: settled.value.has(line.id) },
  );
  return ok(finished(asked, [{ ...lines.value, items: told }, comments.value, reviews.value]));
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

async function gather<Item>(
  { client, call }: Asked,
  route: ForgeRoute,
  read: (item: object) => Item | undefined,
): Promise<Result<Gathered<Item>>> {
  const items: Item[] = [];
  const isWhole = await client.pages(route, (page) => {
    items.push(...page.flatMap((item) => read(item) ?? []));
    // One more than wanted shows that something is left out.
    return items.length <= call.limit;
  });
  return isWhole.ok ? ok({ items, isWhole: isWhole.value }) : isWhole;
}

/** GitHub gives reviews for each pull request by itself. */
async function readReviews(asked: Asked): Promise<Result<Gathered<ForgeRemark>>> {
  const { client, call, notices } = asked;
  const pulls: { readonly number: number; readonly updatedAt: string }[] = [];
  const sinceMs = call.since?.getTime() ?? Number.NEGATIVE_INFINITY;
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
  const reviews: ForgeRemark[] = [];
  for (const { number } of pulls.slice(0, FORGE_REVIEWED_PULLS)) {
    const found = await gather(asked, { path: `/pulls/${number}/reviews` }, reviewOf);
    if (!found.ok) return found;
    reviews.push(...found.value.items.filter(({ updatedAt }) => Date.parse(updatedAt) >= sinceMs));
  }
  return ok({ items: reviews, isWhole: !isCut && listed.value });
}

const THREADS = `query ($owner: String!, $name: String!, $pulls: Int!, $threads: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequests(first: $pulls, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { reviewThreads(first: $threads) { nodes { isResolved comments(first: 50) { nodes { id } } } } }
    }
  }
}`;

/** Only GraphQL says which threads are settled, and only to callers with a token. Without that answer the rest is still good. */
async function settledThreads({
  client,
  call,
  notices,
  hasToken,
}: Asked): Promise<Result<ReadonlySet<string> | undefined>> {
  if (!hasToken) return ok(undefined);
  const { owner, name } = call.repository;
  const answer = await client.graphql(THREADS, { owner, name, pulls: FORGE_THREAD_PULLS, threads: FORGE_THREADS });
  if (answer.ok) return ok(resolvedIn(answer.value));
  if (answer.fault.code === "forge-too-slow") return err(answer.fault);
  notices.push(`which threads are resolved is not known: ${answer.fault.message}`);
  return ok(undefined);
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

const sinceOf = ({ since }: ForgeCall): Readonly<Record<string, string>> =>
  since === undefined ? {} : { since: since.toISOString() };

const latestFirst = (a: { readonly updatedAt: string }, b: { readonly updatedAt: string }): number =>
  Number(a.updatedAt < b.updatedAt) - Number(a.updatedAt > b.updatedAt);
