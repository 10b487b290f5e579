// Measures what plans over a whole backlog, on the built program: node bench/plan.ts [--sizes 1000,10000,20000] [--shapes usual,same-words,…] [--keep FOLDER] [--no-past]
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { docket, git, program, ticketFolder, writeTicket } from "./corpus.ts";
import { describeMachine } from "./machine.ts";
import { type Command, processorTimeOf } from "./measure.ts";
import { addHistory } from "./plan-history.ts";
import { gonePath, planTickets, SHAPES, type Shape, SOURCES, sourcePath, symbolOf } from "./plan-tickets.ts";
import { table } from "./report.ts";

/** The promises hold for so many tickets, in seconds of processor time: other work on the machine must not change the answer. */
const PROMISED_SIZE = 10_000;
/** Twice as many may take so many times as long; exactly linear would be 2. */
const MAX_GROWTH = 2.6;
/** Times below this are mostly the start of the runtime, and no growth can be read from them. */
const LEAST_SECONDS = 0.5;

interface Verb {
  readonly name: string;
  readonly args: readonly string[];
  readonly must: number;
}

const VERBS: readonly Verb[] = [
  { name: "rank", args: ["rank", "--top", "1000000", "--json"], must: 1 },
  { name: "waves", args: ["waves", "--json"], must: 1 },
  { name: "check", args: ["check", "--all", "--json"], must: 4 },
  { name: "ready --promote", args: ["ready", "--promote", "--json"], must: 8 },
  { name: "refine --fix --report", args: ["refine", "--fix", "--report", "--json"], must: 8 },
];

/** A past to replay: so many tickets, of which so many were begun and done one after the other. Larger ones take longer by both together. */
const PAST = { tickets: 2_000, begun: 500, must: 3 };

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000,10000,20000" },
    "no-past": { type: "boolean", default: false },
    shapes: { type: "string", default: SHAPES.join(",") },
    keep: { type: "string" },
  },
});
process.exitCode = bench();

interface Measured {
  readonly shape: string;
  readonly size: number;
  readonly verb: Verb;
  readonly seconds: number;
}

function bench(): number {
  if (!existsSync(program)) {
    console.error("bench: the program is not built; run 'npm run build' first");
    return 2;
  }
  console.log(`${describeMachine()}\n`);
  const shapes = SHAPES.filter((shape) => values.shapes.split(",").includes(shape));
  const sizes = values.sizes.split(",").map(Number);
  const past = values["no-past"] ? [] : [measurePast()];
  const measured = [...shapes.flatMap((shape) => sizes.flatMap((size) => measure(shape, size))), ...past];
  const rows = measured.map(({ shape, size, verb, seconds }) => {
    const must = isPromised({ shape, size }) ? `≤ ${verb.must} s` : "";
    return [shape, `${size}`, verb.name, `${seconds.toFixed(2)} s`, must];
  });
  console.log(table([["backlog", "tickets", "what", "processor time", "promise"], ...rows]));
  const slow = measured.filter((one) => one.size <= PROMISED_SIZE && one.seconds > one.verb.must);
  const steep = measured.filter((one) => isSteep(one, measured));
  for (const { shape, size, verb } of slow)
    console.error(`bench: ${verb.name} of ${size} ${shape} is over ${verb.must} s`);
  for (const { shape, size, verb } of steep)
    console.error(`bench: ${verb.name} of ${shape}: the step to ${size} is worse than linear`);
  return slow.length + steep.length > 0 ? 1 : 0;
}

function isPromised({ shape, size }: Pick<Measured, "shape" | "size">): boolean {
  return size === PROMISED_SIZE || shape === "past";
}

/** Looks at the step from the size before of the same backlog. */
function isSteep(one: Measured, all: readonly Measured[]): boolean {
  const same = all.filter(({ shape, verb }) => shape === one.shape && verb === one.verb);
  const before = same[same.indexOf(one) - 1];
  if (before === undefined || before.seconds < LEAST_SECONDS) return false;
  return one.seconds / before.seconds > (MAX_GROWTH / 2) * (one.size / before.size);
}

function measure(shape: Shape, size: number): readonly Measured[] {
  const folder = values.keep === undefined ? mkdtempSync(join(tmpdir(), "docket-bench-plan-")) : values.keep;
  const root = join(folder, `${shape}-${size}`);
  build(root, shape, size);
  const measured = VERBS.map((verb): Measured => {
    const seconds = processorTimeOf(anyAnswer(root, verb.args)) / 1000;
    console.log(`${shape} ${size} ${verb.name}: ${seconds.toFixed(2)} s`);
    return { shape, size, verb, seconds };
  });
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
  return measured;
}

/** What would have been chosen at each of many beginnings: an order of all tickets for each of them. */
function measurePast(): Measured {
  const folder = mkdtempSync(join(tmpdir(), "docket-bench-past-"));
  const root = join(folder, "past");
  build(root, "usual", PAST.tickets);
  addHistory(root, planTickets("usual", PAST.tickets), PAST.begun);
  const name = `rank --backtest, ${PAST.begun} choices`;
  const verb: Verb = { name, args: ["rank", "--backtest", "--json"], must: PAST.must };
  const seconds = processorTimeOf(anyAnswer(root, verb.args)) / 1000;
  console.log(`past ${PAST.tickets} ${verb.name}: ${seconds.toFixed(2)} s`);
  rmSync(folder, { recursive: true, force: true });
  return { shape: "past", size: PAST.tickets, verb, seconds };
}

/** Findings are an answer here, not a failure: exit 1 is fine. */
function anyAnswer(cwd: string, args: readonly string[]): Command {
  return { file: process.execPath, args: [program, ...args], cwd, findingsAreFine: true };
}

function build(root: string, shape: Shape, size: number): void {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  git(root, "init", "-q");
  for (let number = 0; number < SOURCES; number += 1) writeSource(root, number, gonePath(number));
  git(root, "add", "-A");
  git(root, "commit", "-qm", "Begin");
  for (let number = 0; number < SOURCES; number += 1) {
    rmSync(join(root, gonePath(number)));
    writeSource(root, number, sourcePath(number));
  }
  git(root, "add", "-A");
  git(root, "commit", "-qm", "Rename every file");
  docket(root, "init", "--yes");
  mkdirSync(ticketFolder(root), { recursive: true });
  for (const { name, text } of planTickets(shape, size)) writeTicket(root, name, text);
  git(join(root, "docket"), "add", "-A");
  git(join(root, "docket"), "commit", "-qm", "Add the tickets");
  // Both indexes are warm: building them is measured elsewhere.
  docket(root, "list");
  docket(root, "context", "symbols", symbolOf(1));
  docket(root, "list");
}

function writeSource(root: string, number: number, at: string): void {
  const path = join(root, at);
  mkdirSync(dirname(path), { recursive: true });
  const other = (number + 1) % SOURCES;
  const lines = [
    `import { ${symbolOf(other)} } from "../../${sourcePath(other)}";`,
    ...Array.from({ length: 20 }, (_, at) => `const value${number}x${at} = ${at};`),
    `export function ${symbolOf(number)}(): number {`,
    `  return value${number}x0 + ${symbolOf(other)}();`,
    "}",
  ];
  writeFileSync(path, `${lines.join("\n")}\n`);
}
