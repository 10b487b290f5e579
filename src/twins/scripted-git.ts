import type { Git, GitAnswer, GitCall } from "../ports/git.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok } from "../std/result.ts";

export interface GitScript {
  /** The beginning of the arguments, or a question about the call and its number, counted from 1. */
  readonly when: readonly string[] | ((call: GitCall, number: number) => boolean);
  /** A fault, or an answer; what is left out is a success that prints nothing. */
  readonly answer: ScriptedAnswer | ((call: GitCall) => ScriptedAnswer);
  /** The rule is used up by its first call. */
  readonly once?: boolean;
}

export interface ScriptedAnswer {
  readonly code?: number;
  readonly stdout?: string | Uint8Array;
  readonly stderr?: string;
  readonly fault?: Fault;
}

export interface ScriptedGit extends Git {
  /** Every call so far. */
  readonly calls: readonly GitCall[];
}

/**
 * A git that answers from a script, first rule that fits first. A call without a rule goes to `otherwise`, so that a real git can be
 * made to fail here and there; without one it is a mistake in the test, and throws.
 */
export function scriptedGit(script: readonly GitScript[], otherwise?: Git): ScriptedGit {
  const calls: GitCall[] = [];
  const used = new Set<GitScript>();
  return {
    calls,
    run: async (call) => {
      calls.push(call);
      const rule = script.find((each) => !used.has(each) && fits(each, call, calls.length));
      if (rule === undefined && otherwise !== undefined) return otherwise.run(call);
      if (rule === undefined) throw new Error(`no rule for: git ${call.args.join(" ")}`);
      if (rule.once) used.add(rule);
      const answer = typeof rule.answer === "function" ? rule.answer(call) : rule.answer;
      return answer.fault === undefined ? ok(complete(answer)) : err(answer.fault);
    },
  };
}

function fits(rule: GitScript, call: GitCall, number: number): boolean {
  if (typeof rule.when === "function") return rule.when(call, number);
  return rule.when.every((arg, at) => call.args[at] === arg);
}

function complete({ code = 0, stdout = "", stderr = "" }: ScriptedAnswer): GitAnswer {
  return { code, stdout: typeof stdout === "string" ? new TextEncoder().encode(stdout) : stdout, stderr };
}
