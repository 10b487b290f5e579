import { createHash } from "node:crypto";
import { join } from "node:path";
import { parseJson } from "../std/json.ts";
import { err, ok, type Result } from "../std/result.ts";
import { readText } from "../store/state-file.ts";
import { readDods } from "./dods.ts";
import { toolNotTrusted } from "./faults.ts";
import type { Ruled } from "./workshop.ts";

const TRUST_FILE = "trust.json";

/** Every command that the settings and the catalog can make Docket run, each with its place. */
export function settingsCommands(shop: Ruled): readonly { readonly place: string; readonly command: string }[] {
  const { discover, gates, models, orders, routing, tests } = shop.settings;
  return [
    ...Object.entries(gates).map(([name, command]) => ({ place: `gates.${name}`, command })),
    { place: "tests.command", command: tests.command },
    { place: "models.command", command: models.command },
    ...orders.setUp.commands.map((command) => ({ place: "orders.setUp.commands", command })),
    ...Object.entries(routing.agents).map(([name, { program }]) => ({
      place: `routing.agents.${name}`,
      command: program,
    })),
    ...Object.entries(discover.sources).map(([name, { command }]) => ({ place: `discover.sources.${name}`, command })),
    ...readDods(shop).flatMap(({ id, required_checks }) =>
      required_checks.flatMap(({ name, commands }) => commands.map((command) => ({ place: `${id} ${name}`, command }))),
    ),
  ].flatMap(({ place, command }) => (command === undefined || command === "" ? [] : [{ place, command }]));
}

/** Whether this clone agreed to run just these commands. Text that came with a sync is no command until then. */
export function isTrusted(shop: Ruled): boolean {
  const commands = settingsCommands(shop);
  return commands.length === 0 || trusted(shop).includes(digest(commands));
}

/**
 * Says of a command whether it may run here. One that Docket chose itself, such as the linter of the project, runs the project's code too:
 * it needs a person's yes in this clone even where the settings hold no command at all.
 */
export function commandGuard(shop: Ruled): (command: string) => Result<void> {
  const isAgreed = trusted(shop).includes(digest(settingsCommands(shop)));
  return (command) => (isAgreed ? ok(undefined) : err(toolNotTrusted({ command })));
}

/** Records that this clone agrees. */
export function trust(shop: Ruled): Result<void> {
  const { files } = shop.backlog.world;
  const digests = [...new Set([...trusted(shop), digest(settingsCommands(shop))])].slice(-MAX_DIGESTS);
  const made = files.makeFolder(shop.backlog.home.privateFolder);
  if (!made.ok) return made;
  const written = files.writeAtomic(path(shop), new TextEncoder().encode(`${JSON.stringify({ digests })}\n`));
  return written.ok ? ok(undefined) : written;
}

/** Older ones are kept, so that going back to earlier settings asks nothing again. */
const MAX_DIGESTS = 100;

const path = ({ backlog }: Ruled): string => join(backlog.home.privateFolder, TRUST_FILE);

function trusted(shop: Ruled): readonly string[] {
  const record = parseJson(readText(shop.backlog.world.files, path(shop)) ?? "");
  if (typeof record !== "object" || record === null || !("digests" in record) || !Array.isArray(record.digests))
    return [];
  return record.digests.filter((entry): entry is string => typeof entry === "string");
}

const digest = (commands: readonly { readonly place: string; readonly command: string }[]): string =>
  createHash("sha256")
    .update(JSON.stringify(commands.map(({ place, command }) => [place, command])))
    .digest("hex");
