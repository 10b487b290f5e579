import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** Where an act plays: a throw-away folder and a narrator who prints each real command with its real output. */
export interface Stage {
  readonly root: string;
  say(text: string): void;
  heading(text: string): void;
  /** One line of what was found, set in as output is. */
  line(text: string): void;
  /** Runs `docket …`, prints the command and its output. */
  docket(cwd: string, ...args: readonly string[]): Promise<string>;
  /** Runs several `docket …` in processes of their own at the same time. */
  atOnce(calls: readonly DocketCall[]): Promise<readonly string[]>;
  /** Runs `docket …` and ends it with SIGKILL as soon as it is time; it must not have come to its end before. */
  killed(call: DocketCall, isTime: () => boolean): Promise<void>;
  git(cwd: string, ...args: readonly string[]): Promise<string>;
  /** The same without printing it. */
  quietGit(cwd: string, ...args: readonly string[]): Promise<string>;
  /** Runs the tests of a project with node and prints how many there are. */
  tests(cwd: string): Promise<TestCount>;
  /** Runs `docket … --json` without printing it, to check what was told. */
  answer(cwd: string, ...args: readonly string[]): Promise<unknown>;
}

export interface DocketCall {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly as?: string;
  /** A file beside the project whose text comes through the pipe. */
  readonly from?: string;
}

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

/** The story did not go as it is told. */
export class NotAsTold extends Error {}

/** Ends the demo unless what was told is true. */
export function told(isTrue: boolean, sentence: string): void {
  if (!isTrue) throw new NotAsTold(`not as told: ${sentence}`);
}

const program = new URL("../bin/docket", import.meta.url).pathname;
const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const paint = (code: string, text: string): string => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
const MAIN = ["-c", "init.defaultBranch=main"] as const;
const LIMIT_MS = 60_000;
/** Prose is easier to read in lines that are not too long. */
const WIDEST_PROSE = 100;
const screen = process.stdout.isTTY === true ? process.stdout.columns : undefined;
/** How often somebody looks whether it is time. */
const LOOK_MS = 10;

/** Plays on a stage of its own and clears it away, whatever happens. */
export async function onStage(play: (stage: Stage) => Promise<void>): Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "docket-demo-")));
  try {
    await play(makeStage(root));
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

interface Shown {
  readonly output: string;
  /** How a line too long for the screen is shown. */
  readonly shape?: (line: string) => string;
}

function makeStage(root: string): Stage {
  const show = (cwd: string, command: string, { output, shape = fitted }: Shown): void => {
    const place = cwd === root ? "" : cwd.slice(root.length + 1);
    console.log(`${paint("2", `${place} $`)} ${paint("1", command)}`);
    if (output.trim() !== "") console.log(indent(output.replaceAll(root, "…"), shape));
  };
  const docket = async ({ cwd, args, as = personIn(cwd), from }: DocketCall): Promise<string> => {
    const input = from === undefined ? {} : { input: readFileSync(join(root, from), "utf8") };
    const output = await run({ file: program, args, cwd, as, ...input });
    const command = `docket ${args.map(quoted).join(" ")}${from === undefined ? "" : ` < ../${from}`}`;
    show(cwd, command, { output, shape: IN_WHOLE.has(args[0] ?? "") ? folded : fitted });
    return plain(output);
  };
  return {
    root,
    say: (text) => console.log(`\n${wrapped(text)}`),
    line: (text) => console.log(folded(`  ${text}`)),
    quietGit: (cwd, ...args) => run({ file: "git", args: [...MAIN, ...args], cwd, as: "mika" }),
    heading: (text) => console.log(`\n${paint("1;36", text)}`),
    docket: (cwd, ...args) => docket({ cwd, args }),
    atOnce: (calls) => Promise.all(calls.map(docket)),
    killed: async ({ cwd, args, as = personIn(cwd) }, isTime) => {
      await kill({ file: program, args, cwd, as }, isTime);
      show(cwd, `docket ${args.map(quoted).join(" ")}`, { output: "Killed" });
    },
    tests: async (cwd) => {
      const count = countOf(
        await run({ file: "node", args: ["--test", "--test-reporter=tap"], cwd, as: "mika", mayFail: true }),
      );
      show(cwd, "node --test", { output: `${count.passed} passed, ${count.failed} failed` });
      return count;
    },
    git: async (cwd, ...args) => {
      const output = await run({ file: "git", args: [...MAIN, ...args], cwd, as: "mika" });
      show(cwd, `git ${args.map(quoted).join(" ")}`, { output });
      return output;
    },
    answer: async (cwd, ...args) =>
      JSON.parse(plain(await run({ file: program, args: [...args, "--json"], cwd, as: "mika" }))),
  };
}

/** Writes files of the play. */
export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Each clone has its person: what Ada did must not be told as Mika's. */
const personIn = (cwd: string): string => (basename(cwd) === "ada" ? "ada" : "mika");

interface Running {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly as: string;
  /** What comes through the pipe. */
  readonly input?: string;
  /** What it printed is wanted even when it ends with an exit code. */
  readonly mayFail?: boolean;
}

function countOf(tap: string): TestCount {
  const line = (word: string): number => Number(new RegExp(`^# ${word} (\\d+)$`, "m").exec(tap)?.[1] ?? Number.NaN);
  return { passed: line("pass"), failed: line("fail") };
}

function kill({ file, args, cwd, as }: Running, isTime: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: surroundings(as), stdio: "ignore", timeout: LIMIT_MS });
    const look = setInterval(() => {
      if (isTime()) child.kill("SIGKILL");
    }, LOOK_MS);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      clearInterval(look);
      if (signal === "SIGKILL") resolve();
      else reject(new NotAsTold(`not as told: it was killed (it ended with ${code ?? signal})`));
    });
  });
}

