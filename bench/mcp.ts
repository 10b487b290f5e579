import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Corpus, program } from "./corpus.ts";
import { CommandFailed, median, surroundings } from "./measure.ts";
import type { Row } from "./row.ts";

const CALLS = 15;
const LIMIT_MS = 60_000;

/** One call of a tool in a server that is already running and has answered before. */
export const mcpRows: readonly Row[] = [
  {
    name: "MCP list, warm",
    unit: "ms",
    must: 20,
    aim: 5,
    atMost: 3,
    sample: (corpus) => warmCall(corpus, "list", () => ({})),
  },
  {
    name: "MCP show, warm",
    unit: "ms",
    must: 20,
    aim: 5,
    atMost: 3,
    sample: (corpus) => warmCall(corpus, "show", (n) => ({ id: corpus.tickets[(n * 31) % corpus.size]?.id })),
  },
];

type Arguments = (call: number) => Readonly<Record<string, unknown>>;

async function warmCall(corpus: Corpus, verb: string, args: Arguments): Promise<number> {
  const server = spawn(process.execPath, [program, "mcp"], {
    cwd: corpus.root,
    env: surroundings,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const answers = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const limit = setTimeout(() => server.kill(), LIMIT_MS);
  let id = 0;
  const ask = async (method: string, params: unknown): Promise<Answer> => {
    id += 1;
    server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
    for (;;) {
      const line = await answers.next();
      if (line.done === true) throw new CommandFailed("the MCP server ended early");
      const answer = readAnswer(line.value);
      if (answer.id === id) return answer;
    }
  };
  try {
    return await measure({
      ask,
      notify: (method) => server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method })}\n`),
      verb,
      args,
    });
  } finally {
    clearTimeout(limit);
    server.stdin.end();
    if (server.exitCode === null && !server.killed) await once(server, "close");
  }
}

interface Session {
  readonly ask: (method: string, params: unknown) => Promise<Answer>;
  readonly notify: (method: string) => void;
  readonly verb: string;
  readonly args: Arguments;
}

async function measure({ ask, notify, verb, args }: Session): Promise<number> {
  const clientInfo = { name: "bench", version: "1" };
  await ask("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
  notify("notifications/initialized");
  const listed = await ask("tools/list", {});
  const name = listed.tools.find((tool) => tool === verb || tool.endsWith(`_${verb}`) || tool.startsWith(`${verb}_`));
  if (name === undefined) throw new CommandFailed(`no tool for ${verb} among ${listed.tools.join(", ")}`);
  const times: number[] = [];
  for (let n = 0; n <= CALLS; n += 1) {
    const begin = performance.now();
    const answer = await ask("tools/call", { name, arguments: args(n) });
    times.push(performance.now() - begin);
    if (answer.failed) throw new CommandFailed(`the tool ${name} answered a fault`);
  }
  return median(times.slice(1));
}

interface Answer {
  readonly id: unknown;
  readonly failed: boolean;
  readonly tools: readonly string[];
}

/** Reads the few parts of an answer that are needed here. */
function readAnswer(line: string): Answer {
  const message: unknown = JSON.parse(line);
  const result = member(message, "result");
  const tools = member(result, "tools");
  const names = Array.isArray(tools) ? tools.map((tool) => String(member(tool, "name"))) : [];
  const failed = member(message, "error") !== undefined || member(result, "isError") === true;
  return { id: member(message, "id"), failed, tools: names };
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && key in value
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
