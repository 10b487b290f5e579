import { resolve } from "node:path";
import { checkInput } from "../ops/check-input.ts";
import { asCalled, type Call, type Op } from "../ops/op.ts";
import type { Terminal } from "../ports/terminal.ts";
import type { World } from "../ports/world.ts";
import { EXIT, type Fault } from "../std/fault.ts";
import { nearest } from "../std/nearest.ts";
import { err, ok, type Result } from "../std/result.ts";
import { type Arguments, isBare, readArguments } from "./_arguments.ts";
import { canConverse } from "./_can-converse.ts";
import { GLOBALS } from "./_globals.ts";
import { spelling } from "./_spelling.ts";
import { fillFromStdin } from "./_stdin.ts";
import type { Door, Doorway } from "./doorway.ts";
import { flagTooEarly, folderMissing, verbUnknown } from "./faults.ts";
import { type Globals, printAnswer, printFault, type Told } from "./print.ts";
import { silentProgress } from "./progress.ts";

/** Answers one command line: finds the verb, reads its flags, runs the op, prints the answer. Returns the exit code. */
export async function runCli(argv: readonly string[], doorway: Doorway): Promise<number> {
  const { terminal } = doorway;
  const answered = await answer(argv, doorway);
  if (answered.ok) return answered.value;
  const { findCard } = await import("../ops/cards/find-card.ts");
  return refuse({ ...answered.fault, card: findCard(answered.fault.code) }, argv, terminal);
}

/** Prints a fault as the command line asks for it and returns its exit code. */
export function refuse(fault: Told, argv: readonly string[], terminal: Terminal): number {
  printFault(fault, { terminal, json: wantsJson(argv) });
  return EXIT[fault.exit];
}

async function answer(argv: readonly string[], doorway: Doorway): Promise<Result<number>> {
  const at = verbAt(argv);
  if (!at.ok) return at;
  const given = argv[at.value];
  const rest = argv.toSpliced(at.value, 1);
  if (given === undefined || given === "help") return withoutVerb(rest, doorway);
  const verb = aliasOf(given, doorway);
  const door = doorway.doors.find((one) => one.name === verb);
  if (door !== undefined) return throughDoor(door, rest, doorway);
  const load = Object.hasOwn(doorway.verbs, verb) ? doorway.verbs[verb] : undefined;
  if (load === undefined) return err(noVerb(given, doorway));
  return runOp(await load(), rest, doorway);
}

async function runOp(op: Op, argv: readonly string[], doorway: Doorway): Promise<Result<number>> {
  const { world, terminal } = doorway;
  const read = readArguments(argv, { verb: op.name, globals: GLOBALS, input: op.input });
  if (!read.ok) return read;
  const globals = globalsOf(read.value);
  if (!globals.ok) return globals;
  if (globals.value.version) return ok(printVersion(globals.value, doorway));
  if (globals.value.help) return help([op.name], globals.value, doorway);
  const call = callOf(globals.value, world);
  if (!call.ok) return call;
  const filled = await fillFromStdin(op.input, read.value.input, terminal);
  if (!filled.ok) return filled;
  const input = checkInput(op.input, filled.value, spelling);
  if (!input.ok) return input;
  const seen = globals.value.quiet ? { ...world, progress: silentProgress } : world;
  if (op.dialog !== undefined && canConverse(terminal, globals.value)) {
    const { converse } = await import("./_converse.ts");
    return converse({ op, call: call.value, globals: globals.value, world: seen, terminal }, filled.value);
  }
  const output = await op.run(seen, call.value, input.value);
  if (!output.ok) return output;
  return printAnswer(asCalled(op, input.value), output.value, {
    terminal,
    globals: globals.value,
    variables: world.environment.variables,
  });
}

