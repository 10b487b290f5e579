import { createHash } from "node:crypto";
import { parseJson } from "../../std/json.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { canonicalJson } from "../canonical-json.ts";
import { verdictEdited, verdictUnreadable, verdictVersionUnknown } from "../faults.ts";
import { MAX_VERDICT_CHARS, MAX_VERDICT_DEPTH } from "../limits.ts";
import { reasonsOf } from "./reasons.ts";
import { fits, isRecord } from "./shape.ts";
import { type Verdict, type VerdictBody, verdictShape } from "./verdict-shape.ts";

const SCHEMA_VERSION = 1;

/**
 * Concludes a verdict from what was found, and seals it. The seal is a digest, not a signature: it shows that nobody edited the
 * file by hand, and `recheck` holds what it says against the history, which nobody can edit unseen.
 */
export function sealVerdict(body: VerdictBody): Verdict {
  const whole = { schemaVersion: SCHEMA_VERSION, result: conclusion(body), ...body };
  return { ...whole, seal: sealOf(whole) };
}

/** The text of verdict.json. */
export const printVerdict = (verdict: Verdict): string => `${JSON.stringify(verdict, undefined, 2)}\n`;

/** Reads verdict.json: size, JSON, version, seal and shape, in this order. */
export function parseVerdict(text: string): Result<Verdict> {
  if (text.length > MAX_VERDICT_CHARS) return unreadable(`it is longer than ${MAX_VERDICT_CHARS} characters`);
  const value = parseJson(text);
  if (!isRecord(value)) return unreadable("it is no JSON object");
  if (depthOf(value) > MAX_VERDICT_DEPTH) return unreadable(`it is nested more than ${MAX_VERDICT_DEPTH} levels deep`);
  const { seal, schemaVersion: version } = value;
  if (typeof version === "number" && version > SCHEMA_VERSION)
    return err(verdictVersionUnknown({ version: `${version}` }));
  if (typeof seal === "string" && seal !== sealOf(value)) return err(verdictEdited({}));
  const problems: string[] = [];
  return fits(verdictShape, value, problems) ? ok(value) : unreadable(problems.join("; "));
}

/** A person who lets it pass has the last word, and the verdict says so. */
const conclusion = (body: VerdictBody): Verdict["result"] =>
  body.skipped !== undefined || reasonsOf(body).length === 0 ? "passed" : "failed";

function sealOf(content: object): string {
  const unsealed = Object.fromEntries(Object.entries(content).filter(([name]) => name !== "seal"));
  return createHash("sha256").update(canonicalJson(unsealed)).digest("hex");
}

const unreadable = (reason: string): Result<Verdict> => err(verdictUnreadable({ reason }));

/** Counts levels without descending further than is allowed. */
function depthOf(value: unknown, level = 0): number {
  if (typeof value !== "object" || value === null || level > MAX_VERDICT_DEPTH) return level;
  return Object.values(value).reduce((most: number, entry) => Math.max(most, depthOf(entry, level + 1)), level + 1);
}
