import { ok, type Result } from "../../std/result.ts";
import { loadOrder, orderPath } from "../../store/orders/orders.ts";
import type { Order } from "../../store/orders/schema.ts";
import type { ClaimRow } from "../claims/list.ts";
import { readClaim } from "../read-claim.ts";
import { newEvent, record } from "../records.ts";
import { branchName } from "../take.ts";
import type { Workshop } from "../workshop.ts";
import { recordedPath, worktreePath } from "../worktree.ts";
import { clearEnded } from "./clear.ts";
import { type Check, type Disagreement, disagreement } from "./disagreement.ts";
import { giveBack } from "./give-back.ts";
import { releaseIfSame } from "./release-claim.ts";
import { isBusy, isOpenOrder, isUnclear, orderOf, type Survey, usualBase } from "./survey.ts";

/** Claims that their orders do not bear out. */
export const checkClaims: Check = async (shop, seen) => [
  ...seen.claimFindings.map((finding) => ({ finding, subject: finding.file })),
  ...seen.claims.flatMap((row) => (row.claim.state === "held" ? judgeClaim(shop, seen, row) : [])),
];

function judgeClaim(shop: Workshop, seen: Survey, row: ClaimRow): readonly Disagreement[] {
  const { claim, standing } = row;
  if (isBusy(shop, seen, claim.order) || seen.unreadable.some(({ id }) => id === claim.order)) return [];
  const order = orderOf(seen, claim.order);
  if (order === undefined) return judgeUnrecorded(shop, seen, row);
  if (order.ticket !== claim.ticket || isUnclear(seen, claim.ticket)) return [];
  const told = { subject: order.id, file: orderPath(order.id) };
  if (!isOpenOrder(order)) {
    const message = `${claim.holder} holds ${claim.ticket} for ${order.id}, which is ${ended(order)}`;
    const reason = `${order.id} is ${ended(order)}`;
    const act = () => releaseIfSame(shop, claim, reason);
    return [disagreement("claim-of-ended-order", { ...told, message }, { action: `free ${claim.ticket}`, act })];
  }
  if (standing.is === "free" && order.state === "running") {
    const reason = `The process of ${claim.holder} that held ${order.id} is gone.`;
    const act = () => giveBackIfDead(shop, order, { taking: claim.taking, reason });
    const action = `give ${claim.ticket} back; its branch stays`;
    return [disagreement("claim-dead", { ...told, message: reason }, { action, act })];
  }
  return claim.token === order.token ? [] : [tokenDiffers(shop, row, order)];
}

const ended = ({ state, merged_at_sha }: Order): string => (merged_at_sha === undefined ? state : "merged");

/** Without a record only this clone's claims can be judged: an order of another clone may not have been synced yet. */
function judgeUnrecorded(shop: Workshop, seen: Survey, { claim, standing }: ClaimRow): readonly Disagreement[] {
  if (claim.clone !== seen.clone && standing.is !== "free") return [];
  const id = claim.order;
  const worktree = recordedPath(shop, worktreePath(shop, id));
  const message = `${claim.holder} holds ${claim.ticket} for ${claim.order}, of which there is no record`;
  const act = async (): Promise<Result<unknown>> => {
    const recorded = loadOrder(shop.backlog, claim.order);
    if (recorded.ok || recorded.fault.code !== "order-not-found") return ok(null);
    const released = await releaseIfSame(shop, claim, "taking it was cut off");
    if (released.ok)
      await clearEnded(shop, { id, base: usualBase(shop, seen), branch: branchName(shop, claim), worktree });
    return released;
  };
  const told = { subject: claim.order, file: orderPath(claim.order), message };
  return [disagreement("claim-without-order", told, { action: `free ${claim.ticket}`, act })];
}

interface Dead {
  readonly taking: string;
  readonly reason: string;
}

async function giveBackIfDead(shop: Workshop, order: Order, { taking, reason }: Dead): Promise<Result<unknown>> {
  const row = await readClaim(shop, order.ticket);
  if (!row.ok) return row;
  const isSame = row.value?.claim.taking === taking && row.value.standing.is === "free";
  return isSame ? giveBack(shop, order, reason) : ok(null);
}

function tokenDiffers(shop: Workshop, { claim }: ClaimRow, order: Order): Disagreement {
  const message = `the claim of ${order.id} has token ${claim.token} and is ${claim.holder}'s; its record says ${order.token} and ${order.owner}`;
  const act = async (): Promise<Result<unknown>> => {
    const row = await readClaim(shop, claim.ticket);
    if (!row.ok) return row;
    const now = row.value?.claim;
    return now?.order === order.id && now.state === "held" ? writeHolder(shop, order, now) : ok(null);
  };
  const told = { subject: order.id, file: orderPath(order.id), message };
  return disagreement("claim-token-differs", told, { action: `write the claim's holder into ${order.id}`, act });
}

type Holder = Pick<ClaimRow["claim"], "token" | "holder" | "kind">;

/** The claim is what git guards, so the record follows it. */
export function writeHolder(shop: Workshop, order: Order, { token, holder, kind }: Holder): Promise<Result<null>> {
  return record(shop, atOrder(order), ({ ticket: { ticket }, order: stored }) => {
    if (stored?.order.token === token && stored.order.owner === holder) return ok(undefined);
    const attributes = { holder, token: String(token) };
    const event = newEvent(shop, {
      kind: "order",
      attributes,
      refs: [`order:${order.id}`],
      body: "As its claim says.",
    });
    const edits = ticket.assignee === holder ? [] : [{ set: "assignee", to: holder }];
    return ok({
      ticket: [...edits, event],
      order: { token, owner: holder, holder: kind },
      message: `write the holder of ${order.id}`,
    });
  });
}

const atOrder = ({ id, ticket }: Order): { readonly ticket: string; readonly order: string } => ({ ticket, order: id });
