import type { Atom } from "../evidence/atom.ts";
import type { Finding } from "../std/finding.ts";
import { ok, type Result } from "../std/result.ts";
import { type Entry, readEntries } from "./_door-entries.ts";
import { factIn } from "./_door-fact.ts";
import { MAX_FINDINGS, MAX_SIGHTINGS } from "./_files-limits.ts";
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
  const wrong: Finding[] = [];
  const cut = new Set<string>();
  let wrongCount = 0;
  const take = (path: string, { value, line }: Entry): boolean => {
    if (raws.length >= MAX_SIGHTINGS) {
      cut.add(path);
      return false;
    }
    const raw = factIn(value);
    if (typeof raw !== "string") raws.push(raw);
    else {
      wrongCount += 1;
      if (wrong.length < MAX_FINDINGS) wrong.push(unreadable(path, line, raw));
    }
    return true;
  };
  for (const path of found.value) {
    const read = await readEntries(look, path, (entry) => take(path, entry));
    if (!read.ok) return read;
  }
  const more = wrongCount > wrong.length ? [manyMore(found.value[0] ?? ".", wrongCount - wrong.length)] : [];
  const findings = [...[...cut].map(tooMany), ...wrong, ...more];
  const isWhole = findings.length === 0 && found.value.length > 0 && !look.stop.aborted;
  return ok({ sightings: await sightingsOf(raws), findings, isWhole });
}

const unreadable = (path: string, line: number, message: string): Finding =>
  finding("fact-unreadable", path, { line, message, hint: "a fact has `rule`, `subject` and `message`" });

const manyMore = (path: string, count: number): Finding =>
  finding("fact-unreadable", path, { message: `${count} more like this are not listed` });

const tooMany = (path: string): Finding =>
  finding("look-cut-short", path, { message: `more than ${MAX_SIGHTINGS} facts; the rest was passed over` });

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
