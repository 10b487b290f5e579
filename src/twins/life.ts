/** How and when a simulated process or disk fails. Operations are counted from 1, over every port that shares the life. */
export interface FailurePlan {
  readonly crashAt?: number;
  /** Where in that operation: `half` is as far as the real thing can get and still not be done. */
  readonly moment?: "before" | "half" | "after";
  /** From this operation on, writing finds the disk full. */
  readonly noSpaceFrom?: number;
  /** From this operation on, the disk takes no change. */
  readonly readOnlyFrom?: number;
}

/** The end of a simulated process. It is thrown, not returned: no code may handle its own death. */
export class Crash extends Error {
  override readonly name = "Crash";
}

export type Turn = "go" | "half" | "after" | "no-space" | "read-only";

/** The life of one simulated process, shared by the ports it uses. */
export interface Life {
  /** The operations begun so far, in order. */
  readonly log: readonly string[];
  readonly count: number;
  readonly isOver: boolean;
  /** Throws when the process is dead; for what changes nothing and is not counted. */
  check(): void;
  /** Counts an operation and says how it goes; throws when the process dies before it. */
  begin(operation: string): Turn;
  /** The process dies now. */
  end(): never;
}

export function newLife(plan: FailurePlan = {}): Life {
  const log: string[] = [];
  let crash: Crash | undefined;
  const end = (): never => {
    crash ??= new Crash(`crashed at operation ${log.length}: ${log.at(-1) ?? "none"}`);
    throw crash;
  };
  const check = () => {
    if (crash !== undefined) throw crash;
  };
  return {
    log,
    get count() {
      return log.length;
    },
    get isOver() {
      return crash !== undefined;
    },
    check,
    end,
    begin: (operation) => {
      check();
      log.push(operation);
      const turn = turnAt(plan, log.length);
      return turn === "before" ? end() : turn;
    },
  };
}

function turnAt(plan: FailurePlan, operation: number): Turn | "before" {
  if (operation === plan.crashAt) return plan.moment ?? "before";
  if (operation >= (plan.readOnlyFrom ?? Number.POSITIVE_INFINITY)) return "read-only";
  return operation >= (plan.noSpaceFrom ?? Number.POSITIVE_INFINITY) ? "no-space" : "go";
}
