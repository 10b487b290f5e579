import { type LineError, lineError, WORTH_A_LOOK } from "./_ci-log-lines.ts";
import { plain } from "./_text.ts";
import { normalMessage } from "./normal-message.ts";

/** An error in a log, however often it stands there. */
export interface LogError extends LineError {
  /** The message without what differs from run to run. */
  readonly subject: string;
  /** Where it stands first, 1-based. */
  readonly line: number;
  /** The step or section of the log it stands in. */
  readonly section?: string;
  /** Some lines around it. */
  readonly excerpt: string;
  readonly times: number;
}

export interface LogReport {
  readonly errors: readonly LogError[];
  /** Further errors, of which nothing is kept. */
  readonly dropped: number;
  readonly lines: number;
}

/** Reads a log as it comes, in pieces of any size, with little memory however long it is. */
export interface LogReader {
  add(piece: string): void;
  end(): LogReport;
}

const MAX_ERRORS = 200;
const MAX_LINE_CHARS = 4_000;
const LINES_BEFORE = 3;
const LINES_AFTER = 5;
const MAX_EXCERPT_LINE_CHARS = 300;

interface Entry {
  error: LineError;
  readonly subject: string;
  readonly line: number;
  readonly section: string;
  readonly excerpt: string[];
  /** Lines after it that still belong to the excerpt. */
  wanted: number;
  times: number;
}

interface Reading {
  /** The beginning of a line whose end has not come yet. */
  rest: string;
  lines: number;
  dropped: number;
  section: string;
  /** What stood last, as it came. */
  readonly before: string[];
  readonly found: Map<string, Entry>;
  /** Entries that still take lines. */
  open: Entry[];
  /** npm says one thing in many lines. */
  inNpm: boolean;
  /** Inside a Python traceback: the last place it named. */
  traceback: { file?: string; fileLine?: number } | undefined;
}

/** Logs of GitHub Actions, GitLab, Azure, and any other that has a line for each thing. */
export function logReader(): LogReader {
  const reading: Reading = {
    ...{ rest: "", lines: 0, dropped: 0, section: "", before: [], found: new Map(), open: [], inNpm: false },
    traceback: undefined,
  };
  return {
    add: (piece) => {
      const lines = (reading.rest + piece).split("\n");
      reading.rest = (lines.pop() ?? "").slice(0, MAX_LINE_CHARS);
      for (const line of lines) readLine(reading, line);
    },
    end: () => {
      if (reading.rest !== "") readLine(reading, reading.rest);
      return reported(reading);
    },
  };
}

function readLine(reading: Reading, raw: string): void {
  reading.lines += 1;
  const isWorth = WORTH_A_LOOK.test(raw) || reading.traceback !== undefined;
  const line = isWorth || reading.open.length > 0 ? tidied(raw) : "";
  for (const entry of reading.open) takeAfter(entry, line);
  if (reading.open.length > 0) reading.open = reading.open.filter(({ wanted }) => wanted > 0);
  if (isWorth && !readMark(reading, raw, line)) readError(reading, line);
  if (!/^npm (?:ERR!|error)/.test(line)) reading.inNpm = false;
  reading.before.push(raw);
  if (reading.before.length > LINES_BEFORE) reading.before.shift();
}

const STAMP =
  /^\ufeff?(?:[^\t\n]{1,100}\t[^\t\n]{1,100}\t\ufeff?)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z(?: \d\d[OE])?[ +]?/;

/** Without time stamps and colours; of a line that was written over, what stood there in the end. */
function tidied(raw: string): string {
  const line = plain(raw.slice(0, MAX_LINE_CHARS)).replace(/\r+$/, "");
  const shown = line.slice(line.lastIndexOf("\r") + 1);
  return shown.replace(STAMP, "").replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}

/** Steps and sections; true when the line is nothing else. */
function readMark(reading: Reading, raw: string, line: string): boolean {
  const section = /section_(start|end):\d+:([\w.-]{1,100})/.exec(raw);
  if (section !== null) reading.section = section[1] === "start" ? (section[2] ?? "") : "";
  const group = /^(?:##\[group\]|::group::)(.*)$/.exec(line);
  if (group !== null) reading.section = (group[1] ?? "").slice(0, 100).trim();
  if (/^(?:##\[endgroup\]|::endgroup::)/.test(line)) reading.section = "";
  return group !== null;
}

function readError(reading: Reading, line: string): void {
  if (/^\s*Traceback \(most recent call last\)/.test(line)) reading.traceback = {};
  else if (reading.traceback !== undefined) {
    readTraceback(reading, line, reading.traceback);
    return;
  }
  if (reading.inNpm) return;
  const error = lineError(line.replace(/^ {1,4}/, ""));
  if (error === undefined) return;
  reading.inNpm = /^npm (?:ERR!|error)/.test(line);
  note(reading, error, line);
}

/** The error of a traceback is its first line that is not indented, its place the last one named above. */
function readTraceback(reading: Reading, line: string, place: { file?: string; fileLine?: number }): void {
  const named = /^\s*File "([^"]{1,300})", line (\d{1,7})/.exec(line);
  if (named !== null) reading.traceback = { file: named[1] ?? "", fileLine: Number(named[2]) };
  if (named !== null || /^\s/.test(line) || line === "") return;
  reading.traceback = undefined;
  const error = lineError(line) ?? { rule: "error", message: line };
  note(reading, { ...error, ...place }, line);
}

function note(reading: Reading, error: LineError, line: string): void {
  const subject = normalMessage(error.message);
  const key = [error.rule, subject, error.file ?? ""].join("\n");
  const known = reading.found.get(key);
  if (known !== undefined) known.times += 1;
  else if (reading.found.size >= MAX_ERRORS) reading.dropped += 1;
  else {
    const excerpt = [...reading.before.map(tidied), line].map(shortLine).map(own);
    const { lines } = reading;
    const section = own(reading.section);
    const entry = {
      error: ownError(error),
      subject: own(subject),
      line: lines,
      section,
      excerpt,
      wanted: LINES_AFTER,
      times: 1,
    };
    reading.found.set(own(key), entry);
    reading.open.push(entry);
  }
}

/** A part of a text keeps all of it in memory; what is kept for long is a text of its own. */
const own = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));

const ownError = ({ rule, message, file, ...rest }: LineError): LineError => ({
  ...rest,
  rule,
  message: own(message),
  ...(file === undefined ? {} : { file: own(file) }),
});

const shortLine = (line: string): string => line.slice(0, MAX_EXCERPT_LINE_CHARS);

function takeAfter(entry: Entry, line: string): void {
  entry.wanted -= 1;
  entry.excerpt.push(own(shortLine(line)));
  // Rust says the place below the message.
  const place = entry.error.file === undefined ? /^\s*--> ([^\s:]{1,300}):(\d{1,7}):\d+$/.exec(line) : null;
  if (place !== null) entry.error = { ...entry.error, file: place[1] ?? "", fileLine: Number(place[2]) };
}

/** An echo says nothing where the error itself is there. */
function reported({ found, dropped, lines }: Reading): LogReport {
  const all = [...found.values()];
  const own = all.filter(({ error }) => error.rule !== "exit");
  const errors = (own.length > 0 ? own : all).map(({ error, subject, line, section, excerpt, times }) => ({
    ...error,
    ...{ subject, line, times, excerpt: excerpt.join("\n") },
    ...(section === "" ? {} : { section }),
  }));
  return { errors, dropped, lines };
}
