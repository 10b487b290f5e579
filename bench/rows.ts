import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Corpus, program, readTicket, ticketFolder, writeTicket } from "./corpus.ts";
import { mcpRows } from "./mcp.ts";
import { type Command, CommandFailed, peakOf, timeCommand } from "./measure.ts";
import type { Row } from "./row.ts";
import { syncRow } from "./sync-row.ts";

const MANY_CHANGED = 100;

const call = (corpus: Corpus, ...args: readonly string[]): Command => ({
  file: process.execPath,
  args: [program, ...args],
  cwd: corpus.root,
});
const timed = (corpus: Corpus, ...args: readonly string[]): number => timeCommand(call(corpus, ...args));

/** F0: the runtime alone. */
export function floorEmpty(corpus: Corpus): number {
  return timeCommand({ file: process.execPath, args: ["-e", "0"], cwd: corpus.root });
}

/** FN: the runtime, the names of all ticket files and a stat of each. */
export function floorStats(corpus: Corpus): number {
  const script = "const f=require('fs'),d=process.argv[1]+'/';for(const n of f.readdirSync(d))f.lstatSync(d+n)";
  return timeCommand({ file: process.execPath, args: ["-e", script, ticketFolder(corpus.root)], cwd: corpus.root });
}

/** The ticket that run number `run` shows or changes: another one each time. */
function victim(corpus: Corpus, run: number, wanted?: string): string {
  const fitting = wanted === undefined ? corpus.tickets : corpus.tickets.filter((ticket) => ticket.status === wanted);
  const ticket = fitting[(run + 3) % fitting.length];
  if (ticket === undefined) throw new CommandFailed(`the corpus has no ticket that is ${wanted ?? "there"}`);
  return ticket.id;
}

export const rows: readonly Row[] = [
  { name: "list", unit: "FN", must: 2, aim: 1.3, grows: true, sample: (corpus) => timed(corpus, "list") },
  {
    name: "list --status --label",
    unit: "FN",
    must: 2,
    aim: 1.3,
    grows: true,
    sample: (corpus) => timed(corpus, "list", "--status", "ready", "--label", "api"),
  },
  { name: "ready", unit: "FN", must: 2, aim: 1.3, grows: true, sample: (corpus) => timed(corpus, "ready") },
  { name: "next", unit: "FN", must: 2, aim: 1.3, grows: true, sample: (corpus) => timed(corpus, "next") },
  {
    name: "rank --top 10",
    unit: "FN",
    must: 2,
    aim: 1.6,
    grows: true,
    sample: (corpus) => timed(corpus, "rank", "--top", "10"),
  },
  {
    name: "rank, every ticket",
    unit: "s",
    must: 1,
    aim: 0.5,
    grows: true,
    sample: (corpus) => timed(corpus, "rank", "--top", "1000000", "--json"),
  },
  {
    name: "waves",
    unit: "s",
    must: 1,
    aim: 0.5,
    grows: true,
    atMost: 3,
    sample: (corpus) => timed(corpus, "waves", "--json"),
  },
  {
    name: "check, every open ticket",
    unit: "s",
    must: 4,
    aim: 2,
    grows: true,
    atMost: 3,
    sample: (corpus) => timeCommand({ ...call(corpus, "check", "--all", "--json"), findingsAreFine: true }),
  },
  {
    name: "search, two words",
    unit: "FN",
    must: 2,
    aim: 1.3,
    grows: true,
    sample: (corpus) => timed(corpus, "search", "invoice", "gateway"),
  },
  {
    name: "show",
    unit: "F0",
    must: 3,
    aim: 1.5,
    grows: true,
    sample: (corpus, run) => timed(corpus, "show", victim(corpus, run)),
  },
  {
    name: "new, commit included",
    unit: "F0",
    must: 6,
    aim: 3,
    sample: (corpus, run) => timed(corpus, "new", `Bench ticket ${run}`),
  },
  {
    name: "edit, commit included",
    unit: "F0",
    must: 6,
    aim: 3,
    sample: (corpus, run) => timed(corpus, "edit", victim(corpus, run), "--add-label", `bench-${run}`),
  },
  {
    name: "move, commit included",
    unit: "F0",
    must: 6,
    aim: 3,
    sample: (corpus, run) => timed(corpus, "move", victim(corpus, run, "ready"), "blocked", "--reason", "measured"),
  },
  { name: "first index build", unit: "s", must: 4, aim: 1.5, grows: true, atMost: 3, sample: firstIndex },
  { name: "list after 100 changed files", unit: "FN", must: 3, aim: 1.5, atMost: 5, sample: afterChanges },
  { name: "doctor, everything read", unit: "s", must: 8, aim: 3, grows: true, atMost: 3, sample: doctor },
  {
    name: "peak memory of list",
    unit: "MB",
    must: 120,
    aim: 70,
    atMost: 3,
    sample: (corpus) => peakOf(call(corpus, "list")),
  },
  ...mcpRows,
  syncRow,
];

/** Lets the index catch up, unmeasured, with what the rows of the run before changed or threw away: reads are measured warm. */
export function settle(corpus: Corpus): void {
  for (const args of [["list"], ["search", "invoice", "gateway"], ["list"]]) timed(corpus, ...args);
}

/** The start through the shell launcher, for the record: no promise hangs on it. */
export function launcher(corpus: Corpus): number {
  const file = new URL("../bin/docket", import.meta.url).pathname;
  return timeCommand({ file, args: ["list"], cwd: corpus.root });
}

function firstIndex(corpus: Corpus): number {
  rmSync(join(corpus.root, ".git/docket"), { recursive: true, force: true });
  const ms = timed(corpus, "list");
  if (!existsSync(join(corpus.root, ".git/docket"))) throw new CommandFailed("list left no index behind");
  return ms;
}

/** Each run takes other files and changes their size too, as an editor would. */
function afterChanges(corpus: Corpus, run: number): number {
  for (let n = 0; n < Math.min(MANY_CHANGED, corpus.size); n += 1) {
    const name = corpus.names[(run * MANY_CHANGED + n) % corpus.size] ?? "";
    writeTicket(
      corpus.root,
      name,
      readTicket(corpus.root, name).replace(/^title: .*$/m, `title: Changed in run ${run}`),
    );
  }
  return timed(corpus, "list");
}

/** Findings are an answer here, not a failure: exit 1 is fine when it says so in JSON. */
function doctor(corpus: Corpus): number {
  const script = 'r=0; "$0" "$@" > /dev/null || r=$?; [ $r -le 1 ]';
  const { file, args, cwd } = call(corpus, "doctor", "--json");
  return timeCommand({ file: "sh", args: ["-c", script, file, ...args], cwd });
}
