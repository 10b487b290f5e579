import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ForgeIssue, ForgeRemark } from "../../src/ports/forge.ts";

/** What the stand-in holds of `acme/shop`, the one repository it knows. */
export interface GithubContent {
  readonly issues?: readonly ForgeIssue[];
  readonly remarks?: readonly ForgeRemark[];
  /** Pull requests, which GitHub lists among the issues as well. */
  readonly pulls?: readonly GithubPull[];
}

export interface GithubPull {
  readonly number: number;
  readonly updatedAt: string;
  readonly state?: ForgeRemark["pullState"];
}

export interface GithubRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly status: number;
}

/** One answer out of the usual, for the next request whose path fits. */
export interface OddAnswer {
  readonly path: RegExp;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** It never answers. */
  readonly hangs?: true;
  /** It breaks off in the middle. */
  readonly breaks?: true;
  /** Every time, and not only the next. */
  readonly always?: true;
}

export interface Github extends AsyncDisposable {
  readonly url: string;
  /** Every request so far, with the status it got. */
  readonly requests: readonly GithubRequest[];
  /** What it holds from now on. */
  holds(content: GithubContent): void;
  odd(answer: OddAnswer): void;
}

interface Served {
  content: GithubContent;
  readonly odd: OddAnswer[];
  readonly requests: GithubRequest[];
  readonly token: string | undefined;
  url: string;
}

