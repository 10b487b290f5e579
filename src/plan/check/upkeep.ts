import { type CheckedTicket, isPattern } from "./checked-ticket.ts";
import { isAllGone } from "./completeness.ts";
import type { Found } from "./found.ts";
import { pathsNamed } from "./mentions.ts";
import { isUnderWay, type Surroundings } from "./surroundings.ts";

const DAY_MS = 86_400_000;
/** Days within which a bug is to be closed; a low one has no date. */
const DAYS_ALLOWED: Readonly<Record<string, number>> = { critical: 1, high: 2, medium: 5 };
const SEVERITIES: readonly string[] = ["critical", "high", "medium", "low"];

/** What became wrong by itself, as time went on and the code with it. */
export function upkeep(ticket: CheckedTicket, around: Surroundings): readonly Found[] {
  return [...references(ticket, around), ...obsolete(ticket, around), ...age(ticket, around), ...bugs(ticket, around)];
}

/** Affected files that are plainly absent are told of by completeness. */
function references(ticket: CheckedTicket, { code, creators }: Surroundings): readonly Found[] {
  if (code === undefined) return [];
  const affected = new Set(ticket.files.map(({ path }) => path));
  const changed = isUnderWay(ticket)
    ? []
    : ticket.files.filter(({ action, path }) => action !== "create" && !isPattern(path)).map(({ path }) => path);
  const prose = [...pathsNamed(ticket)].filter((path) => !affected.has(path));
  return [...changed, ...prose].flatMap((path): readonly Found[] => {
    if (code.exists(path) || code.folderExists(path) || creators.has(path)) return [];
    const fate = code.fateOf(path);
    if (fate === undefined) return [];
    if (fate.renamedTo !== undefined) {
      const hint = "docket check --fix writes the new name";
      return [{ code: "reference-renamed", message: `${path} is called ${fate.renamedTo} by now`, hint }];
    }
    if (affected.has(path)) return [];
    return [
      {
        code: "reference-gone",
        message: `${path} is not there any more`,
        hint: "mend the path, or what is said of it",
      },
    ];
  });
}

function obsolete(ticket: CheckedTicket, around: Surroundings): readonly Found[] {
  if (isUnderWay(ticket) || !isAllGone(ticket, around)) return [];
  const hint = `docket move ${ticket.id} rejected --rejection obsolete --reason TEXT, or name the files of today`;
  return [{ code: "ticket-obsolete", message: "every file that it is about was deleted", hint }];
}

function age(ticket: CheckedTicket, { limits, now }: Surroundings): readonly Found[] {
  const days = daysSince(ticket.ticket.updated, now);
  if (!isUnderWay(ticket) || days <= limits.staleDays) return [];
  const message = `it is in ${ticket.ticket.status} and was not touched for ${days} days`;
  return [{ code: "ticket-stale", message, hint: "go on with it, or move it back with a reason" }];
}

function bugs({ id, ticket }: CheckedTicket, { now }: Surroundings): readonly Found[] {
  if (ticket.kind !== "bug") return [];
  const severity = String(ticket.fields.severity ?? "").toLowerCase();
  if (!SEVERITIES.includes(severity)) {
    const hint = `docket edit ${id} --set severity=medium; known are ${SEVERITIES.join(", ")}`;
    return [{ code: "severity-missing", message: "it has no severity", hint }];
  }
  const allowed = DAYS_ALLOWED[severity];
  const days = daysSince(ticket.created, now);
  if (allowed === undefined || days <= allowed || ticket.status === "deferred") return [];
  const message = `its severity is ${severity}, which allows ${allowed} ${allowed === 1 ? "day" : "days"}, and it is open for ${days}`;
  return [{ code: "time-overrun", message, hint: "mend it next, or say by its severity that it can wait" }];
}

/** A time that cannot be read, or lies ahead, is no age. */
function daysSince(instant: string, now: number): number {
  const then = Date.parse(instant);
  return Number.isNaN(then) ? 0 : Math.max(0, Math.floor((now - then) / DAY_MS));
}