function surroundings(as: string): NodeJS.ProcessEnv {
  return {
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ""}`,
    HOME: "/nonexistent",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_NAME: "Mika",
    GIT_AUTHOR_EMAIL: "mika@example.org",
    GIT_COMMITTER_NAME: "Mika",
    GIT_COMMITTER_EMAIL: "mika@example.org",
    DOCKET_ACTOR: as,
    LC_ALL: "C.UTF-8",
    ...(colours ? { FORCE_COLOR: "1" } : {}),
  };
}

function run({ file, args, cwd, as, mayFail = false, input }: Running): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, { cwd, env: surroundings(as), timeout: LIMIT_MS }, (error, stdout, stderr) => {
      if (error === null || (mayFail && typeof error.code === "number")) resolve(stdout);
      else
        reject(
          new NotAsTold(`${file.split("/").at(-1)} ${args.join(" ")} failed: ${stderr || stdout || error.message}`),
        );
    });
    // A program that asks for nothing may have ended already: only what is wanted is written.
    if (input !== undefined) child.stdin?.write(input);
    child.stdin?.end();
  });
}

const quoted = (arg: string): string => (/^[\w./=:@-]+$/.test(arg) ? arg : `"${arg}"`);

const indent = (text: string, shape: (line: string) => string): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => shape(`  ${line}`))
    .join("\n");

const LOOK = /(\u001b\[[0-9;]*m)/;
const plain = (text: string): string =>
  text
    .split(LOOK)
    .filter((part) => !LOOK.test(part))
    .join("");

/** A line of output as it fits the screen; its colours stay. */
function fitted(line: string): string {
  if (screen === undefined || plain(line).length <= screen) return line;
  let room = screen - 1;
  const parts = line.split(LOOK).map((part) => {
    if (LOOK.test(part)) return part;
    const kept = part.slice(0, room);
    room -= kept.length;
    return kept;
  });
  return `${parts.join("")}…`;
}

/** Verbs that answer in sentences and not in a table. */
const IN_WHOLE = new Set(["init", "ready", "run"]);

/** A sentence of output that goes on below itself. */
const folded = (line: string): string =>
  screen === undefined ? line : wrapped(line, { columns: screen, below: "      " });

interface Wrapping {
  readonly columns: number;
  /** What stands before each line but the first. */
  readonly below: string;
}

const PROSE: Wrapping = { columns: Math.min(screen ?? WIDEST_PROSE, WIDEST_PROSE), below: "" };

/** A text in lines of whole words. */
function wrapped(text: string, { columns, below }: Wrapping = PROSE): string {
  const [first = "", ...words] = text.split(" ");
  let line = first;
  const lines: string[] = [];
  for (const word of words) {
    if (plain(line).trim() !== "" && plain(`${line} ${word}`).length > columns) {
      lines.push(line);
      line = below + word;
    } else line += ` ${word}`;
  }
  return [...lines, line].join("\n");
}