/** A server on this machine that answers as GitHub's REST API does: the same fields, pages by Link, ETags, rate limit headers. */
export async function startGithub(
  content: GithubContent = {},
  { token }: { readonly token?: string } = {},
): Promise<Github> {
  const served: Served = { content, odd: [], requests: [], token, url: "" };
  const server = createServer((request, response) => void answer(served, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  served.url = `http://127.0.0.1:${portOf(server.address())}`;
  return {
    url: served.url,
    requests: served.requests,
    holds: (next) => {
      served.content = next;
    },
    odd: (one) => void served.odd.push(one),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function answer(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? "/";
  const pieces: Uint8Array[] = [];
  for await (const piece of request) pieces.push(piece);
  const body = Buffer.concat(pieces).toString("utf8");
  response.on("finish", () =>
    served.requests.push({ method: request.method ?? "", url, headers: request.headers, status: response.statusCode }),
  );
  const at = served.odd.findIndex(({ path }) => path.test(url));
  const odd = served.odd[at];
  if (odd !== undefined && odd.always !== true) served.odd.splice(at, 1);
  if (odd === undefined) usual(served, request, { response, body });
  else oddly(odd, response);
}

const ALLOWANCE = {
  "x-ratelimit-limit": "5000",
  "x-ratelimit-remaining": "4987",
  "x-ratelimit-used": "13",
  "x-ratelimit-resource": "core",
  "x-github-media-type": "github.v3; format=json",
};

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

function oddly(odd: OddAnswer, response: ServerResponse): void {
  if (odd.hangs) return;
  response.writeHead(odd.status ?? 200, { ...JSON_TYPE, ...odd.headers });
  if (odd.breaks) {
    response.write('[{"node_id": "half');
    response.flushHeaders();
    setImmediate(() => response.destroy());
    return;
  }
  response.end(
    odd.body ?? JSON.stringify({ message: "Something happened", documentation_url: "https://docs.example" }),
  );
}

interface Exchange {
  readonly response: ServerResponse;
  readonly body: string;
}

function usual(served: Served, request: IncomingMessage, { response, body }: Exchange): void {
  const url = new URL(request.url ?? "/", served.url);
  const items = listAt(served.content, url);
  const isKnown = served.token === undefined || request.headers.authorization === `token ${served.token}`;
  if (!isKnown) send(response, 401, { message: "Bad credentials", documentation_url: DOCS });
  else if (url.pathname === "/graphql") send(response, 200, threads(served.content, body));
  else if (items === undefined) send(response, 404, { message: "Not Found", documentation_url: DOCS });
  else sendPage(request, response, { url, items });
}

const DOCS = "https://docs.github.com/rest";

interface Listed {
  readonly url: URL;
  readonly items: readonly object[];
}

function sendPage(request: IncomingMessage, response: ServerResponse, { url, items }: Listed): void {
  const size = Number(url.searchParams.get("per_page") ?? "30");
  const page = Number(url.searchParams.get("page") ?? "1");
  const shown = items.slice((page - 1) * size, page * size);
  const etag = `W/"${createHash("sha256").update(JSON.stringify(shown)).digest("hex")}"`;
  const link = linkOf(url, page, Math.max(Math.ceil(items.length / size), 1));
  const headers = { ...ALLOWANCE, etag, ...(link === "" ? {} : { link }) };
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304, headers);
    response.end();
  } else sendJson(response, { status: 200, body: shown, headers });
}

type Headers = Readonly<Record<string, string>>;

function send(response: ServerResponse, status: number, body: unknown): void {
  sendJson(response, { status, body, headers: ALLOWANCE });
}

function sendJson(
  response: ServerResponse,
  { status, body, headers }: { readonly status: number; readonly body: unknown; readonly headers: Headers },
): void {
  response.writeHead(status, { ...JSON_TYPE, ...headers });
  response.end(JSON.stringify(body));
}

function linkOf(url: URL, page: number, last: number): string {
  const to = (at: number, rel: string): string => {
    const target = new URL(url);
    target.searchParams.set("page", String(at));
    return `<${target}>; rel="${rel}"`;
  };
  const back = page > 1 ? [to(page - 1, "prev"), to(1, "first")] : [];
  const on = page < last ? [to(page + 1, "next"), to(last, "last")] : [];
  return [...back, ...on].join(", ");
}

const REPOSITORY = "/repos/acme/shop";

function listAt({ issues = [], remarks = [], pulls = [] }: GithubContent, url: URL): readonly object[] | undefined {
  const since = url.searchParams.get("since") ?? "";
  const path = url.pathname.startsWith(`${REPOSITORY}/`) ? url.pathname.slice(REPOSITORY.length) : "";
  const recent = <Item extends { readonly updatedAt: string }>(all: readonly Item[]): readonly Item[] =>
    all.filter(({ updatedAt }) => since === "" || Date.parse(updatedAt) >= Date.parse(since)).toSorted(latestFirst);
  const of = (kind: ForgeRemark["kind"]): readonly ForgeRemark[] => recent(remarks.filter((one) => one.kind === kind));
  const allPulls = [...pulls, ...pullsOf(remarks)];
  switch (path) {
    case "/issues":
      return [...recent(issues).map(issueJson), ...recent(allPulls).map(pullAsIssueJson)];
    case "/pulls":
      return allPulls.toSorted(latestFirst).map(pullJson);
    case "/pulls/comments":
      return of("line").map(lineJson);
    case "/issues/comments":
      return [...of("comment").map(commentJson), ...recent(issues).map(issueCommentJson)];
    default:
      return reviewsAt(path, of("review"));
  }
}

function reviewsAt(path: string, reviews: readonly ForgeRemark[]): readonly object[] | undefined {
  const number = /^\/pulls\/(\d+)\/reviews$/.exec(path)?.[1];
  return number === undefined ? undefined : reviews.filter(({ pull }) => pull === Number(number)).map(reviewJson);
}

function pullsOf(remarks: readonly ForgeRemark[]): readonly GithubPull[] {
  const byNumber = Map.groupBy(remarks, ({ pull }) => pull);
  return [...byNumber].map(([number, own]) => ({
    number,
    state: own[0]?.pullState ?? "open",
    updatedAt:
      own
        .map(({ updatedAt }) => updatedAt)
        .toSorted()
        .at(-1) ?? "",
  }));
}

const numeric = (id: string): number => Number.parseInt(createHash("sha256").update(id).digest("hex").slice(0, 8), 16);

const userJson = (login: string, isBot = false): object => ({
  login,
  id: numeric(login),
  type: isBot ? "Bot" : "User",
});

const issueJson = (one: ForgeIssue): object => ({
  id: numeric(one.id),
  node_id: one.id,
  number: one.number,
  state: "open",
  title: one.title,
  body: one.body === "" ? null : one.body,
  user: userJson(one.author),
  labels: one.labels.map((name) => ({ id: numeric(name), name, color: "d73a4a", default: true })),
  html_url: one.url,
  comments: 0,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: one.updatedAt,
});

const pullAsIssueJson = ({ number, updatedAt }: GithubPull): object => ({
  ...issueJson({
    ...{ id: `PR_${number}`, number, title: `Change ${number}`, body: "", labels: [], author: "ada" },
    ...{ url: `https://github.example/acme/shop/pull/${number}`, updatedAt },
  }),
  pull_request: { url: `https://api.github.example${REPOSITORY}/pulls/${number}` },
});

const pullJson = ({ number, updatedAt, state = "open" }: GithubPull): object => ({
  node_id: `PR_${number}`,
  number,
  state: state === "open" ? "open" : "closed",
  merged_at: state === "merged" ? updatedAt : null,
  updated_at: updatedAt,
  html_url: `https://github.example/acme/shop/pull/${number}`,
});

const remarkJson = (one: ForgeRemark): object => ({
  id: numeric(one.id),
  node_id: one.id,
  user: userJson(one.author, one.isBot),
  body: one.body,
  html_url: one.url,
  author_association: "CONTRIBUTOR",
});

const lineJson = (one: ForgeRemark): object => ({
  ...remarkJson(one),
  path: one.path ?? "",
  line: one.isOutdated ? null : (one.line ?? null),
  original_line: one.line ?? 1,
  position: one.isOutdated ? null : 1,
  subject_type: one.line === undefined && !one.isOutdated ? "file" : "line",
  created_at: "2026-01-01T00:00:00Z",
  updated_at: one.updatedAt,
});

const commentJson = (one: ForgeRemark): object => ({
  ...remarkJson(one),
  issue_url: `https://api.github.example${REPOSITORY}/issues/${one.pull}`,
  updated_at: one.updatedAt,
});

/** A comment below an issue, which is not about a pull request. */
const issueCommentJson = (one: ForgeIssue): object => ({
  ...{
    id: numeric(`IC_${one.id}`),
    node_id: `IC_${one.id}`,
    user: userJson("bob"),
    body: "You should look at this again.",
  },
  html_url: `${one.url}#issuecomment-1`,
  updated_at: one.updatedAt,
});

const reviewJson = (one: ForgeRemark): object => ({
  ...remarkJson(one),
  state: one.isOutdated ? "DISMISSED" : "CHANGES_REQUESTED",
  submitted_at: one.updatedAt,
});

/** Answers the one question that is asked in GraphQL: which threads are settled. */
function threads({ remarks = [] }: GithubContent, body: string): object {
  if (!body.includes("reviewThreads")) return { errors: [{ message: "unknown query" }] };
  const lines = remarks.filter(({ kind }) => kind === "line");
  const nodes = lines.map(({ id, isResolved }) => ({ isResolved: isResolved === true, comments: { nodes: [{ id }] } }));
  return { data: { repository: { pullRequests: { nodes: [{ reviewThreads: { nodes } }] } } } };
}

const latestFirst = (a: { readonly updatedAt: string }, b: { readonly updatedAt: string }): number =>
  Number(a.updatedAt < b.updatedAt) - Number(a.updatedAt > b.updatedAt);
