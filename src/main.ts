import { fileURLToPath } from "node:url";
import type { Door, Doorway } from "./cli/doorway.ts";
import { terminalProgress } from "./cli/progress.ts";
import { refuse, runCli } from "./cli/run.ts";
import { hostTerminal } from "./host/terminal.ts";
import { hostWorld, worldFault } from "./host/world.ts";
import { aliases, verbs } from "./ops/table.ts";
import { EXIT } from "./std/fault.ts";

const terminal = hostTerminal();
const host = hostWorld();
const progress = terminalProgress(terminal, host.clock);
const world = { ...host, progress };

const mcpDoor: Door = {
  name: "mcp",
  summary: "Serve the backlog to a coding agent over MCP",
  about:
    "Speaks the Model Context Protocol on stdin and stdout; an agent starts it, not a person. It works in the folder the\nagent has open, or in its own. Tools and resources are listed in docs/mcp.md.",
  examples: ["claude mcp add docket -- docket mcp", "docket -C path/to/repository mcp"],
  async run({ cwd }) {
    const { serveMcp } = await import("./mcp/serve.ts");
    const { inotifyWatch } = await import("./host/watch.ts");
    // Else a person who tries it sees a program that does nothing.
    if (terminal.inIsScreen) terminal.err(WAITING);
    serveMcp({ world: { ...world, watch: inotifyWatch() }, verbs, version: version(), cwd });
    return EXIT.ok;
  },
};

const WAITING =
  "docket: waiting for the messages of an agent (MCP); Ctrl-C ends it, docket mcp --help says how an agent is told of it\n";

const doorway: Doorway = {
  world,
  terminal,
  verbs,
  aliases,
  doors: [mcpDoor],
  version,
};

process.on("SIGINT", () => process.exit(EXIT.interrupted));
void main();

async function main(): Promise<void> {
  try {
    // Set, never exit(): what a slow pipe has not taken yet is written before the process ends by itself.
    const argv = process.argv.slice(2);
    const fault = worldFault(host.environment);
    const code = fault === undefined ? await runCli(argv, doorway) : refuse(fault, argv, terminal);
    const lost = terminal.lost();
    process.exitCode = lost === undefined ? code : refuse(lost, [], terminal);
  } catch (error) {
    process.exitCode = EXIT.bug;
    terminal.err(bugReport(error));
  } finally {
    progress.close();
  }
}

function version(): string {
  const file = world.files.read(fileURLToPath(new URL("../package.json", import.meta.url)), 1_048_576);
  if (!file.ok) return "unknown";
  const parsed: unknown = JSON.parse(new TextDecoder().decode(file.value));
  return typeof parsed === "object" && parsed !== null && "version" in parsed ? String(parsed.version) : "unknown";
}

/** A throw that reaches this place is a bug of ours, never of the caller. */
function bugReport(error: unknown): string {
  const shown = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const [line = ""] = shown.split("\n");
  const stack = process.env.DOCKET_DEBUG === "1" && error instanceof Error ? `${error.stack ?? ""}\n` : "";
  const way = stack === "" ? "; run it again with DOCKET_DEBUG=1 and report what it prints" : "";
  return `docket: a bug in docket ${version()}: ${line}${way}\n${stack}`;
}
