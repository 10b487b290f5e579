import type { Finding } from "../../std/finding.ts";
import { ok, type Result } from "../../std/result.ts";
import { readClaimRefs } from "./_claim-refs.ts";
import type { Desk } from "./_desk.ts";
import { watched } from "./_seen.ts";
import { judgeWith } from "./_view.ts";
import { CLAIM_REFS, type Claim, UNSETTLED_REFS } from "./claim.ts";
import { claimRules } from "./rules.ts";
import type { Standing } from "./standing.ts";

export interface ClaimRow {
  readonly claim: Claim;
  readonly standing: Standing;
  /** Taken offline, and the remote has not been asked yet. */
  readonly unsettled: boolean;
}

export interface ClaimList {
  readonly rows: readonly ClaimRow[];
  readonly findings: readonly Finding[];
}

/** Every claim this clone knows, released ones included, by one call of git; what cannot be read becomes a finding. */
export async function listClaims(desk: Desk): Promise<Result<ClaimList>> {
  const read = await readClaimRefs(desk.place, [CLAIM_REFS, UNSETTLED_REFS]);
  if (!read.ok) return read;
  const waiting = new Set(read.value.refs.filter(({ ref }) => ref.startsWith(UNSETTLED_REFS)).map((one) => one.ticket));
  const claims = read.value.refs.filter(({ ref }) => ref.startsWith(CLAIM_REFS));
  const standing = judgeWith(desk, watched(desk));
  const rows = claims.flatMap(({ ticket, tip }): ClaimRow[] =>
    tip.is === "claim" ? [{ claim: tip.claim, standing: standing(tip.claim), unsettled: waiting.has(ticket) }] : [],
  );
  const unreadable = claims.flatMap(({ ref, tip }) =>
    tip.is === "damaged" ? [finding("claim-unreadable", ref, { message: `it cannot be read: ${tip.problem}` })] : [],
  );
  const broken = read.value.broken.map((ref) =>
    finding("claim-unreadable", ref, {
      message: "its file holds no object's name, so git passes over it",
      hint: `remove ${desk.gitFolder}/${ref}`,
    }),
  );
  const unsettled = rows
    .filter((row) => row.unsettled)
    .map(({ claim }) =>
      finding("claim-unsettled", `${CLAIM_REFS}${claim.ticket}`, {
        message: `${claim.holder} took ${claim.ticket} offline at ${claim.takenAt}`,
        hint: "docket sync asks the remote",
      }),
    );
  return ok({ rows, findings: [...unreadable, ...broken, ...unsettled] });
}

interface Words {
  readonly message: string;
  readonly hint?: string;
}

/** The severity comes from the table. */
function finding(code: (typeof claimRules)[number]["code"], file: string, words: Words): Finding {
  const severity = claimRules.find((rule) => rule.code === code)?.severity ?? "error";
  return { code, severity, file, ...words };
}
