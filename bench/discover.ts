// Measures the look for marks beside grep for the same words over the same files, and a whole run of discover beside the run after it,
// in which nothing has changed: node bench/discover.ts [--runs 7]
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";
import { cacheFolder, git, launcher } from "./corpus.ts";
import { describeMachine } from "./machine.ts";
import { type Command, median, peakOf, peakOfLaunched, timeCommand } from "./measure.ts";
import { dice } from "./random.ts";
import { table } from "./report.ts";

const FILES = 20_000;
const FILE_CHARS = 10_450;
/** One file in so many holds marks, as in the packages that docs/discovery.md counts. */
const MARKED_EACH = 10;
const GREP_TIMES = 3;
const PEAK_MB = 200;
/** What a run with nothing new may cost of the first one. */
const AGAIN_PART = 0.25;
/** A run of discover over so many files takes seconds, so a few tell enough. */
const DISCOVER_RUNS = 3;
const NAMES = "value result item index name path file total filter error count options state next list key".split(" ");
const WORDS = "TODO|FIXME|HACK|XXX|BUG";

const { values } = parseArgs({ options: { runs: { type: "string", default: "7" } } });

console.log(`${describeMachine()}\n`);
const root = corpus();
const look: Command = { file: process.execPath, args: [await bundled(), root], cwd: root };
const grep: Command = { file: "grep", args: ["-rnwE", "--exclude-dir=.git", WORDS, "."], cwd: root };
// One after the other in turns, so that what else the machine does falls on both.
const turns = Array.from({ length: Number(values.runs) }, () => ({ look: timeCommand(look), grep: timeCommand(grep) }));
const [lookMs, grepMs] = [median(turns.map((one) => one.look)), median(turns.map((one) => one.grep))];
const peak = peakOf(look);
const ratio = lookMs / grepMs;
const { firstMs, againMs, firstPeak, againPeak } = again();
const part = againMs / firstMs;
const kept = (isKept: boolean): string => (isKept ? "must met" : "MISSED");
console.log(
  table([
    ["what", "measured", "must", "verdict"],
    [
      `marks in ${FILES.toLocaleString("en")} files of 200 MB (${lookMs.toFixed(0)} ms), beside grep -rn (${grepMs.toFixed(0)} ms)`,
      `× ${ratio.toFixed(2)}`,
      `≤ × ${GREP_TIMES}`,
      kept(ratio <= GREP_TIMES),
    ],
    ["the same, most memory", `${peak.toFixed(0)} MB`, `≤ ${PEAK_MB} MB`, kept(peak <= PEAK_MB)],
    [
      `the first whole docket discover, most memory`,
      `${firstPeak.toFixed(0)} MB`,
      `≤ ${PEAK_MB} MB`,
      kept(firstPeak <= PEAK_MB),
    ],
    [
      `docket discover with nothing changed (${againMs.toFixed(0)} ms), of the first run (${firstMs.toFixed(0)} ms)`,
      `${(part * 100).toFixed(0)} %`,
      `≤ ${AGAIN_PART * 100} %`,
      kept(part <= AGAIN_PART),
    ],
    ["the same, most memory", `${againPeak.toFixed(0)} MB`, `≤ ${PEAK_MB} MB`, kept(againPeak <= PEAK_MB)],
  ]),
);
process.exitCode = ratio <= GREP_TIMES && Math.max(peak, firstPeak, againPeak) <= PEAK_MB && part <= AGAIN_PART ? 0 : 1;

interface Repeated {
  readonly firstMs: number;
  readonly againMs: number;
  readonly firstPeak: number;
  readonly againPeak: number;
}

/** The whole program. The first run finds all facts and keeps what it saw; the second of each pair finds nothing new. */
function again(): Repeated {
  const call = (...args: readonly string[]): Command => ({ file: launcher, args, cwd: root });
  const discover = call("discover", "--no-tickets");
  const fresh = <Measured>(measure: (command: Command) => Measured): Measured => {
    withoutBacklog();
    timeCommand(call("init", "--yes"));
    return measure(discover);
  };
  const pairs = Array.from({ length: DISCOVER_RUNS }, () => {
    const firstMs = fresh(timeCommand);
    return { firstMs, againMs: timeCommand(discover) };
  });
  const firstPeak = fresh(peakOfLaunched);
  const againPeak = peakOfLaunched(discover);
  withoutBacklog();
  return {
    firstMs: median(pairs.map((pair) => pair.firstMs)),
    againMs: median(pairs.map((pair) => pair.againMs)),
    firstPeak,
    againPeak,
  };
}

/** As the repository was, so that every first run is one, and grep has no more to read than the look. */
function withoutBacklog(): void {
  if (existsSync(join(root, "docket"))) git(root, "worktree", "remove", "--force", "docket");
  if (git(root, "for-each-ref", "refs/heads/docket") !== "") git(root, "branch", "-D", "docket");
  rmSync(join(root, ".git/docket"), { recursive: true, force: true });
}

/** As the program is shipped: reading the types out of the sources would cost more than the look itself. */
async function bundled(): Promise<string> {
  const file = join(cacheFolder, "look-for-marks.mjs");
  const input = new URL("./look-for-marks.ts", import.meta.url).pathname;
  const bundle = await rolldown({ input, platform: "node", external: /^[^./]/ });
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  return file;
}

/** A repository of generated sources, the same in every run; made once. */
function corpus(): string {
  const folder = join(cacheFolder, "marks-1");
  if (existsSync(join(folder, "built"))) return join(folder, "app");
  rmSync(folder, { recursive: true, force: true });
  const app = join(folder, "app");
  for (let at = 0; at < FILES; at += 1) {
    const inside = join(app, `src/m${Math.floor(at / 100)}`);
    if (at % 100 === 0) mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, `f${at}.ts`), source(at));
  }
  git(app, "init", "-q");
  git(app, "add", "-A");
  git(app, "commit", "-qm", "Begin");
  writeFileSync(join(folder, "built"), "");
  return app;
}

function source(file: number): string {
  const { below, pick } = dice(file);
  const kinds: readonly (() => string)[] = [
    () => `// ${Array.from({ length: 8 }, () => pick(NAMES)).join(" ")}\n`,
    () => `const ${pick(NAMES)}${below(1000)} = "${pick(NAMES)} // ${pick(NAMES)}";\n`,
    () => `return \`\${${pick(NAMES)}.${pick(NAMES)}} and ${pick(NAMES)}\`;\n`,
    () => `${pick(NAMES)}.${pick(NAMES)}(${pick(NAMES)} / ${below(9)}, ${pick(NAMES)});\n`,
  ];
  const lines: string[] = [];
  for (let length = 0; length < FILE_CHARS; length += lines.at(-1)?.length ?? 1) lines.push(pick(kinds)());
  if (file % MARKED_EACH === 0)
    lines[below(lines.length)] = `  // TODO: ${pick(NAMES)} the ${pick(NAMES)} of ${file}\n`;
  return lines.join("");
}
