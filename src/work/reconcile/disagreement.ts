import type { Finding } from "../../std/finding.ts";
import type { Result } from "../../std/result.ts";
import type { Workshop } from "../workshop.ts";
import { type ReconcileCode, reconcileRules } from "./rules.ts";
import type { Survey } from "./survey.ts";

/** Two things that should say the same and do not. */
export interface Disagreement {
  readonly finding: Finding;
  /** The order, ticket, run or branch it is about; with the code it names the disagreement over several looks. */
  readonly subject: string;
  /** Absent where a person has to decide. */
  readonly mending?: Mending;
}

export interface Mending {
  /** What is done, in the imperative. */
  readonly action: string;
  /** Looks again before it acts: between the survey and now others may have gone on. */
  readonly act: () => Promise<Result<unknown>>;
}

/** One kind of look at the survey. */
export type Check = (shop: Workshop, seen: Survey) => Promise<readonly Disagreement[]>;

interface Told {
  readonly subject: string;
  /** Path from the backlog's folder, or the name of what has no file. */
  readonly file: string;
  readonly message: string;
  readonly hint?: string;
}

/** Makes a disagreement; the severity comes from the table. */
export function disagreement(code: ReconcileCode, told: Told, mending?: Mending): Disagreement {
  const { subject, file, message, hint } = told;
  const severity = reconcileRules.find((rule) => rule.code === code)?.severity ?? "error";
  const finding = { code, severity, file, message, ...(hint === undefined ? {} : { hint }) };
  return { finding, subject, ...(mending === undefined ? {} : { mending }) };
}
