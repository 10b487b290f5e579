// Measures the built program on generated backlogs: npm run bench -- [--sizes 100,1000] [--runs 7] [--peers] [--orders] [--json FILE] [--smoke] [--no-page]
import { existsSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openCorpus, program } from "./corpus.ts";
import { describeMachine } from "./machine.ts";
import { measureOrders } from "./orders.ts";
import { writePage } from "./page.ts";
import { measurePeers, type PeerFigure } from "./peers.ts";
import { growthOf, growthTable, PROMISED_SIZE, peerTable, sizeTable, table, verdictOf } from "./report.ts";
import { type Figure, measureSize, type SizeResult } from "./results.ts";

const LARGEST_FOR_PEERS = 10_000;
/** The smoke run is there to catch a hot path that loads a library or reads every file, not to judge the last millisecond. */
const SMOKE_SLACK = 2.5;
const PEER_TIMES = 20;

const { values } = parseArgs({
  options: {
    sizes: { type: "string" },
    runs: { type: "string" },
    smoke: { type: "boolean", default: false },
    peers: { type: "boolean", default: false },
    orders: { type: "boolean", default: false },
    json: { type: "string" },
    "no-page": { type: "boolean", default: false },
  },
});

process.exitCode = await bench();

async function bench(): Promise<number> {
  if (!existsSync(program)) {
    console.error("bench: the program is not built; run 'npm run build' first");
    return 2;
  }
  const sizes = (values.sizes ?? (values.smoke ? "100,1000" : "100,1000,10000,50000")).split(",").map(Number);
  const runs = Number(values.runs ?? (values.smoke ? 3 : 7));
  console.log(`${describeMachine()}\n`);
  if (values.orders) return benchOrders();
  const results: SizeResult[] = [];
  const peers: PeerFigure[] = [];
  for (const size of sizes) {
    const corpus = openCorpus(size);
    const result = await measureSize(corpus, runs);
    results.push(result);
    console.log(`${sizeTable(result)}\n`);
    if (values.peers && size <= LARGEST_FOR_PEERS) peers.push(...measurePeers(corpus));
  }
  const rest = [growthTable(growths(results)), peerTable(peers, results)].filter((part) => part !== "");
  console.log(rest.join("\n\n"));
  record({ results, peers, rest });
  return judge(results, peers);
}

/** Orders are measured by themselves: they need a large repository, not a large backlog. */
function benchOrders(): number {
  const figures = measureOrders();
  const rows = figures.map(({ what, measured, must, kept }) => [what, measured, must, kept ? "must met" : "MISSED"]);
  console.log(table([["what", "measured", "must", "verdict"], ...rows]));
  return figures.every(({ kept }) => kept) ? 0 : 1;
}

interface Recording {
  readonly results: readonly SizeResult[];
  readonly peers: readonly PeerFigure[];
  readonly rest: readonly string[];
}

function record({ results, peers, rest }: Recording): void {
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine: describeMachine(), results, peers }, null, 2)}\n`);
  if (values.smoke || values["no-page"]) return;
  const block = [`Measured on ${describeMachine()}.`, ...results.map(sizeTable), ...rest].join("\n\n");
  writePage(new URL("../docs/performance.md", import.meta.url).pathname, block);
}

/** The exit code: 1 when a promise is broken (in a smoke run: broken by far). */
function judge(results: readonly SizeResult[], peers: readonly PeerFigure[]): number {
  const judged = values.smoke ? results : results.filter((result) => result.size === PROMISED_SIZE);
  const broken = judged.flatMap((result) =>
    result.figures.filter(isBroken).map((figure) => `${figure.row} at ${result.size} tickets`),
  );
  const grown = growths(results).filter((growth) => !growth.linear);
  const slow = peers
    .filter((peer) => isSlowBeside(peer, results))
    .map((peer) => `${peer.row}: less than ${PEER_TIMES} times faster than ${peer.peer}`);
  const said = [...broken, ...grown.map((growth) => `${growth.row} grows worse than linear`), ...slow];
  if (said.length > 0)
    console.error(`\nbench: ${values.smoke ? "far over" : "over"} the limit:\n  ${said.join("\n  ")}`);
  return said.length > 0 ? 1 : 0;
}

function isBroken(figure: Figure): boolean {
  if (!values.smoke) return ["MISSED", "FAILED"].includes(verdictOf(figure));
  return figure.value === undefined || figure.value > figure.must * SMOKE_SLACK;
}

function growths(results: readonly SizeResult[]) {
  const small = results.find((result) => result.size === PROMISED_SIZE);
  const large = results.find((result) => result.size > PROMISED_SIZE);
  return small === undefined || large === undefined ? [] : growthOf(small, large);
}

/** Only writes at the promised size carry a promise beside Backlog.md. */
function isSlowBeside(peer: PeerFigure, results: readonly SizeResult[]): boolean {
  if (
    peer.size !== PROMISED_SIZE ||
    peer.ms === undefined ||
    !peer.row.endsWith("commit included") ||
    peer.peer === "tk"
  )
    return false;
  const ours = results
    .find((result) => result.size === peer.size)
    ?.figures.find((figure) => figure.row === peer.row)?.raw;
  return ours !== undefined && peer.ms / ours < PEER_TIMES;
}
