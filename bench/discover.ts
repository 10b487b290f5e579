// Measures the look for marks in comments beside grep for the same words over the same files: node bench/discover.ts [--runs 7]
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";
import { cacheFolder, git } from "./corpus.ts";
import { describeMachine } from "./machine.ts";
import { type Command, median, peakOf, timeCommand } from "./measure.ts";
import { dice } from "./random.ts";
import { table } from "./report.ts";

const FILES = 20_000;
const FILE_CHARS = 10_450;
/** One file in so many holds marks, as in the packages that docs/discovery.md counts. */
const MARKED_EACH = 10;
const GREP_TIMES = 3;
const PEAK_MB = 200;
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
  ]),
);
process.exitCode = ratio <= GREP_TIMES && peak <= PEAK_MB ? 0 : 1;

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
