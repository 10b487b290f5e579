import { parseJson } from "../std/json.ts";
import { isFields } from "./_json-fields.ts";

/** What kind of thing a run of an agent says, under the names by which older ledgers know them. */
export type RunRule =
  | "run_failure_event"
  | "agent_stderr_artifact"
  | "agent_last_message_artifact"
  | "confusion_point"
  | "suggested_change"
  | "confidence_missing";

export type RunSeverity = "low" | "medium" | "high";

/** One thing that an agent reported about its run. */
export interface RunRemark {
  readonly rule: RunRule;
  readonly text: string;
  /** What else stands beside it: impact, evidence, location, priority. */
  readonly extras: Readonly<Record<string, string>>;
}

export interface RunReport {
  readonly remarks: readonly RunRemark[];
  /** What it says of itself: who ran, on what, how it ended. */
  readonly about: Readonly<Record<string, string>>;
  /** False when something in it could not be understood. */
  readonly complete: boolean;
}

/** Most remarks of one kind, and the longest text of one, in characters. */
const MAX_REMARKS = 200;
const MAX_TEXT_CHARS = 4_000;
const MAX_EXTRA_CHARS = 300;

/** Lists of a report, and the fields of an entry that may hold its text, the first that is there. */
const LISTS: readonly (readonly [RunRule, readonly string[], readonly string[]])[] = [
  ["confusion_point", ["confusion_points"], ["summary", "text", "description", "point"]],
  ["suggested_change", ["suggested_changes"], ["change", "summary", "text", "description"]],
  ["confidence_missing", ["confidence_signals", "missing"], ["signal", "summary", "text", "description"]],
  ["confidence_missing", ["confidence_missing"], ["signal", "summary", "text", "description"]],
];

const EXTRAS = ["impact", "evidence", "type", "location", "priority", "expected_impact", "surface"];
/** By the name under which the breadth of evidence counts them. */
const ABOUT: Readonly<Record<string, string>> = {
  ...{ status: "status", exit_code: "exit_code", agent: "agent", target_slug: "target", repo_input: "repo_input" },
  ...{ mission_id: "mission", persona_id: "persona" },
};

/** Reads the report an agent wrote about its run; undefined where it is no JSON object. */
export function readAgentReport(text: string): RunReport | undefined {
  const report = parseJson(text);
  if (!isFields(report)) return undefined;
  let complete = true;
  const remarks = LISTS.flatMap(([rule, path, names]) => {
    const list = at(report, path);
    const entries: readonly unknown[] = Array.isArray(list) ? list : [];
    const read = entries.flatMap((entry) => remarkOf(rule, entry, names) ?? []);
    complete &&=
      (list === undefined || Array.isArray(list)) && read.length === entries.length && read.length <= MAX_REMARKS;
    return read.slice(0, MAX_REMARKS);
  });
  return { remarks, about: aboutOf(report), complete };
}

/** Of a file that says what the run was about. */
export function readAbout(text: string): Readonly<Record<string, string>> {
  const about = parseJson(text);
  return isFields(about) ? aboutOf(about) : {};
}

function aboutOf(value: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const texts = Object.entries(textsOf(value, Object.keys(ABOUT)));
  return Object.fromEntries(texts.map(([name, text]) => [ABOUT[name] ?? name, text]));
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isFields(inner) ? inner[name] : undefined), value);
}

function remarkOf(rule: RunRule, entry: unknown, names: readonly string[]): RunRemark | undefined {
  if (typeof entry === "string")
    return entry.trim() === "" ? undefined : { rule, text: entry.slice(0, MAX_TEXT_CHARS), extras: {} };
  if (!isFields(entry)) return undefined;
  const text = names.map((name) => entry[name]).find((value) => typeof value === "string" && value.trim() !== "");
  return typeof text === "string"
    ? { rule, text: text.slice(0, MAX_TEXT_CHARS), extras: textsOf(entry, EXTRAS) }
    : undefined;
}

function textsOf(value: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const one = value[name];
      const text = Array.isArray(one) ? one.filter((item) => typeof item === "string").join("; ") : one;
      const isPlain = (typeof text === "string" && text.trim() !== "") || typeof text === "number";
      return isPlain ? [[name, String(text).slice(0, MAX_EXTRA_CHARS)]] : [];
    }),
  );
}

/** What an error file says: its kind and message, or as much of it as there is. An empty one says nothing. */
export function readRunError(text: string): string | undefined {
  const value = parseJson(text);
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map(asText).join("; ").slice(0, MAX_TEXT_CHARS);
  if (!isFields(value)) return text.trim() === "" ? undefined : text.trim().slice(0, MAX_TEXT_CHARS);
  const parts = ["failure_kind", "type", "code", "subtype", "message", "error", "reason"].map((name) => value[name]);
  const told = parts.filter((part) => typeof part === "string" && part !== "").join(": ");
  if (told !== "") return told.slice(0, MAX_TEXT_CHARS);
  return Object.keys(value).length === 0 ? undefined : asText(value).slice(0, MAX_TEXT_CHARS);
}

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Whether a run says of itself that it failed. */
export function saysFailed(about: Readonly<Record<string, string>>): boolean {
  if (/^(?:fail|error|crash|time|abort|cancel)/i.test(about.status ?? "")) return true;
  return /^-?\d+$/.test(about.exit_code ?? "") && about.exit_code !== "0";
}

/** How bad a thing is, from what it is and what it says. */
export function runSeverity({ rule, text, extras }: RunRemark): RunSeverity {
  switch (rule) {
    case "run_failure_event":
      return "high";
    case "agent_stderr_artifact":
      return /\b429\b|quota|capacity|resource_exhausted/i.test(text) ? "medium" : "high";
    case "confusion_point":
      return /\bcrash|\bexception|\bdata loss\b|\bblocked\b|\bcannot\b|\bcan['’]t\b/i.test(text) ? "high" : "medium";
    case "suggested_change":
      return prioritySeverity(extras.priority ?? "");
    default:
      return "low";
  }
}

function prioritySeverity(priority: string): RunSeverity {
  const word = priority.trim().toLowerCase();
  if (["p0", "critical", "blocker", "p1", "high"].includes(word)) return "high";
  return word === "p3" || word === "low" ? "low" : "medium";
}
