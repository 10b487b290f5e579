import { createHash } from "node:crypto";
import { dirname } from "node:path";
import type { ProcessAnswer } from "../ports/processes.ts";
import type { World } from "../ports/world.ts";
import { err, ok, type Result } from "../std/result.ts";
import { inPlace } from "./_place.ts";
import { modelAnswerTooLong, modelFailed, modelPlaceFailed, modelTimedOut } from "./faults.ts";
import { MAX_ANSWER_BYTES, MAX_SAID_CHARS } from "./limits.ts";
import type { Model } from "./model.ts";

export interface CommandModel {
  readonly world: Pick<World, "processes" | "files" | "git" | "clock">;
  /** A line for the shell, as a person wrote it into the settings. */
  readonly command: string;
  readonly limitMs: number;
  /** The checkout whose files it may read, as they stand in git's index; nothing when absent. */
  readonly root?: string;
  /** Folder for the places it runs in, private to the clone. */
  readonly places: string;
}

/** A command that reads the question from its input and prints the answer. */
export async function commandModel(given: CommandModel): Promise<Result<Model>> {
  const seen = await filesSeen(given);
  if (!seen.ok) return seen;
  const name = programIn(given.command);
  return ok({
    name,
    identity: JSON.stringify([given.command, seen.value]),
    ask: (document) => ask(given, name, document),
  });
}

/** The command may hold words that nobody should read in a ticket; its program is enough. */
const programIn = (command: string): string =>
  command
    .split(/\s+/)
    .find((word) => word !== "" && !/^\w+=/.test(word))
    ?.replace(/^.*\//, "")
    .replace(/[^\w.@+-]/g, "")
    .slice(0, 60) || "the model";

/** The state of what can be read: another one, and the answer may be another one. */
async function filesSeen({ world, root }: CommandModel): Promise<Result<string>> {
  if (root === undefined) return ok("");
  const listed = await world.git.run({ cwd: root, args: ["ls-files", "--stage", "-z"] });
  if (!listed.ok) return listed;
  if (listed.value.code !== 0) return err(modelPlaceFailed({ reason: "git knows no files here" }));
  return ok(createHash("sha256").update(listed.value.stdout).digest("hex"));
}

async function ask(given: CommandModel, name: string, document: string): Promise<Result<string>> {
  const { world, command, limitMs, places, root } = given;
  const { processes, clock } = world;
  const place = `${processes.self().pid}-${Math.round(clock.monotonic() * 1000)}-${digest(document).slice(0, 12)}`;
  return inPlace({ ...world, places, root }, place, async (cwd) => {
    const ran = await processes.run({
      command: { shell: command },
      cwd,
      // Marked as an agent: what only a person may do is refused to it. Git looks for no repository further up.
      env: { CI: "1", NO_COLOR: "1", AI_AGENT: "docket-model", GIT_CEILING_DIRECTORIES: dirname(cwd) },
      input: document,
      limitMs,
      keepBytes: MAX_ANSWER_BYTES,
    });
    return ran.ok ? printed(name, ran.value, limitMs) : ran;
  });
}

function printed(name: string, { end, code, signal, stdout, stderr }: ProcessAnswer, limitMs: number): Result<string> {
  if (end === "time-limit" || end === "stopped") return err(modelTimedOut({ name, limitMs }));
  if (end !== "exit" || code !== 0) {
    const how = code === 127 ? "was not found" : code === undefined ? `was ended by ${signal}` : `ended with ${code}`;
    return err(modelFailed({ name, how, said: complaintIn(stderr.tail.length > 0 ? stderr.tail : stderr.head) }));
  }
  if (stdout.tail.length > 0) return err(modelAnswerTooLong({ name }));
  return ok(new TextDecoder().decode(stdout.head));
}

/** The first line that speaks of an error, else the last one: tools say last what made them stop. */
function complaintIn(bytes: Uint8Array): string {
  const lines = new TextDecoder().decode(bytes.subarray(-8 * MAX_SAID_CHARS)).split("\n");
  const said = lines.filter((line) => line.trim() !== "");
  return (said.find((line) => /error|cannot|could not|not found|denied|invalid/i.test(line)) ?? said.at(-1) ?? "")
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, " ")
    .trim()
    .slice(0, MAX_SAID_CHARS);
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
