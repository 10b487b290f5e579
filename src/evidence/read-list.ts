import { err, ok, type Result } from "../std/result.ts";
import type { Listed } from "./cluster-list.ts";
import { clusterInputInvalid } from "./faults.ts";
import { pathsIn } from "./likeness/anchors.ts";
import { MAX_CLUSTERED, MAX_LISTED_TEXT, MAX_LISTED_TITLE } from "./limits.ts";

/** Keys under which programs that print such lists put the list itself. */
const WRAPPERS = ["items", "pull_requests", "pullRequests", "prs", "issues"];

/**
 * Reads a list of pull requests or issues, already parsed from JSON: objects with a number and a title, and where they have them a
 * body and files. Whatever else they hold is passed over.
 */
export function readList(value: unknown): Result<readonly Listed[]> {
  const list = listIn(value);
  if (list === undefined) return err(clusterInputInvalid({ why: "it is no list" }));
  if (list.length > MAX_CLUSTERED)
    return err(clusterInputInvalid({ why: `it has ${list.length} entries, and ${MAX_CLUSTERED} is the most` }));
  const read = list.map(listedOf);
  const at = read.indexOf(undefined);
  if (at >= 0) return err(clusterInputInvalid({ why: `entry ${at + 1} has no number or no title` }));
  return ok(read.filter((one) => one !== undefined));
}

function listIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return undefined;
  return WRAPPERS.map((key) => value[key]).find((part) => Array.isArray(part));
}

function listedOf(value: unknown): Listed | undefined {
  if (!isRecord(value)) return undefined;
  const number = [value.number, value.pr_number, value.id].find((one) => Number.isSafeInteger(one));
  const title = value.title;
  if (typeof number !== "number" || typeof title !== "string" || title.trim() === "") return undefined;
  const body = [value.body, value.description].find((one) => typeof one === "string") ?? "";
  const text = typeof body === "string" ? body.slice(0, MAX_LISTED_TEXT) : "";
  const files = [value.files, value.changed_files, value.paths].find((one) => Array.isArray(one)) ?? [];
  const short = title.trim().slice(0, MAX_LISTED_TITLE);
  const named = Array.isArray(files) ? files.flatMap(pathOf) : [];
  const anchors = [...new Set([...named, ...pathsIn(`${short}\n${text}`)])].sort();
  return { number, title: short, text, anchors };
}

/** A path, or an object that holds one. */
function pathOf(file: unknown): readonly string[] {
  const named = isRecord(file) ? [file.path, file.filename, file.name] : [file];
  const path = named.find((one) => typeof one === "string" && one !== "");
  return typeof path === "string" ? [path.toLowerCase().replaceAll("\\", "/")] : [];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
