/** The exit codes of the program; every fault names one of them. */
export const EXIT = { ok: 0, findings: 1, usage: 2, held: 3, notFound: 4, bug: 70, interrupted: 130 } as const;
export type ExitName = "findings" | "usage" | "held" | "notFound";

/** An expected failure as a value: what went wrong, where, and the way out. */
export interface Fault {
  readonly code: string;
  readonly exit: ExitName;
  readonly message: string;
  /** A file, `file:line:column`, or the part of the input that is meant. */
  readonly where?: string;
  readonly hint?: string;
}

/** One kind of fault: its code and texts stand in one place, and the reference in docs/ is made from it. */
export interface FaultKind<Data> {
  (data: Data): Fault;
  readonly code: string;
  readonly exit: ExitName;
  readonly summary: string;
}

export interface FaultSpec<Data> {
  readonly code: string;
  readonly exit: ExitName;
  /** One sentence for the reference: when this happens. */
  readonly summary: string;
  readonly message: (data: Data) => string;
  readonly where?: (data: Data) => string | undefined;
  readonly hint?: (data: Data) => string | undefined;
}

/** Declares one kind of fault. */
export function faultKind<Data>(spec: FaultSpec<Data>): FaultKind<Data> {
  const make = (data: Data): Fault => {
    const where = spec.where?.(data);
    const hint = spec.hint?.(data);
    return {
      code: spec.code,
      exit: spec.exit,
      message: spec.message(data),
      ...(where === undefined ? {} : { where }),
      ...(hint === undefined ? {} : { hint }),
    };
  };
  return Object.assign(make, { code: spec.code, exit: spec.exit, summary: spec.summary });
}
