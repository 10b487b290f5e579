import { maskSecrets } from "../findings/mask-secrets.ts";
import { isCompilerChatter, isScriptChatter } from "../findings/problems/chatter.ts";
import type { ProblemReport } from "../findings/problems/problem.ts";
import { readProblemReport } from "../findings/problems/read-problem-report.ts";
import { oneLine } from "../findings/quote.ts";
import type { Excerpt, ProcessAnswer, ProcessCommand } from "../ports/processes.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { ToolKit } from "./_tool.ts";
import { toolNotRead, toolTimedOut } from "./_tool-faults.ts";
import { MAX_SAID_CHARS, MAX_SAID_TEXT_CHARS, MAX_TOOL_REPORT_BYTES } from "./_tool-limits.ts";
import type { Look } from "./source.ts";

/** A command and how to read what it prints. */
export interface ToolCall {
  readonly source: string;
  /** Where it runs. */
  readonly folder: string;
  /** As a person would type it. */
  readonly line: string;
  readonly command: ProcessCommand;
  readonly formats: readonly string[];
  readonly silence: ToolKit["silence"];
  readonly limitMs: number;
}

/** Exit codes up to this one say "all well" or "problems"; what is above says that the tool itself had trouble. */
const LAST_EXIT_OF_PROBLEMS = 2;
/** Yarn 1 adds up a number for each severity that it found. */
const LAST_EXITS: ReadonlyMap<string, number> = new Map([["yarn-audit", 31]]);

/** No colours, no questions, no hints about updates, and not many tries where there is no network. */
const QUIET: Readonly<Record<string, string>> = {
  CI: "1",
  NO_COLOR: "1",
  FORCE_COLOR: "0",
  NO_UPDATE_NOTIFIER: "1",
  npm_config_update_notifier: "false",
  npm_config_fetch_retries: "1",
};

/** Runs a tool. Such tools end with 1 when they have something to say, so whether it worked is told by its report alone. */
export async function runTool(look: Look, call: ToolCall): Promise<Result<ProblemReport>> {
  const answer = await startTool(look, call);
  if (!answer.ok) return answer;
  const { stdout, stderr } = answer.value;
  const texts = [textOf(stdout), textOf(stderr)];
  const report = texts.map((text) => readProblemReport(text, call.formats)).find((one) => one !== undefined);
  if (report === undefined) {
    if (isClean(answer.value) && saysAllIsWell(answer.value.stdout, call.silence))
      return ok({ format: call.formats[0] ?? "", problems: [], complete: true });
    return err(await notRead(call, answer.value));
  }
  if (report.problems.length === 0 && !report.complete) return err(await notRead(call, answer.value));
  const isCut = stdout.tail.length > 0;
  return ok({ ...report, complete: report.complete && !isCut && endedWell(answer.value, report.format) });
}

/** Runs a command for the file that it writes. */
export async function startTool(look: Look, call: ToolCall): Promise<Result<ProcessAnswer>> {
  const answer = await look.world.processes.run({
    command: call.command,
    cwd: call.folder,
    env: QUIET,
    limitMs: call.limitMs,
    keepBytes: MAX_TOOL_REPORT_BYTES * 2,
    stop: look.stop,
  });
  if (!answer.ok) return answer;
  const { end } = answer.value;
  if (end === "time-limit" || end === "stopped") return err(toolTimedOut({ tool: call.line, source: call.source }));
  return answer;
}

/** The beginning, up to the limit: the middle of a report that was cut says nothing. */
function textOf({ head }: Excerpt): string {
  return new TextDecoder().decode(head.subarray(0, MAX_TOOL_REPORT_BYTES));
}

const isClean = ({ end, code }: ProcessAnswer): boolean => end === "exit" && code === 0;

/** A program that is not the tool, or broke off, may end with 0 as well: only its own way of saying nothing counts. */
function saysAllIsWell(stdout: Excerpt, silence: ToolKit["silence"]): boolean {
  const said = textOf(stdout);
  if (silence === "never" || stdout.tail.length > 0 || said.includes("\0")) return false;
  return silence === "compiler" ? isCompilerChatter(said) : isScriptChatter(said);
}

const endedWell = ({ end, code }: ProcessAnswer, format: string): boolean =>
  end === "exit" && code !== undefined && code <= (LAST_EXITS.get(format) ?? LAST_EXIT_OF_PROBLEMS);

async function notRead({ line, source }: ToolCall, { code, signal, stdout, stderr }: ProcessAnswer): Promise<Fault> {
  const words = await maskSecrets(complaintIn(textOf(stderr)) || complaintIn(textOf(stdout)));
  const how = code === undefined ? `was ended by ${signal ?? "a signal"}` : `ended with ${code}`;
  const isTooLong = stdout.tail.length > 0 ? ` after more than ${MAX_TOOL_REPORT_BYTES / 1024 / 1024} MB` : "";
  return toolNotRead({ tool: line, source, how: how + isTooLong, said: oneLine(words, MAX_SAID_CHARS) });
}

/** The first line that speaks of an error, else the last one: tools say last what made them stop. */
function complaintIn(text: string): string {
  const lines = text
    .slice(-MAX_SAID_TEXT_CHARS)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.find((line) => /error|cannot|could not|not found|failed|no such/i.test(line)) ?? lines.at(-1) ?? "";
}
