import { join } from "node:path";
import type { RunStatus } from "../../flow/engine.ts";
import { isRecord, type Json } from "../../flow/json.ts";
import type { Fault } from "../../std/fault.ts";
import type { Finding } from "../../std/finding.ts";
import { ok, type Result } from "../../std/result.ts";
import { hasSuffix, idOfTicketPart } from "../../store/orders/order-id.ts";
import { loadOrder, orderIds } from "../../store/orders/orders.ts";
import type { Order } from "../../store/orders/schema.ts";
import { allTickets } from "../../store/read/all-tickets.ts";
import { readLine } from "../../store/state-file.ts";
import type { Summary } from "../../ticket/model.ts";
import type { ClaimRow } from "../claims/list.ts";
import { proofHolder } from "../proof-lock.ts";
import { runFolder, type Workshop } from "../workshop.ts";
import { absolutePath, orderAt } from "../worktree.ts";
import { type GitFacts, readGitFacts } from "./git-facts.ts";

/** All that is known of orders in this clone, read once for all checks. */
export interface Survey extends GitFacts {
  readonly claims: readonly ClaimRow[];
  readonly claimFindings: readonly Finding[];
  readonly orders: readonly Order[];
  readonly unreadable: readonly { readonly id: string; readonly fault: Fault }[];
  readonly tickets: ReadonlyMap<string, Summary>;
  readonly runs: readonly RunStatus[];
  /** The name that claims of this clone carry. */
  readonly clone: string | undefined;
}

/** Runs are read last: whoever acts on an order has begun its run before, so it shows here or has ended with everything in place. */
export async function readSurvey(shop: Workshop): Promise<Result<Survey>> {
  const { backlog } = shop;
  const claims = await shop.claims.list();
  if (!claims.ok) return claims;
  const facts = await readGitFacts(shop);
  if (!facts.ok) return facts;
  // A record whose write was cut off is readable by name before its folder is there.
  const ids = new Set([...orderIds(backlog), ...claims.value.rows.map(({ claim }) => claim.order)]);
  const read = [...ids].sort().map((id) => ({ id, stored: loadOrder(backlog, id) }));
  const tickets = new Map(allTickets(backlog).summaries.map((summary) => [summary.id, summary]));
  return ok({
    ...facts.value,
    claims: claims.value.rows,
    claimFindings: claims.value.findings,
    orders: read.flatMap(({ stored }) => (stored.ok ? [stored.value.order] : [])),
    unreadable: read.flatMap(({ id, stored }) =>
      stored.ok || stored.fault.code === "order-not-found" ? [] : [{ id, fault: stored.fault }],
    ),
    tickets,
    runs: shop.engine.list(),
    clone: readLine(backlog.world.files, join(backlog.home.privateFolder, "clone-name")),
  });
}

export const orderOf = ({ orders }: Survey, id: string): Order | undefined => orders.find((order) => order.id === id);

export const claimOn = ({ claims }: Survey, ticket: string): ClaimRow | undefined =>
  claims.find(({ claim }) => claim.ticket === ticket);

/** The claim of an order, where it holds its ticket. */
export function claimOfOrder(seen: Survey, { id, ticket }: Order): ClaimRow | undefined {
  const row = claimOn(seen, ticket);
  return row?.claim.state === "held" && row.claim.order === id ? row : undefined;
}

/** Whether any ticket is held for an order. */
export const hasClaim = ({ claims }: Survey, order: string): boolean =>
  claims.some(({ claim }) => claim.state === "held" && claim.order === order);

/** Running, or finished and waiting to be merged. */
export const isOpenOrder = ({ state, merged_at_sha }: Order): boolean =>
  state === "running" || (state === "done" && merged_at_sha === undefined);

/** Whether a process acts on the order now, or a journal waits for somebody to go on with it. */
export const isBusy = (shop: Workshop, seen: Survey, order: string): boolean =>
  seen.runs.some((run) => (run.state === "running" || run.state === "interrupted") && isAbout(run.input, order)) ||
  proofHolder(shop, order) !== undefined;

/** A run knows its order by name, or by the last part of the name it will have. */
export function isAbout(input: Json, order: string): boolean {
  if (!isRecord(input)) return false;
  return input.order === order || (typeof input.suffix === "string" && hasSuffix(order, input.suffix));
}

/** Nothing is repaired about a ticket of which a part cannot be read. */
export function isUnclear({ unreadable, tickets }: Survey, ticket: string): boolean {
  const part = ticket.slice(ticket.indexOf("-") + 1);
  const summary = tickets.get(ticket);
  return (
    summary === undefined ||
    summary.broken !== undefined ||
    unreadable.some(({ id }) => id === ticket || idOfTicketPart(id) === part)
  );
}

/** Where an order is worked on. Orders of other clones come with a sync, and nothing of them is here. */
export function whereabouts(shop: Workshop, seen: Survey, order: Order): "here" | "elsewhere" | "unknown" {
  const claim = claimOfOrder(seen, order)?.claim;
  if (claim !== undefined) return claim.clone === seen.clone ? "here" : "elsewhere";
  const { files } = shop.backlog.world;
  const isTraced =
    seen.branches.has(order.branch) ||
    orderAt(shop, absolutePath(shop, order.worktree)) === order.id ||
    files.stat(runFolder(shop, order.id)) !== undefined;
  return isTraced || !seen.hasRemotes ? "here" : "unknown";
}

/** Where orders of which nothing is recorded are taken to begin: the base of the settings, else what the main checkout is on. */
export const usualBase = ({ backlog, settings }: Workshop, { checkouts }: Survey): string =>
  settings.orders.base ?? checkouts.find(({ path }) => path === backlog.home.root)?.branch ?? "";
