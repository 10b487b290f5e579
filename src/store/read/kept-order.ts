import type { Finding } from "../../std/finding.ts";
import { parseJson } from "../../std/json.ts";
import { VERSION } from "../../std/version.ts";
import type { Planned } from "../../ticket/model.ts";
import { decodeOrdered, decodeSummary, isBrokenLine } from "../../ticket/summary-line.ts";
import type { Backlog } from "../backlog.ts";
import { answerFor, keepAnswer } from "../index/answers.ts";
import { currentTable } from "../index/summaries.ts";
import type { Table } from "../index/table.ts";

/** A choice of tickets in an order, found over all of them. */
export interface Ordering {
  readonly name: string;
  /** Whatever it depends on beside the tickets and the time. */
  readonly given: string;
  /** Of tickets that are done it is told no more than that, and what they took. */
  readonly find: (tickets: readonly Planned[], nowMs: number) => Found;
}

export interface Found {
  /** Places among the tickets that were given. */
  readonly order: readonly number[];
  /** Milliseconds since 1970: when time alone may change it; absent when never. */
  readonly until?: number | undefined;
  /** What else was found on the way and is kept with it. */
  readonly note?: string;
}

/** Tickets in order, not read yet: most verbs show a few of thousands. */
export interface InOrder {
  readonly lines: readonly string[];
  readonly problems: readonly Finding[];
  readonly note?: string | undefined;
}

/** The tickets of an ordering: as it was kept for just these tickets, else found anew and kept for the next reader. */
export function ticketsInOrder(backlog: Backlog, ordering: Ordering): InOrder {
  const table = currentTable(backlog);
  const nowMs = backlog.world.clock.now();
  const given = `${VERSION} ${ordering.given}`;
  const kept = readKept(answerFor(table, ordering.name));
  const holds = kept !== undefined && kept.given === given && kept.from <= nowMs && nowMs < kept.until;
  const order = holds ? kept : findOrder(table, ordering, { nowMs, given });
  if (!holds) keepAnswer(backlog, table, { name: ordering.name, text: JSON.stringify(order) });
  const lineAt = (place: number): string => table.lines[place] ?? "";
  const problems = order.broken.flatMap((place) => problemOf(lineAt(place)));
  return { lines: order.places.map(lineAt), problems, note: order.note };
}

interface Kept {
  readonly given: string;
  readonly from: number;
  readonly until: number;
  /** Where the tickets stand in the index. */
  readonly places: readonly number[];
  readonly broken: readonly number[];
  readonly note?: string | undefined;
}

interface Moment {
  readonly nowMs: number;
  readonly given: string;
}

function findOrder(table: Table, { find }: Ordering, { nowMs, given }: Moment): Kept {
  const { tickets, places, broken } = readLines(table.lines);
  const { order, until = Number.MAX_SAFE_INTEGER, note } = find(tickets, nowMs);
  return { given, from: nowMs, until, places: order.map((at) => places[at] ?? 0), broken, note };
}

interface Read {
  readonly tickets: readonly Planned[];
  /** Where each of them stands in the index. */
  readonly places: readonly number[];
  readonly broken: readonly number[];
}

function readLines(lines: readonly string[]): Read {
  const tickets: Planned[] = [];
  const places: number[] = [];
  const broken: number[] = [];
  // A plain loop: the first call of a process runs it before anything is optimised.
  for (let place = 0; place < lines.length; place += 1) {
    const line = lines[place] ?? "";
    if (isBrokenLine(line)) {
      broken.push(place);
      continue;
    }
    tickets.push(decodeOrdered(line));
    places.push(place);
  }
  return { tickets, places, broken };
}

function problemOf(line: string): readonly Finding[] {
  const { broken, path } = decodeSummary(line);
  return broken === undefined ? [] : [{ ...broken, file: path }];
}

function readKept(text: string | undefined): Kept | undefined {
  const value = text === undefined ? undefined : parseJson(text);
  return isKept(value) ? value : undefined;
}

/** Only this program writes it, under a checksum; what is looked at here is that it is of this shape. */
function isKept(value: unknown): value is Kept {
  return (
    typeof value === "object" &&
    value !== null &&
    "given" in value &&
    "from" in value &&
    "until" in value &&
    "places" in value &&
    Array.isArray(value.places) &&
    "broken" in value &&
    Array.isArray(value.broken)
  );
}
