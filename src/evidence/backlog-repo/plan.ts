import { canonicalFailureId } from "./atom-id.ts";
import { type Bucket, bucketNamed } from "./buckets.ts";
import { type PlanName, parsePlanName } from "./plan-name.ts";
import { type PlanOutcome, planOutcome } from "./plan-outcome.ts";
import { evidenceIn } from "./plan-text.ts";

/** A file in a folder of plans, as it was found. */
export interface PlanFile {
  /** The repository that owns it, from the root of the one that keeps the ledger: `.`, `../other`. */
  readonly root: string;
  /** From the root of its owner, with forward slashes. */
  readonly path: string;
  /** Name of the folder that says how it stands; of a file deeper down the one at the top. */
  readonly bucket: string;
  /** Undefined when its bytes are no text, or could not be read. */
  readonly text: string | undefined;
  readonly sidecar?: string | undefined;
}

/** A plan that could be read. */
export interface Plan {
  readonly root: string;
  readonly path: string;
  readonly bucket: Bucket;
  readonly name: PlanName;
  readonly evidence: readonly string[];
  readonly outcome: PlanOutcome | undefined;
  /** Its text could not be read: that it is there is all that counts. */
  readonly isSealed: boolean;
}

/** Reads a file as a plan; undefined when its name or its folder is none of a plan. */
export function readPlan({ root, path, bucket: folder, text, sidecar }: PlanFile): Plan | undefined {
  const bucket = bucketNamed(folder);
  const name = parsePlanName(path.split("/").at(-1) ?? "");
  if (bucket === undefined || name === undefined) return undefined;
  const evidence = text === undefined ? [] : evidenceIn(text);
  const outcome = text === undefined ? undefined : planOutcome(text, sidecar);
  return { root, path, bucket, name, evidence, outcome, isSealed: text === undefined };
}

/** Atoms that a plan names, each under its one id. */
export const planAtoms = ({ evidence }: Plan): readonly string[] => [
  ...new Set(evidence.map((id) => canonicalFailureId(id) ?? id)),
];
