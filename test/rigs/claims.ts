import { nodeFiles } from "../../src/host/files.ts";
import { systemGit } from "../../src/host/git.ts";
import { systemProcesses } from "../../src/host/processes.ts";
import { systemRandom } from "../../src/host/random.ts";
import { hostWorld } from "../../src/host/world.ts";
import type { Result } from "../../src/std/result.ts";
import type { Author } from "../../src/store/actor.ts";
import { newHome } from "../../src/store/home/find-home.ts";
import type { Home } from "../../src/store/home/home.ts";
import { lookAround } from "../../src/store/home/repository.ts";
import type { Settings } from "../../src/store/settings/schema.ts";
import { parseTicketId } from "../../src/ticket/id.ts";
import type { TicketId } from "../../src/ticket/model.ts";
import { type ManualClock, manualClock } from "../../src/twins/manual-clock.ts";
import { testWorld } from "../../src/twins/test-world.ts";
import type { Claim } from "../../src/work/claims/claim.ts";
import { type Claims, claimsOf, type TakeRequest } from "../../src/work/claims/claims.ts";
import type { ClaimsWorld } from "../../src/work/claims/claims-world.ts";
import type { Publication } from "../../src/work/claims/publish.ts";
import { cloneRepo, gitIn, makeRepo } from "./repo.ts";

export const HOUR_MS = 3_600_000;

export const ticket = (id: string): TicketId => {
  const parsed = parseTicketId(id);
  if (parsed === undefined) throw new Error(`${id} is no ticket id`);
  return parsed;
};

export const author = (name: string): Author => ({ actor: { name, kind: "person" }, email: `${name}@example.com` });

/** A wish of a person with an order of their own. */
export const wish = (id: string, name: string, more: Partial<TakeRequest> = {}): TakeRequest => ({
  ticket: ticket(id),
  order: `WO-${id.slice(id.indexOf("-") + 1)}-${name}`,
  by: author(name),
  kind: "person",
  ...more,
});

/** The home a backlog would have in this repository, whatever its shape. */
export function homeOf(repo: string): Home {
  const { gitFolder, checkout, ...around } = lookAround(nodeFiles(), repo);
  if (gitFolder === undefined || checkout === undefined) throw new Error(`${repo} is no repository`);
  return newHome({ ...around, gitFolder, checkout }, "branch", "docket");
}

/** Claims of a clone, as one process sees them: real files, real git, real processes, and a clock to turn. */
export interface Desktop {
  readonly claims: Claims;
  readonly world: ClaimsWorld & { readonly clock: ManualClock };
}

export type ClaimSettings = Partial<Settings["claims"]>;

export function desktop(repo: string, settings: ClaimSettings = {}, world: Partial<ClaimsWorld> = {}): Desktop {
  const clock = manualClock();
  const real = { files: nodeFiles(), git: systemGit(), processes: systemProcesses(), random: systemRandom() };
  const here = { ...testWorld(), ...real, ...world, clock };
  const claims = claimsOf(here, homeOf(repo), { remote: "none", refs: "docket", leaseMs: HOUR_MS, ...settings });
  return { claims: must(claims), world: here };
}

export function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

/** The code of the fault that must have come. */
export function codeOf(result: Result<unknown>): string {
  if (result.ok) throw new Error(`expected a fault, got ${JSON.stringify(result.value)}`);
  return result.fault.code;
}

/** A bare remote and clones of it, each with the desk of one process. */
export interface SharedRemote extends Disposable {
  readonly remote: string;
  readonly clones: readonly string[];
}

export function makeShared(count: number): SharedRemote {
  const repo = makeRepo("bare");
  const clones = Array.from({ length: count }, (_, at) => cloneRepo(repo, `clone-${at}`));
  return { remote: repo.path, clones, [Symbol.dispose]: () => repo[Symbol.dispose]() };
}

/** Makes a commit on top of a branch without touching the checkout, and gives its name. */
export function commitOn(repo: string, ref: string, message: string): string {
  return gitIn(repo, "commit-tree", `${ref}^{tree}`, "-p", ref, "-m", message);
}

/** Claims with nothing but the real world under them, for processes of their own. */
export function realClaims(repo: string, settings: ClaimSettings = {}, world: Partial<ClaimsWorld> = {}): Claims {
  const all = { remote: "none", refs: "docket", leaseMs: HOUR_MS, ...settings } as const;
  return must(claimsOf({ ...hostWorld(), ...world }, homeOf(repo), all));
}

/** Ids that do not collide: `BUG-t000`, `BUG-t001` and so on. */
export const manyTickets = (count: number): readonly TicketId[] =>
  Array.from({ length: count }, (_, at) => ticket(`BUG-t${String(at).padStart(3, "0")}`));

export const BASE = "refs/heads/base";

/** An order to move the base of a repository, and of its remote, forward by one commit. */
export function forward(repo: string, claim: Claim): Publication {
  const from = gitIn(repo, "rev-parse", BASE);
  const to = commitOn(repo, BASE, "Work");
  return { claim, moves: [{ ref: BASE, from, to }], pushes: [{ ref: BASE, to }], note: "land", email: "m@example.com" };
}
