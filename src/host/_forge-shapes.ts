import type { ForgeIssue, ForgeRemark } from "../ports/forge.ts";
import { FORGE_TEXT_LIMIT } from "./limits.ts";

/** An issue out of GitHub's answer; undefined for a pull request, which GitHub lists among them, and for what is neither. */
export function issueOf(item: object): ForgeIssue | undefined {
  const [id, number] = [text(item, "node_id"), integer(item, "number")];
  if (id === "" || number === undefined || "pull_request" in item) return undefined;
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
export function lineRemarkOf(item: object): ForgeRemark | undefined {
  const line = integer(item, "line");
  const path = text(item, "path");
  const place = { ...(path === "" ? {} : { path }), ...(line === undefined ? {} : { line }) };
  // A comment about a whole file has no line, and never had one.
  const isOutdated = line === undefined && text(item, "subject_type") !== "file";
  return remark(item, { kind: "line", isOutdated, ...place });
}

/** A comment below a pull request; undefined where it is below an issue. */
export function commentOf(item: object): ForgeRemark | undefined {
  return remark(item, { kind: "comment", isOutdated: false });
}

/** The summary of a review; undefined where the reviewer wrote none. */
export function reviewOf(item: object): ForgeRemark | undefined {
  const found = remark(item, { kind: "review", isOutdated: text(item, "state") === "DISMISSED" });
  return found?.body.trim() === "" ? undefined : found;
}

type Kind = Pick<ForgeRemark, "kind" | "isOutdated"> & Partial<Pick<ForgeRemark, "path" | "line">>;

function remark(item: object, kind: Kind): ForgeRemark | undefined {
  const id = text(item, "node_id");
  const url = text(item, "html_url");
  const pull = /\/pulls?\/(\d{1,9})(?:[/#?]|$)/.exec(url)?.[1];
  if (id === "" || pull === undefined) return undefined;
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

/** Number and time of the last change of a pull request. */
export function pullOf(item: object): { readonly number: number; readonly updatedAt: string } | undefined {
  const number = integer(item, "number");
  return number === undefined ? undefined : { number, updatedAt: text(item, "updated_at") };
}

/** Ids of the comments whose threads are settled, out of the answer to the question about threads. */
export function resolvedIn(answer: unknown): ReadonlySet<string> {
  const pulls = listAt(answer, "repository", "pullRequests", "nodes");
  const threads = pulls.flatMap((pull) => listAt(pull, "reviewThreads", "nodes"));
  const settled = threads.filter((thread) => Reflect.get(thread, "isResolved") === true);
  return new Set(
    settled.flatMap((thread) => listAt(thread, "comments", "nodes").map((comment) => text(comment, "id"))),
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