/** The place of the verb: the first bare word. Before it only global flags may stand. */
function verbAt(argv: readonly string[]): Result<number> {
  for (let at = 0; at < argv.length; at++) {
    const token = argv[at] ?? "";
    if (isBare(token)) return ok(at);
    const flag = token.split("=", 1)[0] ?? token;
    const long = Object.entries(GLOBALS).find(([name, field]) => flag === spelling(name, field));
    const short = Object.entries(GLOBALS).find(([, field]) => "short" in field && flag.startsWith(`-${field.short}`));
    const field = (long ?? short)?.[1];
    if (field === undefined && !flag.startsWith("--no-")) return err(flagTooEarly({ given: flag }));
    const alone = flag === token && (long !== undefined || flag.length === 2);
    if (field?.type === "string" && alone) at++;
  }
  return ok(argv.length);
}

function globalsOf({ globals }: Arguments): Result<Globals> {
  const checked = checkInput(GLOBALS, globals, spelling);
  return checked;
}

function callOf(globals: Globals, world: World): Result<Call> {
  const { cwd, variables } = world.environment;
  const as = globals.as ?? variables.DOCKET_ACTOR;
  const call = { as: as === "" ? undefined : as, door: "person", dryRun: globals.dryRun === true } as const;
  if (globals.dir === undefined) return ok({ ...call, cwd });
  const dir = resolve(cwd, globals.dir);
  const real = world.files.realPath(dir);
  const isFolder = real !== undefined && world.files.stat(real)?.isDirectory() === true;
  return isFolder ? ok({ ...call, cwd: dir }) : err(folderMissing({ dir }));
}

const NO_INPUT = {};

/** `docket`, `docket help`, `docket help VERB`, `docket --version`. */
async function withoutVerb(argv: readonly string[], doorway: Doorway): Promise<Result<number>> {
  const topic = { topic: { type: "strings", position: 0, word: "command", describe: "Command to explain" } } as const;
  const read = readArguments(argv, { verb: "help", globals: GLOBALS, input: topic });
  if (!read.ok) return read;
  const globals = globalsOf(read.value);
  if (!globals.ok) return globals;
  if (globals.value.version) return ok(printVersion(globals.value, doorway));
  const topics = read.value.input.topic;
  return help(Array.isArray(topics) ? topics.map(String) : [], globals.value, doorway);
}

async function throughDoor(door: Door, argv: readonly string[], doorway: Doorway): Promise<Result<number>> {
  const read = readArguments(argv, { verb: door.name, globals: GLOBALS, input: NO_INPUT });
  if (!read.ok) return read;
  const globals = globalsOf(read.value);
  if (!globals.ok) return globals;
  if (globals.value.help) return help([door.name], globals.value, doorway);
  const call = callOf(globals.value, doorway.world);
  return call.ok ? ok(await door.run(call.value)) : call;
}

async function help(topics: readonly string[], globals: Globals, doorway: Doorway): Promise<Result<number>> {
  const [topic] = topics;
  const verb = topic === undefined ? undefined : aliasOf(topic, doorway);
  const known =
    verb === undefined || Object.hasOwn(doorway.verbs, verb) || doorway.doors.some((one) => one.name === verb);
  if (!known) return err(noVerb(topic ?? "", doorway));
  const { printHelp } = await import("./help.ts");
  await printHelp(verb, globals, doorway);
  return ok(EXIT.ok);
}

function printVersion(globals: Globals, { terminal, version }: Doorway): number {
  terminal.out(globals.json ? `${JSON.stringify({ version: version() })}\n` : `docket ${version()}\n`);
  return EXIT.ok;
}

function aliasOf(verb: string, { aliases, verbs }: Doorway): string {
  return !Object.hasOwn(verbs, verb) && Object.hasOwn(aliases, verb) ? (aliases[verb] ?? verb) : verb;
}

function noVerb(given: string, { verbs, aliases, doors }: Doorway): Fault {
  const names = [...Object.keys(verbs), ...doors.map((door) => door.name), "help"];
  const near = nearest(given, [...names, ...Object.keys(aliases)]);
  return verbUnknown({ given, nearest: near });
}

/** Looked up before anything is parsed, because parsing itself may fail and its fault must be JSON too. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  const flags = end < 0 ? argv : argv.slice(0, end);
  return flags.includes("--json") || flags.includes("--json=true");
}
