import type { Engine, Program, Run } from "../../src/flow/engine.ts";
import type { Json } from "../../src/flow/json.ts";
import { faultKind } from "../../src/std/fault.ts";
import { err, ok, type Result } from "../../src/std/result.ts";

/** Storage that outlives processes, and processes that come and go. */
export interface EngineRig {
  /** An engine as a new process has it. */
  start(): Running;
  /** Lets time pass for everybody. */
  pass(ms: number): Promise<void>;
}

export interface Running {
  readonly engine: Engine;
  /** The process dies: what it has under way gets no further. */
  kill(): void;
}

export const sample = faultKind<{ readonly word: string }>({
  code: "sample",
  exit: "findings",
  summary: "A fault of a test.",
  message: ({ word }) => `a sample of ${word}`,
  where: ({ word }) => `${word}.txt`,
  hint: () => "none",
});

export const codeOf = (result: Result<unknown>): string => (result.ok ? "ok" : result.fault.code);

/** Acts that leave a trace: what was really done, and how often. */
export class Trace {
  readonly acts: string[] = [];
  /** The act that does not come back, as when its process dies under it. */
  hangAt = "";
  readonly #hung = Promise.withResolvers<void>();
  readonly hung = this.#hung.promise;

  act<Value extends Json>(name: string, result: Result<Value>): () => Promise<Result<Value>> {
    return async () => {
      this.acts.push(name);
      if (name !== this.hangAt) return result;
      this.#hung.resolve();
      return new Promise(() => undefined);
    };
  }
}

/** A run whose process dies under it: what the dead throw is heard by nobody. */
export function leave(running: Promise<unknown>): void {
  running.catch((error: unknown) => {
    if (!(error instanceof Error && error.name === "Crash")) throw error;
  });
}

export type Path = { readonly seen: readonly string[] };

/** Three steps; the second gives a fault, by which the program decides. */
export function threeSteps(trace: Trace, version = 1): Program<{ readonly word: string }, Path> {
  return {
    name: "three-steps",
    version,
    run: async (run, { word }) => {
      const one = await run.step("one", trace.act("one", ok({ word, list: [1, null, "ü"] })));
      const two = await run.step("two", trace.act("two", err(sample({ word }))));
      const rest = two.ok ? "well" : "badly";
      const three = await run.step(`three went ${rest}`, trace.act("three", ok(3)));
      return ok({ seen: [one, two, three].map((result) => JSON.stringify(result)) });
    },
  };
}

export const one = (name: string, run: (run: Run) => Promise<Result<never | string>>): Program<null, string> => ({
  name,
  version: 1,
  run,
});
