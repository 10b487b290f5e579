import type { ProcessIdentity } from "../../ports/processes.ts";
import { parseJson } from "../../std/json.ts";
import { parseTicketId } from "../../ticket/id.ts";
import { parseInstant } from "../../ticket/instant.ts";
import type { ClaimContent, HolderKind } from "./claim.ts";
import { MAX_CLAIM_BYTES, MAX_LEASE_MS, MAX_NAME_CHARS, MAX_REASON_CHARS } from "./limits.ts";

const VERSION = 1;

/** The message of a claim's commit: a line for people, and one line of JSON for us. */
export function claimText(claim: ClaimContent): string {
  const words = claim.state === "held" ? "held by" : "released by";
  const subject = `Claim ${claim.token} of ${claim.ticket}: ${words} ${claim.holder}`;
  return `${subject}\n\n${JSON.stringify({ version: VERSION, ...claim, process: claim.process ?? null })}\n`;
}

export type ClaimReading =
  | { readonly ok: true; readonly claim: ClaimContent }
  | { readonly ok: false; readonly problem: string };

/** Reads the message of a commit as a claim. Nothing in it is trusted: each value is compared with what it may be. */
export function readClaimText(message: string): ClaimReading {
  if (message.length > MAX_CLAIM_BYTES) return unreadable("it is too large");
  const body = /^[^\n]*\n\n(.*)$/s.exec(message)?.[1];
  const value = body === undefined ? undefined : parseJson(body);
  if (!isRecord(value)) return unreadable("its message holds no JSON object");
  if (value.version !== VERSION) return unreadable(`its version is ${shown(value.version)}, and not ${VERSION}`);
  return readFields(value);
}

type Fields = Readonly<Record<string, unknown>>;

function readFields(value: Fields): ClaimReading {
  const ticket = typeof value.ticket === "string" ? parseTicketId(value.ticket) : undefined;
  if (ticket === undefined) return bad("ticket", value);
  const names = readNames(value);
  if (typeof names === "string") return bad(names, value);
  const kind = kindOf(value.kind);
  if (kind === undefined) return bad("kind", value);
  const process = value.process === null ? undefined : processOf(value.process);
  if ((kind === "engine") !== (process !== undefined)) return bad("process", value);
  const takenAt = instantOf(value.takenAt);
  if (takenAt === undefined) return bad("takenAt", value);
  const renewedAt = instantOf(value.renewedAt);
  if (renewedAt === undefined) return bad("renewedAt", value);
  const { leaseMs, token, counter, state, reason } = value;
  if (!isCount(leaseMs, 1) || leaseMs > MAX_LEASE_MS) return bad("leaseMs", value);
  if (!isCount(token, 1)) return bad("token", value);
  if (!isCount(counter, 0)) return bad("counter", value);
  if (state !== "held" && state !== "released") return bad("state", value);
  if (reason !== undefined && !isText(reason, MAX_REASON_CHARS)) return bad("reason", value);
  const times = { takenAt, renewedAt, leaseMs };
  return { ok: true, claim: { ticket, ...names, kind, process, ...times, token, counter, state, reason } };
}

/** The names, or which of them is none. */
function readNames(
  value: Fields,
): Pick<ClaimContent, "order" | "holder" | "user" | "host" | "clone" | "taking"> | string {
  const { order, holder, user, host, clone, taking } = value;
  if (!isText(order, MAX_NAME_CHARS)) return "order";
  if (!isText(holder, MAX_NAME_CHARS)) return "holder";
  if (!isText(user, MAX_NAME_CHARS)) return "user";
  if (!isText(host, MAX_NAME_CHARS)) return "host";
  if (!isText(clone, MAX_NAME_CHARS)) return "clone";
  if (!isText(taking, MAX_NAME_CHARS)) return "taking";
  return { order, holder, user, host, clone, taking };
}

function kindOf(value: unknown): HolderKind | undefined {
  return value === "engine" || value === "person" ? value : undefined;
}

function processOf(value: unknown): ProcessIdentity | undefined {
  if (!isRecord(value)) return undefined;
  const { pid, start, boot, host } = value;
  if (!isCount(pid, 1)) return undefined;
  if (!isLine(start) || !isLine(boot) || !isLine(host)) return undefined;
  return { pid, start, boot, host };
}

const instantOf = (value: unknown) => (typeof value === "string" ? parseInstant(value) : undefined);

const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCount = (value: unknown, least: number): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= least;

/** May be empty, as where a system does not say when a process began. */
const isLine = (value: unknown): value is string =>
  typeof value === "string" && value.length <= MAX_NAME_CHARS && !/[\u0000-\u001f\u007f]/.test(value);

const isText = (value: unknown, most: number): value is string =>
  typeof value === "string" && value !== "" && value.length <= most && !/[\u0000-\u001f\u007f]/.test(value);

const bad = (field: string, value: Fields): ClaimReading => unreadable(`its ${field} is ${shown(value[field])}`);

const shown = (value: unknown): string => (JSON.stringify(value) ?? "missing").slice(0, 80);

const unreadable = (problem: string): ClaimReading => ({ ok: false, problem });
