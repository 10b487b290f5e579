import type { Atom } from "../evidence/atom.ts";
import { SEVERITIES, type Severity } from "../evidence/sighting.ts";
import type { Finding } from "../std/finding.ts";
import { parseJson } from "../std/json.ts";
import { ok, type Result } from "../std/result.ts";
import { MAX_REPORT_BYTES, MAX_SIGHTINGS } from "./_files-limits.ts";
import { bounded } from "./_files-read.ts";
import { reportFiles } from "./_files-report.ts";
import { finding } from "./_files-rules.ts";
import { type Raw, shortHash, sightingsOf } from "./_files-sighting.ts";
import type { Advice, Applies, Look, Seen, Source } from "./source.ts";

/** Facts that any other program wrote down, as JSON or with one a line. */
export const door: Source = {
  name: "door",
  summary: "Facts out of JSON or JSONL files that other programs write",
  applies: (look) => Promise.resolve(applies(look)),
  collect,
  group: ({ identity }) => `${identity.rule} ${shortHash(identity.subject)}`,
  advise,
};

function applies(look: Look): Applies {
  const { report } = look.settings;
  if (report === undefined) return { applies: false, why: "discover.sources.door.report names no file" };
  const found = reportFiles(look, report);
  return !found.ok || found.value.length > 0
    ? { applies: true }
    : { applies: false, why: `there is no file ${report}` };
}

async function collect(look: Look): Promise<Result<Seen>> {
  const found = reportFiles(look, look.settings.report ?? "");
  if (!found.ok) return found;
  const raws: Raw[] = [];
  const findings: Finding[] = [];
  for (const path of found.value) {
    const bytes = look.world.files.read(`${look.root}/${path}`, MAX_REPORT_BYTES);
    if (!bytes.ok) return bytes;
    for (const { value, line } of entriesOf(path, new TextDecoder().decode(bytes.value))) {
      const raw = raws.length < MAX_SIGHTINGS ? rawOf(value) : `more than ${MAX_SIGHTINGS} facts`;
      if (typeof raw !== "string") raws.push(raw);
      else
        findings.push(
          finding("fact-unreadable", path, { line, message: raw, hint: "a fact has `rule`, `subject` and `message`" }),
        );
    }
  }
  return ok({
    sightings: await sightingsOf(raws),
    findings: bounded(findings),
    isWhole: findings.length === 0 && found.value.length > 0,
  });
}

interface Entry {
  readonly value: unknown;
  /** The line it begins with; in one JSON document the number of the entry. */
  readonly line: number;
}

function entriesOf(path: string, text: string): readonly Entry[] {
  const whole = /\.(?:jsonl|ndjson)$/.test(path) ? undefined : parseJson(text);
  if (whole !== undefined) {
    const list = isRecord(whole) && Array.isArray(whole.facts) ? whole.facts : whole;
    return (Array.isArray(list) ? list : [list]).map((value: unknown, at) => ({ value, line: at + 1 }));
  }
  return text.split("\n").flatMap((raw, at) => (raw.trim() === "" ? [] : [{ value: parseJson(raw), line: at + 1 }]));
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

/** What one entry says; a sentence when it is no fact. */
function rawOf(entry: unknown): Raw | string {
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

function advise(atoms: readonly Atom[]): Advice {
  const [first] = atoms;
  const paths = [...new Set(atoms.flatMap(({ place }) => place?.path ?? []))].sort();
  const { rule = "a fact", subject = "" } = first?.identity ?? {};
  return {
    title: first?.message ?? rule,
    kind: first?.isSecurity === true ? "security" : "chore",
    context: `Another program reports ${rule} for ${subject}.`,
    description: "Find out what causes it and mend that; or say in the thread why it is no problem.",
    criteria: [`The report no longer names ${rule} for ${subject}`],
    testNotes: "A regression test fails with the problem and passes without it, where it can be tested.",
    scope: paths,
    verify: ["test"],
  };
}
