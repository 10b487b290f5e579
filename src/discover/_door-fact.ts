import { SEVERITIES, type Severity } from "../evidence/sighting.ts";
import type { Raw } from "./_files-sighting.ts";

/** What one entry says; a sentence when it is no fact. */
export function factIn(entry: unknown): Raw | string {
  if (!isRecord(entry)) return "it is no JSON object";
  const { rule, subject, message, excerpt } = entry;
  if (!isText(rule)) return "`rule` is missing or no text";
  if (!isText(subject)) return "`subject` is missing or no text";
  if (!isText(message)) return "`message` is missing or no text";
  const place = placeOf(entry);
  const facts = factsOf(entry, place === undefined);
  return {
    ...{ source: "door", identity: { rule, subject }, message, severity: severityOf(entry.severity), isOutside: true },
    ...(place === undefined ? {} : { place }),
    ...(isText(excerpt) ? { excerpt } : {}),
    ...(entry.security === true ? { isSecurity: true } : {}),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  };
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const KNOWN = new Set([
  "rule",
  "subject",
  "message",
  "path",
  "line",
  "severity",
  "excerpt",
  "url",
  "security",
  "facts",
]);

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

const OTHER_WORDS: Readonly<Record<string, Severity>> = {
  ...{ critical: "blocker", error: "high", major: "high", warning: "medium", moderate: "medium" },
  ...{ minor: "low", info: "low", note: "low" },
};

function severityOf(value: unknown): Severity {
  const word = typeof value === "string" ? value.toLowerCase() : "";
  return (
    SEVERITIES.find((one) => one === word) ??
    (Object.hasOwn(OTHER_WORDS, word) ? OTHER_WORDS[word] : undefined) ??
    "medium"
  );
}

/** A path that leads out of the repository is no place. */
function placeOf({ path, line }: Fields): Raw["place"] {
  if (!isText(path)) return undefined;
  const clean = path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  if (
    clean.startsWith("/") ||
    /^[A-Za-z]:/.test(clean) ||
    clean.split("/").includes("..") ||
    /[\u0000-\u001f]/.test(clean)
  )
    return undefined;
  return Number.isSafeInteger(line) && Number(line) > 0 ? { path: clean, line: Number(line) } : { path: clean };
}

function factsOf(entry: Fields, hasNoPlace: boolean): Readonly<Record<string, string>> {
  const { facts, url, path } = entry;
  const others = Object.entries(entry).filter(([key]) => !KNOWN.has(key));
  const all = [
    ...(isText(url) && /^https?:\/\//.test(url) ? [["url", url] as const] : []),
    ...(hasNoPlace && isText(path) ? [["outside", path] as const] : []),
    ...(isRecord(facts) ? Object.entries(facts) : []),
    ...others,
  ];
  return Object.fromEntries(
    all.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}
