import { parseJson } from "../../std/json.ts";
import type { Actor } from "../../ticket/model.ts";
import type { Journal, JournalChange } from "./journal-shape.ts";

/**
 * Reads a journal's text. Undefined for anything that is not one from its first to its last field: half a journal is replayed by
 * nobody, and a path in it never leads out of the backlog.
 */
export function parseJournal(text: string): Journal | undefined {
  const json = parseJson(text);
  if (!isRecord(json)) return undefined;
  const { message, actor, email, atMs, changes, commit } = json;
  if (typeof message !== "string" || !isName(email) || !isRecord(actor) || !isName(actor.name)) return undefined;
  if (typeof atMs !== "number" || !Number.isFinite(atMs)) return undefined;
  const parsed = Array.isArray(changes) ? changes.map(parseChange) : [undefined];
  const whole = parsed.filter((change) => change !== undefined);
  const move = commit === undefined ? undefined : parseMove(commit);
  if (whole.length !== parsed.length || (commit !== undefined && move === undefined)) return undefined;
  if (actor.kind !== "agent" && actor.kind !== "person") return undefined;
  const by: Actor = { name: actor.name, kind: actor.kind };
  return { message, actor: by, email, atMs, changes: whole, ...(move === undefined ? {} : { commit: move }) };
}

function parseChange(json: unknown): JournalChange | undefined {
  if (!isRecord(json)) return undefined;
  const { path, before } = json;
  const after = parseAfter(json.after);
  if (typeof path !== "string" || !staysInside(path) || after === undefined) return undefined;
  if (before === null || (typeof before === "string" && /^[0-9a-f]{16}$/.test(before))) return { path, before, after };
  return undefined;
}

function parseAfter(json: unknown): JournalChange["after"] | undefined {
  if (json === null || typeof json === "string") return json;
  if (!isRecord(json) || typeof json.base64 !== "string") return undefined;
  return { base64: json.base64 };
}

function parseMove(json: unknown): Journal["commit"] {
  if (!isRecord(json) || !isObjectName(json.id) || !isObjectName(json.from)) return undefined;
  return { id: json.id, from: json.from };
}

/** A path below the backlog's folder, and none that git or Docket keep for themselves there. */
function staysInside(path: string): boolean {
  const parts = path.split("/");
  if (path.includes("\0") || path.includes("\\") || parts.some((part) => part === "" || part === "." || part === ".."))
    return false;
  return parts[0]?.toLowerCase() !== ".git" && parts[0] !== ".private";
}

/** What goes into the head of a commit. */
const isName = (value: unknown): value is string => typeof value === "string" && !/[\n\0<>]/.test(value);

const isObjectName = (value: unknown): value is string =>
  typeof value === "string" && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
