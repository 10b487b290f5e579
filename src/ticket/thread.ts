import { err, ok, type Result } from "../std/result.ts";
import {
  CLOSING_LINE,
  escapeBody,
  formatAttribute,
  isEventClose,
  isEventOpen,
  readAttributes,
  unescapeBody,
} from "./_event-text.ts";
import { isBlank, type Line } from "./_lines.ts";
import { checkBody } from "./clean.ts";
import { eventRefused } from "./faults.ts";
import { parseInstant } from "./instant.ts";
import type { NewEvent, Problem, TicketEvent } from "./model.ts";
import { problem } from "./problems.ts";

/** Heading of the section that holds the events. */
export const THREAD = "Thread";

const NAME = /^[A-Za-z_][\w-]*$/;
const OWN_NAMES = new Set(["event", "id", "author", "by", "at", "ref"]);

/** Reads the events in the lines of a thread; what is broken becomes a problem and the rest is read on. */
export function readEvents(text: string, lines: readonly Line[], problems: Problem[]): TicketEvent[] {
  const events: TicketEvent[] = [];
  let index = 0;
  let stray = false;
  while (index < lines.length) {
    const line = lines[index];
    if (line === undefined) break;
    const shown = text.slice(line.start, line.end);
    if (!isEventOpen(shown)) {
      if (!stray && !isBlank(line) && !/^[ \t]*<!--.*-->[ \t]*$/.test(shown)) {
        stray = true;
        const hint = "move it into an event, or above the heading of the thread";
        problems.push(
          problem("thread-stray-text", "this text stands outside every event", { line: line.number, hint }),
        );
      }
      index++;
      continue;
    }
    const block = blockAt(text, lines, index);
    const event = readEvent(text, lines.slice(index, block.end), problems);
    if (event !== undefined) events.push(event);
    if (!block.closed) {
      const hint = `add a line ${CLOSING_LINE} where the event ends`;
      problems.push(
        problem("event-unclosed", "the event that begins here has no closing comment", { line: line.number, hint }),
      );
    }
    index = block.closed ? block.end + 1 : block.end;
  }
  checkTimes(events, problems);
  return events;
}

/** An event as text with `\n` line ends, without one at its end; a fault when reading could not give it back. */
export function formatEvent(event: NewEvent): Result<string> {
  const reason = refusal(event);
  if (reason !== undefined) return err(eventRefused({ reason }));
  const body = checkBody(event.body ?? "");
  return body.ok ? ok(eventText(event)) : body;
}

/** The text of an event whose parts are known to be good. */
export function eventText(event: NewEvent): string {
  const parts = [
    formatAttribute("event", event.kind),
    formatAttribute("id", event.id),
    formatAttribute("author", event.actor.name),
    formatAttribute("by", event.actor.kind),
    formatAttribute("at", event.at),
    ...(event.refs ?? []).map((ref) => formatAttribute("ref", ref)),
    ...Object.entries(event.attributes ?? {}).map(([name, value]) => formatAttribute(name, value)),
  ];
  const body = event.body ?? "";
  const text = body === "" ? "" : `\n${escapeBody(body)}\n\n`;
  return `<!-- ${parts.join(" ")} -->\n${text}${CLOSING_LINE}`;
}

function refusal(event: NewEvent): string | undefined {
  if (!NAME.test(event.kind)) return `has a kind that cannot be used: ${JSON.stringify(event.kind)}`;
  if (!NAME.test(event.id.replace(/^\d/, "_"))) return `has an id that cannot be used: ${JSON.stringify(event.id)}`;
  if (parseInstant(event.at) === undefined) return `has a time that cannot be used: ${JSON.stringify(event.at)}`;
  if (event.actor.name.trim() === "") return "has no author";
  const name = Object.keys(event.attributes ?? {}).find((key) => !NAME.test(key) || OWN_NAMES.has(key));
  return name === undefined ? undefined : `has an attribute whose name cannot be used: ${JSON.stringify(name)}`;
}

interface Block {
  /** Index of the closing line, or of the line at which an unclosed event ends. */
  readonly end: number;
  readonly closed: boolean;
}

function blockAt(text: string, lines: readonly Line[], open: number): Block {
  for (let index = open + 1; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined || text[line.start] !== "<") continue;
    const shown = text.slice(line.start, line.end);
    if (isEventClose(shown)) return { end: index, closed: true };
    if (isEventOpen(shown)) return { end: index, closed: false };
  }
  return { end: lines.length, closed: false };
}

function readEvent(text: string, lines: readonly Line[], problems: Problem[]): TicketEvent | undefined {
  const [open, ...rest] = lines;
  if (open === undefined) return undefined;
  const pairs = readAttributes(text.slice(open.start, open.end));
  const one = (name: string): string | undefined => pairs?.find(([key]) => key === name)?.[1];
  const kind = one("event");
  const id = one("id");
  if (pairs === undefined || kind === undefined || id === undefined) {
    const message =
      pairs === undefined ? "this event's opening comment cannot be read" : "this event has no kind or no id";
    const hint =
      "it looks like: <!-- event: comment id: k3f9q2bcdf author: mika by: person at: 2026-03-02T09:30:00Z -->";
    problems.push(problem("event-malformed", message, { line: open.number, hint }));
    return undefined;
  }
  return {
    id,
    kind,
    author: one("author") ?? "",
    by: one("by") === "agent" ? "agent" : "person",
    at: one("at") ?? "",
    refs: pairs.filter(([name]) => name === "ref").map(([, value]) => value),
    attributes: Object.fromEntries(pairs.filter(([name]) => !OWN_NAMES.has(name))),
    body: bodyOf(text, open, rest),
    line: open.number,
  };
}

/** One blank line after the opening and one before the closing comment belong to the form, not to the body. */
function bodyOf(text: string, open: Line, lines: readonly Line[]): string {
  const crlf = open.next - open.end === 2;
  const first = lines[0] !== undefined && isBare(text, lines[0], crlf) ? 1 : 0;
  const last = lines.at(-1);
  const stop = lines.length - (last !== undefined && lines.length > first && isBare(text, last, crlf) ? 1 : 0);
  const kept = lines.slice(first, stop).map((line) => text.slice(line.start, crlf ? line.end : rawEnd(text, line)));
  return unescapeBody(kept.join("\n"));
}

function isBare(text: string, line: Line, crlf: boolean): boolean {
  return line.start === (crlf ? line.end : rawEnd(text, line));
}

/** In a block with plain line ends a carriage return is part of the body. */
function rawEnd(text: string, line: Line): number {
  return text[line.next - 1] === "\n" ? line.next - 1 : line.next;
}

function checkTimes(events: readonly TicketEvent[], problems: Problem[]): void {
  const seen = new Set<string>();
  let latest = "";
  for (const { id, at, line } of events) {
    if (seen.has(id)) problems.push(problem("event-duplicate", `the event id ${id} stands twice`, { line }));
    seen.add(id);
    if (parseInstant(at) === undefined) {
      problems.push(problem("event-time", `the event's time is not a UTC time: ${JSON.stringify(at)}`, { line }));
      continue;
    }
    if (at < latest) {
      problems.push(problem("event-order", `this event (${at}) is older than the one above it (${latest})`, { line }));
    }
    latest = at;
  }
}
