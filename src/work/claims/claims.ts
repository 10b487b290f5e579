import { err, ok, type Result } from "../../std/result.ts";
import type { Author } from "../../store/actor.ts";
import type { Home } from "../../store/home/home.ts";
import type { Settings } from "../../store/settings/schema.ts";
import { formatInstant } from "../../ticket/instant.ts";
import type { Instant, TicketId } from "../../ticket/model.ts";
import { changeClaim } from "./_change.ts";
import { type Decision, decideRelease, decideRenew, decideTake, decideTakeOver, type Wish } from "./_decide.ts";
import { type Desk, hasRemote, openDesk } from "./_desk.ts";
import { type Fencing, knownFencing } from "./_fencing.ts";
import { judge, look, type View } from "./_view.ts";
import { type Claim, claimRef, type HolderKind } from "./claim.ts";
import type { ClaimsWorld } from "./claims-world.ts";
import { claimDamaged } from "./faults.ts";
import { MAX_REASON_CHARS } from "./limits.ts";
import { type ClaimList, type ClaimRow, listClaims } from "./list.ts";
import { type Publication, type Published, publishClaimed } from "./publish.ts";
import { refreshClaims } from "./refresh.ts";
import { type Settlement, settleAll } from "./settle.ts";

/** Where claims stand does not depend on the network: the remote is asked by `take`, `renew` and the like, unless told not to. */
export interface Offline {
  readonly offline?: boolean | undefined;
}

export interface TakeRequest extends Offline {
  readonly ticket: TicketId;
  readonly order: string;
  readonly by: Author;
  readonly kind: HolderKind;
  /** That of the settings unless told. */
  readonly leaseMs?: number;
}

export interface Claims {
  /** As this clone knows it; undefined when the ticket was never claimed. */
  read(ticket: TicketId): Promise<Result<ClaimRow | undefined>>;
  list(): Promise<Result<ClaimList>>;
  /** `claim-held` names the holder. Taking what the same order holds already gives that claim. */
  take(request: TakeRequest): Promise<Result<Claim>>;
  /** A heartbeat; writes only when a quarter of the lease has gone by. `claim-lost` when it is not ours any more. */
  renew(claim: Claim, by: Author, options?: Offline): Promise<Result<Claim>>;
  release(claim: Claim, by: Author, options: Offline & { readonly reason: string }): Promise<Result<Claim>>;
  /** Moves the claim whoever holds it, a damaged one too. Whether the caller may is not asked here. */
  takeOver(request: TakeRequest, reason: string): Promise<Result<Claim>>;
  publish(publication: Publication): Promise<Result<Published>>;
  /** Who stops an overtaken holder when a branch is published; undefined until a push has told. */
  fencing(): Fencing | undefined;
  /** Asks the remote about claims that were taken offline; nothing to do without one. */
  settle(by: Author): Promise<Result<readonly Settlement[]>>;
  /** Takes over what the remote knows; gives the number of claims that changed. */
  refresh(): Promise<Result<number>>;
}

/** The claims of a repository: one ref a ticket, moved by compare-and-set only (I8). */
export function claimsOf(world: ClaimsWorld, home: Home, settings: Settings["claims"]): Result<Claims> {
  const opened = openDesk(world, home, settings);
  if (!opened.ok) return opened;
  const desk = opened.value;
  return ok({
    read: (ticket) => readOne(desk, ticket),
    list: () => listClaims(desk),
    take: (request) => take(desk, request),
    renew: (claim, by, options) => renew(desk, claim, { ...options, by }),
    release: (claim, by, { reason, offline }) =>
      change(desk, { ticket: claim.ticket, by, offline }, (view) =>
        decideRelease(view, claim, { at: nowOf(desk), reason: oneLine(reason) }),
      ),
    takeOver: (request, reason) => change(desk, request, () => decideTakeOver(wishOf(desk, request), oneLine(reason))),
    fencing: () => knownFencing(desk),
    publish: (publication) => publishClaimed(desk, publication),
    settle: async (by) => (hasRemote(desk) ? settleAll(desk, by.email) : ok([])),
    refresh: () => refreshClaims(desk),
  });
}

async function readOne(desk: Desk, ticket: TicketId): Promise<Result<ClaimRow | undefined>> {
  const view = await look(desk, ticket, "here");
  if (!view.ok) return view;
  const { tip, unsettled } = view.value;
  if (tip === undefined) return ok(undefined);
  if (tip.is === "damaged") return err(claimDamaged({ ref: claimRef(ticket), problem: tip.problem }));
  return ok({ claim: tip.claim, standing: judge(desk, tip.claim), unsettled: unsettled !== undefined });
}

function take(desk: Desk, request: TakeRequest): Promise<Result<Claim>> {
  const wish = wishOf(desk, request);
  return change(desk, request, (view) => {
    const standing = view.tip?.is === "claim" ? judge(desk, view.tip.claim) : undefined;
    return decideTake(view, wish, standing);
  });
}

/** Most heartbeats write nothing, so they look at this clone's ref alone: whoever overtakes us elsewhere is met at the next one that is due. */
async function renew(desk: Desk, claim: Claim, options: Offline & { readonly by: Author }): Promise<Result<Claim>> {
  const decide = (view: View): Decision => decideRenew(view, claim, nowOf(desk));
  const here = await look(desk, claim.ticket, "here");
  if (!here.ok) return here;
  const decision = decide(here.value);
  if (decision.is === "done") return ok(decision.claim);
  return change(desk, { ...options, ticket: claim.ticket }, decide);
}

interface Wanted extends Offline {
  readonly ticket: TicketId;
  readonly by: Author;
}

function change(desk: Desk, { ticket, by, offline }: Wanted, decide: (view: View) => Decision): Promise<Result<Claim>> {
  const reach = offline === true || !hasRemote(desk) ? "here" : "remote";
  return changeClaim(desk, { ticket, reach, email: by.email, decide });
}

const TAKING_BYTES = 8;

function wishOf(desk: Desk, { ticket, order, by, kind, leaseMs }: TakeRequest): Wish {
  const { environment, processes, random } = desk.world;
  return {
    ticket,
    order,
    kind,
    holder: by.actor.name,
    user: environment.user || "unknown",
    host: environment.host,
    clone: desk.clone,
    taking: Buffer.from(random.bytes(TAKING_BYTES)).toString("hex"),
    process: kind === "engine" ? processes.self() : undefined,
    leaseMs: leaseMs ?? desk.leaseMs,
    at: nowOf(desk),
  };
}

const nowOf = ({ world }: Desk): Instant => formatInstant(world.clock.now());

/** What stands in a claim is one line of text, or nothing. */
function oneLine(text: string): string | undefined {
  const line = text.replace(/[\u0000-\u001f\u007f]+/g, " ").trim();
  return line === "" ? undefined : line.slice(0, MAX_REASON_CHARS);
}
