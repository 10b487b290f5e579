import { EXIT, type ExitName, type Fault } from "../std/fault.ts";
import { hashBytes } from "../std/hash.ts";
import { parseJson } from "../std/json.ts";
import type { Result } from "../std/result.ts";
import { isJson, isRecord, type Json } from "./json.ts";

/** The lines of a journal: `begin`, then timers and results as the program came to them, then `end`. */
export type JournalRecord = BeginRecord | TimerRecord | ResultRecord | EndRecord;

export interface BeginRecord {
  readonly kind: "begin";
  /** Of the journal itself. */
  readonly format: 1;
  readonly id: string;
  readonly program: string;
  readonly version: number;
  readonly input: Json;
  readonly atMs: number;
}

/** A sleep or a wait began. */
export interface TimerRecord {
  readonly kind: "timer";
  readonly name: string;
  readonly untilMs: number;
  readonly atMs: number;
}

/** A step, a sleep or a wait is over. */
export interface ResultRecord {
  readonly kind: "result";
  readonly name: string;
  readonly result: Result<Json>;
  /** The file of the signal that was taken. */
  readonly took?: string;
  readonly atMs: number;
}

export interface EndRecord {
  readonly kind: "end";
  readonly state: "done" | "failed" | "cancelled";
  readonly result: Result<Json>;
  readonly atMs: number;
}

const HEAD = /^\{"sum":"([0-9a-f]{16})",/;

/** One line, with a sum over it and all lines before it. */
export function recordLine(record: JournalRecord, before: string): { readonly line: string; readonly sum: string } {
  const json = JSON.stringify(record);
  const sum = sumOf(before + json);
  return { line: `{"sum":"${sum}",${json.slice(1)}\n`, sum };
}

/** The record of a line; undefined when the line is not what was written there. */
export function parseLine(
  line: string,
  before: string,
): { readonly record: JournalRecord; readonly sum: string } | undefined {
  const sum = HEAD.exec(line)?.[1];
  const json = line.replace(HEAD, "{");
  if (sum === undefined || sum !== sumOf(before + json)) return undefined;
  const record = parseRecord(parseJson(json));
  return record === undefined ? undefined : { record, sum };
}

function sumOf(text: string): string {
  return hashBytes(new TextEncoder().encode(text))
    .map((half) => half.toString(16).padStart(8, "0"))
    .join("");
}

function parseRecord(value: unknown): JournalRecord | undefined {
  if (!isRecord(value) || !isNumber(value.atMs)) return undefined;
  const { kind, atMs } = value;
  if (kind === "begin") return parseBegin(value, atMs);
  if (kind === "timer") {
    const { name, untilMs } = value;
    return typeof name === "string" && isNumber(untilMs) ? { kind, name, untilMs, atMs } : undefined;
  }
  const result = parseResult(value.result);
  if (result === undefined) return undefined;
  if (kind === "result") {
    const { name, took } = value;
    if (typeof name !== "string" || (took !== undefined && typeof took !== "string")) return undefined;
    return { kind, name, result, atMs, ...(took === undefined ? {} : { took }) };
  }
  const { state } = value;
  if (kind !== "end" || (state !== "done" && state !== "failed" && state !== "cancelled")) return undefined;
  return { kind, state, result, atMs };
}

function parseBegin(value: Readonly<Record<string, unknown>>, atMs: number): BeginRecord | undefined {
  const { format, id, program, version, input } = value;
  if (format !== 1 || typeof id !== "string" || typeof program !== "string") return undefined;
  if (!isNumber(version) || !isJson(input)) return undefined;
  return { kind: "begin", format, id, program, version, input, atMs };
}

export function parseResult(value: unknown): Result<Json> | undefined {
  if (!isRecord(value)) return undefined;
  if (value.ok === true) return isJson(value.value) ? { ok: true, value: value.value } : undefined;
  const fault = parseFault(value.fault);
  return fault === undefined ? undefined : { ok: false, fault };
}

function parseFault(value: unknown): Fault | undefined {
  if (!isRecord(value)) return undefined;
  const { code, exit, message, where, hint } = value;
  if (typeof code !== "string" || !isExit(exit) || typeof message !== "string") return undefined;
  return {
    code,
    exit,
    message,
    ...(typeof where === "string" ? { where } : {}),
    ...(typeof hint === "string" ? { hint } : {}),
  };
}

const isNumber = (value: unknown): value is number => typeof value === "number";

const isExit = (value: unknown): value is ExitName =>
  typeof value === "string" && value in EXIT && !["ok", "bug", "interrupted"].includes(value);
