import type { ForgeIssue, ForgeRemark } from "../ports/forge.ts";
import { FORGE_TEXT_LIMIT } from "./limits.ts";

/** What an entry of a list is when it is not what the list is read for: something else that belongs there, or nothing that can be read. */
type NotAsked = "other" | "unreadable";

/** An issue out of GitHub's answer; GitHub lists pull requests among them. */
export function issueOf(item: object): ForgeIssue | NotAsked {
  const [id, number] = [text(item, "node_id"), integer(item, "number")];
  if (id === "" || number === undefined) return "unreadable";
  if ("pull_request" in item) return "other";
  return {
    id,
    number,
    title: text(item, "title"),
    body: text(item, "body"),
    labels: labelsOf(item),
    author: text(child(item, "user"), "login"),
    url: text(item, "html_url"),
    updatedAt: text(item, "updated_at"),
  };
}

/** A comment at a line of a pull request. */
export function lineRemarkOf(item: object): ForgeRemark | NotAsked {
  const line = integer(item, "line");
  const path = text(item, "path");
  const place = { ...(path === "" ? {} : { path }), ...(line === undefined ? {} : { line }) };
  // A comment about a whole file has no line, and never had one.
  const isOutdated = line === undefined && text(item, "subject_type") !== "file";
  return remark(item, { kind: "line", isOutdated, ...place });
}

/** A comment below a pull request; those below issues are listed among them. */
export function commentOf(item: object): ForgeRemark | NotAsked {
  return remark(item, { kind: "comment", isOutdated: false });
}

/** The summary of a review; not every reviewer writes one. */
export function reviewOf(item: object): ForgeRemark | NotAsked {
  const found = remark(item, { kind: "review", isOutdated: text(item, "state") === "DISMISSED" });
  return typeof found === "object" && found.body.trim() === "" ? "other" : found;
}

type Kind = Pick<ForgeRemark, "kind" | "isOutdated"> & Partial<Pick<ForgeRemark, "path" | "line">>;

function remark(item: object, kind: Kind): ForgeRemark | NotAsked {
  const id = text(item, "node_id");
  const url = text(item, "html_url");
  const pull = /\/pulls?\/(\d{1,9})(?:[/#?]|$)/.exec(url)?.[1];
  if (id === "" || url === "") return "unreadable";
  if (pull === undefined) return "other";
  const user = child(item, "user");
  return {
    id,
    ...kind,
    pull: Number(pull),
    author: text(user, "login"),
    isBot: text(user, "type") === "Bot",
    body: text(item, "body"),
    url,
    updatedAt: text(item, "updated_at") || text(item, "submitted_at"),
  };
}

/** A pull request, as far as remarks on it need it. */
export interface Pull {
  readonly number: number;
  readonly updatedAt: string;
  readonly state: "open" | "merged" | "closed";
}

export function pullOf(item: object): Pull | undefined {
  const number = integer(item, "number");
  if (number === undefined) return undefined;
  const closed = text(item, "merged_at") === "" ? "closed" : "merged";
  return { number, updatedAt: text(item, "updated_at"), state: text(item, "state") === "closed" ? closed : "open" };
}

/** Of each comment in a thread whether that is settled, out of the answer to the question about threads. */
export function settledIn(answer: unknown): ReadonlyMap<string, boolean> {
  const pulls = listAt(answer, "repository", "pullRequests", "nodes");
  const threads = pulls.flatMap((pull) => listAt(pull, "reviewThreads", "nodes"));
  return new Map(
    threads.flatMap((thread) => {
      const isSettled = Reflect.get(thread, "isResolved") === true;
      return listAt(thread, "comments", "nodes").map((comment) => [text(comment, "id"), isSettled] as const);
    }),
  );
}

function listAt(value: unknown, ...path: readonly string[]): readonly object[] {
  let at: unknown = value;
  for (const name of path) at = typeof at === "object" && at !== null ? Reflect.get(at, name) : undefined;
  return Array.isArray(at) ? at.filter((item: unknown) => typeof item === "object" && item !== null) : [];
}

function labelsOf(item: object): readonly string[] {
  const labels: unknown = Reflect.get(item, "labels");
  if (!Array.isArray(labels)) return [];
  return labels
    .map((label: unknown) => (typeof label === "string" ? label : text(objectOr(label), "name")))
    .filter((name) => name !== "");
}

const child = (item: object, name: string): object => objectOr(Reflect.get(item, name));

const objectOr = (value: unknown): object => (typeof value === "object" && value !== null ? value : {});

function text(item: object, name: string): string {
  const value: unknown = Reflect.get(item, name);
  return typeof value === "string" ? value.slice(0, FORGE_TEXT_LIMIT) : "";
}

function integer(item: object, name: string): number | undefined {
  const value: unknown = Reflect.get(item, name);
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
