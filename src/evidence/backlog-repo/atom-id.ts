/** `shop/20260301T101500Z/codex/0:confusion_point:2`: a run, what spoke, and the how-manieth of it. */
const IN_RUN = /^((?:[A-Za-z0-9_.-]+\/)+[A-Za-z0-9_.-]+):([A-Za-z0-9_.-]+):([1-9][0-9]*)$/;
const OPERATIONAL = /^operational_failure:[0-9a-f]{64}:[0-9a-f]{64}$/;
/** Docket's own: `todo-1a2b3c4d5e6f`, with `-2` where several alike stand side by side. */
const NATIVE = /^[a-z][a-z0-9-]*-[0-9a-f]{12}(?:-[1-9][0-9]*)?$/;

/** Old sources whose atoms are the failure of their run told in another way. */
const FAILURES = new Set(["error_json", "report_validation_error", "run_failure_event"]);

/** Whether a text is the id of an atom, of one of the forms that were ever written. */
export const isAtomId = (text: string): boolean => IN_RUN.test(text) || OPERATIONAL.test(text) || NATIVE.test(text);

/** A run fails once: the one id for its failure, whatever reported it. Undefined for atoms that are no failure of a run. */
export function canonicalFailureId(id: string): string | undefined {
  const [, run, source] = IN_RUN.exec(id) ?? [];
  return run !== undefined && source !== undefined && FAILURES.has(source) ? `${run}:run_failure_event:1` : undefined;
}

/** The run and the source that an id names. */
export function partsOfAtomId(id: string): { readonly run: string; readonly source: string } | undefined {
  const [, run, source] = IN_RUN.exec(id) ?? [];
  return run === undefined || source === undefined ? undefined : { run, source };
}
